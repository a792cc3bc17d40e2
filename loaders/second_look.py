"""The second look at .xlsx: cells that calamine gives as empty and that are not.

An error (#ДЕЛ/0!) and a formula without a saved result come out empty from the fast reader.
Loading the file once more with another library would cost twenty times the first reading, so
the markup of the cells is scanned: only for these two marks, never for values.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape

from loaders.cells import Grid, Hollow, column_number

SHEET_DATA = re.compile(rb"<(\w+:)?sheetData\b")
ADDRESS = re.compile(rb'\br="([A-Za-z]{1,3})(\d{1,7})"')
RESULT = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^>]*>([^<]*)")
ERROR_TYPE, TEXT_TYPE = b't="e"', b't="str"'
SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')

RUSSIAN_ERRORS = {
    "#DIV/0!": "#ДЕЛ/0!",
    "#REF!": "#ССЫЛКА!",
    "#VALUE!": "#ЗНАЧ!",
    "#NAME?": "#ИМЯ?",
    "#N/A": "#Н/Д",
    "#NUM!": "#ЧИСЛО!",
    "#NULL!": "#ПУСТО!",
}


def shown_error(code: str) -> str:
    """An error as a Russian office program shows it."""
    return RUSSIAN_ERRORS.get(code, code or "#ЗНАЧ!")


def fill_hollows(markup: Mapping[str, bytes], grids: list[Grid]) -> None:
    """Put ``Hollow`` where a cell has an error, or a formula without a saved result."""
    parts = sheet_parts(markup)
    for grid in grids:
        if sheet := markup.get(parts.get(grid.name, "")):
            _fill_grid(grid, sheet)


def _fill_grid(grid: Grid, markup: bytes) -> None:
    for row, column, hollow in _hollows(markup):
        if hollow is None:
            grid.marks.formulas.add((row, column))
            continue
        while len(grid.rows) <= row:
            grid.rows.append([])
        values = grid.rows[row]
        values.extend([None] * (column + 1 - len(values)))
        if values[column] is None:
            values[column] = hollow


def _hollows(markup: bytes) -> Iterator[tuple[int, int, Hollow | None]]:
    """Row, column and mark of each cell with an error or a formula; None: it has its result."""
    start = SHEET_DATA.search(markup)
    if start is None:
        return
    prefix = start[1] or b""
    opening, closing = b"<" + prefix + b"c ", b"</" + prefix + b"c>"
    data = markup[start.end() :].partition(b"</" + prefix + b"sheetData>")[0]
    if ERROR_TYPE in data:
        cells = data.split(opening)[1:]
    else:
        cells = list(_formula_cells(data, b"<" + prefix + b"f", opening, closing))
    for cell in cells:
        attributes, _, body = cell.partition(b">")
        if b"<" + prefix + b"f" in body or ERROR_TYPE in attributes:
            yield from _hollow(attributes, body)


def _formula_cells(
    markup: bytes, formula: bytes, opening: bytes, closing: bytes
) -> Iterator[bytes]:
    """The cells that hold a formula: they are few, and the others are not looked at."""
    place = markup.find(formula)
    while place >= 0:
        end = markup.find(closing, place)
        end = len(markup) if end < 0 else end
        yield markup[markup.rfind(opening, 0, place) + len(opening) : end]
        place = markup.find(formula, end)


def _hollow(attributes: bytes, body: bytes) -> Iterator[tuple[int, int, Hollow | None]]:
    result, place = RESULT.search(body), ADDRESS.search(attributes)
    text = result[1].decode("utf-8", "replace").strip() if result else ""
    is_error = ERROR_TYPE in attributes
    if place is None:
        return
    column, row = column_number(place[1].decode("ascii")), int(place[2]) - 1
    if (is_error or not text) and TEXT_TYPE not in attributes:
        yield row, column, Hollow(shown_error(text) if is_error else "")
    else:
        yield row, column, None


def sheet_parts(markup: Mapping[str, bytes]) -> Mapping[str, str]:
    """The part of each sheet by its name, by the relations of the workbook."""
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    return _sheet_parts(markup.get(book, b""), markup.get(relations, b""))


@lru_cache(maxsize=4)
def _sheet_parts(book: bytes, relations: bytes) -> Mapping[str, str]:
    """Returns of one district have these parts in common."""
    targets = {
        one.get("Id", ""): one.get("Target", "") for one in attributes_of(relations, RELATION)
    }
    parts = {}
    for sheet in attributes_of(book, SHEET):
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        if target := targets.get(relation):
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            parts[sheet.get("name", "")] = posixpath.normpath(part)
    return parts


def attributes_of(markup: bytes, element: re.Pattern[bytes]) -> Iterator[dict[str, str]]:
    """The attributes of every element of a kind."""
    for found in element.finditer(markup):
        yield {
            key.decode(): unescape(value.decode("utf-8", "replace"))
            for key, value in ATTRIBUTE.findall(found[0])
        }
