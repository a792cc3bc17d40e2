"""Models («опыт для распространения»): whose experience is worth showing, and to whom.

Not the highest percent: a few pupils make it. A model has reached the guide with ten people or
more, and stands the higher the more people it has above it, then the more have come in a year.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from indicators import wording
from indicators.contribution import contributions
from indicators.plan_fact_row import SMALL_BASE, PlanFact, PlanFactRow, RowMeasure
from indicators.reasons import SHORT, Reason

LIKE = 2.0
"""Schools are alike in size when the bases differ at most so many times."""
OFTEN = 2
"""So many times one school may be named as a model: more is no model, but a burden."""
LEADERS = 3
Key = tuple[str, str]
"""Code of the indicator and of the organisation that is shown the model."""


def ranked(plan_fact: PlanFact, row: PlanFactRow) -> list[PlanFactRow]:
    """Schools that may be a model for a share of the district, the strongest first."""
    above = {one.row.org: one.balance for one in contributions(plan_fact, row.year, row.code)}
    fit = [other for other in plan_fact.schools(row.year, row.code) if _is_fit(other)]
    return sorted(fit, key=lambda other: (-above.get(other.org, 0), -_more(other), other.org_name))


def _is_fit(row: PlanFactRow) -> bool:
    return (
        row.measure is RowMeasure.SHARE
        and row.reason is Reason.REACHED
        and not wording.is_silent(row)
        and (row.numerator or 0) >= SMALL_BASE
    )


def _more(row: PlanFactRow) -> int:
    """How many people more than a year ago."""
    return row.matched.people if row.matched else 0


def leaders(
    plan_fact: PlanFact, shares: Iterable[PlanFactRow]
) -> dict[str, tuple[PlanFactRow, ...]]:
    """Code of a share → its strongest schools; no school leads in more than ``OFTEN`` rows."""
    named: Counter[str | None] = Counter()
    found: dict[str, tuple[PlanFactRow, ...]] = {}
    for share in shares:
        free = [row for row in ranked(plan_fact, share) if named[row.org] < OFTEN]
        found[share.code] = tuple(free[:LEADERS])
        named.update(row.org for row in free[:LEADERS])
    return found


def examples(
    plan_fact: PlanFact, shares: Iterable[PlanFactRow], kinds: Mapping[str, str]
) -> dict[Key, PlanFactRow]:
    """What a school like it did better: same type, similar base, guide reached.

    ``kinds``: code of an organisation → its type.
    """
    named: Counter[str | None] = Counter()
    found: dict[Key, PlanFactRow] = {}
    for share in shares:
        fit = ranked(plan_fact, share)
        for row in plan_fact.schools(share.year, share.code):
            if row.reason not in SHORT or wording.is_silent(row):
                continue
            model = next(
                (
                    other
                    for other in fit
                    if named[other.org] < OFTEN
                    and kinds.get(other.org or "") == kinds.get(row.org or "")
                    and _is_like(other.denominator or 0, row.denominator or 0)
                ),
                None,
            )
            if model is not None:
                named[model.org] += 1
                found[row.code, row.org or ""] = model
    return found


def _is_like(one: int, other: int) -> bool:
    return max(one, other) <= LIKE * min(one, other)
