"""The sheet «Замечания»: every remark with a link to its cell, and what to do with the file."""

from openpyxl import Workbook as Book
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from loaders.forms import look
from loaders.forms.layout import REMARKS_SHEET
from loaders.forms.look import CellStyle, height, solid
from loaders.forms.request import FormRequest
from loaders.returns.marked.marks import SIGNS, told
from loaders.returns.marked.remarks import MarkedRemark

COLUMNS = (
    ("№", 5),
    ("Что", 12),
    ("Где", 18),
    ("Вопрос отчёта", 38),
    ("Записано", 18),
    ("Замечание и что сделать", 74),
)
HEADER_ROW = 7
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
        _write_remark(sheet, HEADER_ROW + number, number, remark)
    _close(sheet, HEADER_ROW + max(len(remarks), 1))


def _head(sheet: Worksheet, request: FormRequest) -> None:
    full, _ = request.names
    sheet.column_dimensions["A"].width = 2
    _put(sheet, 1, FIRST_COLUMN, "Замечания к отчёту", look.TITLE)
    _put(sheet, 2, FIRST_COLUMN, f"{full} · отчёт за {request.year} год", look.SUBTITLE)
    for row, line in enumerate(ADVICE, start=4):
        _put(sheet, row, FIRST_COLUMN, line, look.SUBTITLE)
    for offset, (header, width) in enumerate(COLUMNS):
        sheet.column_dimensions[get_column_letter(FIRST_COLUMN + offset)].width = width
        _put(sheet, HEADER_ROW, FIRST_COLUMN + offset, header, look.HEADER)
    sheet.row_dimensions[1].height = 28
    sheet.row_dimensions[HEADER_ROW].height = 24


def _write_remark(sheet: Worksheet, row: int, number: int, remark: MarkedRemark) -> None:
    message, question = remark.problem.message, remark.question
    parts: tuple[tuple[int | str, CellStyle], ...] = (
        (number, NUMBER),
        (told(remark), KIND),
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
        24.0, height((message, COLUMNS[5][1] - 2, 10), (question, COLUMNS[3][1] - 2, 10))
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
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    last_column = get_column_letter(FIRST_COLUMN + len(COLUMNS) - 1)
    sheet.print_area = f"B1:{last_column}{last_row}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
