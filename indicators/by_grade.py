"""By grade («по классам»): participants of a share, and numbers that are collected for a report.

    by_grade   the participants of a share grade by grade, from the same answers
    collected  questions asked by grade and not judged («собранные числа»)

The diagnostics of the roadmap is judged by its document; how many pupils were diagnosed and
advised is told beside it («also_counted» of the indicator).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data_model.roadmap import ROLL, Indicator
from data_model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class GradeFigure:
    """One grade of the base: sums over the schools whose answers count.

    ``actual`` is a percent of the roll where that is the denominator, else the number itself.
    """

    grade: int
    numerator: int | None
    denominator: int | None
    unit: str

    @property
    def actual(self) -> float | None:
        if self.numerator is None:
            return None
        if self.unit != "%":
            return float(self.numerator)
        return 100 * self.numerator / self.denominator if self.denominator else None


def by_grade(
    snapshot: Snapshot, year: int, indicator: str, orgs: frozenset[str]
) -> tuple[GradeFigure, ...]:
    """One per grade of the base, over ``orgs``, those whose answers count.

    A grade without pupils in any of them has no actual. Empty where grades are not asked.
    """
    roadmap = snapshot.roadmaps[year]
    measure = roadmap.activity(indicator).indicator
    asked = roadmap.question(measure.counted).grades
    grades = [grade for grade in asked if not measure.base or grade in measure.base]
    counted = _sums(
        (stored.fact.grade, stored.fact.value)
        for stored in snapshot.facts
        if stored.year == year
        and stored.org in orgs
        and stored.fact.question == measure.counted
        and stored.fact.value is not None
    )
    roll_year = measure.roll_year(year)
    pupils = _sums(
        (row.grade, row.pupils)
        for row in snapshot.roll
        if row.year == roll_year and row.org in orgs
    )
    of_roll = measure.out_of == ROLL
    return tuple(
        GradeFigure(grade, counted.get(grade), pupils.get(grade) if of_roll else None, measure.unit)
        for grade in grades
    )


def of_schools(snapshot: Snapshot, year: int, indicator: str) -> dict[str, tuple[GradeFigure, ...]]:
    """The same school by school, all of them in one walk; only of a share of the roll."""
    measure = snapshot.roadmaps[year].activity(indicator).indicator
    if measure.out_of != ROLL:
        return {}
    pupils = {
        (row.org, row.grade): row.pupils
        for row in snapshot.roll
        if row.year == measure.roll_year(year)
    }
    found: dict[str, list[GradeFigure]] = {}
    for stored in snapshot.facts:
        fact = stored.fact
        is_of_it = stored.year == year and fact.question == measure.counted
        whole = pupils.get((stored.org, fact.grade))
        if is_of_it and fact.value is not None and whole:
            one = GradeFigure(fact.grade, fact.value, whole, measure.unit)
            found.setdefault(stored.org, []).append(one)
    return {org: tuple(grades) for org, grades in found.items()}


def _sums(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for grade, count in pairs:
        sums[grade] = sums.get(grade, 0) + count
    return sums


@dataclass(frozen=True, slots=True)
class Collected:
    """One answer: question, organisation, grade in which it has pupils; None: no answer.

    A number above the roll of its grade is asked about and does not count: it is None too.
    """

    question: str
    org: str
    grade: int
    numerator: int | None
    denominator: int


@dataclass(frozen=True, slots=True)
class CollectedSum:
    """A sum of answers; ``numerator`` None: not known, because a part of it is missing."""

    numerator: int | None
    denominator: int
    organisations: int

    @property
    def actual(self) -> float | None:
        if self.numerator is None or not self.denominator:
            return None
        return 100 * self.numerator / self.denominator


def collected(snapshot: Snapshot, year: int, indicator: Indicator) -> tuple[Collected, ...]:
    """The answers to the questions that an indicator also collects, over its base."""
    awaited = {place.code for place in snapshot.members(indicator.roll_year(year))}
    asked = set(indicator.also_counted)
    answers = {
        (stored.fact.question, stored.org, stored.fact.grade): stored.fact.value
        for stored in snapshot.facts
        if stored.year == year and stored.fact.question in asked
    }
    return tuple(
        Collected(
            question,
            row.org,
            row.grade,
            _possible(answers.get((question, row.org, row.grade)), row.pupils),
            row.pupils,
        )
        for question in indicator.also_counted
        for row in snapshot.roll
        if row.year == indicator.roll_year(year)
        and row.org in awaited
        and row.grade in indicator.base
        and row.pupils
    )


def _possible(value: int | None, pupils: int) -> int | None:
    return None if value is None or value > pupils else value


def whole(found: Iterable[Collected]) -> frozenset[tuple[str, str]]:
    """Question and organisation where every grade with pupils is answered."""
    known: dict[tuple[str, str], bool] = {}
    for one in found:
        key = one.question, one.org
        known[key] = known.get(key, True) and one.numerator is not None
    return frozenset(key for key, is_known in known.items() if is_known)


def collected_by_grade(found: Iterable[Collected], question: str) -> dict[int, CollectedSum]:
    """Grade → sum over the organisations that answered the question in all their grades.

    The same organisations as in ``total``, so that the grades add up to it.
    """
    found = tuple(found)
    complete = whole(found)
    grades = sorted({one.grade for one in found if one.question == question})
    return {
        grade: _sum(
            one
            for one in found
            if (one.question, one.grade) == (question, grade) and (question, one.org) in complete
        )
        for grade in grades
    }


def by_org(found: Iterable[Collected], question: str) -> dict[str, CollectedSum]:
    """Organisation → sum over its grades, unknown where one of them was left empty."""
    grouped: dict[str, list[Collected]] = {}
    for one in found:
        if one.question == question:
            grouped.setdefault(one.org, []).append(one)
    return {org: _sum(answers) for org, answers in grouped.items()}


def total(found: Iterable[Collected], question: str) -> CollectedSum | None:
    """The sum over the organisations that answered it wholly; None where none did."""
    found = tuple(found)
    complete = whole(found)
    counted = [one for one in found if one.question == question and (question, one.org) in complete]
    return _sum(counted) if counted else None


def set_aside(found: Iterable[Collected], question: str) -> tuple[str, ...]:
    """Organisations that answered a part only: they are in no sum, and are named."""
    found = tuple(found)
    complete = whole(found)
    partly = {one.org for one in found if one.question == question and one.numerator is not None}
    return tuple(
        dict.fromkeys(
            one.org
            for one in found
            if one.question == question
            and one.org in partly
            and (question, one.org) not in complete
        )
    )


def _sum(answers: Iterable[Collected]) -> CollectedSum:
    answers = list(answers)
    known = [one.numerator for one in answers if one.numerator is not None]
    return CollectedSum(
        numerator=sum(known) if len(known) == len(answers) else None,
        denominator=sum(one.denominator for one in answers),
        organisations=len({one.org for one in answers}),
    )
