"""Typography («типографика»): lines that do not break, widths of columns.

One place for every format; colours are in ``charts/palette.py``, beside those of the screen.
"""

import re
from collections.abc import Sequence
from functools import cache
from math import ceil, sqrt
from pathlib import Path
from statistics import fmean

from PIL import ImageFont

from indicators.wording import NBSP
from indicators.wording.numbers import MONTHS
from reports.summary import Table

# lines that do not break

HELD_TOGETHER = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.])(р\.) (?=п\.)",
        r"(?<![\w.])((?:р\.[ \u00a0])?(?:с|д|п|г|х|ст|пос|рп|им|ул)\.) (?=[А-ЯЁA-Z])",
        r"(?<![\w])([А-ЯЁ]\.) (?=[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]|[А-ЯЁ][а-яё])",
        r"(№) (?=\d)",
        rf"((?<!\d)\d{{1,2}}) (?=(?:{'|'.join(MONTHS)})\b)",
        r"(\d{4}) (?=(?:год|гг?\.|учебн))",
        r"(\d) (?=(?:%|чел\.|п\.|орг\.))",
        r"(п\.) (?=п\.)",
    )
)
"""Places where a line must not break: «с. Название», «А. П. Иванов», «№ 5», «31 декабря»."""
ORDINAL, HYPHEN = re.compile(r"(\d)-(?=(?:х|е|й|го|му)\b)"), "\u2011"
"""«9-х классов»: the ending stays with its number."""
NARROW = re.compile(r"(№|стр\.|табл\.|рис\.|п\.|ст\.) (?=[\d{])")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    """As it goes to paper: no sign that no font knows, no line broken inside a name or date."""
    return held_together(UNPRINTABLE.sub("", text))


def held_together(text: str) -> str:
    """«с. Название», initials, «№ 5», dates and «9-х» on one line."""
    for pattern in HELD_TOGETHER:
        text = pattern.sub(rf"\1{NBSP}", text)
    return ORDINAL.sub(rf"\1{HYPHEN}", text)


def bound(template: str) -> str:
    """«№ 4» kept on one line."""
    return NARROW.sub(rf"\1{NBSP}", template)


# widths

TEXT_WIDTH = 467.7
"""Points between the margins: 210 − 30 − 15 mm."""
LANDSCAPE_WIDTH = 742.7
"""The same of a page on its side: 297 − 20 − 15 mm."""
FONTS = Path(__file__).with_name("fonts")
PADDING = 9.0
"""Points that a cell keeps free on both sides together."""
WORD = re.compile(r"[^\s\-–/]+[\-–/]?")
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0)
"""Sizes of type in tables, the wished one first."""
SAMPLE = 100
"""Size at which words are measured."""


def type_size(table: Table, total: float) -> float:
    """The largest size of type, points, at which no word is too long for its column.

    A smaller one where it saves so many lines that the table is a quarter lower.
    """
    size = next((size for size in SIZES if sum(_needed(table, size)) <= total), SIZES[-1])
    if size <= SMALLER:
        return size
    is_lower = _height(table, total, SMALLER) <= WORTH * _height(table, total, size)
    return SMALLER if is_lower else size


SMALLER, WORTH = 9.0, 0.75


def _height(table: Table, total: float, size: float) -> float:
    return height(table, fitted(table, total, size), size)


def _needed(table: Table, size: float) -> list[float]:
    return [_longest(table, number, size) + PADDING for number in range(len(table.columns))]


def fitted(table: Table, total: float, size: float) -> list[float]:
    """Widths in points that add up to ``total``, each at least that of the longest word.

    As wished where every cell stands on one line; else what is left of the words is shared by the
    length of the texts. ``size`` is the size of the type. Where the longest words together need
    more than there is, all are narrowed alike.
    """
    needed = _needed(table, size)
    if sum(needed) >= total:
        return [total * one / sum(needed) for one in needed]
    needed = _with_room_to_write(table, needed, total)
    lengths = [[_about(row[number].text, size) for row in table.divided] for number in _all(table)]
    whole = [max(need, _whole(table, number, size)) for number, need in enumerate(needed)]
    if sum(whole) <= total:
        wished = sum(column.width for column in table.columns)
        return _raised([total * one.width / wished for one in table.columns], whole, total)
    usual = [sqrt(fmean(one * one for one in own)) for own in lengths]
    return _shared(needed, whole, usual, total)


def _with_room_to_write(table: Table, needed: list[float], total: float) -> list[float]:
    """A column that is filled in by hand is as wide as was wished, where there is room for it."""
    wished = sum(column.width for column in table.columns)
    wide = [
        need
        if not table.divided or any(row[number].text for row in table.divided)
        else max(need, total * table.columns[number].width / wished)
        for number, need in enumerate(needed)
    ]
    return wide if sum(wide) < total else needed


def _all(table: Table) -> range:
    return range(len(table.columns))


def _about(text: str, size: float) -> float:
    """About how wide a text on one line is, with the padding of its cell."""
    return SIGN * size * len(text) + PADDING


def _shared(
    needed: list[float], whole: list[float], usual: list[float], total: float
) -> list[float]:
    """The words of each column, and of the rest what its texts are longer; none gets too much."""
    widths = list(needed)
    free = {number for number, width in enumerate(widths) if usual[number] > width}
    while free and (rest := total - sum(widths)) > 0.01:
        longer = sum(usual[number] - needed[number] for number in free)
        for number in free:
            more = rest * (usual[number] - needed[number]) / longer
            widths[number] = min(whole[number], widths[number] + more)
        free = {number for number in free if widths[number] < whole[number] - 0.01}
    rest = total - sum(widths)
    return [width + rest * width / (total - rest) for width in widths]


SHORT_TABLE = 8
"""So many rows are not parted: the last of them would stand on a page alone."""


def is_tall(table: Table, widths: Sequence[float], size: float) -> bool:
    """Whether a table takes so much of a page that keeping it whole would leave a hole."""
    return height(table, widths, size) > MOST_KEPT


def height(table: Table, widths: Sequence[float], size: float) -> float:
    """About how high the rows of a table are, in points."""
    signs = [max(1.0, (width - PADDING) / (SIGN * size)) for width in widths]
    whole = (sum(widths) - PADDING) / (SIGN * size)
    lines = sum(
        ceil(len(row[0].text) / whole)
        if len(row) == 1
        else max(ceil(len(cell.text) / room) for cell, room in zip(row, signs, strict=True))
        for row in table.rows
    )
    return lines * LINE * size


SIGN, LINE = 0.5, 1.3
"""Width of a sign and height of a line, parts of the size of type."""
MOST_KEPT = 260.0
"""Points of height up to which a table stays on one page."""


def _raised(widths: list[float], needed: list[float], total: float) -> list[float]:
    """Narrow columns get what their words need, the others share the rest as before."""
    held: set[int] = set()
    while (
        short := {number for number, width in enumerate(widths) if width < needed[number] - 0.01}
        - held
    ):
        held |= short
        rest = total - sum(needed[number] for number in held)
        free = sum(width for number, width in enumerate(widths) if number not in held)
        widths = [
            needed[number] if number in held else width * rest / free
            for number, width in enumerate(widths)
        ]
    return widths


def _whole(table: Table, number: int, size: float) -> float:
    """How wide a column is whose every cell stands on one line."""
    longest = sorted((row[number].text for row in table.divided), key=len)[-6:]
    widest = max((_wide(text, bool(table.strong)) for text in longest), default=0.0)
    return size / SAMPLE * widest + PADDING


def _longest(table: Table, number: int, size: float) -> float:
    head = max((_wide(word, True) for word in _words(table.columns[number].title)), default=0.0)
    cells = {word for row in table.divided for word in _words(row[number].text)}
    longest = sorted(cells, key=len)[-6:]
    return size / SAMPLE * max([head, *(_wide(word, bool(table.strong)) for word in longest)])


def _words(text: str) -> list[str]:
    return WORD.findall(held_together(text).replace(NBSP, "n"))


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), size)


@cache
def _wide(word: str, bold: bool) -> float:
    name = "PT_Serif-Web-Bold" if bold else "PT_Serif-Web-Regular"
    return float(_font(name, SAMPLE).getlength(word))


def wide_on_chart(text: str, size: int) -> float:
    """How wide a text of a chart is at most: a browser without PT Sans takes a wider typeface."""
    return OTHER_FONTS * float(_font("PT_Sans-Web-Regular", size).getlength(text))


OTHER_FONTS = 1.15
