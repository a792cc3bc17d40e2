"""What if («что если»): the same computing on changed data. Pure; nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from data_model.returns import NO_GRADE, Fact, StoredFact, ValueState
from data_model.roadmap import Activity, Roadmap, Target
from data_model.snapshot import Snapshot
from indicators.definitions import base_of
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow


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
            if (row.org, row.year) == (self.org, indicator.roll_year(self.year))
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


def what_if(snapshot: Snapshot, changes: Iterable[Change], as_of: date | None = None) -> PlanFact:
    """Plan/fact as it would be after the changes."""
    for change in changes:
        snapshot = change.applied(snapshot)
    return plan_fact(snapshot, as_of)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose figure or verdict is another («было — стало»); None: it is not there."""

    before: PlanFactRow | None
    after: PlanFactRow | None

    @property
    def row(self) -> PlanFactRow:
        """The row as it would be, else as it was."""
        found = self.after or self.before
        if found is None:
            raise AssertionError("a difference has at least one side")
        return found

    @property
    def turns(self) -> bool:
        """Whether the verdict itself, or its reason, is another."""
        sides = self.before, self.after
        verdicts = [row and (row.status, row.reason, row.growth) for row in sides]
        return verdicts[0] != verdicts[1]


def differences(before: PlanFact, after: PlanFact) -> tuple[Difference, ...]:
    """Rows that differ in a figure, a target or the verdict, in the order of plan/fact."""
    old = {_key(row): row for row in before}
    new = {_key(row): row for row in after}
    pairs = (Difference(old.get(key), new.get(key)) for key in {**new, **old})
    return tuple(pair for pair in pairs if _shown(pair.before) != _shown(pair.after))


def _key(row: PlanFactRow) -> tuple[int, str, str | None]:
    return row.year, row.code, row.org


def _shown(row: PlanFactRow | None) -> tuple[object, ...] | None:
    """What a difference is seen by: the figure with its base and bounds, target, verdict."""
    if row is None:
        return None
    return (
        *(row.numerator, row.denominator, row.actual, row.target, row.target_upper),
        *(row.status, row.reason, row.growth, row.unit, row.schools, row.control, row.total),
    )
