"""Results («результаты мониторинга»): the rows of the district and of its schools."""

from indicators import wording
from reports import figures
from reports.compose import tables
from reports.compose.charts import plan_fact_chart, schools_chart
from reports.compose.essentials import share_sentence
from reports.lines import Line
from reports.material import Material
from reports.sentences import say
from reports.summary import Block, Heading, Paragraph


def results(material: Material) -> tuple[Block, ...]:
    shares = tuple(line for line in material.district if line.is_share)
    numeric = tuple(line for line in material.district if line.unit and line.kind != "presence")
    blocks: list[Block] = [tables.results_table(material), tables.years_table(material, numeric)]
    for line in shares:
        blocks += [Heading(f"Строка {line.indicator}. {line.name}"), *share_results(material, line)]
    return (*blocks, *_presence(material))


def share_results(material: Material, line: Line) -> list[Block]:
    """One share: the sentence, comparison, charts and the table by school."""
    blocks: list[Block] = [share_sentence(line)]
    if line.change is not None:
        blocks.append(
            say(
                "К прошлому году: {change}; участников {people} по организациям, отчитавшимся "
                "в оба года.",
                change=figures.change(line),
                people=figures.change_people(line),
            )
        )
    if line.mean_of_shares is not None:
        blocks.append(_plain_mean(line))
    blocks += compared(line)
    charts = (plan_fact_chart(material, line), schools_chart(material, line))
    drawn = [chart for chart in charts if chart]
    return [*blocks, *drawn, tables.schools_table(material, line)]


def _plain_mean(line: Line) -> Paragraph:
    mean = figures.figure(
        line, "mean_of_shares", wording.share(line.mean_of_shares), line.mean_of_shares
    )
    return say(
        "Для сведения: среднее долей организаций {mean}; для оценки не применяется.", mean=mean
    )


def compared(line: Line) -> list[Block]:
    """The same share over the comparison bases, never in place of the base of the order."""
    others = line.comparison if isinstance(line.comparison, list) else []
    return [
        say(
            "Для сравнения, {base}: {actual} ({of} чел.).",
            base=str(other["base"]),
            actual=figures.figure(
                line, "comparison", wording.share(other["actual"]), other["actual"]
            ),
            of=figures.figure(
                line, "comparison", wording.of(other["numerator"], other["denominator"])
            ),
        )
        for other in others
        if other["actual"] is not None
    ]


def _presence(material: Material) -> list[Block]:
    """«k из n» for documents that schools have of their own."""
    both = [line for line in material.district if line.kind == "presence" and line.level == "both"]
    sentences = [
        say(
            "{name}: документ есть у {of}; оценка района — по его документу: {verdict}.",
            name=line.quoted,
            of=figures.of(line),
            verdict=figures.verdict(line),
        )
        for line in both
        if line.numerator is not None
    ]
    matrix = tables.matrix_table(material)
    return [Heading("Организации и показатели"), *sentences, matrix]
