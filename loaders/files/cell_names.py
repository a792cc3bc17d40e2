"""Names of cells («имена ячеек») that a form carries, told by a workbook as a few bytes.

They are a witness beside the code of a row and the header of a column. A name in a file from
outside is nobody's truth: only those of our make are kept, short ones, and not too many. All
returns of a district name the same cells, so they are read once and cross processes as bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from loaders.files.sheet_markup import Markup
from loaders.files.workbook import column_number

MOST_NAMES = 2000
LONGEST = 100
"""Signs of a name, and of the name of a sheet."""

OURS = "q_"
EXCEL, OPEN_DOCUMENT = "xl/workbook.xml", "content.xml"
EXCEL_NAMES = (b"<definedNames", b"</definedNames")
OPEN_NAMES = (b"<table:named-expressions", b"</table:named-expressions")
DEFINED = re.compile(rb"<definedName\b([^>]*)>([^<]*)<")
RANGE = re.compile(rb"<table:named-range\b([^>]*)>")
ATTRIBUTE = re.compile(rb'([\w:-]+)="([^"]*)"')
TARGET = re.compile(r"\$?(?:'((?:[^']|'')+)'|([^'!.$]+))[!.]\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::.*)?")
"""«'Показатели'!$K$12» and «$Показатели.$K$12»; of a range the first cell."""


class NamedPlace(NamedTuple):
    """Where a name points; row and column are counted from 0."""

    sheet: str
    row: int
    column: int


def names_in(markup: Markup) -> bytes:
    """The names that a zipped workbook gives to cells of ours; nothing where it has none."""
    if book := markup.part(EXCEL):
        return _excel_names(_between(book, *EXCEL_NAMES))
    return _open_names(_between(markup.part(OPEN_DOCUMENT), *OPEN_NAMES))


def _between(part: bytes, opening: bytes, closing: bytes) -> bytes:
    """The last list of names of a part: lists before it belong to a single sheet."""
    start = part.rfind(opening)
    return part[start : part.find(closing, start) + 1] if start >= 0 else b""


@lru_cache(maxsize=16)
def _excel_names(listed: bytes) -> bytes:
    return packed_names(_excel_targets(listed))


def _excel_targets(listed: bytes) -> Iterator[tuple[str, str]]:
    """Names of the whole book; those of a single sheet are copies made with it."""
    for found in DEFINED.finditer(listed):
        told = dict(ATTRIBUTE.findall(found[1]))
        if b"localSheetId" not in told:
            yield _text(told.get(b"name", b"")), _text(found[2])


@lru_cache(maxsize=16)
def _open_names(listed: bytes) -> bytes:
    return packed_names(_open_targets(listed))


def _open_targets(listed: bytes) -> Iterator[tuple[str, str]]:
    for found in RANGE.finditer(listed):
        told = dict(ATTRIBUTE.findall(found[1]))
        yield _text(told.get(b"table:name", b"")), _text(told.get(b"table:cell-range-address", b""))


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace"))


def packed_names(targets: Iterable[tuple[str, str]]) -> bytes:
    """Names with their targets as lines: name, sheet, row, column. What is no cell is left out."""
    lines = []
    for name, target in targets:
        if name.casefold().startswith(OURS) and (place := _place(target)) and _is_short(name):
            lines.append("\t".join((name.casefold(), place.sheet, *map(str, place[1:]))))
            if len(lines) == MOST_NAMES:
                break
    return "\n".join(lines).encode()


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST and text.isprintable()


def _place(target: str) -> NamedPlace | None:
    found = TARGET.fullmatch(target.strip()) if len(target) <= 3 * LONGEST else None
    if found is None:
        return None
    quoted, bare, letters, number = found.groups()
    sheet = quoted.replace("''", "'") if quoted else bare
    place = NamedPlace(sheet, int(number) - 1, column_number(letters))
    return place if _is_short(sheet) and place.row >= 0 else None


@lru_cache(maxsize=64)
def named_places(names: bytes) -> Mapping[str, NamedPlace]:
    """The place of every name; forms handed out in one year have them in common."""
    lines = (line.split("\t") for line in names.decode().splitlines())
    return {name: NamedPlace(sheet, int(row), int(column)) for name, sheet, row, column in lines}
