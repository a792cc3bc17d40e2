"""The essentials («главное»): the year in a few sentences, the strongest first."""

from collections import Counter

from data_model.compliance import Growth, Status
from indicators import wording
from reports import figures
from reports.lines import Line
from reports.material import Material, with_status
from reports.sentences import say
from reports.summary import Block, Figure, Paragraph, Role

BEHIND = (Status.MISSED, Status.PARTLY)
"""Verdicts of rows that ask for something to be done."""


def essentials(material: Material) -> tuple[Block, ...]:
    shares = [line for line in material.district if line.is_share and line.actual is not None]
    behind = with_status(material.district, *BEHIND)
    return (
        verdict_counts(material),
        *(share_sentence(line, Role.LEAD) for line in shares),
        *_most_missing(material, shares),
        *([_asked(behind)] if behind else []),
    )


def verdict_counts(material: Material) -> Paragraph:
    """How many rows have which verdict."""
    counts = Counter(line.status for line in material.district)
    named = [
        Figure(
            f"{wording.status_word(status)}{wording.NBSP}— {counts[status]}",
            counts[status],
            "status",
        )
        for status in Status
        if counts[status]
    ]
    total = figures.count(len(material.district), "indicator", wording.INDICATORS)
    listed = ", ".join(str(one) for one in named)
    text = f"В дорожной карте на {material.year} год {total}: {listed}."
    return Paragraph(text, (total, *named), Role.LEAD)


def share_sentence(line: Line, role: Role = Role.BODY) -> Paragraph:
    """Actual, n of d, target, verdict and growth of one share in one sentence."""
    if line.actual is None and not line.masked:
        return say(
            "{name}: нет данных; план — {target}.",
            role,
            name=line.quoted,
            target=figures.target(line),
        )
    asked = line.growth if line.growth is not Growth.NOT_APPLICABLE else None
    growth = f"; {wording.growth_word(asked)}" if asked else ""
    return say(
        "{name}: {actual} ({of}) при плане {target} — {verdict}" + growth + ".",
        role,
        name=line.quoted,
        actual=figures.actual(line),
        of=figures.of(line),
        target=figures.target(line),
        verdict=figures.verdict(line),
    )


def _most_missing(material: Material, shares: list[Line]) -> list[Paragraph]:
    """Who moves the district: the school that misses most people."""
    return [
        say(
            "Наибольший вклад в отставание по показателю {name}: {school} — {missing}.",
            Role.LEAD,
            name=line.quoted,
            school=most.org_name,
            missing=figures.gap(most),
        )
        for line in shares
        if line.status in BEHIND and (most := most_missing(material, line)) is not None
    ]


def most_missing(material: Material, line: Line) -> Line | None:
    schools = [other for other in material.of_schools(line) if other.missing_to_target]
    return max(schools, key=lambda other: other.missing_to_target or 0, default=None)


def _asked(behind: tuple[Line, ...]) -> Paragraph:
    rows = wording.listed([f"{line.quoted}" for line in behind])
    return Paragraph(f"Управленческих решений требуют: {rows}.", role=Role.LEAD)
