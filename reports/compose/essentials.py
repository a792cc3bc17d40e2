"""The essentials («главное»): the year in a few sentences, the strongest first."""

from collections import Counter
from dataclasses import replace

from data_model.compliance import Growth
from indicators import wording
from indicators.coverage import coverage_sentence
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import Reason
from reports import figures, findings
from reports.compose import advice
from reports.material import Material
from reports.sentences import say, uncapped, unstopped
from reports.summary import Block, Figure, Paragraph, ParagraphRole


def essentials(material: Material) -> tuple[Block, ...]:
    shares = [row for row in material.shares if row.actual is not None or row.masked]
    coverage = Paragraph(coverage_sentence(material.board), role=ParagraphRole.LEAD)
    return (
        verdict_counts(material),
        *([] if material.board.is_complete else [coverage]),
        *(told(row, ParagraphRole.LEAD, full=True) for row in shares),
        *(replace(one.paragraph, role=ParagraphRole.LEAD) for one in findings.leading(material)),
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
    text = f"Дорожной картой на {material.period} предусмотрено {total}: {listed}."
    return Paragraph(text, (total, *named), ParagraphRole.LEAD)


def told(
    row: PlanFactRow, role: ParagraphRole = ParagraphRole.BODY, *, full: bool = False
) -> Paragraph:
    """«„Билет в будущее“ — выполнено: фактическое значение — 37,2 % (548 из 1 475 чел.)…».

    ``full``: by the title of the order, the short name to go on with.
    """
    said = uncapped(unstopped(wording.sentence(row, official=True)))
    name = in_full(row) if full else named(row)
    if row.masked:
        return say("{name}: {said}.", role, name=name, said=said)
    return say(
        "{name} — {verdict}: {said}{growth}.",
        role,
        (*figures.evidence(row), *_of_growth(row)),
        name=name,
        verdict=figures.verdict(row),
        said=said,
        growth=_growth(row),
    )


def _growth(row: PlanFactRow) -> str:
    """That the second condition holds too; where it does not, the sentence says so."""
    is_told = row.reason is Reason.REACHED and row.growth is Growth.MET
    grown = wording.official_growth(row) if is_told else ""
    return f"; {grown}" if grown else ""


def _of_growth(row: PlanFactRow) -> tuple[Figure, ...]:
    """The people and the percent that the growth is worded by."""
    matched = row.matched
    if not _growth(row) or matched is None:
        return ()
    people = figures.figure(row, "matched", wording.number(matched.people), matched.people)
    if not matched.before:
        return (people,)
    part = 100 * matched.people / matched.before
    return people, figures.figure(row, "matched", wording.share(part), part)


def in_full(row: PlanFactRow) -> str:
    """«„Участие… в проекте „Билет в будущее“» (далее — «Билет в будущее»)»."""
    period = f" за {period_of(row)}" if "/" in row.period else ""
    if row.quoted == row.titled:
        return row.titled + period
    return f"{row.titled} (далее — {row.quoted}){period}"


def named(row: PlanFactRow) -> str:
    """The quoted title, and the school year where the row counts by school years."""
    return f"{row.quoted} за {period_of(row)}" if "/" in row.period else row.quoted


def period_of(row: PlanFactRow) -> str:
    """«2021 год», «2020/21 учебный год»."""
    return f"{row.period} учебный год" if "/" in row.period else f"{row.period} год"


def _asked(material: Material) -> list[Paragraph]:
    """The rows that decisions are proposed on: exactly those of «Управленческие решения»."""
    asked = {number for item in advice.for_district(material).items for number in item.rows}
    rows = [row.quoted for row in material.district if row.indicator in asked]
    if not rows:
        return []
    what = wording.plural(len(rows), "показатель", "показатели", "показатели", "показатели")
    need = "требует" if len(rows) == 1 else "требуют"
    return [
        Paragraph(
            f"Управленческих решений {need} {what}: {wording.listed(rows)}.",
            role=ParagraphRole.LEAD,
        )
    ]
