"""The pen with which the sheets of a form are written.

First what may be typed into a cell: one row per kind of input, with its words for the person.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from loaders.forms import look
from loaders.forms.layout import HEADER_ROW, REPORT_OF, ColumnRole, FormColumn, SheetName, Slot
from loaders.forms.look import CellStyle
from loaders.forms.request import Entry, FormRequest
from loaders.values.reading import CONFIRMED, MOST_HOURS, NO, YES


class InputCell(StrEnum):
    """Kinds of input cell."""

    COUNT = "count"
    HOURS = "hours"
    CHOICE = "choice"
    PRESENCE = "presence"
    CONFIRMATION = "confirmation"
    DATE = "date"
    TEXT = "text"
    NUMBER_OF_ACT = "number_of_act"
    LINK = "link"
    REASON = "reason"


@dataclass(frozen=True)
class InputKind:
    """Its look, its rule, the hint beside the chosen cell, and the word on a wrong entry."""

    look: CellStyle
    prompt: str
    rule: Callable[[int], dict[str, Any]] = lambda _year: {}
    error: str = ""


def _excel_day(day: date) -> str:
    return str((day - date(1899, 12, 30)).days)


def _near(year: int) -> dict[str, Any]:
    """Dates from five years before the return's year to the end of the next one."""
    return {
        "type": "date",
        "operator": "between",
        "formula1": _excel_day(date(year - 5, 1, 1)),
        "formula2": _excel_day(date(year + 1, 12, 31)),
    }


INPUTS = {
    InputCell.COUNT: InputKind(
        look.NUMBER_INPUT,
        "Целое число, разные люди. Если участников не было, поставьте 0. "
        "Если данных нет, оставьте пусто и напишите почему.",
        lambda _year: {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"},
        "Нужно целое число: 0 или больше. Без слов «чел.», без процентов и дробей.",
    ),
    InputCell.HOURS: InputKind(
        look.HOURS_INPUT,
        "Число часов за период, можно с десятыми: 34 или 34,5. Если часов не было, поставьте 0. "
        "Если данных нет, оставьте пусто и напишите почему.",
        lambda _year: {
            "type": "decimal",
            "operator": "between",
            "formula1": "0",
            "formula2": str(MOST_HOURS),
        },
        "Нужно число часов: 34 или 34,5. Без слова «часов».",
    ),
    InputCell.CHOICE: InputKind(
        look.CHOICE_INPUT,
        "Выберите ответ из списка. Если ответа нет, оставьте пусто и напишите почему.",
    ),
    InputCell.PRESENCE: InputKind(
        look.CHOICE_INPUT,
        "Выберите «есть» или «нет». К «есть» внесите наименование, номер и дату документа.",
        lambda _year: {"type": "list", "formula1": f'"{YES},{NO}"'},
        "Выберите из списка: есть или нет.",
    ),
    InputCell.CONFIRMATION: InputKind(
        look.CHOICE_INPUT,
        "Сверьте строку выше с формой ОО-1. Не совпадает — выберите «нет» и напишите, в чём.",
        lambda _year: {"type": "list", "formula1": f'"{CONFIRMED},нет"'},
        "Выберите из списка: да или нет.",
    ),
    InputCell.DATE: InputKind(
        look.DATE_INPUT,
        "Дата документа: день.месяц.год, например 25.08.2021.",
        _near,
        "Нужна дата вида 25.08.2021, близкая к отчётному году.",
    ),
    InputCell.TEXT: InputKind(look.TEXT_INPUT, "Наименование документа, как в его заголовке."),
    InputCell.NUMBER_OF_ACT: InputKind(
        look.CHOICE_INPUT, "Номер документа. Если номера нет, напишите б/н."
    ),
    InputCell.LINK: InputKind(look.TEXT_INPUT, "Адрес страницы с документом, если он опубликован."),
    InputCell.REASON: InputKind(
        look.TEXT_INPUT, "Заполняйте, если ответа нет: коротко, почему. Без фамилий учеников."
    ),
}


def validation(kind: InputCell, year: int) -> DataValidation:
    """The rule and the words of one kind of input, ready to take its cells."""
    row = INPUTS[kind]
    made = DataValidation(**row.rule(year), allow_blank=True, showInputMessage=True)
    made.prompt = row.prompt
    if row.error:
        made.showErrorMessage, made.errorStyle = True, "stop"
        made.errorTitle, made.error = "Проверьте запись", row.error
    return made


LONGEST_ERROR = 225
"""Letters that a program shows of the word on a wrong entry."""

# the pen

FIRST_ROW = HEADER_ROW + 1


@dataclass
class Pen:
    """One sheet being written. ``filled`` is what stands in the cells in advance.

    ``styles`` are those of the whole workbook, shared by its sheets: making one anew for each
    cell takes longer than everything else.
    """

    book: Workbook
    name: SheetName
    request: FormRequest
    filled: dict[Slot, Entry]
    columns: tuple[FormColumn, ...] = ()
    styles: dict[CellStyle, StyleArray] = field(default_factory=dict)
    sheet: Worksheet = field(init=False)
    cells_of: dict[InputCell, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.sheet = self.book.create_sheet(self.name)

    # cells

    def write(self, row: int, column: int, value: object, shape: CellStyle) -> None:
        """A locked cell. Text stays text: only ``formula`` writes formulas."""
        cell = self.sheet.cell(row, column)
        self._dress(cell, shape)
        self._put(cell.coordinate, value)

    def formula(self, row: int, column: int, text: str, shape: CellStyle) -> None:
        """A formula for the person; nothing of it is ever read back."""
        cell = self.sheet.cell(row, column)
        self._dress(cell, shape)
        cell.value = f"={text}"

    def ask(self, row: int, column: int, slot: Slot, kind: InputCell) -> None:
        """An input cell: coloured, unlocked, named, with its rule, prefilled where known."""
        cell = self.sheet.cell(row, column)
        self._dress(cell, INPUTS[kind].look)
        if slot in self.filled:
            self._put(cell.coordinate, self.filled[slot])
        self.cells_of[kind].append(cell.coordinate)
        place = f"'{self.name}'!${get_column_letter(column)}${row}"
        self.book.defined_names[slot.name] = DefinedName(slot.name, attr_text=place)

    def _dress(self, cell: Any, shape: CellStyle) -> None:
        """Give a cell its look; the style of the first cell of a look serves for all others."""
        if shape not in self.styles:
            shape.apply(cell)
            self.styles[shape] = copy(cell._style)
        cell._style = copy(self.styles[shape])

    def _put(self, address: str, value: object) -> None:
        if value is None or value == "":
            return
        cell = self.sheet[address]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        elif isinstance(value, date):
            cell.number_format = "DD.MM.YYYY"

    # columns

    def column(self, role: ColumnRole, grade: int = 0) -> int:
        """Number of the column of a role, from 1."""
        return 1 + next(
            index
            for index, column in enumerate(self.columns)
            if (column.role, column.grade) == (role, grade)
        )

    def letter(self, role: ColumnRole, grade: int = 0) -> str:
        return get_column_letter(self.column(role, grade))

    def width(self, role: ColumnRole) -> float:
        return self.columns[self.column(role) - 1].width

    # the frame that all data sheets share

    def head(self, title: str) -> None:
        """Title, whose form it is, the visible identity, what is left, the header row."""
        full, _ = self.request.names
        self.write(1, 2, title, look.TITLE)
        self.write(2, 2, f"{full}{REPORT_OF}{self.request.year} год", look.SUBTITLE)
        self.write(3, 2, self.request.identity.line, look.FINE)
        self.write(1, len(self.columns), self.request.stamp, look.STAMP)
        for number, column in enumerate(self.columns, start=1):
            shape = look.CODE if column.role is ColumnRole.CODE else look.HEADER
            self.write(HEADER_ROW, number, column.header, shape)
            self.sheet.column_dimensions[get_column_letter(number)].width = column.width
        for row, points in ((1, 26), (2, 17), (3, 14), (4, 20), (5, 6), (HEADER_ROW, 31)):
            self.sheet.row_dimensions[row].height = points

    def legend(self, last_row: int) -> None:
        """«Не заполнено: N» over the data, and what the colours mean."""
        left = self.letter(ColumnRole.LEFT)
        counted = f"SUM({left}{FIRST_ROW}:{left}{max(last_row, FIRST_ROW)})"
        self.formula(4, 2, f'"Не заполнено: "&{counted}', look.LEFT_TO_FILL)
        self.warn("B4", f"{counted}>0")

    def warn(self, cells: str, condition: str) -> None:
        """Colour cells for the person where a condition holds."""
        warning = DifferentialStyle(fill=look.solid(look.WARNING_FILL))
        rule = Rule(type="expression", dxf=warning, formula=[condition])
        self.sheet.conditional_formatting.add(cells, rule)

    def check(self, row: int, formula: str) -> None:
        """What is wrong with a row in words; nothing stands there while all is well."""
        column = self.column(ColumnRole.CHECK)
        self.formula(row, column, formula, look.CHECK)
        address = f"{self.letter(ColumnRole.CHECK)}{row}"
        self.warn(address, f'{address}<>""')

    def limit(self, cells: Sequence[str], condition: str, error: str) -> None:
        """A rule of these cells of a row in the place of that of their kind.

        ``condition`` is written for the first of them; the others are shifted by the programs.
        """
        kind = INPUTS[InputCell.COUNT]
        rule = DataValidation(
            type="custom", formula1=condition, allow_blank=True, showInputMessage=True
        )
        rule.prompt, rule.error, rule.errorTitle = kind.prompt, error, "Проверьте запись"
        rule.showErrorMessage, rule.errorStyle = True, "stop"
        rule.sqref = MultiCellRange(" ".join(cells))
        self.sheet.add_data_validation(rule)
        kept = self.cells_of[InputCell.COUNT]
        self.cells_of[InputCell.COUNT] = [one for one in kept if one not in set(cells)]

    def choose(self, address: str, options: Sequence[str]) -> None:
        """One of a list: the list stands in the rule of the cell itself."""
        kind = INPUTS[InputCell.CHOICE]
        rule = DataValidation(
            type="list",
            formula1=f'"{",".join(options)}"',
            allow_blank=True,
            showInputMessage=True,
        )
        rule.prompt, rule.errorTitle = kind.prompt, "Проверьте запись"
        rule.error = f"Выберите из списка: {', '.join(options)}."[:LONGEST_ERROR]
        rule.showErrorMessage, rule.errorStyle = True, "stop"
        rule.sqref = MultiCellRange(address)
        self.sheet.add_data_validation(rule)
        self.cells_of[InputCell.CHOICE].remove(address)

    def link(self, row: int, column: int, target: SheetName, text: str) -> None:
        self.write(row, column, text, look.LINK)
        cell = self.sheet.cell(row, column)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!B1", display=text)

    # the end

    def close(self, last_row: int, *, landscape: bool, first_column: str = "B") -> None:
        """Rules of input, protection without a password, and print set-up on A4."""
        for kind, cells in self.cells_of.items():
            if not cells:
                continue
            rule = validation(kind, self.request.year)
            rule.sqref = MultiCellRange(" ".join(cells))
            self.sheet.add_data_validation(rule)
        self._protect()
        self._set_up_print(last_row, landscape=landscape, first_column=first_column)

    def _protect(self) -> None:
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False

    def _set_up_print(self, last_row: int, *, landscape: bool, first_column: str) -> None:
        sheet = self.sheet
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
        footer = HeaderFooterItem(
            left=_HeaderFooterPart(self.request.identity.line, size=7),
            right=_HeaderFooterPart("&A · страница &P из &N", size=7),
        )
        sheet.HeaderFooter.oddFooter = footer
        last = get_column_letter(max(sheet.max_column, 2))
        sheet.print_area = f"{first_column}1:{last}{last_row}"
        if self.columns:
            sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
            sheet.freeze_panes = f"C{FIRST_ROW}"


def blanks(addresses: Sequence[str]) -> str:
    """A formula that counts the empty cells among some addresses."""
    return "+".join(f"COUNTBLANK({address})" for address in addresses) or "0"
