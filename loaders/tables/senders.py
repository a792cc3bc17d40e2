"""Columns about who sent a row («отправитель»): an e-mail of a teacher is no pupil's data.

Such a column is named, and neither read nor kept. Only of a table with a row for each school:
a list of pupils stays refused, whatever its columns are called.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from loaders.files.workbook import Grid, Workbook
from loaders.returns.checks.personal_data import no_personal_data
from loaders.returns.checks.rule import Screening
from loaders.returns.context import IntakeContext
from loaders.school_tables.headers import Column, column_of, is_of_pupils
from loaders.school_tables.table import Table
from loaders.school_tables.words import header_key
from loaders.tables.finding import tables_in
from loaders.values.personal_signs import kind_of_header

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
    found: list[str] = []
    bare = {table.grid.name: table for table in tables_in(workbook)}
    grids = []
    for grid in workbook.sheets:
        table = bare.get(grid.name)
        if table is None or table.is_turned or not _has_a_row_for_each_school(table):
            grids.append(grid)
            continue
        columns = {one.column: one.text for one in table.headings if is_of_a_sender(one.parts[-1])}
        found += columns.values()
        grids.append(_without(grid, set(columns)))
    if not found:
        return ()
    screening = Screening(Workbook(workbook.filename, tuple(grids)), context, today)
    return () if any(True for _ in no_personal_data(screening)) else tuple(found)


def _without(grid: Grid, columns: set[int]) -> Grid:
    rows = [[None if at in columns else value for at, value in enumerate(row)] for row in grid.rows]
    return replace(grid, rows=rows)


def _has_a_row_for_each_school(table: Table) -> bool:
    """One row, or two where a school sent again; no classes, no birthdays, no pupils."""
    named = {column_of(one.parts[-1]): one.column for one in table.headings}
    if Column.CLASS in named or Column.PUPIL in named:
        return False
    at = named.get(Column.SCHOOL, named.get(Column.SHORT, named.get(Column.CODE)))
    if at is None:
        return False
    names = Counter(header_key(table.grid.cell(row, at).written) for row in table.rows())
    return sum(names.values()) <= SOME_TWICE * len(names) + 1
