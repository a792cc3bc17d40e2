"""Monitoring report («аналитический отчёт по итогам мониторинга», row 4 of the roadmap).

Its sections are the nine positions of the management cycle; «Главное» stands before them.
"""

from indicators import wording
from indicators.changes import change_words
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
    title = f"по итогам мониторинга реализации дорожной карты за {material.period}"
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
    for row in material.district:
        if told := material.measures.get(row.code, ()):
            taken.append(Paragraph(f"По показателю {row.quoted}:"))
            taken += [Paragraph(text, role=Role.ITEM) for text in told]
    wanted = "другие меры, принятые за год" if taken else "меры, принятые за год"
    return (*taken, material.place("monitoring.measures", wanted))


def decisions(material: Material) -> tuple[Block, ...]:
    given = advice.for_district(material)
    lead = Paragraph("По итогам мониторинга предлагается поручить:")
    shown = documents(material)
    evidence = Paragraph(f"Документы района за {material.period}:")
    asked = (lead, given) if given.items else (Paragraph("Решений данные не требуют."),)
    return (*asked, *((evidence, *shown) if shown else ()))


def documents(material: Material) -> list[Block]:
    """Documents that the district has shown for the year, as evidence."""
    return [
        say(
            "{name} от {day} № {number}.",
            Role.ITEM,
            name=item.document.name,
            day=day,
            number=item.document.number,
        )
        for item in material.snapshot.documents
        if item.year == material.year
        and item.org == material.snapshot.municipality.code
        and item.document.is_complete
        and (day := wording.date_short(item.document.date))
    ]


def effect(material: Material) -> tuple[Block, ...]:
    sentences = [
        say("{name}: {words}.", Role.ITEM, name=row.quoted, words=change_words(change))
        for row in material.of_parts
        if (change := material.change(row))
    ]
    return (
        Paragraph(
            "Оценка эффективности принятых мер приводится в аналитической справке об "
            "эффективности принятых мер."
        ),
        *([Paragraph("Изменение к прошлому году:"), *sentences] if sentences else []),
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
