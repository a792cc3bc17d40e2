"""Answers («ответы»): the facts as two matrices, so that a sum over grades is one operation.

A row is an awaited place in a year (see ``places_frame``), a column a question and a grade.
Values are integers; whether a value is known stands in a matrix of its own, so that zero and
«нет ответа» never mix.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_model.places import RollRow
from data_model.returns import NO_GRADE, StoredFact, ValueState
from data_model.roadmap import ALL_GRADES, Question
from data_model.snapshot import Snapshot
from indicators.evidence import facts_with_register, proved
from indicators.frames import places_frame

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

    def series(self, index: pd.Index) -> pd.Series:
        return pd.Series(pd.arrays.IntegerArray(self.value, ~self.known), index=index)


@dataclass(frozen=True)
class Answers:
    """What the places answered, and how many pupils they have.

    ``values``, ``known``, ``waived`` (not applicable) and ``explained`` (no data with a reason)
    are places × columns; ``pupils`` is places × grades 0–11; ``counted`` says whether the roll
    of a place is known; ``sent`` whether its return has come in; ``documented`` are the pairs
    of place and question with at least one complete document.
    """

    places: pd.DataFrame
    columns: dict[tuple[str, int], int]
    values: Counts
    known: Flags
    waived: Flags
    explained: Flags
    pupils: Counts
    counted: Flags
    sent: Flags
    documented: frozenset[tuple[int, str]]

    def roll(self, grades: Iterable[int]) -> Tally:
        """Pupils of the grades; known where the place has a roll."""
        return Tally(self.pupils[:, list(grades)].sum(axis=1), self.counted)

    def total(self, question: Question, base: tuple[int, ...]) -> Tally:
        """The sum of a question over the grades of a base.

        A grade left empty where the roll has pupils makes the sum unknown, never smaller; a
        grade without pupils does not disturb. A question without grades is its one number.
        """
        cells = self.cells(question, base)
        if not question.grades:
            return Tally(self.values[:, cells].sum(axis=1), every(self.known[:, cells]))
        needless = self.counted[:, None] & (self.pupils[:, self._grades(question, base)] == 0)
        needless |= self.waived[:, cells] & ~self.counted[:, None]
        known = self.known[:, cells]
        total = np.where(known, self.values[:, cells], 0).sum(axis=1)
        return Tally(total, every(known | needless))

    def denominator(self, question: Question | None, base: tuple[int, ...]) -> Tally:
        """The whole: the roll (no question), or another question by the same rule."""
        return self.total(question, base) if question else self.roll(base or ALL_GRADES)

    def is_waived(self, question: Question, base: tuple[int, ...]) -> Flags:
        """Where a question cannot be asked: said so, or no pupils in any of its grades."""
        cells = self.cells(question, base)
        if not question.grades:
            return every(self.waived[:, cells])
        nobody = self.pupils[:, self._grades(question, base)].sum(axis=1) == 0
        return np.asarray(self.counted & nobody & ~some(self.known[:, cells]))

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


def answers_of(snapshot: Snapshot) -> Answers:
    """All answers of the awaited places of all years of the snapshot."""
    places = places_frame(snapshot)
    rows = {key: row for row, key in enumerate(zip(places["year"], places["org"], strict=True))}
    facts = [one for one in facts_with_register(snapshot) if (one.year, one.org) in rows]
    keys = {(stored.fact.question, stored.fact.grade) for stored in facts}
    columns = {key: column for column, key in enumerate(sorted(keys))}
    at = _cells_of(facts, rows, columns)
    shape = (len(places), len(columns) + 1)
    pupils, counted = _pupils(snapshot.roll, places, rows)
    return Answers(
        places=places,
        columns=columns,
        values=_values(facts, at, shape),
        known=_flags([stored.fact.value is not None for stored in facts], at, shape),
        waived=_states(facts, ValueState.NOT_APPLICABLE, at, shape),
        explained=_states(facts, ValueState.NO_DATA, at, shape),
        pupils=pupils,
        counted=counted,
        sent=_sent(snapshot, rows, len(places)),
        documented=_documented(snapshot, rows),
    )


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


def _states(facts: list[StoredFact], state: ValueState, at: Cells, shape: tuple[int, int]) -> Flags:
    return _flags([stored.fact.state is state for stored in facts], at, shape)


def _pupils(roll: tuple[RollRow, ...], places: pd.DataFrame, rows: RowOf) -> tuple[Counts, Flags]:
    """Pupils by place and grade; the municipality has the sum of its organisations."""
    pupils = np.zeros((len(places), max(ALL_GRADES) + 1), dtype=np.int64)
    counted = np.zeros(len(places), dtype=bool)
    known = [row for row in roll if (row.year, row.org) in rows]
    at = [rows[row.year, row.org] for row in known]
    pupils[at, [row.grade for row in known]] = [row.pupils for row in known]
    counted[at] = True
    own, years = places["own"].to_numpy(), places["year"].to_numpy()
    for row in np.flatnonzero(own):
        schools = (years == years[row]) & ~own
        pupils[row] = pupils[schools].sum(axis=0)
        counted[row] = bool(schools.any() and counted[schools].all())
    return pupils, counted


def _sent(snapshot: Snapshot, rows: RowOf, size: int) -> Flags:
    """Whose return is in: by its revision, or by its facts where no revision is listed."""
    keys = {(revision.year, revision.org) for revision in snapshot.revisions if revision.is_current}
    keys |= {(stored.year, stored.org) for stored in snapshot.facts}
    sent = np.zeros(size, dtype=bool)
    sent[[rows[key] for key in keys if key in rows]] = True
    return sent
