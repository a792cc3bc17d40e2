"""Widths of columns («ширина столбцов»): shares of the page that no word is too long for."""

import re
from functools import cache
from pathlib import Path

from PIL import ImageFont

from reports.sentences import held_together
from reports.summary import Table

FONTS = Path(__file__).with_name("fonts")
PADDING = 9.0
"""Points that a cell keeps free on both sides together."""
WORD = re.compile(r"[^\s\-–/]+[\-–/]?")
NO_BREAK = "\u00a0"
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0)
"""Sizes of type in tables, the wished one first."""
SAMPLE = 100
"""Size at which words are measured."""


def type_size(table: Table, total: float) -> float:
    """The largest size of type, points, at which no word is too long for its column."""
    return next((size for size in SIZES if sum(_needed(table, size)) <= total), SIZES[-1])


def _needed(table: Table, size: float) -> list[float]:
    return [_longest(table, number, size) + PADDING for number in range(len(table.columns))]


def fitted(table: Table, total: float, size: float) -> list[float]:
    """Widths in points that add up to ``total``: as wished, but at least the longest word.

    ``size`` is the size of the type. Where the longest words together need more than there
    is, all are narrowed alike.
    """
    needed = _needed(table, size)
    if sum(needed) >= total:
        return [total * one / sum(needed) for one in needed]
    wished = sum(column.width for column in table.columns)
    widths = [total * column.width / wished for column in table.columns]
    return _raised(widths, needed, total)


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


def _longest(table: Table, number: int, size: float) -> float:
    head = max((_wide(word, True) for word in _words(table.columns[number].title)), default=0.0)
    cells = {word for row in table.rows for word in _words(row[number].text)}
    longest = sorted(cells, key=len)[-6:]
    return size / SAMPLE * max([head, *(_wide(word, bool(table.strong)) for word in longest)])


def _words(text: str) -> list[str]:
    return WORD.findall(held_together(text).replace(NO_BREAK, "n"))


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "PT_Serif-Web-Bold.ttf" if bold else "PT_Serif-Web-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), SAMPLE)


@cache
def _wide(word: str, bold: bool) -> float:
    return float(_font(bold).getlength(word))
