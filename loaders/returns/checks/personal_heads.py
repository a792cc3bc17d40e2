"""What stands over and beside a cell («шапка и подпись»): of whom it speaks.

A contact of a grown-up is no personal data of pupils, and neither is the telephone of a school;
the day of an event is no birthday.
"""

import re
from collections.abc import Iterator

from loaders.files.workbook import Cell, Grid, Value
from loaders.values.personal import (
    BIRTH,
    CONTACTS,
    INSURANCE,
    LONGEST_HEADER,
    NAME,
    is_contact,
    kind_of_header,
)
from loaders.values.reading import plain

PUPIL = re.compile(
    r"учени[кц]|учащ|обучающ|воспитан|школьник|реб[её]н|детей|родител|участни[кц]|выпускни[кц]|"
    r"побед|приз[её]р|^класс\b|^класс "
)
GROWN_UP = re.compile(
    r"исполнител|ответствен|директор|заместител|педагог|руководител|учител|навигатор|тьютор|"
    r"специалист|методист|координатор|куратор|наставник|психолог|работник|сотрудник|должност|завуч"
)
ORGANISATION = re.compile(r"организаци|учреждени|школ[аы]\b|\bоо\b|\bоу\b|инн\b|огрн\b|лицевой")
EVENT = re.compile(
    r"дата|дат[аы]\b|срок|когда|период|"
    r".*(?:вход|архив|посещ|прохожд|проведен|регистрац|мероприят|обновлен|приказ|документ)"
)
"""What days are called that are no birthdays; «дата рождения» is a header of its own."""
MOST_HEADERS = 4
MOST_MERGED = 100
"""Merged cells that a sheet with a header has; a sheet of thousands is read as it stands."""


def _speaks_of(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(plain(text[: 2 * LONGEST_HEADER])) is not None


def headers_over(grid: Grid, row: int, column: int) -> tuple[str, ...]:
    """The texts over a line of cells, the nearest first, up to the first empty place."""
    texts: list[str] = []
    for above in range(row - 1, -1, -1):
        value = value_at(grid, above, column)
        if value is None or len(texts) == MOST_HEADERS:
            break
        if isinstance(value, str):
            texts.append(value)
    return tuple(texts)


def value_at(grid: Grid, row: int, column: int) -> Value:
    """What is seen there: of merged cells only the first one holds their text."""
    has_some = 0 < len(grid.marks.merged) <= MOST_MERGED
    joined = grid.marks.joined(row, column) if has_some else None
    return grid.cell(*joined[:2]).value if joined else grid.cell(row, column).value


def is_told_of_grown_ups(kind: str, headers: tuple[str, ...]) -> bool:
    """The nearest header that speaks of anybody decides; a school has contacts, and no name."""
    for text in headers:
        if _speaks_of(PUPIL, text):
            return False
        if _speaks_of(GROWN_UP, text) or (kind in CONTACTS and _speaks_of(ORGANISATION, text)):
            return True
    return False


def is_told_of_events(headers: tuple[str, ...]) -> bool:
    """The nearest header alone says what the days under it are."""
    nearest = plain(headers[0]) if headers else ""
    return kind_of_header(nearest) != BIRTH and EVENT.match(nearest) is not None


def heads_a_column(grid: Grid, cell: Cell, kind: str) -> bool:
    """Whether a header has pupils under it: it is no label, and speaks of no grown-up."""
    if _is_a_label(grid, cell, kind) or not _has_a_column(grid, cell):
        return False
    own = (str(cell.value), *headers_over(grid, cell.row, cell.column))
    return not (is_told_of_grown_ups(kind, own) or is_in_a_row_of_grown_ups(grid, cell, kind))


def _has_a_column(grid: Grid, cell: Cell) -> bool:
    """Something stands below, or nothing stands beside: «Телефон: 2-15» is a label."""
    below = grid.cell(cell.row + 1, cell.column)
    beside = grid.cell(cell.row, cell.column + 1)
    is_header = isinstance(beside.value, str) and kind_of_header(beside.value) is not None
    return not below.is_empty or beside.is_empty or is_header


def _is_a_label(grid: Grid, cell: Cell, kind: str) -> bool:
    """«Телефон | 2-15-40», «ФИО: | Иванова А. С.»: the value stands beside, not below."""
    beside = grid.cell(cell.row, cell.column + 1)
    if beside.is_empty or kind in (BIRTH, INSURANCE):
        return False
    return is_contact(beside.written)


def is_in_a_row_of_grown_ups(grid: Grid, cell: Cell, kind: str) -> bool:
    """«Школа | Директор | Телефон», «ФИО | Должность»: the other headers say whose it is."""
    others = [text for text in _texts_of(grid, cell.row) if text != cell.value]
    if kind not in (NAME, *CONTACTS) or any(map(_is_of_pupils, others)):
        return False
    if any("должност" in plain(text) for text in others):
        return True
    is_of_others = (_speaks_of(one, text) for one in (GROWN_UP, ORGANISATION) for text in others)
    return kind in CONTACTS and not any(map(_is_a_bare_name, others)) and any(is_of_others)


def _is_of_pupils(text: str) -> bool:
    """«Класс», «Дата рождения» head lists of pupils."""
    return kind_of_header(text) in (BIRTH, INSURANCE) or _speaks_of(PUPIL, text)


def _is_a_bare_name(text: str) -> bool:
    """«ФИО», which says nothing of whose it is."""
    return kind_of_header(text) == NAME and not _speaks_of(GROWN_UP, text)


def _texts_of(grid: Grid, row: int) -> Iterator[str]:
    return (value for value in grid.rows[row] if isinstance(value, str))
