"""Tables of a roadmap workbook: lines into cells, cells into lines."""

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data_model.errors import WrongDefinition
from loaders.roadmaps.columns import CellValue, RoadmapColumn

Line = dict[str, Any]
"""Values by the header of their column."""

BOLD = Font(bold=True)
SHADE = PatternFill("solid", fgColor="FFE8EEF4")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_lines(sheet: Worksheet, columns: Sequence[RoadmapColumn], lines: Iterable[Line]) -> None:
    """A header row that stays in sight, and one row per line."""
    for place, column in enumerate(columns, start=1):
        header = _put(sheet, 1, place, column.header)
        header.font, header.fill = BOLD, SHADE
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, line in enumerate(lines, start=2):
        for place, column in enumerate(columns, start=1):
            _put(sheet, number, place, column.codec.show(line[column.header]))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def write_pairs(sheet: Worksheet, columns: Sequence[RoadmapColumn], line: Line) -> None:
    """Field in column A, value in column B."""
    for number, column in enumerate(columns, start=1):
        _put(sheet, number, 1, column.header).font = BOLD
        _put(sheet, number, 2, column.codec.show(line[column.header]))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90


def read_lines(sheet: Worksheet, columns: Sequence[RoadmapColumn]) -> tuple[Line, ...]:
    """The rows under the header, found by its texts; empty rows are passed over."""
    places = {str(cell.value).strip(): cell.column for cell in sheet[1] if cell.value}
    _ensure(sheet, [column.header for column in columns], places)
    lines = []
    for number in range(2, sheet.max_row + 1):
        cells = {column.header: sheet.cell(number, places[column.header]) for column in columns}
        if any(cell.value is not None for cell in cells.values()):
            lines.append(_line(sheet, columns, cells))
    return tuple(lines)


def read_pairs(sheet: Worksheet, columns: Sequence[RoadmapColumn]) -> Line:
    rows = {
        str(sheet.cell(number, 1).value).strip(): sheet.cell(number, 2)
        for number in range(1, sheet.max_row + 1)
    }
    _ensure(sheet, [column.header for column in columns], rows)
    return _line(sheet, columns, rows)


def _line(sheet: Worksheet, columns: Sequence[RoadmapColumn], cells: dict[str, Any]) -> Line:
    return {
        column.header: column.codec.read(
            cells[column.header].value, f"{sheet.title}, {cells[column.header].coordinate}"
        )
        for column in columns
    }


def _ensure(sheet: Worksheet, headers: Sequence[str], found: dict[str, Any]) -> None:
    missing = [header for header in headers if header not in found]
    if missing:
        raise WrongDefinition(f"Лист «{sheet.title}»: нет графы «{'», «'.join(missing)}».")


def _put(sheet: Worksheet, row: int, column: int, value: CellValue) -> Cell:
    """Text stays text, even where it begins with «=»."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = WRAPPED
    if hasattr(value, "year"):
        cell.number_format = "DD.MM.YYYY"
    return cell  # type: ignore[return-value]
