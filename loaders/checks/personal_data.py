"""Personal data of pupils («персональные данные»): the file is refused before it is kept.

By header, and by what the cells look like; in every sheet, hidden ones too. A contact of a
grown-up is no column of pupils. Basis: Federal Law 152-ФЗ.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain

from loaders.cells import Cell, Grid, Value
from loaders.checks.personal_signs import (
    BIRTHDAY,
    Sign,
    is_of_an_event,
    is_of_grown_ups,
    kind_of_header,
    signs_of,
    signs_of_text,
)
from loaders.checks.rule import Finding, Screening, at
from loaders.checks.search import Search
from loaders.layout import DATA_SHEETS, plain

OWN_SHEETS = {plain(name) for name in DATA_SHEETS}
LONGEST_NUMBER = 10**9
"""A count is smaller; what is larger may be a number of a person."""


def no_personal_data(screening: Screening) -> Iterator[Finding]:
    """No sheet has a column of names, birth dates, СНИЛС, telephones or e-mails."""
    for grid in screening.workbook.sheets:
        if not TELLING.is_in(chain.from_iterable(grid.rows)):
            continue
        found: dict[str, Cell] = {}
        for kind, cell in (*_personal_headers(grid), *_personal_contents(grid)):
            found.setdefault(kind, cell)
        for kind, cell in found.items():
            yield at(cell, sheet=grid.name, column=kind, cure=_cure(grid))


def _tells(value: Value) -> bool:
    """Whether a value may be personal data or head it."""
    return bool(_signs(value)) or (isinstance(value, str) and kind_of_header(value) is not None)


TELLING = Search(_tells)


def _personal_headers(grid: Grid) -> Iterator[tuple[str, Cell]]:
    for row, column, value in _filled(grid):
        if isinstance(value, str) and (kind := kind_of_header(value)):
            cell = Cell(grid.name, row, column, value)
            if _heads_a_column(grid, cell):
                yield kind, cell


def _filled(grid: Grid) -> Iterator[tuple[int, int, Value]]:
    """Row, column and value of what is filled; a cell is made only of what matters."""
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value is not None:
                yield row, column, value


def _heads_a_column(grid: Grid, cell: Cell) -> bool:
    """Something stands below, or nothing stands beside: «Телефон: 2-15» is a label."""
    below = grid.cell(cell.row + 1, cell.column)
    beside = grid.cell(cell.row, cell.column + 1)
    is_header = isinstance(beside.value, str) and kind_of_header(beside.value) is not None
    return not below.is_empty or beside.is_empty or is_header


def _personal_contents(grid: Grid) -> Iterator[tuple[str, Cell]]:
    """The cell of a column with which it is no longer chance."""
    has_dates = plain(grid.name) in OWN_SHEETS
    counts: Counter[tuple[int, Sign]] = Counter()
    for row, column, value in _filled(grid):
        for sign in _signs(value):
            counts[column, sign] += 1
            if counts[column, sign] != sign.enough or (has_dates and sign is BIRTHDAY):
                continue
            if not _is_told_above(grid, row, column, sign):
                yield sign.kind, Cell(grid.name, row, column, value)


def _signs(value: Value) -> tuple[Sign, ...]:
    """Most cells are counts or words of the form, and are passed by at once."""
    if isinstance(value, str):
        return signs_of_text(value)
    if isinstance(value, int | float):
        return signs_of(value) if value >= LONGEST_NUMBER else ()
    return signs_of(value) if isinstance(value, date) else ()


def _is_told_above(grid: Grid, row: int, column: int, sign: Sign) -> bool:
    """Whether the header speaks of those who work at school, or of days that are no birthdays."""
    headers = [*_texts_above(grid, row, column)]
    is_event = sign is BIRTHDAY and any(map(is_of_an_event, headers))
    return is_event or any(map(is_of_grown_ups, headers))


def _texts_above(grid: Grid, row: int, column: int) -> Iterator[str]:
    """Texts over a cell: one of them is the header of its column."""
    above = (grid.cell(at_row, column).value for at_row in range(row))
    return (value for value in above if isinstance(value, str))


def _cure(grid: Grid) -> str:
    """How to make numbers of an export that has a row for each pupil."""
    texts = {plain(cell.value) for cell in grid.texts()}
    is_export = any(text == "класс" or text.startswith("класс (") for text in texts)
    return FOR_AN_EXPORT if is_export else ""


FOR_AN_EXPORT = (
    " Если это выгрузка платформы со строкой на ученика: удалите в копии файла столбцы с ФИО, "
    "датой рождения, педагогом и контактами, оставьте муниципалитет, организацию, класс, отметку "
    "об архивации и показатели участия. Учеников по школам и классам программа сосчитает сама."
)
