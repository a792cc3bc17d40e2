"""Tables of the registers as xlsx: plain sheets that a person edits, the same bytes each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.saving import saved

HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="E8EEF4")
WIDEST = 60
WRITTEN_AT = datetime(2020, 1, 1)
EMPTY_ROWS = 200
"""Rows below the data that are prepared for typing."""


Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A table: its name, header and rows. ``texts`` are columns that are kept as text."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    texts: Sequence[str] = ()


def write_tables(*sheets: WrittenSheet) -> bytes:
    """A workbook of plain tables: header in the first row, frozen, with a filter."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        _write(workbook.create_sheet(sheet.name), sheet)
    return saved(workbook, WRITTEN_AT)


def _write(target: Worksheet, sheet: WrittenSheet) -> None:
    for column, title in enumerate(sheet.columns, start=1):
        _write_column(target, sheet, column, title)
    target.freeze_panes = "A2"
    target.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"


def _write_column(target: Worksheet, sheet: WrittenSheet, column: int, title: str) -> None:
    values = [row[column - 1] for row in sheet.rows]
    head = target.cell(1, column, title)
    head.font, head.fill = HEADER_FONT, HEADER_FILL
    for row, value in enumerate(values, start=2):
        cell = target.cell(row, column, value or None)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if isinstance(value, date):
            cell.number_format = "DD.MM.YYYY"
        if isinstance(value, str) and value:
            cell.data_type = "s"
    if title in sheet.texts:
        for row in range(2, len(values) + EMPTY_ROWS):
            target.cell(row, column).number_format = "@"
    longest = max(len(str(value or "")) for value in [title, *values])
    target.column_dimensions[get_column_letter(column)].width = min(longest + 3, WIDEST)
