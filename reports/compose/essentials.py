"""The essentials («главное»): the year in a few sentences, the strongest first."""

from collections import Counter

from data_model.compliance import Growth
from indicators import wording
from indicators.contribution import contributions
from indicators.coverage import coverage_sentence
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import SHORT, Reason
from reports import figures
from reports.compose import advice
from reports.material import Material, with_reason
from reports.sentences import say, uncapped, unstopped
from reports.summary import Block, Figure, Paragraph, Role


def essentials(material: Material) -> tuple[Block, ...]:
    shares = [row for row in material.shares if row.actual is not None or row.masked]
    coverage = Paragraph(coverage_sentence(material.board), role=Role.LEAD)
    return (
        verdict_counts(material),
        *([] if material.board.is_complete else [coverage]),
        *(told(row, Role.LEAD) for row in shares),
        *_most_missing(material, shares),
        *_asked(material),
    )


def verdict_counts(material: Material) -> Paragraph:
    """How many rows have which verdict; a hidden one is counted as hidden."""
    words = [
        wording.word(row) if row.masked else wording.status_word(wording.shown_status(row))
        for row in material.district
    ]
    named = [
        Figure(f"{word}{wording.NBSP}— {number}", number, "status")
        for word, number in Counter(words).most_common()
    ]
    total = figures.count(len(words), "indicator", wording.INDICATORS)
    listed = ", ".join(str(one) for one in named)
    text = f"В дорожной карте на {material.period} {total}: {listed}."
    return Paragraph(text, (total, *named), Role.LEAD)


def told(row: PlanFactRow, role: Role = Role.BODY) -> Paragraph:
    """«„Билет в будущее“ — выполнено: факт — 37,2 % (548 из 1 475 чел.), план — …»."""
    said = uncapped(unstopped(wording.sentence(row)))
    if row.masked:
        return say("{name}: {said}.", role, name=named(row), said=said)
    return say(
        "{name} — {verdict}: {said}{growth}.",
        role,
        figures.evidence(row),
        name=named(row),
        verdict=figures.verdict(row),
        said=said,
        growth=_growth(row),
    )


def _growth(row: PlanFactRow) -> str:
    """That the second condition holds too; where it does not, the sentence says so."""
    is_told = row.reason is Reason.REACHED and row.growth is Growth.MET
    return f"; {wording.growth_word(Growth.MET)}" if is_told else ""


def named(row: PlanFactRow) -> str:
    """The quoted title, and the school year where the row counts by school years."""
    return f"{row.quoted} за {period_of(row)}" if "/" in row.period else row.quoted


def period_of(row: PlanFactRow) -> str:
    """«2021 год», «2020/21 учебный год»."""
    return f"{row.period} учебный год" if "/" in row.period else f"{row.period} год"


def _most_missing(material: Material, shares: list[PlanFactRow]) -> list[Paragraph]:
    """Who moves the district: the school that misses most people, where the district misses."""
    return [
        say(
            "Наибольший вклад в отставание по показателю {name}: {school} — {missing}.",
            Role.LEAD,
            name=row.quoted,
            school=most.org_name,
            missing=figures.gap(most),
        )
        for row in with_reason(shares, SHORT)
        if not row.is_over and (most := most_missing(material, row)) is not None
    ]


def most_missing(material: Material, row: PlanFactRow) -> PlanFactRow | None:
    found = contributions(material.plan_fact, row.year, row.code)
    short = [one for one in found if one.balance < 0 and not wording.is_silent(one.row)]
    return short[0].row if short else None


def _asked(material: Material) -> list[Paragraph]:
    """The rows that decisions are proposed on: exactly those of «Управленческие решения»."""
    asked = {number for item in advice.for_district(material).items for number in item.rows}
    rows = [row.quoted for row in material.district if row.indicator in asked]
    if not rows:
        return []
    what = wording.plural(len(rows), "показатель", "показатели", "показатели", "показатели")
    need = "требует" if len(rows) == 1 else "требуют"
    return [
        Paragraph(f"Управленческих решений {need} {what}: {wording.listed(rows)}.", role=Role.LEAD)
    ]
