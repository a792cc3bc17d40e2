"""Definitions («определения»): what is promised for each year, one per year and activity.

Targets and the share that counts as «частично» are kept as integers over a power of ten, so
that every comparison is one of integers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from data_model.roadmap import (
    ROLL,
    Activity,
    AnswerType,
    Indicator,
    Kind,
    Level,
    Operator,
    Question,
    Respondent,
    Roadmap,
    Scope,
    Target,
    part_code,
    roll_date,
)
from data_model.snapshot import Snapshot

SHARES = frozenset({Kind.SHARE, Kind.GROWING_SHARE})
"""Kinds whose target of the district is a guide («ориентир») for a school."""


@dataclass(frozen=True, slots=True)
class TargetLimits:
    """A target («плановое значение») as whole numbers over ``scale``: low and high bound.

    ``partly`` over ``partly_scale`` is the part of it that counts as «частично».
    """

    target: float
    target_upper: float | None
    low: int
    high: int
    scale: int
    partly: int
    partly_scale: int


@dataclass(frozen=True)
class Definition:
    """One activity in one year: how it is measured, who answers, what is promised.

    ``position`` is its place among the rows of the year, ``in_order`` its number in the order
    (``activity.number`` names the roadmap too where several stand side by side). ``pending``
    until its term has passed.
    ``roll_year`` is the year of the roll that is its base (``Period.roll_year``). ``limits`` is
    None in a year without a target, «не предусмотрено». ``first_year``: nothing came before.
    ``part``: which quarter, month or half-year it is, from 1.
    """

    roadmap: Roadmap
    activity: Activity
    in_order: str
    year: int
    position: int
    period: str
    due: date | None
    pending: bool
    first_year: bool
    roll_year: int
    limits: TargetLimits | None
    part: int = 0

    @property
    def indicator(self) -> Indicator:
        return self.activity.indicator

    @cached_property
    def question(self) -> Question:
        """The question of the numerator."""
        return self.roadmap.question(self.indicator.counted)

    @cached_property
    def from_place(self) -> int:
        """The place of the lowest answer that counts in a share of organisations; 0: none."""
        options, needed = self.question.options, self.indicator.from_level
        return options.index(needed) + 1 if needed in options else 0

    @cached_property
    def is_of_levels(self) -> bool:
        """Whether an answer is chosen from a list, and is not a document or a number."""
        return self.question.answer is AnswerType.CHOICE

    @cached_property
    def whole(self) -> Question | None:
        """The question of the denominator; None where it is the roll."""
        out_of = self.indicator.out_of
        return None if out_of in {None, ROLL} else self.roadmap.question(str(out_of))

    @cached_property
    def parent_row(self) -> str:
        """The row of the region's roadmap that it answers; a part answers the same part of it."""
        above = self.activity.parent_row
        return part_code(above, self.part) if above and self.part else above

    @cached_property
    def grades(self) -> tuple[int, ...]:
        """The grades that it sums over."""
        return base_of(self.roadmap, self.indicator)

    @cached_property
    def is_share(self) -> bool:
        """Whether a part of a whole is counted: then n above d is never a verdict."""
        return self.indicator.kind in SHARES or self.indicator.in_points

    @cached_property
    def has_whole(self) -> bool:
        """Whether there is a denominator: of a share, of a ratio."""
        return self.is_share or self.indicator.is_ratio

    @cached_property
    def operator(self) -> Operator:
        """How this year is compared."""
        return self.indicator.operator_of(self.year)

    @cached_property
    def grows(self) -> bool:
        return self.indicator.requires_growth or self.indicator.kind is Kind.GROWING_SHARE

    @cached_property
    def series(self) -> tuple[object, ...]:
        """What two years must have in common to be compared."""
        indicator = self.indicator
        return indicator.code, indicator.counted, indicator.out_of, frozenset(indicator.base)

    @cached_property
    def summed(self) -> tuple[object, ...]:
        """What numbers that count from a beginning are added up over: years, or parts of one."""
        return (self.roadmap.code, self.in_order, self.grades) if self.part else self.series

    @cached_property
    def base_date(self) -> date | None:
        """The day of the roll; None where none is used."""
        uses_roll = self.has_whole and self.whole is None
        return roll_date(self.roll_year) if uses_roll else None

    @cached_property
    def by_schools(self) -> bool:
        """Whether the district's figure is made from its organisations, not answered by itself."""
        own = Respondent.MUNICIPALITY in self.question.asked_of
        own = own and self.indicator.level is not Level.SCHOOL
        return self.indicator.kind is Kind.SHARE_OF_ORGS or not own

    @cached_property
    def each_school(self) -> bool:
        """Whether the district's verdict is how many schools reached the target."""
        kind = self.indicator.kind
        is_of_each = self.indicator.scope is Scope.EACH_SCHOOL or kind is Kind.LEVEL
        return self.by_schools and is_of_each and kind is not Kind.SHARE_OF_ORGS

    @cached_property
    def beside(self) -> bool:
        """Whether «k из n» of the schools stands beside the district's own answer."""
        is_both = not self.by_schools and self.indicator.level is Level.BOTH
        return is_both and self.school_judged

    @cached_property
    def controlled(self) -> bool:
        """Whether the schools' own numbers are summed beside the district's, never into it."""
        indicator = self.indicator
        in_words = indicator.kind in {Kind.PRESENCE, Kind.LEVEL}
        both = indicator.level is Level.BOTH and not in_words
        return not self.by_schools and (indicator.control or both)

    @cached_property
    def has_school_rows(self) -> bool:
        return self.indicator.level is not Level.MUNICIPALITY or self.indicator.control

    @cached_property
    def school_judged(self) -> bool:
        """Whether a school's own number is compared with anything.

        A district total is never the target of a school, nor is a number that is a control.
        """
        indicator = self.indicator
        if indicator.level is Level.MUNICIPALITY:
            return False
        if self.is_share:
            return indicator.scope is not Scope.DISTRICT_TOTAL
        own = {Kind.PRESENCE, Kind.SHARE_OF_ORGS, Kind.LEVEL}
        return indicator.kind in own or indicator.scope is Scope.EACH_SCHOOL


def definitions(snapshot: Snapshot, as_of: date) -> tuple[Definition, ...]:
    """One per year and activity of the editions in force, in the order of the roadmaps."""
    return tuple(
        _definition(line, position, year, as_of)
        for year, roadmap in sorted(snapshot.roadmaps.items())
        for position, line in enumerate(roadmap.lines)
    )


def _definition(
    line: tuple[Roadmap, Activity, str], position: int, year: int, as_of: date
) -> Definition:
    roadmap, activity, in_order = line
    indicator = activity.indicator
    period = indicator.periods.get(year)
    return Definition(
        roadmap=roadmap,
        activity=activity,
        in_order=in_order,
        year=year,
        position=position,
        period=period.label if period else str(year),
        due=period.due if period else None,
        pending=bool(period and as_of <= period.due),
        first_year=year - 1 not in roadmap.years or year - 1 not in indicator.periods,
        roll_year=indicator.roll_year(year),
        limits=_limits(indicator, year),
        part=period.part if period else 0,
    )


def base_of(roadmap: Roadmap, indicator: Indicator) -> tuple[int, ...]:
    """The grades that an indicator sums over."""
    return indicator.base or roadmap.question(indicator.counted).grades


def editions(snapshot: Snapshot) -> Iterator[tuple[Roadmap, list[int]]]:
    """Each edition in force once, with the years that it governs."""
    seen: list[Roadmap] = []
    for roadmap in snapshot.roadmaps.values():
        if roadmap not in seen:
            seen.append(roadmap)
            years = [year for year, other in snapshot.roadmaps.items() if other == roadmap]
            yield roadmap, years


def promised_target(indicator: Indicator, year: int) -> Target | None:
    """The target of a year; a presence promises one document wherever it has a term."""
    if year not in indicator.periods:
        return None
    if indicator.operator is Operator.EXISTS:
        return indicator.targets.get(year, Target(Decimal(1)))
    return indicator.targets.get(year)


def _limits(indicator: Indicator, year: int) -> TargetLimits | None:
    target = promised_target(indicator, year)
    return None if target is None else limits_of(target, indicator.partly_from)


def limits_of(target: Target, partly_from: Decimal) -> TargetLimits:
    """A target as whole numbers to compare with."""
    high = target.value if target.upper is None else target.upper
    scale = 10 ** max(_decimals(target.value), _decimals(high))
    partly_scale = 10 ** _decimals(partly_from)
    return TargetLimits(
        target=float(target.value),
        target_upper=None if target.upper is None else float(target.upper),
        low=int(target.value * scale),
        high=int(high * scale),
        scale=scale,
        partly=int(partly_from * partly_scale),
        partly_scale=partly_scale,
    )


def _decimals(value: Decimal) -> int:
    """Digits after the point: 0 for 55, 1 for 12.5."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
