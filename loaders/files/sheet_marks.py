"""What the markup of a workbook says of its cells besides values («пометы листа»).

Hidden sheets, rows and columns, merged cells, numbers shown as percents, notes hung on cells.
Scanned, not parsed: the fast reader gives none of it, and a second parsing would cost more
than the first.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.files.second_look import (
    RELATION,
    SHEET,
    attributes_of,
    fill_hollows,
    place_of,
    sheet_parts,
)
from loaders.files.sheet_markup import Markup, SheetMarkup, divided
from loaders.files.workbook import Grid, Marks

HIDDEN = re.compile(rb'hidden="(?:1|true)"')
"""Some programs say of each row that it is not hidden."""
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
REMARK = re.compile(rb'<(?:\w+:)?comment\b[^>]*\bref="([A-Z]+)(\d+)"')
STYLED = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
STYLE = re.compile(rb'\bs="(\d+)"')
FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
PERCENT_FORMATS = {"9", "10"}
"""Percents among the formats that every workbook has."""
WIDEST = 200
"""Columns of a form; a hidden rest of the sheet is everyday life."""


def mark_grids(markup: Markup, grids: list[Grid]) -> None:
    """Put what an .xlsx says of its cells into its grids: the marks, and what is hollow."""
    parts = sheet_parts(markup)
    hidden = _hidden_sheets(markup.part("xl/workbook.xml"))
    percents = percent_styles(markup.part("xl/styles.xml"))
    for grid in grids:
        grid.marks.is_hidden = grid.name in hidden
        name = parts.get(grid.name, "")
        if part := markup.part(name):
            sheet = markup.sheets.get(name) or divided(part)
            fill_hollows(grid, sheet)
            _mark(grid.marks, sheet, percents)
            grid.marks.remarks.update(_remarks(markup, name))


@lru_cache(maxsize=4)
def _hidden_sheets(workbook: bytes) -> frozenset[str]:
    return frozenset(
        sheet.get("name", "")
        for sheet in attributes_of(workbook, SHEET)
        if sheet.get("state", "visible") != "visible"
    )


def _mark(marks: Marks, sheet: SheetMarkup, percents: frozenset[bytes]) -> None:
    if HIDDEN.search(sheet.cells):
        marks.hidden_rows.update(_hidden_rows(sheet.cells))
    if HIDDEN.search(sheet.before):
        marks.hidden_columns.update(_hidden_columns(sheet.before))
    marks.is_filtered = b"filterColumn" in sheet.after
    if b"mergeCells" in sheet.after:
        marks.merged.extend(_merged(sheet.after))
    if any(b's="%b"' % style in sheet.cells for style in percents):  # most sheets use none
        marks.percents.update(_percents(sheet.cells, percents))


def _hidden_rows(sheet: bytes) -> Iterator[int]:
    for found in ROW.finditer(sheet):
        number = re.search(rb'\br="(\d+)"', found[0])
        if number and HIDDEN.search(found[0]):
            yield int(number[1]) - 1


def _hidden_columns(sheet: bytes) -> Iterator[int]:
    for one in attributes_of(sheet, COLUMN):
        if one.get("hidden") in ("1", "true"):
            yield from range(int(one["min"]) - 1, min(int(one["max"]), WIDEST))


def _merged(sheet: bytes) -> Iterator[tuple[int, int, int, int]]:
    for found in MERGED.finditer(sheet):
        first, top, last, bottom = found.groups()
        yield (*place_of(first, top), *place_of(last, bottom))


@lru_cache(maxsize=4)
def percent_styles(styles: bytes) -> frozenset[bytes]:
    """Numbers of the cell styles that show percents."""
    _, _, after = styles.partition(b"cellXfs")
    cells, _, _ = after.partition(b"cellXfs")
    formats = PERCENT_FORMATS | {
        one.get("numFmtId", "")
        for one in attributes_of(styles, FORMAT)
        if "%" in one.get("formatCode", "")
    }
    return frozenset(
        str(number).encode()
        for number, one in enumerate(attributes_of(cells, XF))
        if one.get("numFmtId") in formats
    )


def _percents(sheet: bytes, styles: frozenset[bytes]) -> Iterator[tuple[int, int]]:
    for found in STYLED.finditer(sheet):
        style, place = STYLE.search(found[1]), ADDRESS.search(found[1])
        if style and place and style[1] in styles:
            yield place_of(place[1], place[2])


def _remarks(markup: Markup, part: str) -> Iterator[tuple[int, int]]:
    """Places of the notes («примечания») hung on the cells of one sheet."""
    folder, _, name = part.rpartition("/")
    relations = markup.part(f"{folder}/_rels/{name}.rels")
    for relation in attributes_of(relations, RELATION) if relations else ():
        if relation.get("Type", "").endswith("/comments"):
            target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
            for found in REMARK.finditer(markup.part(target.lstrip("/"))):
                yield place_of(found[1], found[2])
