"""The effect of a correction («что изменит исправление»): figures only, a verdict, the district's.

The same computing on the snapshot with the return in its place, set beside the present one.
Pure; nothing is stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from data_model.returns import Origin, ParsedReturn, Revision, StoredDocument, StoredFact
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact
from indicators.what_if import Difference, differences


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
        return WORDS[self.effect]


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
