"""Results («результаты мониторинга»): the rows of the district and of its schools."""

from indicators import wording
from indicators.changes import change_words
from indicators.coverage import of_schools
from indicators.plan_fact_row import PlanFactRow
from reports import figures
from reports.compose import tables
from reports.compose.charts import plan_fact_chart, schools_chart
from reports.compose.essentials import told
from reports.material import Material
from reports.sentences import say
from reports.summary import Block, Heading, Paragraph


def results(material: Material) -> tuple[Block, ...]:
    numeric = tuple(row for row in material.district if not row.is_presence)
    blocks: list[Block] = [tables.results_table(material), tables.years_table(material, numeric)]
    for row in material.of_parts:
        blocks += [Heading(f"Строка {row.indicator}. {row.name}"), *part_results(material, row)]
    return (*blocks, *_presence(material))


def part_results(material: Material, row: PlanFactRow) -> list[Block]:
    """One figure made from schools: sentence, comparison, charts and the table by school."""
    blocks: list[Block] = [told(row)]
    if change := material.change(row):
        blocks.append(say("К прошлому году: {words}.", words=change_words(change)))
    if row.mean_of_shares is not None:
        blocks.append(_plain_mean(row))
    blocks += compared(row)
    charts = (plan_fact_chart(material, row), schools_chart(material, row))
    drawn = [chart for chart in charts if chart]
    return [*blocks, *drawn, tables.schools_table(material, row)]


def _plain_mean(row: PlanFactRow) -> Paragraph:
    mean = figures.figure(
        row, "mean_of_shares", wording.share(row.mean_of_shares), row.mean_of_shares
    )
    return say(
        "Для сведения: среднее долей организаций {mean}; для оценки не применяется.", mean=mean
    )


def compared(row: PlanFactRow) -> list[Block]:
    """The same share over the comparison bases, never in place of the base of the order."""
    return [
        say(
            "Для сравнения, {base}: {actual} ({of} чел.).",
            base=other.base,
            actual=figures.figure(row, "comparison", wording.share(other.actual), other.actual),
            of=figures.figure(row, "comparison", wording.of(other.numerator, other.denominator)),
        )
        for other in row.comparison
        if other.actual is not None
    ]


def _presence(material: Material) -> list[Block]:
    """«k из n» for documents that schools have beside the district's own."""
    sentences = [
        say(
            "{name}: документ подтвердили {of}; оценка района — по его документу: {verdict}.",
            name=row.quoted,
            of=of_schools_words(row),
            verdict=figures.verdict(row),
        )
        for row in material.district
        if row.schools is not None
    ]
    matrix = tables.matrix_table(material)
    return [Heading("Организации и показатели"), *sentences, matrix]


def of_schools_words(row: PlanFactRow) -> str:
    """«9 из 14 школ, ответили 12 из 14»; empty where no school is asked."""
    schools = row.schools
    if schools is None:
        return ""
    text = of_schools(schools.met, schools.expected)
    if schools.reported < schools.expected:
        text += f", ответили {wording.of(schools.reported, schools.expected)}"
    return text
