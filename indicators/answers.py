"""Answers («ответы»): the facts as two matrices, so that a sum over grades is one operation.

A row is an awaited place in a year (see ``places_frame``), a column a question and a grade.
Values are integers; whether a value is known stands in a matrix of its own, so that zero and
«нет ответа» never mix.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_model.returns import NO_GRADE, StoredFact, ValueState
from data_model.roadmap import ALL_GRADES, Question, roll_date
from data_model.snapshot import Snapshot
from indicators.evidence import facts_with_register, proved

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]
RowOf = dict[tuple[int, str], int]


def every(flags: Flags) -> Flags:
    """Per place: all of the columns."""
    return np.asarray(flags.all(axis=1))


def some(flags: Flags) -> Flags:
    """Per place: any of the columns."""
    return np.asarray(flags.any(axis=1))


@dataclass(frozen=True)
class Tally:
    """A sum per place («итог по классам»); where it is not known, the value means nothing."""

    value: Counts
    known: Flags


@dataclass(frozen=True)
class Roll:
    """The roll of one September for every place («контингент»).

    ``pupils`` is places × grades 0–11; ``known`` whether the place has a roll; ``member``
    whether rows with this roll are asked of it (the municipality: always).
    """

    pupils: Counts
    known: Flags
    member: Flags

    def of(self, grades: Iterable[int]) -> Tally:
        """Pupils of the grades; known where the place has a roll."""
        return Tally(self.pupils[:, list(grades)].sum(axis=1), self.known)


SchoolRolls = Mapping[tuple[int, int], Tally]
"""The pupils by grade of schools together: lag and year -> how many, known of each school or not.

A year without schools is not among them.
"""


@dataclass(frozen=True)
class Answers:
    """What the places answered, and how many pupils they have.

    ``values``, ``known``, ``waived`` (not applicable), ``explained`` (no data with a reason) and
    ``set_aside`` (written, but asked about in an open question) are places × columns; ``rolls``
    hold the roll of the year's own September (0) and of the one before (1); ``sent`` says
    whether the return of a place has come in; ``documented`` are the pairs of place and question
    with at least one complete document. ``school_rolls``: what the municipality's own roll is.
    """

    places: pd.DataFrame
    columns: dict[tuple[str, int], int]
    values: Counts
    known: Flags
    waived: Flags
    explained: Flags
    set_aside: Flags
    rolls: dict[int, Roll]
    sent: Flags
    documented: frozenset[tuple[int, str]]
    school_rolls: SchoolRolls

    def total(
        self, question: Question, base: tuple[int, ...], roll: Roll, above: Flags | None = None
    ) -> Tally:
        """The sum of a question over the grades of a base.

        A grade left empty where the roll has pupils makes the sum unknown, never smaller; a
        grade without pupils does not disturb. A question without grades is its one number.
        ``above`` (places × grades of the base): values that cannot be true and do not count.
        """
        cells = self.cells(question, base)
        known = self.known[:, cells] if above is None else self.known[:, cells] & ~above
        if not question.grades:
            return Tally(self.values[:, cells].sum(axis=1), every(known))
        needless = roll.known[:, None] & (roll.pupils[:, self._grades(question, base)] == 0)
        needless |= self.waived[:, cells] & ~roll.known[:, None]
        unwritten = needless & ~self.known[:, cells]
        total = np.where(known, self.values[:, cells], 0).sum(axis=1)
        parted = Tally(total, every(known | unwritten))
        return self._with_lumps(parted, some(known), self.lump(question, base))

    def _with_lumps(self, parted: Tally, by_grade: Flags, lump: list[int]) -> Tally:
        """One number for all grades counts where no grade has one of its own."""
        if not lump:
            return parted
        given = self.known[:, lump[0]] & ~by_grade
        value = np.where(given, self.values[:, lump[0]], parted.value)
        return Tally(value, parted.known | given)

    def lump(self, question: Question, base: tuple[int, ...]) -> list[int]:
        """The column of one number for all grades of a question («по классам не разделено»).

        It tells nothing of a base that leaves some of these grades out.
        """
        is_whole = bool(question.grades) and (not base or {*question.grades} <= {*base})
        column = self.columns.get((question.code, NO_GRADE))
        return [column] if is_whole and column is not None else []

    def above(
        self, question: Question, whole: Question | None, base: tuple[int, ...], roll: Roll
    ) -> Flags:
        """Places × grades of the base: where more are counted than there are in the grade."""
        cells = self.cells(question, base)
        if not question.grades:
            return np.zeros((len(self.places), len(cells)), dtype=bool)
        grades = self._grades(question, base)
        limit, known = roll.pupils[:, grades], roll.known[:, None]
        if whole is not None:
            of_whole = [self.columns.get((whole.code, grade), -1) for grade in grades]
            limit, known = self.values[:, of_whole], self.known[:, of_whole]
        return np.asarray(self.known[:, cells] & known & (self.values[:, cells] > limit))

    def denominator(self, question: Question | None, base: tuple[int, ...], roll: Roll) -> Tally:
        """The whole: the roll (no question), or another question by the same rule."""
        return self.total(question, base, roll) if question else roll.of(base or ALL_GRADES)

    def is_waived(self, question: Question, base: tuple[int, ...], roll: Roll) -> Flags:
        """Where a question cannot be asked: said so, or no pupils in any of its grades."""
        cells = self.cells(question, base)
        if not question.grades:
            return every(self.waived[:, cells])
        nobody = roll.pupils[:, self._grades(question, base)].sum(axis=1) == 0
        return np.asarray(roll.known & nobody & ~some(self.known[:, cells]))

    def is_documented(self, question: Question) -> Flags:
        """Where the presence is proved by a document with name, number and date."""
        found = [row for row, code in self.documented if code == question.code]
        flags = np.zeros(len(self.places), dtype=bool)
        flags[found] = True
        return flags

    def cells(self, question: Question, base: tuple[int, ...]) -> list[int]:
        """Columns of a question; those of grades that nobody answered are the empty last one."""
        grades = self._grades(question, base) if question.grades else [NO_GRADE]
        return [self.columns.get((question.code, grade), -1) for grade in grades]

    @staticmethod
    def _grades(question: Question, base: tuple[int, ...]) -> list[int]:
        return [grade for grade in question.grades if not base or grade in base]


def places_frame(snapshot: Snapshot) -> pd.DataFrame:
    """One row per year and awaited place: the municipality first, then its organisations.

    Columns: year, org (code), name (short, in force on the counting day of that year; of the
    municipality its own short name), own (True for the municipality itself).
    """
    rows: list[tuple[int, str, str, bool]] = []
    for year in snapshot.years:
        day = roll_date(year)
        rows.append((year, snapshot.municipality.code, snapshot.municipality.short, True))
        rows += [
            (year, place.code, place.name_on(day).short, False) for place in snapshot.expected(year)
        ]
    texts = {"org": object, "name": object}
    return pd.DataFrame(rows, columns=["year", "org", "name", "own"]).astype(texts)


def answers_of(snapshot: Snapshot, elsewhere: SchoolRolls | None = None) -> Answers:
    """All answers of the awaited places of all years of the snapshot.

    ``elsewhere``: the roll of the schools of the district that are not in the snapshot.
    """
    places = places_frame(snapshot)
    rows = {key: row for row, key in enumerate(zip(places["year"], places["org"], strict=True))}
    facts = [one for one in facts_with_register(snapshot) if (one.year, one.org) in rows]
    keys = {(stored.fact.question, stored.fact.grade) for stored in facts}
    columns = {key: column for column, key in enumerate(sorted(keys))}
    at = _cells_of(facts, rows, columns)
    shape = (len(places), len(columns) + 1)
    asked = _asked_about(snapshot)
    aside = [_is_set_aside(stored, asked) for stored in facts]
    no_data = [stored.fact.state is ValueState.NO_DATA for stored in facts]
    explained = [one and not other for one, other in zip(no_data, aside, strict=True)]
    school_rolls = dict(elsewhere or {})
    return Answers(
        places=places,
        columns=columns,
        values=_values(facts, at, shape),
        known=_flags([stored.fact.value is not None for stored in facts], at, shape),
        waived=_flags(
            [stored.fact.state is ValueState.NOT_APPLICABLE for stored in facts], at, shape
        ),
        explained=_flags(explained, at, shape),
        set_aside=_flags(aside, at, shape),
        rolls={lag: _roll(snapshot, lag, places, rows, school_rolls) for lag in (0, 1)},
        sent=_sent(snapshot, rows, len(places)),
        documented=_documented(snapshot, rows),
        school_rolls=school_rolls,
    )


Cell = tuple[str, int, str, str]
"""Organisation, year, sheet, address."""


def _asked_about(snapshot: Snapshot) -> frozenset[Cell]:
    """Cells with an open question."""
    return frozenset(
        (one.org, one.year, one.problem.sheet, one.problem.cell)
        for one in snapshot.problems
        if one.is_open and one.problem.cell
    )


def _is_set_aside(stored: StoredFact, asked: frozenset[Cell]) -> bool:
    """Whether something is written that must not count while a question about it is open.

    «Нет данных» with a reason is an answer, whatever else is asked about its cell.
    """
    fact = stored.fact
    if fact.state is not ValueState.NO_DATA or fact.reason:
        return False
    return (stored.org, stored.year, fact.sheet, fact.cell) in asked


def _documented(snapshot: Snapshot, rows: RowOf) -> frozenset[tuple[int, str]]:
    """Places and questions with a complete document, of a return or of the register."""
    keys = {
        (stored.org, stored.year, stored.document.question)
        for stored in snapshot.documents
        if stored.document.is_complete
    }
    return frozenset(
        (rows[year, org], question)
        for org, year, question in keys | proved(snapshot)
        if (year, org) in rows
    )


Cells = tuple[list[int], list[int]]


def _cells_of(facts: list[StoredFact], rows: RowOf, columns: dict[tuple[str, int], int]) -> Cells:
    return (
        [rows[stored.year, stored.org] for stored in facts],
        [columns[stored.fact.question, stored.fact.grade] for stored in facts],
    )


def _values(facts: list[StoredFact], at: Cells, shape: tuple[int, int]) -> Counts:
    values = np.zeros(shape, dtype=np.int64)
    values[at] = [stored.fact.value or 0 for stored in facts]
    return values


def _flags(flags: list[bool], at: Cells, shape: tuple[int, int]) -> Flags:
    matrix = np.zeros(shape, dtype=bool)
    matrix[at] = flags
    return matrix


def _roll(
    snapshot: Snapshot,
    lag: int,
    places: pd.DataFrame,
    rows: RowOf,
    school_rolls: dict[tuple[int, int], Tally],
) -> Roll:
    """The roll counted ``lag`` years before the year of each place.

    The municipality has the sum of its organisations, known where each of them has a roll: these
    are added to ``school_rolls``.
    """
    pupils = np.zeros((len(places), max(ALL_GRADES) + 1), dtype=np.int64)
    known = np.zeros(len(places), dtype=bool)
    found = [row for row in snapshot.roll if (row.year + lag, row.org) in rows]
    at = [rows[row.year + lag, row.org] for row in found]
    pupils[at, [row.grade for row in found]] = [row.pupils for row in found]
    known[at] = True
    own, years = places["own"].to_numpy(), places["year"].to_numpy()
    member = own.copy()
    for year in snapshot.years:
        awaited = [(year, place.code) for place in snapshot.members(year - lag)]
        member[[rows[key] for key in awaited if key in rows]] = True
    for row in np.flatnonzero(own):
        schools = (years == years[row]) & ~own & member
        key = lag, int(years[row])
        if schools.any():
            of_schools = Tally(pupils[schools].sum(axis=0), known[schools].all())
            school_rolls[key] = _together(of_schools, school_rolls.get(key))
        if key in school_rolls:
            pupils[row], known[row] = school_rolls[key].value, school_rolls[key].known
    return Roll(pupils, known, member)


def _together(one: Tally, other: Tally | None) -> Tally:
    if other is None:
        return one
    return Tally(one.value + other.value, one.known & other.known)


def _sent(snapshot: Snapshot, rows: RowOf, size: int) -> Flags:
    """Whose return is in: by its revision, or by its facts where no revision is listed."""
    keys = {(revision.year, revision.org) for revision in snapshot.revisions if revision.is_current}
    keys |= {(stored.year, stored.org) for stored in snapshot.facts}
    sent = np.zeros(size, dtype=bool)
    sent[[rows[key] for key in keys if key in rows]] = True
    return sent
