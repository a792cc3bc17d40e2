"""Marks on the data sheets: faulty cells coloured, the message in a column beside them.

No notes hung on cells: those are how a school talks to us, and coming back they would be
taken for its words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from openpyxl import Workbook as Book
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from data_model.returns import Severity
from loaders.forms import look
from loaders.forms.look import CellStyle, height, solid
from loaders.forms.pen import HEADER_ROW
from loaders.returns.marked.remarks import ORDER, MarkedRemark

HEADER = "Замечание"
WIDTH = 60.0
MESSAGE = CellStyle(size=9, side=look.LINE, indent=1)


@dataclass(frozen=True, slots=True)
class SeveritySign:
    """How a severity is told: in words, by a sign and by a colour, never by colour alone."""

    sign: str
    word: str
    fill: str


SIGNS = {
    Severity.ERROR: SeveritySign("✕", "Ошибка", "F4A9A3"),
    Severity.QUESTION: SeveritySign("?", "Вопрос", "F8C36B"),
    Severity.NOTE: SeveritySign("i", "Пометка", "C3D9F2"),
}


def told(remark: MarkedRemark) -> str:
    """«✕ Ошибка»"""
    sign = SIGNS[remark.problem.severity]
    return f"{sign.sign} {sign.word}"


def mark(book: Book, remarks: Iterable[MarkedRemark]) -> None:
    """Colour the cells and write the messages beside them; sheets without remarks stay."""
    placed = sorted((one for one in remarks if one.has_place), key=lambda one: one.sheet)
    for name, found in groupby(placed, key=lambda one: one.sheet):
        mark_sheet(book[name], list(found))


def mark_sheet(sheet: Worksheet, remarks: list[MarkedRemark]) -> None:
    column = sheet.max_column + 1
    sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    header = sheet.cell(HEADER_ROW, column, HEADER)
    look.HEADER.apply(header)
    ordered = sorted(remarks, key=_by_row)
    for row, of_row in groupby(ordered, key=lambda one: _by_row(one)[0]):
        _mark_row(sheet, row, column, list(of_row))
    _widen_print(sheet, column)


def _by_row(remark: MarkedRemark) -> tuple[int, int]:
    _, row = coordinate_from_string(remark.cell)
    return row, ORDER[remark.problem.severity]


def _mark_row(sheet: Worksheet, row: int, column: int, remarks: list[MarkedRemark]) -> None:
    """Remarks come gravest first: the first of a cell, and of the row, gives the colour."""
    for one in reversed(remarks):
        sheet[one.cell].fill = solid(SIGNS[one.problem.severity].fill)
    text = "\n".join(f"{told(one)}, {one.cell}. {one.problem.message}" for one in remarks)
    cell = sheet.cell(row, column)
    MESSAGE.apply(cell)
    cell.value = text
    cell.data_type = "s"
    cell.fill = solid(SIGNS[remarks[0].problem.severity].fill)
    needed = height((text, WIDTH - 2, 9))
    line = sheet.row_dimensions[row]
    line.height = max(line.height or 0, needed)


def _widen_print(sheet: Worksheet, column: int) -> None:
    first, _, last = str(sheet.print_area).split("!")[-1].replace("$", "").partition(":")
    _, row = coordinate_from_string(last)
    sheet.print_area = f"{first}:{get_column_letter(column)}{row}"
