"""Recommendations to one school («адресные рекомендации»): one page, only its own rows."""

from indicators import wording
from reports import figures
from reports.compose import advice
from reports.compose.frame import document, methodist
from reports.lines import Line
from reports.material import Material
from reports.sentences import say
from reports.summary import Cell, Column, Paragraph, Role, Section, Summary, Table


def compose(material: Material, org: str) -> Summary:
    """The page of one school."""
    given = advice.for_school(material, org)
    nothing = Paragraph("По данным года рекомендаций нет: показатели школы выполнены.")
    sections = (
        Section(
            "показатели", "Показатели организации", (_opening(material, org), rows(material, org))
        ),
        Section("рекомендации", "Рекомендации", (given if given.items else nothing,)),
        Section("слова", "", (material.place(f"school.{org}", "слова методиста школе"),)),
    )
    title = f"{material.name(org)}: итоги мониторинга за {material.year} год"
    return document(
        material, "school", "Адресные рекомендации", title, sections, signature=methodist(material)
    )


def _opening(material: Material, org: str) -> Paragraph:
    """How far the school is from the targets, or that its return is missing."""
    if org in material.silent:
        return Paragraph(f"Отчёт за {material.year} год не представлен.", role=Role.LEAD)
    short = [line for line in material.by_school[org] if line.is_share and line.missing_to_target]
    if not short:
        return Paragraph("Ориентиры по долевым показателям достигнуты.", role=Role.LEAD)
    parts = [
        say("{name} — {missing}", name=line.quoted, missing=figures.gap(line)) for line in short
    ]
    text = "До плановых значений: " + "; ".join(part.text for part in parts) + "."
    return Paragraph(text, tuple(one for part in parts for one in part.evidence), Role.LEAD)


def rows(material: Material, org: str) -> Table:
    """The school's own rows; a target of the district is named as a guide."""
    columns = (
        Column("№", 0.6, "center"),
        Column("Показатель", 4.2),
        Column("Факт", 1.2, "right"),
        Column("Сколько из скольких", 1.4, "right"),
        Column("Ориентир", 1.6, "center"),
        Column("До плана", 1.2, "right"),
        Column("К прошлому году", 1.5, "right"),
        Column("Оценка", 1.9),
    )
    bases = "; ".join(_bases(material.by_school[org]))
    guide = "План по долевым показателям утверждён для района и служит организации ориентиром."
    note = f"{guide} База: {bases}." if bases else guide
    made = tuple(_row(line) for line in material.by_school[org])
    return Table("Показатели организации", columns, made, note)


def _bases(lines: tuple[Line, ...]) -> list[str]:
    return [f"{line.quoted} — {line.base}" for line in lines if line.is_share and line.base]


def _row(line: Line) -> tuple[Cell, ...]:
    has_change = line.kind != "presence" and line.change is not None
    return (
        Cell(line.indicator),
        Cell(line.name),
        figures.actual_cell(line),
        Cell(figures.of_numbers(line) if line.is_share else wording.DASH),
        Cell(figures.target(line).text),
        Cell(wording.number(line.missing_to_target), line.missing_to_target),
        Cell(figures.change(line).text if has_change else wording.DASH),
        figures.status_cell(line),
    )
