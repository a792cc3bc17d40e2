"""What if («что если»): the same computing on changed data. Pure; nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pandas as pd

from data_model.returns import NO_GRADE, Fact, StoredFact, ValueState
from data_model.roadmap import Activity, Roadmap, Target
from data_model.snapshot import Snapshot
from indicators.measures import base_of
from indicators.plan_fact import plan_fact


@dataclass(frozen=True, slots=True)
class MovedTarget:
    """Another target of one row of the roadmap in one year."""

    year: int
    indicator: str
    value: Decimal
    upper: Decimal | None = None

    def applied(self, snapshot: Snapshot) -> Snapshot:
        roadmap = snapshot.roadmaps[self.year]
        activities = tuple(self._moved(activity) for activity in roadmap.activities)
        moved = replace(roadmap, activities=activities)
        return replace(snapshot, roadmaps=snapshot.roadmaps | {self.year: moved})

    def _moved(self, activity: Activity) -> Activity:
        if activity.number != self.indicator:
            return activity
        targets = activity.indicator.targets | {self.year: Target(self.value, self.upper)}
        return replace(activity, indicator=replace(activity.indicator, targets=targets))


@dataclass(frozen=True, slots=True)
class ChangedCount:
    """Another number of one organisation (or the municipality) in one row of the roadmap.

    ``value`` is the whole number; over grades it is spread like the roll of the organisation,
    because only the sum over the base counts.
    """

    year: int
    indicator: str
    org: str
    value: int

    def applied(self, snapshot: Snapshot) -> Snapshot:
        roadmap = snapshot.roadmaps[self.year]
        question = roadmap.activity(self.indicator).indicator.counted
        kept = (fact for fact in snapshot.facts if not self._replaces(fact, question))
        spread = self._spread(snapshot, roadmap)
        given = (self._fact(question, grade, count) for grade, count in spread.items())
        return replace(snapshot, facts=(*kept, *given))

    def _replaces(self, stored: StoredFact, question: str) -> bool:
        place = (stored.org, stored.year, stored.fact.question)
        return place == (self.org, self.year, question)

    def _fact(self, question: str, grade: int, count: int) -> StoredFact:
        state = ValueState.VALUE if count else ValueState.ZERO
        return StoredFact(self.org, self.year, Fact(question, grade, count, state))

    def _spread(self, snapshot: Snapshot, roadmap: Roadmap) -> dict[int, int]:
        indicator = roadmap.activity(self.indicator).indicator
        if not roadmap.question(indicator.counted).grades:
            return {NO_GRADE: self.value}
        pupils = {
            row.grade: row.pupils
            for row in snapshot.roll
            if (row.org, row.year) == (self.org, self.year)
        }
        grades = base_of(roadmap, indicator)
        return spread(self.value, {grade: pupils.get(grade, 0) for grade in grades})


def spread(value: int, weights: dict[int, int]) -> dict[int, int]:
    """A whole number over grades in proportion to their pupils; the parts sum up to it."""
    whole = sum(weights.values())
    if not whole:
        return {grade: value if grade == max(weights) else 0 for grade in weights}
    passed, given = 0, 0
    parts: dict[int, int] = {}
    for grade, pupils in weights.items():
        passed += pupils
        parts[grade] = value * passed // whole - given
        given += parts[grade]
    return parts


Change = MovedTarget | ChangedCount


def what_if(
    snapshot: Snapshot, changes: Iterable[Change], as_of: date | None = None
) -> pd.DataFrame:
    """Plan/fact as it would be after the changes; columns as in ``plan_fact``."""
    for change in changes:
        snapshot = change.applied(snapshot)
    return plan_fact(snapshot, as_of)


def turned(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Rows whose figure or verdict differs: one row each, columns ``…_before`` and ``…_after``.

    ``turns`` says whether the verdict itself turned.
    """
    key = ["year", "indicator", "org"]
    figures = ["numerator", "denominator", "actual", "target", "target_upper", "status"]
    left = before[[*key, "org_name", "short", "unit", *figures]]
    right = after[[*key, *figures]]
    both = left.merge(right, on=key, suffixes=("_before", "_after"))
    same_figure = (
        both["actual_before"]
        .eq(both["actual_after"])
        .fillna(both["actual_before"].isna() & both["actual_after"].isna())
    )
    both["turns"] = both["status_before"] != both["status_after"]
    return both[both["turns"] | ~same_figure.astype(bool)].reset_index(drop=True)
