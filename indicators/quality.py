"""Quality of returns («качество данных»): on time, complete, questions, corrections, by year.

Told for each organisation as it is, in the order of the register: never added up to a mark, never
a rank. Outliers («выбросы») are questions to a number, not verdicts on a school.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from data_model.returns import Severity, ValueState
from data_model.snapshot import Snapshot
from indicators.coverage import Board, ReturnLine, returns_board
from indicators.plan_fact_row import PlanFactRow, RowMeasure

HUNDRED = 100
LEAST_FOR_A_BAND = 8
"""Organisations with a known share from which a band may be told."""
REACH = 1.5
"""A band ends so many interquartile ranges beyond the quartiles (Tukey, 1977)."""


@dataclass(frozen=True, slots=True)
class ReturnQuality:
    """The return of one organisation and year: how it came and how whole it was.

    ``asked`` counts the cells that concern the organisation, ``answered`` those with a value or
    with «нет данных» and a reason; both are 0 while nothing is in. ``questions`` are those that
    the return in force has raised, answered ones too; ``before`` are its questions for a hundred
    cells a year ago, None where no return was in. ``corrections`` are revisions after the first.
    """

    line: ReturnLine
    year: int
    asked: int
    answered: int
    questions: int
    before: float | None = None

    @property
    def corrections(self) -> int:
        return max((self.line.revision or 1) - 1, 0)

    @property
    def complete(self) -> float | None:
        """Answered cells of a hundred; None while nothing is in."""
        return HUNDRED * self.answered / self.asked if self.asked else None

    @property
    def per_hundred(self) -> float | None:
        """Questions for a hundred cells; None while nothing is in."""
        return HUNDRED * self.questions / self.asked if self.asked else None

    @property
    def trend(self) -> int | None:
        """−1 fewer questions for a hundred cells than a year ago, 0 as many, 1 more."""
        if self.before is None or self.per_hundred is None:
            return None
        return (self.per_hundred > self.before) - (self.per_hundred < self.before)


@dataclass(frozen=True, slots=True)
class Outlier:
    """A share far from those of the other organisations of the district, with their band."""

    row: PlanFactRow
    low: float
    high: float


def quality(snapshot: Snapshot, year: int, board: Board) -> tuple[ReturnQuality, ...]:
    """A line for each awaited organisation and the municipality, in the order of the board."""
    now = _counted(snapshot, board)
    if year - 1 not in snapshot.roadmaps:
        return now
    former = {
        one.line.org: one.per_hundred
        for one in _counted(snapshot, returns_board(snapshot, year - 1))
    }
    return tuple(
        ReturnQuality(
            one.line, one.year, one.asked, one.answered, one.questions, former.get(one.line.org)
        )
        for one in now
    )


def _counted(snapshot: Snapshot, board: Board) -> tuple[ReturnQuality, ...]:
    asked, answered = Counter[str](), Counter[str]()
    for one in snapshot.facts:
        if one.year == board.year and one.fact.state is not ValueState.NOT_APPLICABLE:
            asked[one.org] += 1
            answered[one.org] += one.fact.state is not ValueState.NOT_REPORTED
    questions = Counter(
        one.org
        for one in snapshot.problems
        if one.year == board.year and one.problem.severity is Severity.QUESTION
    )
    return tuple(
        ReturnQuality(line, board.year, asked[line.org], answered[line.org], questions[line.org])
        for line in board.lines
    )


def outliers(rows: Sequence[PlanFactRow]) -> tuple[Outlier, ...]:
    """School rows of one year whose share lies outside the band of its indicator.

    The band goes ``REACH`` interquartile ranges beyond the quartiles, within 0 and 100 %. Small
    bases neither make a band nor are asked about; too few organisations make none.
    """
    shares: dict[str, list[PlanFactRow]] = {}
    for row in rows:
        if row.measure is RowMeasure.SHARE and row.actual is not None and not row.small_base:
            shares.setdefault(row.code, []).append(row)
    return tuple(found for some in shares.values() for found in _outside(some))


def _outside(rows: Sequence[PlanFactRow]) -> list[Outlier]:
    values = [row.actual for row in rows if row.actual is not None]
    if len(values) < LEAST_FOR_A_BAND:
        return []
    first, _, third = quantiles(values, n=4, method="inclusive")
    reach = REACH * (third - first)
    low, high = max(first - reach, 0.0), min(third + reach, float(HUNDRED))
    return [
        Outlier(row, low, high)
        for row, value in zip(rows, values, strict=True)
        if not low <= value <= high
    ]
