"""The second look at .xlsx: cells that calamine gives as empty and that are not.

An error (#ДЕЛ/0!) and a formula without a saved result come out empty from the fast reader.
Loading the file once more with another library would cost twenty times the first reading, so
the markup of the cells is scanned: only for these two marks, never for values.
"""

import posixpath
import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]
from openpyxl.utils.cell import coordinate_to_tuple

from loaders.cells import Grid, Hollow

CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
ADDRESS = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
RESULT = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^>]*>([^<]*)")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
ERROR_TYPE = re.compile(rb'\bt="e"')

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


def fill_hollows(content: bytes, grids: list[Grid]) -> None:
    """Put ``Hollow`` where a cell has an error, or a formula without a saved result."""
    with ZipFile(BytesIO(content)) as archive:
        parts = dict(sheet_parts(archive))
        for grid in grids:
            if (part := parts.get(grid.name)) and part in archive.namelist():
                _fill_grid(grid, archive.read(part))


def _fill_grid(grid: Grid, markup: bytes) -> None:
    for address, hollow in _hollows(markup):
        row, column = coordinate_to_tuple(address)
        while len(grid.rows) < row:
            grid.rows.append([])
        values = grid.rows[row - 1]
        values.extend([None] * (column - len(values)))
        if values[column - 1] is None:
            values[column - 1] = hollow


def _hollows(markup: bytes) -> Iterator[tuple[str, Hollow]]:
    for found in CELL.finditer(markup):
        attributes, body = found[1], found[2] or b""
        is_error = ERROR_TYPE.search(attributes) is not None
        if not is_error and FORMULA.search(body) is None:
            continue
        result = RESULT.search(body)
        text = result[1].decode("utf-8", "replace").strip() if result else ""
        place = ADDRESS.search(attributes)
        if place and (is_error or not text) and b't="str"' not in attributes:
            yield place[1].decode("ascii"), Hollow(shown_error(text) if is_error else "")


def sheet_parts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """(name of a sheet, name of its part), by the relations of the workbook."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    try:
        book = fromstring(archive.read("xl/workbook.xml"))
        relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except ParseError:
        return
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in book.iterfind(".//{*}sheet"):
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        if target := targets.get(relation):
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield sheet.get("name", ""), posixpath.normpath(part)
