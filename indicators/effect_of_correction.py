"""The effect of a correction («что изменит исправление»): figures only, a verdict, the district's.

The same computing on the snapshot with the return in its place, set beside the present one.
Pure; nothing is stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

import pandas as pd

from data_model.returns import Origin, ParsedReturn, Revision, StoredDocument, StoredFact
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.what_if import turned


class Effect(StrEnum):
    """What the gravest change is, from nothing to the conclusion on the district."""

    NOTHING = "nothing"
    FIGURES = "figures"
    VERDICT = "verdict"
    DISTRICT = "district"


WORDS = {
    Effect.NOTHING: "показатели не меняются",
    Effect.FIGURES: "меняются только цифры",
    Effect.VERDICT: "меняется вывод по школе",
    Effect.DISTRICT: "меняется вывод по району",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """The effect of returns that would come in.

    ``rows``: one row per figure or verdict that would be another, as ``what_if.turned`` gives.
    """

    effect: Effect
    rows: pd.DataFrame

    @property
    def words(self) -> str:
        return WORDS[self.effect]


def effect_of_correction(
    snapshot: Snapshot,
    returns: Iterable[ParsedReturn],
    as_of: date | None = None,
    before: pd.DataFrame | None = None,
) -> Correction:
    """What the figures and verdicts would be with these returns in force.

    ``before`` is plan/fact of the snapshot, where it has been computed already.
    """
    now = plan_fact(snapshot, as_of) if before is None else before
    for parsed in returns:
        snapshot = corrected(snapshot, parsed)
    rows = turned(now, plan_fact(snapshot, as_of))
    return Correction(_gravest(rows), rows)


def _gravest(rows: pd.DataFrame) -> Effect:
    if rows.empty:
        return Effect.NOTHING
    turning = rows[rows["turns"]]
    if turning.empty:
        return Effect.FIGURES
    return Effect.DISTRICT if turning["org"].isna().any() else Effect.VERDICT


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
