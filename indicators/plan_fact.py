"""Plan/fact («план–факт»): the target beside the actual, with a verdict, row by row.

Sums are made by pandas (``measures``), then each row is judged in plain code (``reasons``).
Everything that is drawn, written or printed comes from these rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from data_model.roadmap import ALL_GRADES, AnswerType, Kind, Operator, Target, roll_date
from data_model.snapshot import Snapshot
from indicators.answers import Answers, SchoolRolls, answers_of
from indicators.definitions import Definition, TargetLimits, definitions, limits_of
from indicators.measures import (
    KINDS,
    NOBODY,
    KindRules,
    Measured,
    Sums,
    fractions,
    measured,
    per_of,
    rules_of,
)
from indicators.plan_fact_row import (
    PERSONS,
    SMALL_BASE,
    Comparison,
    LikeForLike,
    OfSchools,
    PlanFact,
    PlanFactRow,
    RowMeasure,
    Summed,
)
from indicators.reasons import Case, Reached, Reason, Verdict, judge, judge_each
from indicators.wording import ORGANISATION_UNIT, YES_NO, base_words, target_text

MEASURES = {
    Kind.PRESENCE: RowMeasure.PRESENCE,
    Kind.COUNT: RowMeasure.COUNT,
    Kind.SHARE: RowMeasure.SHARE,
    Kind.GROWING_SHARE: RowMeasure.SHARE,
    Kind.SHARE_OF_ORGS: RowMeasure.SHARE_OF_ORGS,
    Kind.GROWTH: RowMeasure.GROWTH,
    Kind.LEVEL: RowMeasure.LEVEL,
}


def plan_fact(snapshot: Snapshot, as_of: date | None = None) -> PlanFact:
    """Every row of all years of the roadmaps in force.

    ``as_of`` (today, unless given) moves terms only, it hides no data.
    """
    defined = definitions(snapshot, as_of or date.today())
    if not defined:
        return PlanFact(())
    return PlanFact(tuple(_Judging(snapshot, defined).rows()))


def district_plan_fact(lots: Iterable[Snapshot], as_of: date) -> PlanFact:
    """The district's own rows alone, of its data in parts («по частям»): see ``Store.lots``.

    The same rows as those of all data at once, in the memory of one part.
    """
    gathered: dict[int, Gathered] = {}
    rolls: SchoolRolls = {}
    judging: _Judging | None = None
    for lot in lots:
        if not (defined := definitions(lot, as_of)):
            continue
        judging = _Judging(lot, defined, rolls)
        rolls = judging.answers.school_rolls
        for at, one in enumerate(defined):
            part = judging.gathered(one, judging.schools(one))
            gathered[at] = gathered[at] + part if at in gathered else part
    if judging is None:
        return PlanFact(())
    rows = (judging.district(one, gathered[at]) for at, one in enumerate(judging.defined))
    return PlanFact(tuple(rows))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a district's row is made of, of all its schools or of some of them («собрано»).

    ``matched``: how many schools reached it now and a year ago, of those with a value in both
    years; ``compared``: the same share over other grades, unknown where nobody has answered.
    """

    sums: Sums
    reached: Reached
    matched: LikeForLike | None
    compared: tuple[Comparison, ...]

    def __add__(self, other: "Gathered") -> "Gathered":
        return Gathered(
            Sums(*_added(self.sums, other.sums)),
            Reached(*_added(astuple(self.reached), astuple(other.reached))),
            _together(self.matched, other.matched),
            tuple(
                Comparison(
                    one.base,
                    *_added((one.numerator, one.denominator), (more.numerator, more.denominator)),
                )
                for one, more in zip(self.compared, other.compared, strict=True)
            ),
        )


@dataclass(frozen=True, slots=True)
class _Judged:
    """A school with its verdict, before it becomes a row."""

    measured: Measured
    case: Case
    verdict: Verdict

    @property
    def is_reached(self) -> bool:
        return self.verdict.reason is Reason.REACHED


class _Judging:
    """The judging of one snapshot, definition by definition."""

    def __init__(
        self,
        snapshot: Snapshot,
        defined: tuple[Definition, ...],
        elsewhere: SchoolRolls | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.defined = defined
        self.answers: Answers = answers_of(snapshot, elsewhere)
        self.singles, self.totals = measured(self.answers, defined)
        self.compared = comparisons(self.answers, defined)
        self.orgs: list[str] = self.answers.places["org"].tolist()
        self.names: list[str] = self.answers.places["name"].tolist()
        self.reached: dict[tuple[int, tuple[object, ...]], dict[str, bool]] = {}
        """Year and series → which schools reached their own target, of those with a value."""
        self.own_targets = {
            (one.roadmap, one.indicator, one.year, one.org): one.value
            for one in snapshot.school_targets
        }

    def rows(self) -> Iterator[PlanFactRow]:
        """The district's row first, then its schools, definition by definition."""
        for one in self.defined:
            judged = self.schools(one)
            yield self.district(one, self.gathered(one, judged))
            if one.has_school_rows:
                yield from (self.school_row(one, school) for school in judged)

    # schools

    def schools(self, one: Definition) -> list[_Judged]:
        """Those that the row is asked of, where the district's row or their own needs them."""
        if not (one.by_schools or one.has_school_rows):
            return []
        places = self.singles.get((one.year, one.position), [])
        return [self.of_school(one, place) for place in places if not place.is_own]

    def of_school(self, one: Definition, place: Measured) -> _Judged:
        """A school is judged by its own promise: «есть» or a level for a share of schools."""
        kind, rules, limits, operator = one.indicator.kind, _rules(one), one.limits, one.operator
        if kind is Kind.SHARE_OF_ORGS:
            kind = Kind.LEVEL if one.is_of_levels else Kind.PRESENCE
            rules = KINDS[kind]
            operator = Operator.AT_LEAST if one.is_of_levels else Operator.EXISTS
            if limits and one.is_of_levels:
                limits = limits_of(Target(Decimal(one.from_place)), one.indicator.partly_from)
        own = self.own_limits(one, place)
        case = Case(
            kind=kind,
            rules=rules,
            sums=place.sums,
            limits=own or (limits if one.school_judged else None),
            operator=operator,
            grows=one.grows,
            pending=one.pending,
            is_single=True,
            contributes=own is None and one.limits is not None and not one.school_judged,
        )
        return _Judged(place, case, judge(case))

    def own_limits(self, one: Definition, place: Measured) -> TargetLimits | None:
        """The target that a school has in the place of the district's; None: it has none."""
        key = (one.roadmap.code, one.indicator.code, one.year, self.orgs[place.place])
        value = self.own_targets.get(key)
        return None if value is None else limits_of(Target(value), one.indicator.partly_from)

    def school_row(self, one: Definition, school: _Judged) -> PlanFactRow:
        place, verdict, sums = school.measured, school.verdict, school.measured.sums
        numerator, denominator = _own_parts(one, school.case.kind, place, verdict)
        is_presence = school.case.kind is Kind.PRESENCE
        limits = school.case.limits
        small = one.is_share and denominator is not None and 0 < denominator < SMALL_BASE
        return self.row(
            one,
            verdict,
            sums,
            measure=MEASURES[school.case.kind],
            org=self.orgs[place.place],
            org_name=self.names[place.place],
            numerator=numerator,
            denominator=denominator,
            unit=_unit(one, school.case.kind),
            operator=school.case.operator,
            target=None if limits is None else 1.0 if is_presence else limits.target,
            target_upper=None if limits is None or is_presence else limits.target_upper,
            matched=_matched(one, school.case.kind, sums),
            rolled=not sums.roll_unknown,
            small_base=small,
            own_target=self.own_limits(one, place) is not None and limits is not None,
            comparison=self.compared.get((one.year, one.position, place.place), ()),
            stated=place.stated,
            stated_of=place.stated_of,
        )

    # the district

    def gathered(self, one: Definition, judged: list[_Judged]) -> Gathered:
        """What the schools give to the district's row, the years in order."""
        known = [school for school in judged if school.verdict.is_known]
        self.reached[one.year, one.series] = {
            self.orgs[school.measured.place]: school.is_reached for school in known
        }
        return Gathered(
            self.totals.get((one.year, one.position), NOBODY),
            _reached(judged),
            self.matched_schools(one) if one.each_school else None,
            self.compared.get((one.year, one.position, None), ()),
        )

    def district(self, one: Definition, found: Gathered) -> PlanFactRow:
        """From the schools' sums, from how many of them reached it, or its own answer."""
        places = self.singles.get((one.year, one.position), [])
        own = next((place for place in places if place.is_own), None)
        if not one.by_schools and own is not None:
            return self.own_row(one, own, found)
        return self.each_row(one, found) if one.each_school else self.sum_row(one, found)

    def sum_row(self, one: Definition, found: Gathered) -> PlanFactRow:
        """Sums over the schools that answered, never averages."""
        kind, sums = one.indicator.kind, found.sums
        verdict = judge(self.case(one, sums, is_single=False))
        numerator, denominator = _parts(one, kind, sums, verdict)
        bounded = one.due is not None or sums.reported > 0
        lower, upper = _rules(one).bounds(sums) if bounded else (None, None)
        is_mean = one.is_share and not one.indicator.in_points and sums.reported > 0
        mean = sums.percents / sums.reported if is_mean else None
        return self.row(
            one,
            verdict,
            sums,
            measure=MEASURES[kind],
            numerator=numerator,
            denominator=denominator,
            unit=_unit(one, kind),
            target=one.limits.target if one.limits else None,
            target_upper=one.limits.target_upper if one.limits else None,
            matched=_matched(one, kind, sums),
            lower=lower if verdict.reason is not Reason.NO_BASE else None,
            upper=upper if verdict.reason is not Reason.NO_BASE else None,
            rolled=not sums.roll_unknown,
            mean_of_shares=mean,
            comparison=tuple(share for share in found.compared if share.numerator is not None),
        )

    def each_row(self, one: Definition, found: Gathered) -> PlanFactRow:
        """«В каждой школе»: k of those that answered; the sum stands under its own name."""
        sums, reached = found.sums, found.reached
        verdict = judge_each(self.case(one, sums, is_single=False), reached)
        known = verdict.is_known
        k, answered, expected = reached.met, reached.answered, reached.expected
        is_number = one.indicator.kind is Kind.COUNT
        return self.row(
            one,
            verdict,
            sums._replace(reported=answered, expected=expected),
            measure=RowMeasure.EACH_SCHOOL,
            numerator=k if known else None,
            denominator=answered if known else None,
            unit=ORGANISATION_UNIT,
            operator=Operator.AT_LEAST,
            target=float(expected) if one.limits else None,
            matched=found.matched,
            lower=float(k) if known else None,
            upper=float(k + expected - answered) if known else None,
            rolled=not sums.roll_unknown,
            total=one.question.amount(sums.counted) if is_number and sums.reported else None,
            total_unit=one.indicator.unit,
        )

    def own_row(self, one: Definition, own: Measured, found: Gathered) -> PlanFactRow:
        """A row that the municipality answers; «k из n» of its schools may stand beside it."""
        kind, sums = one.indicator.kind, own.sums
        verdict = judge(self.case(one, sums, is_single=True))
        numerator, denominator = _own_parts(one, kind, own, verdict)
        if one.indicator.kind is Kind.PRESENCE and one.beside:
            numerator = denominator = None
        beside = OfSchools(found.reached.met, found.reached.answered, found.reached.expected)
        totals = found.sums
        is_controlled = one.controlled and totals.reported
        return self.row(
            one,
            verdict,
            sums,
            measure=MEASURES[kind],
            numerator=numerator,
            denominator=denominator,
            unit=_unit(one, kind),
            target=one.limits.target if one.limits else None,
            target_upper=one.limits.target_upper if one.limits else None,
            matched=_matched(one, kind, sums),
            rolled=False,
            schools=beside if one.beside and one.limits else None,
            control=one.question.amount(totals.counted) if is_controlled else None,
            stated=own.stated,
            stated_of=own.stated_of,
        )

    def case(self, one: Definition, sums: Sums, *, is_single: bool) -> Case:
        indicator = one.indicator
        return Case(
            kind=indicator.kind,
            rules=_rules(one),
            sums=sums,
            limits=one.limits,
            operator=one.operator,
            grows=one.grows,
            pending=one.pending,
            is_single=is_single,
        )

    def matched_schools(self, one: Definition) -> LikeForLike | None:
        """How many reached it now and a year ago, of the schools with a value in both years."""
        now = self.reached[one.year, one.series]
        before = self.reached.get((one.year - 1, one.series), {}) if not one.first_year else {}
        both = now.keys() & before.keys()
        if not both:
            return None
        met, was = sum(now[org] for org in both), sum(before[org] for org in both)
        return LikeForLike(len(both), met, was, len(both), len(both))

    def row(
        self,
        one: Definition,
        verdict: Verdict,
        sums: Sums,
        *,
        measure: RowMeasure,
        unit: str,
        rolled: bool,
        org: str | None = None,
        org_name: str | None = None,
        numerator: int | None = None,
        denominator: int | None = None,
        operator: Operator | None = None,
        target: float | None = None,
        target_upper: float | None = None,
        matched: LikeForLike | None = None,
        lower: float | None = None,
        upper: float | None = None,
        small_base: bool = False,
        total: int | float | None = None,
        total_unit: str = "",
        schools: OfSchools | None = None,
        control: int | float | None = None,
        mean_of_shares: float | None = None,
        own_target: bool = False,
        comparison: tuple[Comparison, ...] = (),
        stated: int | None = None,
        stated_of: int | None = None,
    ) -> PlanFactRow:
        """A row with what every row of this definition has."""
        indicator, activity = one.indicator, one.activity
        awaited = sums.reported < sums.expected
        is_impossible = verdict.reason is Reason.N_ABOVE_D
        return PlanFactRow(
            year=one.year,
            period=one.period,
            due=one.due,
            roadmap=one.roadmap.code,
            indicator=activity.number,
            in_order=one.in_order,
            code=indicator.code,
            title=activity.title,
            short=activity.short or activity.title,
            kind=indicator.kind,
            level=indicator.level,
            scope=indicator.scope,
            measure=measure,
            by_schools=one.by_schools,
            org=org,
            org_name=self.snapshot.municipality.short if org_name is None else org_name,
            numerator=numerator,
            denominator=denominator,
            actual=verdict.actual,
            unit=unit,
            operator=one.operator if operator is None else operator,
            target=target,
            target_upper=target_upper,
            partly_from=float(indicator.partly_from),
            status=verdict.status,
            reason=verdict.reason,
            growth=verdict.growth,
            deviation=verdict.deviation,
            deficit=verdict.deficit,
            matched=matched,
            reported=sums.reported,
            expected=sums.expected,
            roll_reported=sums.roll_reported if rolled else None,
            roll_expected=sums.roll_all if rolled else None,
            lower=lower,
            upper=upper,
            provisional=awaited and one.due is not None and verdict.reason is not Reason.NO_BASE,
            base=base_of(one),
            base_date=one.base_date,
            small_base=small_base,
            total=total,
            total_unit=total_unit,
            schools=schools,
            pending=one.pending,
            control=control,
            mean_of_shares=mean_of_shares,
            own_target=own_target,
            comparison=comparison,
            stated=stated if is_impossible else None,
            stated_of=stated_of if is_impossible else None,
            summed=_summed(one, sums) if org is None else None,
            counted_in=_counted_in(one),
            parent_row=one.parent_row if org is None else "",
        )


def _counted_in(one: Definition) -> str:
    """In what n and d are counted: as n is a part of d, what is told of either holds for both."""
    units = (one.question.unit, one.whole.unit if one.whole and one.question.unit in PEOPLE else "")
    return next((unit for unit in reversed(units) if unit not in PEOPLE), PERSONS)


PEOPLE = frozenset({"", "%", PERSONS})
"""Units of a number of people."""


def _summed(one: Definition, sums: Sums) -> Summed:
    """What the district's figure is made of, and how it is counted."""
    indicator = one.indicator
    return Summed(
        sums,
        per_of(indicator),
        indicator.change,
        one.question.parts,
        indicator.cumulative,
        _of_each(one),
    )


def _of_each(one: Definition) -> str:
    """«не менее 3 ед.»: what one organisation has to reach; empty where none is judged."""
    if one.each_school and one.limits is not None:
        unit = _unit(one, one.indicator.kind)
        return target_text(one.operator, one.limits.target, one.limits.target_upper, unit)
    return one.indicator.from_level


def base_of(one: Definition) -> str:
    """The base in words, where the indicator has one: «6–11 классы, на 20.09.2021»."""
    if not one.has_whole:
        return ""
    if one.whole is not None:
        return one.whole.text
    return base_words(one.grades or ALL_GRADES, roll_date(one.roll_year))


def _reached(judged: list[_Judged]) -> Reached:
    return Reached(
        met=sum(school.is_reached for school in judged),
        answered=sum(school.verdict.is_known for school in judged),
        expected=sum(school.verdict.reason is not Reason.NO_BASE for school in judged),
    )


def _rules(one: Definition) -> KindRules:
    """The line of the table of kinds, in the unit that the question is answered in."""
    return rules_of(one.indicator, one.question.parts)


def _unit(one: Definition, kind: Kind) -> str:
    """What a figure is told in: «есть / нет», the list that a level is of, the unit of numbers."""
    if kind is Kind.PRESENCE:
        return YES_NO
    return one.question.scale if kind is Kind.LEVEL else one.indicator.unit


def _own_parts(
    one: Definition, kind: Kind, place: Measured, verdict: Verdict
) -> tuple[int | None, int | None]:
    """Numerator and denominator of one place: its own numbers, or its change of last year's."""
    if verdict.reason is Reason.NO_BASE:
        return None, place.whole
    if kind is not Kind.GROWTH:
        return place.counted if _is_counted(one) else None, place.whole
    sums = place.sums
    return (sums.now - sums.before, sums.before) if sums.pairs else (None, None)


def _is_counted(one: Definition) -> bool:
    """Whether the answer is a count, or a document that is there; hours and levels are none."""
    return one.question.answer in {AnswerType.COUNT, AnswerType.PRESENCE}


def _parts(
    one: Definition, kind: Kind, sums: Sums, verdict: Verdict
) -> tuple[int | None, int | None]:
    """Numerator and denominator of a district: n of d, k of n, or a number alone."""
    top, bottom = _rules(one).parts(sums)
    if kind is Kind.PRESENCE:
        return (top if sums.reported or one.due else None), bottom
    known = sums.reported > 0 and (sums.pairs > 0 or kind is not Kind.GROWTH)
    if not known or verdict.reason is Reason.NO_BASE:
        return None, None
    is_alone = kind is Kind.COUNT and not one.has_whole
    is_of_places = kind is Kind.SHARE_OF_ORGS
    return top if _is_counted(one) or is_of_places else None, None if is_alone else bottom


def _matched(one: Definition, kind: Kind, sums: Sums) -> LikeForLike | None:
    """This year beside the last over those that answered in both; documents have no numbers."""
    if not sums.pairs or kind in {Kind.PRESENCE, Kind.LEVEL}:
        return None
    if kind is Kind.SHARE_OF_ORGS:
        had, has = sums.confirmed_before, sums.confirmed_now
        return LikeForLike(sums.pairs, has, had, sums.pairs, sums.pairs)
    now, before = one.question.amount(sums.now), one.question.amount(sums.before)
    if one.has_whole and not sums.halves:
        return LikeForLike(sums.pairs, now, before, sums.whole_now, sums.whole_before)
    return LikeForLike(sums.pairs, now, before)


Key = tuple[int, int, int | None]
"""Year, position in the roadmap, row of the answers (None: the district)."""


def comparisons(
    answers: Answers, definitions: Iterable[Definition]
) -> dict[Key, tuple[Comparison, ...]]:
    """What stands beside a share, in the order of the indicator."""
    found: dict[Key, tuple[Comparison, ...]] = {}
    for one in definitions:
        for base in one.indicator.comparison_bases:
            for key, comparison in _of_base(answers, one, base).items():
                found[key] = (*found.get(key, ()), comparison)
    return found


def _of_base(
    answers: Answers, definition: Definition, base: tuple[int, ...]
) -> dict[Key, Comparison]:
    roll = answers.rolls[definition.year - definition.roll_year]
    parts = fractions(answers, definition, base)
    places = answers.places
    asked = (places["year"] == definition.year) & ~places["own"] & roll.member
    words = base_words(base, roll_date(definition.roll_year))
    year, position = definition.year, definition.position
    found: dict[Key, Comparison] = {
        (year, position, int(place)): Comparison(
            words,
            int(parts.counted.value[place])
            if parts.counted.known[place] and parts.awaited[place]
            else None,
            int(parts.whole.value[place]) if parts.whole.known[place] else None,
        )
        for place in np.flatnonzero(asked)
    }
    answered = asked & parts.answered
    numerator = int(parts.counted.value[answered].sum()) if answered.any() else None
    denominator = int(parts.whole.value[answered].sum()) if answered.any() else None
    found[year, position, None] = Comparison(words, numerator, denominator)
    return found


def _together(one: LikeForLike | None, other: LikeForLike | None) -> LikeForLike | None:
    if one is None or other is None:
        return one or other
    return LikeForLike(*_added(astuple(one), astuple(other)))


Parts = tuple[int | float | None, ...]


def _added(one: Parts, other: Parts) -> list[Any]:
    """Part by part; what is not known adds nothing."""
    pairs = zip(one, other, strict=True)
    return [mine if more is None else more if mine is None else mine + more for mine, more in pairs]
