"""Monitoring report («аналитический отчёт по итогам мониторинга», row 4 of the roadmap).

Its sections are the nine positions of the management cycle; «Главное» stands before them.
"""

from indicators import wording
from reports import figures
from reports.compose import advice, grouped, tables
from reports.compose.analysis import analysis
from reports.compose.essentials import essentials
from reports.compose.frame import act, document
from reports.compose.methods import methods
from reports.compose.results import results
from reports.material import Material
from reports.sentences import say
from reports.summary import Block, Paragraph, Role, Section, Summary


def compose(material: Material) -> Summary:
    """The report of one year, in the order of the management cycle."""
    sections = tuple(Section(key, title, blocks(material)) for key, title, blocks in SECTIONS)
    title = f"по итогам мониторинга реализации дорожной карты за {material.year} год"
    return document(material, "monitoring", "Аналитический отчёт", title, sections)


def aims(material: Material) -> tuple[Block, ...]:
    roadmap = material.roadmap
    return (
        say("Основание: {act}; {title}.", act=act(material), title=roadmap.title),
        Paragraph(
            "Цель мониторинга — установить, выполнены ли индикативные показатели дорожной карты, "
            "каким организациям нужна помощь и какие решения следует принять."
        ),
        material.place("monitoring.aims", "задачи мониторинга в этом году"),
    )


def measures_of_it(material: Material) -> tuple[Block, ...]:
    return (
        Paragraph("Показатели, их база и плановые значения приняты по приказу без изменений."),
        tables.indicators_table(material),
    )


def advised(material: Material) -> tuple[Block, ...]:
    given = advice.for_schools(material)
    if not given.items:
        return (Paragraph("Адресных рекомендаций данные не требуют."),)
    return tuple(grouped.blocks(material, given.items))


def measures(material: Material) -> tuple[Block, ...]:
    taken: list[Block] = []
    for line in material.district:
        if told := material.measures.get(line.code, ()):
            taken.append(Paragraph(f"По показателю {line.quoted}:"))
            taken += [Paragraph(text, role=Role.ITEM) for text in told]
    wanted = "другие меры, принятые за год" if taken else "меры, принятые за год"
    return (*taken, material.place("monitoring.measures", wanted))


def decisions(material: Material) -> tuple[Block, ...]:
    given = advice.for_district(material)
    lead = Paragraph("По итогам мониторинга предлагается поручить:")
    shown = documents(material)
    evidence = Paragraph("Документы района за год:")
    return (*((lead, given) if given.items else ()), *((evidence, *shown) if shown else ()))


def documents(material: Material) -> list[Block]:
    """Documents that the district has shown for the year, as evidence."""
    return [
        Paragraph(
            f"{item.document.name} от {day} №{wording.NBSP}{item.document.number}.", role=Role.ITEM
        )
        for item in material.snapshot.documents
        if item.year == material.year
        and item.org == material.snapshot.municipality.code
        and item.document.is_complete
        and (day := wording.date_short(item.document.date))
    ]


def effect(material: Material) -> tuple[Block, ...]:
    changed = [line for line in material.district if line.is_share and line.change is not None]
    sentences = [
        say(
            "{name}: {change} к прошлому году, {people}.",
            Role.ITEM,
            name=line.quoted,
            change=figures.change(line),
            people=figures.change_people(line),
        )
        for line in changed
    ]
    return (
        Paragraph(
            "Помогли ли меры, показывает аналитическая справка об эффективности принятых мер."
        ),
        *sentences,
        material.place("monitoring.next", "когда и кем будет проведён анализ эффективности мер"),
    )


SECTIONS = (
    ("главное", "Главное", essentials),
    ("цели", "Цели", aims),
    ("показатели", "Показатели", measures_of_it),
    ("методы", "Методы сбора данных", methods),
    ("результаты", "Результаты мониторинга", results),
    ("анализ", "Анализ", analysis),
    ("рекомендации", "Адресные рекомендации", advised),
    ("меры", "Меры", measures),
    ("решения", "Управленческие решения", decisions),
    ("эффективность", "Анализ эффективности", effect),
)
