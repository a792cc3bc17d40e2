"""Grades («классы»): where pupils take part most and least."""

from collections.abc import Iterator

from indicators import wording
from indicators.by_grade import GradeFigure, by_grade
from indicators.plan_fact_row import SMALL_BASE, PlanFactRow
from reports.findings.finding import Finding, Theme, open_shares, spoken_of
from reports.material import Material
from reports.sentences import say
from reports.summary import Figure

FEWEST = 3
"""Of fewer grades none is the strongest."""
SPREAD = 5.0
"""Percentage points between the grades below which nothing is said."""


def strongest_and_weakest(material: Material) -> Iterator[Finding]:
    for row in open_shares(material):
        known = _known(material, row)
        if len(known) < FEWEST:
            continue
        low, high = known[0], known[-1]
        spread = (high.actual or 0) - (low.actual or 0)
        if spread < SPREAD:
            continue
        told = say(
            "По показателю {name} наибольшее участие отмечено в {high} классах — {most}, "
            "наименьшее — в {low} классах — {least}.",
            name=row.quoted,
            high=str(high.grade),
            most=_figure(row, high),
            low=str(low.grade),
            least=_figure(row, low),
        )
        yield Finding(Theme.GRADES, min(1.0, spread / 100), told)


def _known(material: Material, row: PlanFactRow) -> list[GradeFigure]:
    """Grades with a share of enough pupils, the least first."""
    orgs = frozenset(one.org or "" for one in spoken_of(material.of_schools(row)))
    found = by_grade(material.snapshot, row.year, row.indicator, orgs)
    large = (one for one in found if (one.denominator or 0) >= SMALL_BASE)
    return sorted(
        (one for one in large if one.actual is not None), key=lambda one: (one.actual, one.grade)
    )


def _figure(row: PlanFactRow, one: GradeFigure) -> Figure:
    """«72,0 % (180 из 250 чел.)»"""
    of = wording.of(one.numerator, one.denominator)
    text = f"{wording.share(one.actual)} ({of}{wording.NBSP}чел.)"
    return Figure(text, one.actual, f"grade {one.grade}", row.year, row.indicator)
