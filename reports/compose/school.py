"""Recommendations to one school («адресные рекомендации»): one page, only its own rows."""

from collections.abc import Iterable

from indicators import wording
from indicators.changes import change_cell
from indicators.plan_fact_row import Measure, PlanFactRow
from indicators.reasons import SHORT, UNKNOWN, Reason
from reports import figures
from reports.compose import advice
from reports.compose.frame import document, methodist
from reports.material import Material, with_reason
from reports.sentences import say, single_stops
from reports.summary import Cell, Column, Paragraph, Role, Section, Summary, Table

GUIDE = "План по долевым показателям утверждён для района и служит организации ориентиром."
AT_GUIDE = frozenset({Reason.REACHED, Reason.GROWTH_FAILED, Reason.GROWTH_UNKNOWN})
"""Reasons of a share that has reached the guide, whatever is said of its growth."""


def compose(material: Material, org: str) -> Summary:
    """The page of one school."""
    given = advice.for_school(material, org)
    sections = (
        Section(
            "показатели", "Показатели организации", (_opening(material, org), rows(material, org))
        ),
        Section("рекомендации", "Рекомендации", (given if given.items else _nothing(),)),
        Section("слова", "", (material.place(f"school.{org}", "слова методиста школе"),)),
    )
    title = f"{material.name(org)}: итоги мониторинга за {material.period}"
    return document(
        material, "school", "Адресные рекомендации", title, sections, signature=methodist(material)
    )


def _nothing() -> Paragraph:
    return Paragraph("По данным года рекомендаций нет.")


def _opening(material: Material, org: str) -> Paragraph:
    """How far the school is from the guides, or that its return is missing."""
    if material.is_silent(org):
        return Paragraph(f"Отчёт за {material.year} год не представлен.", role=Role.LEAD)
    shares = [row for row in material.by_school[org] if row.measure is Measure.SHARE]
    short = with_reason(shares, SHORT)
    if short:
        parts = [say("{name} — {gap}", name=row.quoted, gap=figures.gap(row)) for row in short]
        text = single_stops(f"До ориентиров: {'; '.join(part.text for part in parts)}.")
        return Paragraph(text, tuple(one for part in parts for one in part.evidence), Role.LEAD)
    unknown = with_reason(shares, UNKNOWN)
    if unknown:
        listed = wording.listed([row.quoted for row in unknown])
        return Paragraph(f"По показателям с долей нет данных: {listed}.", role=Role.LEAD)
    reached = with_reason(shares, AT_GUIDE)
    if not reached:
        told = "Выводов по показателям с долей нет: основания названы в таблице."
        return Paragraph(told, role=Role.LEAD)
    listed = wording.listed([row.quoted for row in reached])
    return Paragraph(f"Ориентир достигнут: {listed}.", figures.evidence(reached[0]), Role.LEAD)


def rows(material: Material, org: str) -> Table:
    """The school's own rows; a target of the district is named as a guide."""
    columns = (
        Column("№", 0.6, "center"),
        Column("Показатель", 3.4),
        Column("Факт", 1.2, "right"),
        Column("Сколько из скольких", 1.4, "right"),
        Column("Ориентир", 1.5, "center"),
        Column("К прошлому году", 1.5, "right"),
        Column("Оценка", 1.9),
        Column("Пояснение", 2.6),
    )
    mine = material.by_school[org]
    bases = "; ".join(_bases(mine))
    note = f"{GUIDE} База: {bases}." if bases else GUIDE
    made = tuple(_row(material, row) for row in mine)
    return Table("Показатели организации", columns, made, note)


def _bases(rows: Iterable[PlanFactRow]) -> list[str]:
    return [f"{row.quoted} — {row.base}" for row in rows if row.base]


def _row(material: Material, row: PlanFactRow) -> tuple[Cell, ...]:
    change = None if row.small_base else material.change(row)
    target = "" if wording.is_contribution(row) or row.target is None else wording.target(row)
    return (
        Cell(row.indicator),
        Cell(row.name),
        figures.fact_cell(row),
        figures.of_cell(row),
        Cell(target),
        Cell(change_cell(change) if change else ""),
        figures.verdict_cell(row),
        Cell(wording.explanation(row)),
    )
