"""The row of plan/fact («строка план–факта»): one indicator, one place, one year, judged.

Everything that is drawn, written, printed or recommended is made from these rows: a verdict is
made once (``reasons.py``), worded once (``wording/verdicts.py``), and taken from here.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from data_model.compliance import Growth, Status
from data_model.returns import ValueState
from data_model.roadmap import Change, Kind, Level, Operator, Scope, in_quotes
from indicators.measures import Sums
from indicators.reasons import Reason

SMALL_BASE = 10
"""A share of fewer pupils is shown as «4 из 9, малая база», without a verdict (DESIGN.md 2)."""


PERSONS = "чел."
PUPILS = re.compile(r"обуча|учащ|учени[кцч]|школьни|выпускни|воспитанни|\bдет(?:и|ей)\b", re.I)
STAFF = re.compile(r"педагог|учител|работник|сотрудник|специалист|руководител|воспитател", re.I)
"""Whom the question of a denominator names: «Всего педагогических работников»."""


class RowMeasure(StrEnum):
    """How one row is measured («мера строки»): a kind of indicator as this place is judged by it.

    A school of «100 % школ» is judged by its own document; the district of «в каждой школе» by
    how many schools reached the target («k из n»).
    """

    PRESENCE = "presence"
    COUNT = "count"
    SHARE = "share"
    SHARE_OF_ORGS = "share_of_orgs"
    GROWTH = "growth"
    LEVEL = "level"
    EACH_SCHOOL = "each_school"


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """This year and the last over the organisations that answered in both («сопоставимо»).

    ``now`` and ``before`` are numerators; ``whole_now`` and ``whole_before`` the denominators of
    the same organisations, None where the row has none or one of them is unknown.
    """

    organisations: int
    now: int | float
    before: int | float
    whole_now: int | None = None
    whole_before: int | None = None

    @property
    def people(self) -> int | float:
        """How many more than a year ago; negative where there are fewer."""
        return self.now - self.before

    @property
    def shares(self) -> tuple[float, float] | None:
        """Both shares in percent, last year's first; None where the row is no share."""
        if not self.whole_now or not self.whole_before:
            return None
        return 100 * self.before / self.whole_before, 100 * self.now / self.whole_now


@dataclass(frozen=True, slots=True)
class OfSchools:
    """«k из n» of the schools beside the district's own answer (level ``both``)."""

    met: int
    reported: int
    expected: int

    @property
    def lower(self) -> int:
        return self.met

    @property
    def upper(self) -> int:
        """So many, if all that are silent have it too."""
        return self.met + self.expected - self.reported


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same share over other grades («для сравнения»), never in the place of the base."""

    base: str
    numerator: int | None
    denominator: int | None

    @property
    def actual(self) -> float | None:
        if self.numerator is None or not self.denominator:
            return None
        return 100 * self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Summed:
    """What a district's figure was made of («слагаемые»): a region's is made of their sums.

    ``per`` is of a ratio, ``change`` of a growth, ``of_one`` of hours, whose hundredths are summed,
    ``cumulative`` of numbers that count from the beginning of the term: how it is counted.
    ``of_each``: what one organisation has to reach to be among the «k из n», in words.
    """

    sums: Sums
    per: int | None = None
    change: Change | None = None
    of_one: int = 1
    cumulative: bool = False
    of_each: str = ""

    @property
    def way(self) -> tuple[int | None, Change | None, int, bool]:
        """How it is counted: what rows must have in common to be added up."""
        return self.per, self.change, self.of_one, self.cumulative


@dataclass(frozen=True, slots=True)
class PlanFactRow:
    """One judged row.

    What: ``year``, ``period`` («2021», «2020/21»), ``due``, ``roadmap`` (code), ``indicator``
    (row number as text; «II.1» where several roadmaps stand side by side), ``in_order`` (the number
    that the order gives it), ``code``, ``title``, ``short``, ``kind``, ``level``,
    ``scope``, ``measure``, ``by_schools`` (the district's figure is made from schools).
    Whose: ``org`` (None: the district), ``org_name`` of that year.

    Figure: ``numerator`` and ``denominator`` are counts («n из d», «k из n»), None of hours and of
    levels; a level is its place in the list that is its ``unit``; ``actual``,
    ``target``, ``target_upper``, ``lower``, ``upper`` and ``deviation`` are in ``unit``, percents
    0–100, not rounded; a presence is 1 or 0. Unknown is None, never 0. ``deviation`` is actual
    minus target and exists for ``reached``, ``nearly`` and ``below``; ``deficit`` is the whole
    number of people, organisations or units on the wrong side of the target, for ``nearly`` and
    ``below``. ``partly_from`` is the part of the target that makes «частично».

    Verdict: ``status`` and ``reason`` come out of one function; ``growth`` is the second
    condition, None where it is not asked. ``matched`` is the comparison with last year.

    Coverage: ``reported`` and ``expected`` count organisations, ``roll_…`` their pupils in the
    base; ``provisional`` while answers are missing. ``base`` names grades and day in words,
    ``base_date`` is the day of the roll, None where none is used.

    Beside it: ``total`` (the sum under «в каждой школе», in ``total_unit``), ``schools`` («k из
    n» beside the district's own answer), ``control`` (the schools' numbers under a district's own
    number), ``mean_of_shares``, ``comparison``: none of them ever makes a verdict. ``stated`` is
    the number that a school wrote where it cannot be true (n above d). ``masked``: hidden for
    publication. ``own_target``: the target is the school's own, in the place of the district's.
    ``summed``: of a district's row, what it was made of. ``counted_in``: of a share, in what n
    and d are counted («чел.», «программ»). ``parent_row``: of a district's row, the row of the
    region's roadmap that it answers, as a ``row_reference``. ``pending``: its term has not come,
    also where no target makes a verdict of that.
    """

    year: int
    period: str
    due: date | None
    roadmap: str
    indicator: str
    in_order: str
    code: str
    title: str
    short: str
    kind: Kind
    level: Level
    scope: Scope | None
    measure: RowMeasure
    by_schools: bool
    org: str | None
    org_name: str
    numerator: int | None
    denominator: int | None
    actual: float | None
    unit: str
    operator: Operator
    target: float | None
    target_upper: float | None
    partly_from: float
    status: Status
    reason: Reason
    growth: Growth | None
    deviation: float | None
    deficit: int | float | None
    matched: LikeForLike | None
    reported: int
    expected: int
    roll_reported: int | None
    roll_expected: int | None
    lower: float | None
    upper: float | None
    provisional: bool
    base: str
    base_date: date | None
    small_base: bool
    total: int | float | None = None
    total_unit: str = ""
    schools: OfSchools | None = None
    control: int | float | None = None
    mean_of_shares: float | None = None
    own_target: bool = False
    comparison: tuple[Comparison, ...] = ()
    stated: int | None = None
    stated_of: int | None = None
    masked: bool = False
    summed: Summed | None = field(default=None, repr=False)
    counted_in: str = PERSONS
    parent_row: str = ""
    pending: bool = False

    @property
    def is_district(self) -> bool:
        return self.org is None

    @property
    def is_presence(self) -> bool:
        """An answer «есть» or «нет», for which nothing is counted."""
        return self.measure is RowMeasure.PRESENCE

    @property
    def is_in_words(self) -> bool:
        """An answer that is a word: «есть», «основной»; no number, and nothing to add up."""
        return self.is_presence or self.measure is RowMeasure.LEVEL

    @property
    def is_share(self) -> bool:
        """A percent: of pupils, of organisations."""
        return self.measure in {RowMeasure.SHARE, RowMeasure.SHARE_OF_ORGS}

    @property
    def is_of_pupils(self) -> bool:
        """Whether pupils are counted: those of the roll, or a number of them that is asked for."""
        if self.base_date is not None:
            return True
        return bool(PUPILS.search(self.base)) and not STAFF.search(self.base)

    @property
    def is_guided(self) -> bool:
        """A school's share: the district's target is but an «ориентир» for it."""
        return (
            not self.is_district
            and self.measure is RowMeasure.SHARE
            and self.scope is not Scope.EACH_SCHOOL
            and not self.own_target
        )

    @property
    def name(self) -> str:
        """The title in few words."""
        return self.short or self.title

    @property
    def quoted(self) -> str:
        """The name in quotes; quotes inside it become „inner“ ones."""
        return in_quotes(self.name)

    @property
    def titled(self) -> str:
        """The title as the order has it, in quotes."""
        return in_quotes(self.title)

    @property
    def is_over(self) -> bool:
        """Whether the figure is on the far side of its target: more than was allowed."""
        if self.actual is None or self.operator is Operator.AT_LEAST:
            return False
        limit = self.target_upper if self.operator is Operator.RANGE else self.target
        return limit is not None and self.actual > limit

    @property
    def state(self) -> ValueState:
        """Which of the six states the value is in; none turns into another."""
        if self.reason is Reason.NO_BASE:
            return ValueState.NOT_APPLICABLE
        if self.actual is not None:
            return ValueState.VALUE if self.actual else ValueState.ZERO
        if self.reason in {Reason.DECLARED_NO_DATA, Reason.SET_ASIDE, Reason.N_ABOVE_D}:
            return ValueState.NO_DATA
        if self.status is Status.NOT_DUE:
            return ValueState.NOT_DUE
        return ValueState.NOT_REPORTED


@dataclass(frozen=True, eq=False)
class PlanFact:
    """Plan/fact of one municipality («план–факт»): its rows, and the ways to find one.

    Years in order, inside a year the rows of the roadmap in order, inside a row of the roadmap
    the district first, then the schools in the order of the register.
    """

    rows: tuple[PlanFactRow, ...] = field(repr=False)

    def __iter__(self) -> Iterator[PlanFactRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def _by_place(self) -> dict[tuple[int, str, str | None], PlanFactRow]:
        return {(row.year, row.code, row.org): row for row in self.rows}

    @cached_property
    def _by_year(self) -> dict[int, tuple[PlanFactRow, ...]]:
        return _grouped(self.rows, lambda row: row.year)

    @cached_property
    def _by_org(self) -> dict[str | None, tuple[PlanFactRow, ...]]:
        return _grouped(self.rows, lambda row: row.org)

    @cached_property
    def _of_schools(self) -> dict[tuple[int, str | None], tuple[PlanFactRow, ...]]:
        """By year and indicator; under None those of all indicators of a year."""
        rows = [row for row in self.rows if row.org is not None]
        return {
            **_grouped(rows, lambda row: (row.year, None)),
            **_grouped(rows, lambda row: (row.year, row.code)),
        }

    def of_year(self, year: int) -> tuple[PlanFactRow, ...]:
        return self._by_year.get(year, ())

    def of_place(self, org: str | None, year: int | None = None) -> tuple[PlanFactRow, ...]:
        """Rows of a school, or of the district (None), of one year or of all."""
        rows = self._by_org.get(org, ())
        return rows if year is None else tuple(row for row in rows if row.year == year)

    def district(self, year: int) -> tuple[PlanFactRow, ...]:
        """The district's rows of a year in the order of the roadmap."""
        return self.of_place(None, year)

    def schools(self, year: int, code: str | None = None) -> tuple[PlanFactRow, ...]:
        """School rows of a year, of one indicator where it is named."""
        return self._of_schools.get((year, code), ())

    def row(self, year: int, code: str, org: str | None = None) -> PlanFactRow | None:
        """The row of an indicator (its code) in a year; None where there is none."""
        return self._by_place.get((year, code, org))

    def numbered(self, year: int, indicator: str, org: str | None = None) -> PlanFactRow | None:
        """The same by the row number of that year's roadmap."""
        rows = self.of_place(org, year)
        return next((row for row in rows if row.indicator == indicator), None)

    def before(self, row: PlanFactRow) -> PlanFactRow | None:
        """The same indicator and place a year earlier."""
        return self.row(row.year - 1, row.code, row.org)

    def years_of(self, row: PlanFactRow, until: int | None = None) -> tuple[PlanFactRow, ...]:
        """The same indicator and place over the years, up to ``until``."""
        return tuple(
            other
            for other in self.of_place(row.org)
            if other.code == row.code and (until is None or other.year <= until)
        )


Key = TypeVar("Key", bound=Hashable)


def _grouped(
    rows: Iterable[PlanFactRow], key: Callable[[PlanFactRow], Key]
) -> dict[Key, tuple[PlanFactRow, ...]]:
    groups: dict[Key, list[PlanFactRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(found) for name, found in groups.items()}
