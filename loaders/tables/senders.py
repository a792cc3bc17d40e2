"""Columns about who sent a row («отправитель»): an e-mail of a teacher is no pupil's data.

Such a column is named, and neither read nor kept. Only of a table with a row for each school:
a list of pupils stays refused, whatever its columns are called.
"""

import re
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date

from loaders.files.workbook import Grid, Workbook, column_letters, column_number
from loaders.returns.checks.personal_data import no_personal_data
from loaders.returns.checks.rule import RuleBreach, Screening
from loaders.returns.context import IntakeContext
from loaders.school_tables.headers import ColumnKind, column_of, header_key, is_of_pupils
from loaders.school_tables.table import SchoolTable
from loaders.tables.finding import tables_in
from loaders.values.personal import BIRTH, INSURANCE, kind_of_header

SENDER = re.compile(
    r"имя пользователя|username|user name|email address|логин|(?:адрес )?(?:электронн\w+ )?почт\w*"
    r"(?: отправителя| ответственного)?|контакт\w*(?: .*)?|"
    r".*\b(?:фио|ф и о|фамилия)\b.*\b(?:ответственн|заполн|отправ|директор|контактн|руководит)\w*.*"
)
SOME_TWICE = 1.5
"""Rows for each school at most: a school may send twice; a list of pupils has many."""


def is_of_a_sender(text: str) -> bool:
    """Whether a header speaks of who filled a row in, or how to reach the school."""
    if is_of_pupils(text):
        return False
    return kind_of_header(text) is not None or SENDER.fullmatch(header_key(text)) is not None


def dropped_columns(workbook: Workbook, context: IntakeContext, today: date) -> tuple[str, ...]:
    """The headers of columns about senders; nothing where anything else is personal there."""
    tables = {
        one.grid.name: one
        for one in tables_in(workbook)
        if not one.is_turned and _has_a_row_for_each_school(one)
    }
    dropped = {
        (name, one.column)
        for name, table in tables.items()
        for one in table.headings
        if is_of_a_sender(one.parts[-1])
    }
    for _ in range(MOST_ROUNDS):
        bare = Workbook(workbook.filename, tuple(_without(one, dropped) for one in workbook.sheets))
        found = list(no_personal_data(Screening(bare, context, today)))
        if not found:
            return tuple(_header(tables[name], column) for name, column in sorted(dropped))
        columns = [_column(one, tables) for one in found]
        if None in columns:
            break
        dropped |= {one for one in columns if one is not None}
    return ()


MOST_ROUNDS = 4
"""Columns of names and contacts come to light one after the other."""


def _column(found: RuleBreach, tables: Mapping[str, SchoolTable]) -> tuple[str, int] | None:
    """The column of a finding, where it may be one about a sender; None where it is of pupils."""
    table = tables.get(found.sheet)
    if table is None or found.words.get("column") in (BIRTH, INSURANCE):
        return None
    letters = found.cell.rstrip("0123456789")
    column = column_number(letters)
    return None if is_of_pupils(_header(table, column)) else (found.sheet, column)


def _header(table: SchoolTable, column: int) -> str:
    found = (one.text for one in table.headings if one.column == column)
    return next(found, f"столбец {column_letters(column)}")


def _without(grid: Grid, dropped: Set[tuple[str, int]]) -> Grid:
    columns = {column for name, column in dropped if name == grid.name}
    rows = [[None if at in columns else value for at, value in enumerate(row)] for row in grid.rows]
    return replace(grid, rows=rows) if columns else grid


def _has_a_row_for_each_school(table: SchoolTable) -> bool:
    """One row, or two where a school sent again; no classes, no birthdays, no pupils."""
    named = {column_of(one.parts[-1]): one.column for one in table.headings}
    if ColumnKind.CLASS in named or ColumnKind.PUPIL in named:
        return False
    at = named.get(ColumnKind.SCHOOL, named.get(ColumnKind.SHORT, named.get(ColumnKind.CODE)))
    if at is None:
        return False
    names = Counter(header_key(table.grid.cell(row, at).written) for row in table.rows())
    return sum(names.values()) <= SOME_TWICE * len(names) + 1
