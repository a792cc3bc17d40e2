"""What if («что если»): the same computing on changed data. Pure; nothing is stored.

MovedTarget, ChangedCount  a change that somebody thinks of
differences                what differs between two states of the data («было — стало»)
effect_of_correction       what a return would change: figures only, a verdict, the district's
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

from data_model.returns import (
    NO_GRADE,
    Fact,
    Origin,
    ParsedReturn,
    Revision,
    StoredDocument,
    StoredFact,
    ValueState,
)
from data_model.roadmap import Activity, Roadmap, Target
from data_model.snapshot import Snapshot
from indicators import wording
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
        moved = snapshot.roadmaps[self.year].changed(self._moved)
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
        question = roadmap.question(roadmap.activity(self.indicator).indicator.counted)
        kept = (fact for fact in snapshot.facts if not self._replaces(fact, question.code))
        spread = self._spread(snapshot, roadmap)
        given = (
            self._fact(question.code, grade, count * question.parts)
            for grade, count in spread.items()
        )
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


class EffectLevel(StrEnum):
    """What the gravest change is, from nothing to the conclusion on the district."""

    NOTHING = "nothing"
    FIGURES = "figures"
    VERDICT = "verdict"
    DISTRICT = "district"


WORDS = {
    EffectLevel.NOTHING: "показатели не меняются",
    EffectLevel.FIGURES: "меняются только цифры",
    EffectLevel.VERDICT: "меняется вывод по школе",
    EffectLevel.DISTRICT: "меняется вывод по району",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """The effect of returns that would come in, or of any other change of the data."""

    effect: EffectLevel
    differences: tuple[Difference, ...]

    @property
    def words(self) -> str:
        return effect_words(self.effect, self.differences)


def effect_words(effect: EffectLevel, found: Iterable[Difference]) -> str:
    """The gravest effect: «меняется вывод по району», «меняются выводы по 4 школам»."""
    turning = {one.row.org for one in found if one.turns}
    if effect is EffectLevel.VERDICT and len(turning) > 1:
        return f"меняются выводы по {wording.counted(len(turning), BY_SCHOOLS)}"
    return WORDS[effect]


BY_SCHOOLS = wording.PluralForms("школе", "школам", "школам", "школы")


def effect_of_correction(
    snapshot: Snapshot,
    returns: Iterable[ParsedReturn],
    as_of: date | None = None,
    before: PlanFact | None = None,
) -> Correction:
    """What the figures and verdicts would be with these returns in force.

    ``before`` is plan/fact of the snapshot, where it has been computed already.
    """
    now = plan_fact(snapshot, as_of) if before is None else before
    for parsed in returns:
        snapshot = corrected(snapshot, parsed)
    return correction_of(now, plan_fact(snapshot, as_of))


def correction_of(before: PlanFact, after: PlanFact) -> Correction:
    """What differs between two states of the data, and how grave it is."""
    found = differences(before, after)
    return Correction(_gravest(found), found)


def _gravest(found: tuple[Difference, ...]) -> EffectLevel:
    if not found:
        return EffectLevel.NOTHING
    turning = [one for one in found if one.turns]
    if not turning:
        return EffectLevel.FIGURES
    of_district = any(one.row.is_district for one in turning)
    return EffectLevel.DISTRICT if of_district else EffectLevel.VERDICT


def corrected(snapshot: Snapshot, parsed: ParsedReturn) -> Snapshot:
    """The snapshot in which a return stands in the place of the one that counts now."""
    slot = (parsed.org, parsed.year)
    facts = (one for one in snapshot.facts if (one.org, one.year) != slot)
    documents = (one for one in snapshot.documents if (one.org, one.year) != slot)
    revisions = (one for one in snapshot.revisions if (one.org, one.year) != slot)
    return replace(
        snapshot,
        facts=(*facts, *(StoredFact(*slot, fact) for fact in parsed.facts)),
        documents=(*documents, *(StoredDocument(*slot, one) for one in parsed.documents)),
        revisions=(*revisions, _in_force(parsed)),
    )


def _in_force(parsed: ParsedReturn) -> Revision:
    """A revision that is nowhere stored: it only says that the return is in."""
    moment = datetime.now(UTC)
    return Revision(0, parsed.org, parsed.year, 1, True, "", "", moment, Origin.FILE, "")
