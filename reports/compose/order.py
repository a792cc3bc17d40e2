"""Draft of an order («проект приказа об итогах»), from the rows that fell short.

«Кому — что — срок»; number and date are left blank, names of schools stay in the nominative.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import Reason
from reports.compose import advice, grouped
from reports.compose.essentials import told
from reports.compose.frame import act, document, head
from reports.material import Material, with_reason
from reports.sentences import say, single_stops, uncapped, unstopped
from reports.summary import Block, Paragraph, Recommendation, Role, Section, Summary

Clauses = tuple[Paragraph, ...]
"""An instruction, then the list that belongs to it."""
TO_SCHOOLS = "Руководителям организаций:"
TO_EXECUTORS = "Исполнителям мероприятий дорожной карты:"


def compose(material: Material) -> Summary:
    """The draft with its preamble and clauses."""
    sections = (
        Section("преамбула", "", preamble(material)),
        Section("пункты", "", clauses(material)),
    )
    title = f"Об итогах мониторинга реализации дорожной карты за {material.period}"
    return document(
        material, "order", "Приказ", title, sections, draft=True, signature=head(material)
    )


def preamble(material: Material) -> tuple[Block, ...]:
    """What the order rests on, and the figures that made it necessary."""
    shares = [row for row in material.shares if row.actual is not None]
    ground = say(
        "В соответствии с дорожной картой ({act}) и на основании аналитического отчёта по "
        "итогам мониторинга за {period}{established}",
        act=act(material),
        period=material.period,
        established=", согласно которому:" if shares else "",
    )
    return (ground, *_established(shares), Paragraph("ПРИКАЗЫВАЮ:"))


def _established(shares: list[PlanFactRow]) -> Iterator[Paragraph]:
    """The figures as a list that the words «ПРИКАЗЫВАЮ» go on after."""
    for left, row in zip(reversed(range(len(shares))), shares, strict=True):
        said = told(row, Role.ITEM)
        yield replace(said, text=unstopped(said.text) + (";" if left else ","))


def clauses(material: Material) -> tuple[Block, ...]:
    """Numbered clauses: take note, commend, instruct schools, instruct the centre, control."""
    numbers = count(1)
    texts = [
        f"Принять к сведению аналитический отчёт по итогам мониторинга за {material.period}.",
        *_commended(material),
    ]
    blocks: list[Block] = [_clause(next(numbers), text) for text in texts]
    for lead, instructed in ((TO_SCHOOLS, _to_schools), (TO_EXECUTORS, _to_executors)):
        for number, parts in _numbered(numbers, instructed(material)):
            blocks += [_clause(number, lead), *parts]
    blocks.append(material.place("order.clauses", "дополнительные пункты приказа"))
    control = f"Контроль за исполнением приказа осуществляет {material.office.controller_post}."
    return (*blocks, _clause(next(numbers), control))


def _numbered(
    numbers: Iterator[int], instructions: list[Clauses]
) -> Iterator[tuple[int, list[Paragraph]]]:
    """The instructions as parts of one clause: «3.1. …»; no clause where there are none."""
    if instructions:
        number = next(numbers)
        parts = enumerate(instructions, start=1)
        yield (
            number,
            [
                paragraph
                for part, (first, *others) in parts
                for paragraph in (replace(first, text=f"{number}.{part}. {first.text}"), *others)
            ],
        )


def _clause(number: int, text: str) -> Paragraph:
    return Paragraph(f"{number}. {text}", role=Role.CLAUSE)


def _commended(material: Material) -> list[str]:
    """Schools that reached every guide; none with a small base, a hidden or an unknown number."""
    best = [material.name(org) for org, rows in material.by_school.items() if is_exemplary(rows)]
    if not best:
        return []
    return [
        "Отметить организации, в которых достигнуты ориентиры по всем долевым показателям: "
        f"{'; '.join(best)}."
    ]


def is_exemplary(rows: Iterable[PlanFactRow]) -> bool:
    """Whether a school reached every guide that it has, and has fallen short of nothing else."""
    asked = [row for row in rows if row.reason not in {Reason.NO_BASE, Reason.NOT_ASKED}]
    guided = [row for row in asked if row.is_guided]
    return (
        bool(guided)
        and len(with_reason(guided, {Reason.REACHED})) == len(guided)
        and not with_reason(asked, advice.ASKED)
    )


def _to_schools(material: Material) -> list[Clauses]:
    """What is asked of several schools is one instruction with a list of them."""
    return [
        (group.instruction(Role.CLAUSE), *group.findings())
        for group in grouped.grouped(material, advice.for_schools(material).items)
    ]


def _to_executors(material: Material) -> list[Clauses]:
    return [
        (Paragraph(instruction(item), (*item.evidence, item.term), Role.CLAUSE),)
        for item in advice.for_district(material).items
    ]


def instruction(item: Recommendation) -> str:
    """«Исполнитель: действие (основание — …); срок — …; ответственный — …»."""
    ground = item.finding.replace("»: ", "» — ", 1)
    return single_stops(
        f"{item.addressee}: {uncapped(item.action)} (основание: {ground}); "
        f"{grouped.duty(item.term, item.responsible)}."
    )
