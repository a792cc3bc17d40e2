"""Orders as workbooks: bytes → document, one table per sheet."""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from data_model.errors import UnreadableFile
from loaders.files.zip_guard import DAMAGED_PARTS, ensure_office_file
from loaders.orders.document import Document, PaperCell, PaperTable, Row, tidy_lines

WIDEST, LONGEST = 60, 5000
"""Columns and rows that are looked at; an order has a dozen and a few hundred."""


def read_sheets(content: bytes) -> Document:
    """Visible sheets of an .xlsx or .xlsm. Raises UnreadableFile for a damaged one."""
    ensure_office_file(content, "книга Excel (.xlsx)")
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content), data_only=True)
    except (*DAMAGED_PARTS, InvalidFileException) as trouble:
        raise UnreadableFile(
            "Книга Excel не открывается. Откройте её в редакторе и сохраните как .xlsx."
        ) from trouble
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return Document(tuple(PaperTable(tuple(_rows(sheet))) for sheet in sheets))


def _rows(sheet: Worksheet) -> Iterator[Row]:
    merged = dict(_merged(sheet))
    height, width = min(sheet.max_row, LONGEST), min(sheet.max_column, WIDEST)
    for number, line in enumerate(sheet.iter_rows(max_row=height, max_col=width), start=1):
        row = tuple(
            merged.get((number, column)) or PaperCell(_shown(cell.value, cell.number_format))
            for column, cell in enumerate(line, start=1)
        )
        if any(cell.text for cell in row):
            yield row


def _merged(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], PaperCell]]:
    """What stands in the places of merged ranges other than their first one."""
    for area in sheet.merged_cells.ranges:
        first = sheet.cell(area.min_row, area.min_col)
        text = _shown(first.value, first.number_format)
        for row, column in area.cells:
            if column > area.min_col:
                yield (row, column), PaperCell(across=True)
            elif row > area.min_row:
                yield (row, column), PaperCell(text, down=True)


def _shown(value: Any, number_format: str) -> str:
    """The cell as a person sees it: 0,55 in a percent format is «55%»."""
    match value:
        case None:
            return ""
        case datetime() | date():
            return value.strftime("%d.%m.%Y")
        case bool():
            return "да" if value else "нет"
        case int() | float() if "%" in number_format:
            return f"{_plain(Decimal(repr(value)) * 100)}%"
        case int() | float():
            return _plain(Decimal(repr(value)))
    return tidy_lines(str(value))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")
