"""By grade («по классам»): the participants of a share grade by grade, from the same answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from data_model.roadmap import ROLL
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
