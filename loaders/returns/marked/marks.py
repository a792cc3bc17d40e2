"""How remarks look in a marked copy: beside the faulty cells, and on a sheet of their own.

Faulty cells are coloured, the message stands in a column beside them. No notes are hung on cells:
those are how a school talks to us, and coming back they would be taken for its words. The sheet
«Замечания» links every remark to its cell, and says what to do with the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from openpyxl import Workbook as Book
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from data_model.returns import Severity
from loaders.forms import look
from loaders.forms.layout import HEADER_ROW, REMARK, REMARKS_SHEET
from loaders.forms.look import CellStyle, height, solid
from loaders.forms.request import FormRequest
from loaders.returns.marked.remarks import SEVERITY_ORDER, MarkedRemark

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
    Severity.NOTE: SeveritySign("i", "Примечание", "C3D9F2"),
}


def remark_text(remark: MarkedRemark) -> str:
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
    header = sheet.cell(HEADER_ROW, column, REMARK)
    look.HEADER.apply(header)
    ordered = sorted(remarks, key=_by_row)
    for row, of_row in groupby(ordered, key=lambda one: _by_row(one)[0]):
        _mark_row(sheet, row, column, list(of_row))
    _widen_print(sheet, column)


def _by_row(remark: MarkedRemark) -> tuple[int, int]:
    _, row = coordinate_from_string(remark.cell)
    return row, SEVERITY_ORDER[remark.problem.severity]


def _mark_row(sheet: Worksheet, row: int, column: int, remarks: list[MarkedRemark]) -> None:
    """Remarks come gravest first: the first of a cell, and of the row, gives the colour."""
    for one in reversed(remarks):
        sheet[one.cell].fill = solid(SIGNS[one.problem.severity].fill)
    text = "\n".join(f"{remark_text(one)}, {one.cell}. {one.problem.plain}" for one in remarks)
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


# the sheet of remarks

REMARKS_COLUMNS = (
    ("№", 5),
    ("Что", 12),
    ("Где", 18),
    ("Вопрос отчёта", 38),
    ("В отчёте", 18),
    ("Замечание и что сделать", 74),
)
REMARKS_HEADER_ROW = 7
FIRST_COLUMN = 2
KIND = CellStyle(size=9, bold=True, side=look.LINE, across="center")
NUMBER = CellStyle(size=9, ink=look.GREY, side=look.LINE, across="center")
WRITTEN = CellStyle(side=look.LINE, indent=1, number_format="@")
ADVICE = (
    "Щёлкните по ячейке в столбце «Где»: откроется место в отчёте, замечание стоит и там.",
    "Исправьте цветные ячейки и отправьте этот же файл. Остальные ответы уже перенесены. "
    "Лист «Замечания» удалять не нужно: он не читается.",
)
WHOLE_FILE = "весь файл"


def write_remarks(book: Book, remarks: tuple[MarkedRemark, ...], request: FormRequest) -> None:
    """Put the sheet before all others and open the book on it."""
    sheet = book.create_sheet(REMARKS_SHEET, 0)
    for one in book.worksheets:
        one.sheet_view.tabSelected = one is sheet
    book.active = 0
    _head(sheet, request)
    for number, remark in enumerate(remarks, start=1):
        _write_remark(sheet, REMARKS_HEADER_ROW + number, number, remark)
    _close(sheet, REMARKS_HEADER_ROW + max(len(remarks), 1))


def _head(sheet: Worksheet, request: FormRequest) -> None:
    full, _ = request.names
    sheet.column_dimensions["A"].width = 2
    _put(sheet, 1, FIRST_COLUMN, "Замечания к отчёту", look.TITLE)
    _put(sheet, 2, FIRST_COLUMN, f"{full} · отчёт за {request.year} год", look.SUBTITLE)
    for row, line in enumerate(ADVICE, start=4):
        _put(sheet, row, FIRST_COLUMN, line, look.SUBTITLE)
    for offset, (header, width) in enumerate(REMARKS_COLUMNS):
        sheet.column_dimensions[get_column_letter(FIRST_COLUMN + offset)].width = width
        _put(sheet, REMARKS_HEADER_ROW, FIRST_COLUMN + offset, header, look.HEADER)
    sheet.row_dimensions[1].height = 28
    sheet.row_dimensions[REMARKS_HEADER_ROW].height = 24


def _write_remark(sheet: Worksheet, row: int, number: int, remark: MarkedRemark) -> None:
    message, question = remark.problem.plain, remark.question
    parts: tuple[tuple[int | str, CellStyle], ...] = (
        (number, NUMBER),
        (remark_text(remark), KIND),
        (_where(remark), look.LINK if remark.has_place else look.TEXT),
        (question, look.TEXT),
        (remark.written, WRITTEN),
        (message, look.TEXT),
    )
    for offset, (value, shape) in enumerate(parts):
        _put(sheet, row, FIRST_COLUMN + offset, value, shape)
    sheet.cell(row, FIRST_COLUMN + 1).fill = _fill(remark)
    if remark.has_place:
        cell = sheet.cell(row, FIRST_COLUMN + 2)
        target = f"'{remark.sheet}'!{remark.cell}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target, display=_where(remark))
    sheet.row_dimensions[row].height = max(
        24.0,
        height((message, REMARKS_COLUMNS[5][1] - 2, 10), (question, REMARKS_COLUMNS[3][1] - 2, 10)),
    )


def _fill(remark: MarkedRemark) -> PatternFill:
    return solid(SIGNS[remark.problem.severity].fill)


def _where(remark: MarkedRemark) -> str:
    """«Показатели, D14»; the sender's own sheet where the form has no such place."""
    if remark.has_place:
        return f"{remark.sheet}, {remark.cell}"
    places = (remark.problem.sheet, remark.problem.cell)
    own = ", ".join(part for part in places if part)
    return f"в вашем файле: {own}" if own else WHOLE_FILE


def _put(sheet: Worksheet, row: int, column: int, value: int | str, shape: CellStyle) -> None:
    """Text stays text, whatever a school began its cell with."""
    cell = sheet.cell(row, column)
    shape.apply(cell)
    if value == "":
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _close(sheet: Worksheet, last_row: int) -> None:
    sheet.protection.sheet = True
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = f"A{REMARKS_HEADER_ROW + 1}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    last_column = get_column_letter(FIRST_COLUMN + len(REMARKS_COLUMNS) - 1)
    sheet.print_area = f"B1:{last_column}{last_row}"
    sheet.print_title_rows = f"{REMARKS_HEADER_ROW}:{REMARKS_HEADER_ROW}"
