"""Counting an export of «Билет в будущее» («выгрузка платформы»): one row for each pupil.

A pupil counts once for a question, whatever the number of visits, if any of its columns is
above zero; archived ones are left out unless the profile says otherwise.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from data_model.returns import Problem
from data_model.roadmap import Question, Roadmap
from loaders.files.workbook import Cell, Hollow, column_letters
from loaders.forms.layout import Slot
from loaders.school_tables.table import SchoolTable
from loaders.school_tables.words import class_grade, header_key, is_grade_in_words
from loaders.tables.columns import PlacedColumn, first, placed
from loaders.tables.profile import LayoutProfile, Use
from loaders.tables.schools import Schools
from loaders.tables.share import Share, remark
from loaders.values import is_dash, read_count

NOTHING = frozenset(("", "нет", "0", "false", "ложь", "не указано"))
Belongs = Callable[[Cell | None], bool]


@dataclass(frozen=True, slots=True)
class Pupil:
    """One row that counts: its class as written, and the questions it takes part in."""

    row: int
    grade: int | None
    takes_part: frozenset[str]


@dataclass(frozen=True, slots=True)
class Number:
    """A counted number as a cell, and the span of cells it was counted over."""

    slot: Slot
    cell: Cell
    span: str


def shares_of_pupils(
    table: SchoolTable, profile: LayoutProfile, schools: Schools, roadmap: Roadmap, belongs: Belongs
) -> Iterator[Share]:
    """One share for each school, its pupils counted by grade."""
    columns = tuple(placed(table, profile))
    for org, place, rows in _by_school(table, columns, schools, belongs):
        if org is None:
            yield Share(None, place, {Slot("", grade=1): place})
        else:
            yield _counted(table, profile, columns, roadmap, Share(org, place), rows)


def names_in(table: SchoolTable, profile: LayoutProfile, belongs: Belongs) -> Iterator[Cell]:
    """Each name of a school once, where it stands first."""
    columns = tuple(placed(table, profile))
    at_school, at_place = first(columns, Use.SCHOOL), first(columns, Use.MUNICIPALITY)
    seen: set[str] = set()
    for row in table.rows():
        name = table.grid.cell(row, at_school or 0)
        where = table.grid.cell(row, at_place) if at_place is not None else None
        if not name.is_empty and name.written not in seen and belongs(where):
            seen.add(name.written)
            yield name


def _by_school(
    table: SchoolTable, columns: tuple[PlacedColumn, ...], schools: Schools, belongs: Belongs
) -> Iterator[tuple[str | None, Cell, list[int]]]:
    """Rows by school; spellings of one school come together."""
    at_school, at_place = first(columns, Use.SCHOOL), first(columns, Use.MUNICIPALITY)
    rows: dict[str, list[int]] = defaultdict(list)
    places: dict[str, Cell] = {}
    known: dict[str, str | None] = {}
    for row in table.rows():
        name = table.grid.cell(row, at_school or 0)
        where = table.grid.cell(row, at_place) if at_place is not None else None
        if name.is_empty or not belongs(where):
            continue
        org = known.setdefault(name.written, schools.find(name.written))
        key = org or name.written
        rows[key].append(row)
        places.setdefault(key, name)
    for key, cell in places.items():
        yield known[cell.written], cell, rows[key]


def _counted(
    table: SchoolTable,
    profile: LayoutProfile,
    columns: tuple[PlacedColumn, ...],
    roadmap: Roadmap,
    share: Share,
    rows: list[int],
) -> Share:
    counting = [
        row for row in rows if profile.count_archived or not _is_archived(table, columns, row)
    ]
    pupils = [_pupil(table, columns, row) for row in counting]
    asked: dict[str, list[int]] = defaultdict(list)
    for one in columns:
        if one.use.use is Use.MEASURE:
            asked[one.use.question].append(one.column)
    fill = profile.absent_grades_are_zero and all(one.grade for one in pupils)
    numbers = [
        Number(slot, Cell(table.grid.name, min(over), min(at), count), _span(at, over))
        for code, at in asked.items()
        for slot, count, over in _numbers(roadmap.question(code), pupils, rows if fill else [])
    ]
    cells = {one.slot: one.cell for one in numbers}
    spans = {one.slot: one.span for one in numbers}
    told = remark(
        "pupils_counted", share.place, pupils=len(pupils), archived=len(rows) - len(pupils)
    )
    return replace(
        share, cells=cells, spans=spans, remarks=(told, *_unread(table, columns, share, pupils))
    )


def _is_archived(table: SchoolTable, columns: tuple[PlacedColumn, ...], row: int) -> bool:
    column = first(columns, Use.ARCHIVED)
    return column is not None and _says_something(table.grid.cell(row, column))


def _pupil(table: SchoolTable, columns: tuple[PlacedColumn, ...], row: int) -> Pupil:
    column = first(columns, Use.CLASS)
    written = table.grid.cell(row, column).written if column is not None else ""
    takes_part = frozenset(
        one.use.question
        for one in columns
        if one.use.use is Use.MEASURE and _says_something(table.grid.cell(row, one.column))
    )
    return Pupil(row, class_grade(written), takes_part)


def _says_something(cell: Cell) -> bool:
    """A number above zero, a day, or names of events; «Нет», a dash and an empty cell are none."""
    is_hole = cell.is_empty or isinstance(cell.value, Hollow)
    if is_hole or is_dash(cell) or header_key(cell.written) in NOTHING:
        return False
    if isinstance(cell.value, str) and not any(sign.isdigit() for sign in cell.value):
        return True
    counted = read_count(cell)
    return counted.value is None or counted.value > 0


def _numbers(
    question: Question, pupils: list[Pupil], rows: list[int]
) -> Iterator[tuple[Slot, int, list[int]]]:
    """How many take part by grade, and the rows that were counted.

    A grade without any pupil is zero over all ``rows`` of the school, unknown without them.
    """
    for grade in question.grades:
        own = [one for one in pupils if one.grade == grade]
        if over := [one.row for one in own] or rows:
            number = sum(question.code in one.takes_part for one in own)
            yield Slot(question.code, grade=grade), number, over


def _span(columns: list[int], rows: list[int]) -> str:
    """The cells that a number was counted over, from the first to the last."""
    first_cell = f"{column_letters(min(columns))}{min(rows) + 1}"
    return f"{first_cell}:{column_letters(max(columns))}{max(rows) + 1}"


def _unread(
    table: SchoolTable, columns: tuple[PlacedColumn, ...], share: Share, pupils: list[Pupil]
) -> Iterator[Problem]:
    """Classes that could not be read: their pupils count nowhere, and the school is asked.

    Those told in Roman figures or words are read, and the first of them is noted.
    """
    lost = [one for one in pupils if one.grade is None]
    column = first(columns, Use.CLASS)
    if lost and column is not None:
        yield remark("class_unread", table.grid.cell(lost[0].row, column), count=len(lost))
    cells = (table.grid.cell(one.row, column) for one in pupils if one.grade and column is not None)
    if in_words := next((cell for cell in cells if is_grade_in_words(cell.written)), None):
        yield remark("grade_in_words", in_words)
