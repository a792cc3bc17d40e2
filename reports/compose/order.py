"""Draft of an order («проект приказа об итогах»), from the rows that fell short.

«Кому — что — срок»; number and date are left blank, names of schools stay in the nominative.
"""

from itertools import count

from data_model.compliance import Status
from reports.compose import advice
from reports.compose.essentials import BEHIND, share_sentence
from reports.compose.frame import act, document, head
from reports.material import Material, with_status
from reports.sentences import say
from reports.summary import Block, Paragraph, Recommendation, Role, Section, Summary


def compose(material: Material) -> Summary:
    """The draft with its preamble and clauses."""
    sections = (
        Section("преамбула", "", preamble(material)),
        Section("пункты", "", clauses(material)),
    )
    title = f"Об итогах мониторинга реализации дорожной карты за {material.year} год"
    return document(
        material, "order", "Приказ", title, sections, draft=True, signature=head(material)
    )


def preamble(material: Material) -> tuple[Block, ...]:
    """What the order rests on, and the figures that made it necessary."""
    shares = [line for line in material.district if line.is_share and line.actual is not None]
    return (
        (
            say(
                "В соответствии с дорожной картой ({act}) и на основании аналитического отчёта по "
                "итогам мониторинга за {year} год",
                act=act(material),
                year=str(material.year),
            ),
            Paragraph("ПРИКАЗЫВАЮ:"),
        )
        if not shares
        else (
            say(
                "В соответствии с дорожной картой ({act}) и на основании аналитического отчёта по "
                "итогам мониторинга за {year} год, который установил:",
                act=act(material),
                year=str(material.year),
            ),
            *(share_sentence(line, Role.ITEM) for line in shares),
            Paragraph("ПРИКАЗЫВАЮ:"),
        )
    )


def clauses(material: Material) -> tuple[Block, ...]:
    """Numbered clauses: take note, commend, instruct schools, instruct the centre, control."""
    numbers = count(1)
    texts = [
        f"Принять к сведению аналитический отчёт по итогам мониторинга за {material.year} год.",
        *_commended(material),
    ]
    blocks: list[Block] = [_clause(next(numbers), text) for text in texts]
    for lead, items in _instructions(material):
        number = next(numbers)
        blocks.append(_clause(number, lead))
        blocks += [
            Paragraph(f"{number}.{part}. {instruction(item)}", item.evidence, Role.CLAUSE)
            for part, item in enumerate(items, start=1)
        ]
    blocks.append(material.place("order.clauses", "дополнительные пункты приказа"))
    control = material.office.controller_post
    blocks.append(_clause(next(numbers), f"Контроль за исполнением приказа возложить: {control}."))
    return tuple(blocks)


def _clause(number: int, text: str) -> Paragraph:
    return Paragraph(f"{number}. {text}", role=Role.CLAUSE)


def _commended(material: Material) -> list[str]:
    """Schools that reached every target of theirs."""
    best = [
        material.name(org)
        for org, lines in material.by_school.items()
        if any(line.is_share for line in lines) and not with_status(lines, *BEHIND, Status.NO_DATA)
    ]
    return [f"Отметить организации, выполнившие показатели: {'; '.join(best)}."] if best else []


def _instructions(material: Material) -> list[tuple[str, tuple[Recommendation, ...]]]:
    schools = advice.for_schools(material).items
    district = advice.for_district(material).items
    given = (
        ("Руководителям организаций обеспечить:", schools),
        ("Исполнителям мероприятий дорожной карты:", district),
    )
    return [(lead, items) for lead, items in given if items]


def instruction(item: Recommendation) -> str:
    """«Школа: действие (основание). Срок: … Ответственный: …»"""
    action = item.action[:1].lower() + item.action[1:]
    return (
        f"{item.addressee}: {action} (основание: {item.finding}). "
        f"Срок — {item.term}. Ответственный — {item.responsible[:1].lower()}{item.responsible[1:]}."
    )
