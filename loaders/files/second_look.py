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
from itertools import chain

from loaders.files.common import common
from loaders.files.sheet_markup import Markup, SheetMarkup
from loaders.files.workbook import Grid, Hollow, Place, Value, column_number

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


def fill_hollows(grid: Grid, sheet: SheetMarkup) -> None:
    """Put ``Hollow`` where a cell has an error, or a formula without a saved result."""
    for attributes, body in chain(_formula_cells(sheet), _error_cells(sheet)):
        place, hollow = _look_at(attributes, body)
        if place is None:
            continue
        if hollow is None:
            grid.marks.formulas.add(place)
        elif grid.value(*place) is None:
            _put(grid.rows, place, hollow)


@common(1024)
def _look_at(attributes: bytes, body: bytes) -> tuple[Place | None, Hollow | None]:
    """Where a cell stands and what it lacks; forms have their formulas in common."""
    found = ADDRESS.search(attributes)
    place = place_of(found[1], found[2]) if found else None
    return place, _hollow(attributes, body)


def _put(rows: list[list[Value]], place: Place, hollow: Hollow) -> None:
    """Into its cell, also where the fast reader saw the sheet end before it."""
    row, column = place
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = hollow


Cells = Iterator[tuple[bytes, bytes]]
"""Cells as their attributes and their content."""


def _formula_cells(sheet: SheetMarkup) -> Cells:
    """The cells that hold a formula: they are few, and the others are not looked at."""
    opening, closing = sheet.opening(b"c "), sheet.closing(b"c")
    before, *bodies = re.split(sheet.opening(b"f") + rb"[ />]", sheet.cells)
    for body in bodies:
        yield before.rpartition(opening)[2], body.partition(closing)[0]
        before = body


def _error_cells(sheet: SheetMarkup) -> Cells:
    """The cells that hold an error and no formula; most sheets have none."""
    formula = sheet.opening(b"f")
    cells = sheet.cells.split(sheet.opening(b"c "))[1:] if ERROR_TYPE in sheet.cells else ()
    for cell in cells:
        attributes, _, body = cell.partition(b">")
        if ERROR_TYPE in attributes and formula not in body:
            yield attributes, body


def _hollow(attributes: bytes, body: bytes) -> Hollow | None:
    """What a cell with a formula or an error lacks; None where it has its result."""
    result = RESULT.search(body)
    text = result[1].strip() if result else b""
    if ERROR_TYPE in attributes:
        return Hollow(shown_error(text.decode("utf-8", "replace")))
    return None if text or TEXT_TYPE in attributes else NO_RESULT


NO_RESULT = Hollow()


@lru_cache(maxsize=4096)
def place_of(letters: bytes, number: bytes) -> Place:
    """Row and column of an address; forms have their addresses in common."""
    return int(number) - 1, column_number(letters.decode("ascii"))


def sheet_parts(markup: Markup) -> Mapping[str, str]:
    """The part of each sheet by its name, by the relations of the workbook."""
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    return _sheet_parts(markup.part(book), markup.part(relations))


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
