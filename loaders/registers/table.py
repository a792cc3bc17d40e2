"""Tables of the register and the roll («справочники»): rows, the words of a wrong cell, and back.

The table itself is found by the one reader of tables (``loaders.school_tables``); what a value
means is judged by the module of the register. Last, plain sheets that a person edits, the same
bytes each time.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data_model.errors import UnreadableFile, WrongDefinition
from data_model.places import OrganisationKind
from loaders.files.kinds import FileKind, kind_of, text_of
from loaders.files.saving import saved
from loaders.files.workbook import TEXT_TABLE, Cell, Grid, Hollow, Workbook, column_letters
from loaders.files.worker_pool import read_workbook
from loaders.registers.kinds import is_some_school, kind_in
from loaders.school_tables.headers import (
    ColumnKind,
    column_of,
    header_key,
    is_of_grown_ups,
    is_of_pupils,
)
from loaders.school_tables.table import (
    NAMELESS,
    ColumnHeading,
    Passed,
    SchoolTable,
    table_by_names,
    table_of_register,
)
from loaders.values.days import read_day
from loaders.values.personal import NAME, kind_of_header
from loaders.values.reading import one_line, says_nothing


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under the header: its number in the sheet and its cells by column.

    ``headers`` are the columns as the file calls them.
    """

    number: int
    filename: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, column: str, text: str) -> WrongDefinition:
        name = self.headers.get(column, column)
        return WrongDefinition(f"{self.filename}, строка {self.number}, столбец «{name}»: {text}")

    def cell(self, column: str) -> Cell:
        return self.cells.get(column, Cell("", self.number - 1, 0, None))

    def text(self, column: str) -> str:
        """The cell as text: a code that became a number is a code again, a dash is nothing."""
        cell = self.cell(column)
        if isinstance(cell.value, Hollow):
            raise self.wrong(column, f"{cell.written}. Впишите само значение.")
        return "" if says_nothing(cell) else one_line(cell.written)

    def needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            raise self.wrong(column, "ячейка пуста, а значение нужно.")
        return text

    def date(self, column: str, *, is_last: bool = False) -> date | None:
        """A day in any of the usual writings, a year alone among them; None where empty."""
        text = self.text(column)
        day = read_day(self.cell(column), is_last=is_last) if text else None
        if text and day is None:
            raise self.wrong(column, f"«{text}» не дата. Напишите так: 31.08.2021.")
        return day


def workbook_of(content: bytes, filename: str) -> Workbook:
    """The cells of a file, or the lines of a list. Raises UnreadableFile that names it."""
    try:
        return read_workbook(content, filename)
    except UnreadableFile as trouble:
        listed = Workbook(filename, (Grid(TEXT_TABLE, [[one] for one in _lines_of(content)]),))
        if any(True for _ in lists_in(listed.sheets)):
            return listed
        is_text = kind_of(content) is FileKind.CSV
        raise UnreadableFile(f"{filename}: {NO_COLUMNS if is_text else trouble}") from trouble


NO_COLUMNS = (
    "Это текстовый файл, столбцов в нём не видно. Сохраните таблицу как xlsx (или csv с «;») либо "
    "вставьте её, скопировав из Excel."
)


def _lines_of(content: bytes) -> list[str]:
    """A text line by line, each without its number: names as people paste them."""
    if len(content) > LONGEST_LIST or kind_of(content) is not FileKind.CSV:
        return []
    with suppress(UnicodeDecodeError):
        return [LISTED.sub("", one.strip()) for one in text_of(content).splitlines()]
    return []


LONGEST_LIST = 200_000
LISTED = re.compile(r"^\d{1,3}[.)]\s*(?=\D)|^[-–—•]\s+")


def tables_in(workbook: Workbook) -> Iterator[SchoolTable]:
    """The tables of a register or a roll, one of a sheet at most."""
    return filter(None, map(table_of_register, workbook.sheets))


def lists_in(sheets: Iterable[Grid]) -> Iterator[SchoolTable]:
    """Tables in which no header names the schools, one of a sheet at most."""
    return filter(None, (table_by_names(one, _is_of_a_school) for one in sheets))


def _is_of_a_school(text: str) -> bool:
    heads = map(column_of, (text, *PARTS.split(text)))  # «Школа, директор»
    if any(heads) or OVER_A_LIST.match(header_key(text)):
        return False
    return kind_in(text) not in (None, OrganisationKind.MUNICIPALITY) or is_some_school(text)


PARTS = re.compile(r"[,;/]| и ")
OVER_A_LIST = re.compile(
    r"(?:перечень|список|сеть|реестр|сведени|информаци|контингент|численност|приложени|отчет|"
    r"форма|количеств|комплектовани|итог|всего|класс)"
)
"""How titles begin that speak of schools too."""


def other_sheets(tables: Sequence[SchoolTable], read: Collection[SchoolTable]) -> Iterator[Passed]:
    """Tables of the same kind on sheets that are not read, for a person to look at."""
    for one in tables:
        if one not in read:
            told = f"на листе «{one.grid.name}» тоже таблица школ, она не прочитана"
            yield Passed(one.top + 1, told, is_doubtful=True)


def hidden_rows(table: SchoolTable) -> Iterator[Passed]:
    """Rows that whoever sent the table may not have seen; they are read like all others."""
    hidden = [row for row in table.rows() if row in table.grid.marks.hidden_rows]
    if hidden:
        rows = ", ".join(str(row + 1) for row in hidden)
        told = f"скрытые строки прочитаны, как все остальные: {rows}"
        yield Passed(hidden[0] + 1, told, is_doubtful=True)


def without_header(table: SchoolTable) -> Iterator[Passed]:
    """A word to whoever loads a table whose column of names has no header."""
    column = next(one.column for one in table.headings if one.parts == (NAMELESS,))
    told = f"столбец {column_letters(column)} взят как названия школ: шапки у него нет"
    yield Passed(table.first + 1, told, is_doubtful=True)


def columns_of(table: SchoolTable) -> dict[ColumnKind, list[ColumnHeading]]:
    """The headings of a table by what they name."""
    found: dict[ColumnKind, list[ColumnHeading]] = {}
    for heading in table.headings:
        # «полное», «краткое» under «Наименование организации» say little by themselves
        if column := column_of(heading.parts[-1]) or column_of(" ".join(heading.parts)):
            found.setdefault(column, []).append(heading)
    return found


def refuse_pupils(table: SchoolTable, filename: str) -> None:
    """Raises WrongDefinition where a table has a row for each pupil (152-ФЗ).

    A director's name beside a school is no pupil's: such a column is passed over.
    """
    is_by_class = ColumnKind.CLASS in columns_of(table)
    for heading in table.headings:
        text = heading.parts[-1]
        is_name = kind_of_header(text) == NAME and not is_of_grown_ups(heading.text)
        if is_of_pupils(text) or (is_by_class and is_name):
            raise WrongDefinition(
                f"{filename}: столбец «{text}» содержит персональные данные (152-ФЗ). "
                "Удалите его и загрузите файл снова; ничего не сохранено."
            )


def settings_in(workbook: Workbook, names: tuple[str, str]) -> dict[str, str]:
    """Pairs of a sheet whose first row is «настройка», «значение»; nothing where there is none."""
    for grid in workbook.sheets:
        head = [header_key(grid.cell(0, column).written) for column in (0, 1)]
        if head == [*names]:
            lines = ((grid.cell(row, 0), grid.cell(row, 1)) for row in range(1, len(grid.rows)))
            return {name.written: value.written for name, value in lines if not name.is_empty}
    return {}


# plain sheets

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
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    return saved(book, WRITTEN_AT)


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
