"""By grade («по классам»): the participants of a share grade by grade, from the same answers."""

import pandas as pd

from data_model.roadmap import ROLL
from data_model.snapshot import Snapshot

COLUMNS = ["grade", "numerator", "denominator", "actual", "unit"]


def by_grade(snapshot: Snapshot, year: int, indicator: str, orgs: frozenset[str]) -> pd.DataFrame:
    """One row per grade of the base: sums over ``orgs``, those whose answers count.

    Where the roll is the denominator the actual is a percent of it, else the number itself.
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
    pupils = _sums(
        (row.grade, row.pupils) for row in snapshot.roll if row.year == year and row.org in orgs
    )
    of_roll = measure.out_of == ROLL
    rows = [(grade, counted.get(grade), pupils.get(grade) if of_roll else None) for grade in grades]
    return _frame(rows, measure.unit)


def _sums(pairs: object) -> dict[int, int]:
    sums: dict[int, int] = {}
    for grade, count in pairs:  # type: ignore[attr-defined]
        sums[grade] = sums.get(grade, 0) + count
    return sums


def _frame(rows: list[tuple[int, int | None, int | None]], unit: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS[:3]).astype(
        {"numerator": "Int64", "denominator": "Int64"}
    )
    part, whole = frame["numerator"].astype("Float64"), frame["denominator"].astype("Float64")
    shares = 100 * part / whole.where(whole > 0)
    actual = shares if unit == "%" else part
    return frame.assign(actual=actual, unit=unit)[COLUMNS]
