"""The rows of a table as shares of schools: one row for each school, or one for each pupil.

First when a row was sent («отметка времени»), as forms on the net write it; then consolidated
tables («сводная таблица»). Last, exports of «Билет в будущее» («выгрузка платформы»): a pupil
counts once for a question, whatever the number of visits, if any of its columns is above zero;
archived ones are left out unless the profile says otherwise.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from data_model.returns import Problem
from data_model.roadmap import Question, Roadmap
from loaders.files.workbook import Cell, Hollow, column_letters
from loaders.forms.layout import Slot
from loaders.registers.school_names import looks_like_a_name
from loaders.school_tables.headers import TOTAL_ROW, class_grade, header_key, is_grade_in_words
from loaders.school_tables.table import SchoolTable, cells_of, heads_another, repeats_header
from loaders.tables.profile import LayoutProfile, PlacedColumn, Use, column_of_use, placed_columns
from loaders.tables.share import Schools, Share, remark
from loaders.values.personal import is_signature
from loaders.values.reading import caseless, is_dash, read_count

# when a row was sent

CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?: ?(am|pm))?"
RUSSIAN = re.compile(rf"(\d{{1,2}})[./](\d{{1,2}})[./](\d{{4}})[ ,t]+{CLOCK}.*")
ISO = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}})[ ,t]+{CLOCK}.*")
NOON = 12


def moment_of(cell: Cell) -> datetime | None:
    """A date cell, «22.11.2026 8:31:00», «2026/11/22 8:31:00 AM GMT+3»; None where it is none."""
    value = cell.value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    text = caseless(value)
    if found := RUSSIAN.fullmatch(text):
        day, month, year = (int(found[one]) for one in (1, 2, 3))
    elif found := ISO.fullmatch(text):
        year, month, day = (int(found[one]) for one in (1, 2, 3))
    else:
        return None
    hour, half = int(found[4]), found[7]
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return datetime(year, month, day, hour, int(found[5]), int(found[6] or 0))
    except ValueError:
        return None


# a row for each school


PLAN = re.compile(r"план\w*(?: (?:показател|значени)\w+)?|прогноз\w*")
FACT = re.compile(r"факт\w*(?: (?:показател|значени)\w+)?|(?:вы|ис)полнен\w*")
"""What a row of a school that has two of them is called."""
FIRST_HEADS = 4


def shares_of_rows(table: SchoolTable, profile: LayoutProfile, schools: Schools) -> Iterator[Share]:
    """One share for each row of a school; totals, titles and notes are no schools.

    The rows of another table below are not read, nor is a row of a plan: that is told.
    """
    columns = tuple(placed_columns(table, profile))
    rows = [row for row in table.rows() if not repeats_header(table, row)]
    below = next((row for row in rows if not table.is_turned and heads_another(table, row)), None)
    rows = rows if below is None else rows[: rows.index(below)]
    plans = dict(_plans(table, rows))
    for row in rows:
        if row in plans.values():
            continue
        share = _share(table, row, columns, schools, plans.get(row))
        is_total = _is_total(table, row) and share.org is None
        if not is_total and not _is_no_school(share):
            yield _asked_whose(table, row, share)
    if below is not None:
        heads = cells_of(table, below)
        words = ", ".join(f"«{one.written}»" for one in heads[:FIRST_HEADS])
        yield Share(None, heads[0], remarks=(remark("table_below", heads[0], heads=words),))


def _plans(table: SchoolTable, rows: list[int]) -> Iterator[tuple[int, int]]:
    """The rows of what was done, each with the row of its plan right above."""
    for plan, row in pairwise(rows):
        if _is_called(PLAN, table, plan) and _is_called(FACT, table, row):
            yield row, plan


def _is_called(name: re.Pattern[str], table: SchoolTable, row: int) -> bool:
    return any(name.fullmatch(header_key(cell.written)) for cell in cells_of(table, row))


def _asked_whose(table: SchoolTable, row: int, share: Share) -> Share:
    """A row of a plan alone, a row of numbers without a name: what it is must be asked."""
    first = cells_of(table, row)[0]
    if _is_called(PLAN, table, row):
        return Share(None, share.place, remarks=(remark("table_row_of_plan", share.place),))
    if share.org is None and share.place.is_empty and not share.remarks:
        return Share(None, first, remarks=(remark("table_row_nameless", first, row=row + 1),))
    return share


def _naming(table: SchoolTable, row: int, plan: int | None, column: int | None) -> Cell | None:
    """The cell that names the school of a row: its own, or that of the rows that share one."""
    if column is None:
        return None
    own = table.grid.cell(row, column)
    joined = table.grid.marks.joined(row, column)
    if joined and joined[0] >= table.first:
        return table.grid.cell(joined[0], joined[1])
    return table.grid.cell(plan, column) if own.is_empty and plan is not None else own


def _share(
    table: SchoolTable,
    row: int,
    columns: tuple[PlacedColumn, ...],
    schools: Schools,
    plan: int | None = None,
) -> Share:
    name, code = (
        _naming(table, row, plan, column_of_use(columns, use)) for use in (Use.SCHOOL, Use.CODE)
    )
    written = (name.written if name else "", code.written if code else "")
    org, other = schools.find(*written), schools.of_another(*written)
    place = name if name and not name.is_empty else code or table.grid.cell(row, 0)
    remarks: tuple[Problem, ...] = ()
    if other:
        words = {"number": other.code, "other": other.name.short}
        remarks = (remark("table_code_of_another", place, **words),)
    elif plan is not None:
        passed = cells_of(table, plan)[-1]
        remarks = (remark("table_plan_passed", passed, row=plan + 1),)
    places = {
        Slot(one.use.question, grade=one.use.grade): one.column
        for one in columns
        if one.use.use is Use.ANSWER
    }
    cells = {slot: table.grid.cell(row, column) for slot, column in places.items()}
    marks = table.grid.marks
    areas = {slot: marks.joined(row, column) for slot, column in places.items()}
    joined = {slot: area for slot, area in areas.items() if area}
    totals, percents = (
        {
            one.use.question: table.grid.cell(row, one.column)
            for one in columns
            if one.use.use is use
        }
        for use in (Use.TOTAL, Use.PERCENT)
    )
    at_moment, at_year = column_of_use(columns, Use.MOMENT), column_of_use(columns, Use.YEAR)
    moment = moment_of(table.grid.cell(row, at_moment)) if at_moment is not None else None
    year = table.grid.cell(row, at_year) if at_year is not None else None
    return Share(
        org,
        place,
        cells,
        totals,
        percents,
        joined=frozenset(joined),
        shared=frozenset(slot for slot, area in joined.items() if area[0] != area[2]),
        remarks=remarks,
        moment=moment,
        year=year,
    )


def _is_total(table: SchoolTable, row: int) -> bool:
    """«Итого» in any text of the row."""
    texts = (cell.value for cell in _cells(table, row))
    return any(isinstance(one, str) and TOTAL_ROW.fullmatch(header_key(one)) for one in texts)


def _cells(table: SchoolTable, row: int) -> Iterator[Cell]:
    return (table.grid.cell(row, column) for column in range(len(table.grid.rows[row])))


def _is_no_school(share: Share) -> bool:
    """A note or a group title: it names no school and has no number."""
    written = share.place.written
    is_named = looks_like_a_name(written) and not is_signature(written)
    return share.is_empty and share.org is None and not is_named


# a row for each pupil

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
    columns = tuple(placed_columns(table, profile))
    for org, place, rows in _by_school(table, columns, schools, belongs):
        if org is None:
            yield Share(None, place, {Slot("", grade=1): place})
        else:
            yield _counted(table, profile, columns, roadmap, Share(org, place), rows)


def names_in(table: SchoolTable, profile: LayoutProfile, belongs: Belongs) -> Iterator[Cell]:
    """Each name of a school once, where it stands first."""
    columns = tuple(placed_columns(table, profile))
    at_school, at_place = (
        column_of_use(columns, Use.SCHOOL),
        column_of_use(columns, Use.MUNICIPALITY),
    )
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
    at_school, at_place = (
        column_of_use(columns, Use.SCHOOL),
        column_of_use(columns, Use.MUNICIPALITY),
    )
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
    column = column_of_use(columns, Use.ARCHIVED)
    return column is not None and _says_something(table.grid.cell(row, column))


def _pupil(table: SchoolTable, columns: tuple[PlacedColumn, ...], row: int) -> Pupil:
    column = column_of_use(columns, Use.CLASS)
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
    column = column_of_use(columns, Use.CLASS)
    if lost and column is not None:
        yield remark("class_unread", table.grid.cell(lost[0].row, column), count=len(lost))
    cells = (table.grid.cell(one.row, column) for one in pupils if one.grade and column is not None)
    if in_words := next((cell for cell in cells if is_grade_in_words(cell.written)), None):
        yield remark("grade_in_words", in_words)
