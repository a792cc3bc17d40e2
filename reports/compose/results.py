"""Results («результаты мониторинга»): the rows of the district and what is seen of its schools."""

from indicators import wording
from indicators.changes import official_change
from indicators.coverage import of_schools
from indicators.plan_fact_row import PlanFactRow
from reports import figures
from reports.compose import tables
from reports.compose.essentials import told
from reports.compose.tables import plan_fact_chart, schools_chart
from reports.material import Material
from reports.sentences import say
from reports.summary import Block, Heading, refer


def results(material: Material) -> tuple[Block, ...]:
    numeric = tuple(row for row in material.district if not row.is_presence)
    blocks: list[Block] = [
        say("Выполнение дорожной карты приведено в таблице ({table}).", table=refer("results")),
        tables.results_table(material),
        say(
            "Плановые и фактические значения по годам приведены в таблице ({table}).",
            table=refer("years"),
        ),
        tables.years_table(material, numeric),
    ]
    for row in material.of_parts:
        blocks += [Heading(f"Строка {row.indicator}. {row.title}"), *part_results(material, row)]
    return (*blocks, *_presence(material))


def part_results(material: Material, row: PlanFactRow) -> list[Block]:
    """One figure made from schools: sentence, comparison and charts; the schools are annexed."""
    blocks: list[Block] = [told(row)]
    if change := material.change(row):
        words = official_change(change)
        before = str(row.year - 1)
        blocks.append(say("По сравнению с {before} годом {words}.", before=before, words=words))
    if row.mean_of_shares is not None:
        blocks.append(_plain_mean(row))
    blocks += compared(row)
    charts = (plan_fact_chart(material, row), schools_chart(material, row))
    drawn = [chart for chart in charts if chart]
    where = say(
        "Значения по годам и по организациям приведены ниже и в приложении 1 ({shown}).",
        shown=refer(f"years {row.code}", f"schools {row.code}", f"table {row.code}"),
    )
    return [*blocks, where, *drawn]


def _plain_mean(row: PlanFactRow) -> Block:
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
            "{name}: документ подтвердили {of}; показатель района оценивается по документу "
            "района — {verdict}.",
            name=row.quoted,
            of=of_schools_words(row),
            verdict=figures.verdict(row),
        )
        for row in material.district
        if row.schools is not None
    ]
    where = say("Показатели организаций приведены в приложении 1 ({table}).", table=refer("matrix"))
    return [Heading("Показатели организаций"), *sentences, where]


def of_schools_words(row: PlanFactRow) -> str:
    """«9 из 14 школ, ответили 12 из 14»; empty where no school is asked."""
    schools = row.schools
    if schools is None:
        return ""
    text = of_schools(schools.met, schools.expected)
    if schools.reported < schools.expected:
        text += f", ответили {wording.of(schools.reported, schools.expected)}"
    return text
