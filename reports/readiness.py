"""Readiness («готовность к выпуску»): what an expert would miss in a document, and where it goes.

A list and no lock: the head may sign a paper that lacks something, but not without being told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from indicators.reasons import UNKNOWN, Reason
from indicators.terms import goal_coverage
from reports.material import Material, with_reason
from reports.summary import Place, Summary


class Where(StrEnum):
    """Where what is missing is entered, as the menu names it."""

    WORDS = "Документы → Слова и выпуск"
    OFFICE = "Документы → Реквизиты"
    RETURNS = "Сбор отчётов"
    ROADMAP = "Дорожная карта"
    DECISIONS = "Решения и меры"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: the position of the management cycle, a sentence, the place.

    ``key`` is that of the place for own words, where it is one.
    """

    position: str
    told: str
    where: Where
    key: str = ""


PAPER = "Оформление"
REPORTS = frozenset({"monitoring", "diagnostics", "effect"})
"""Kinds that an expert reads as evidence of the cycle."""


def missing(summary: Summary, material: Material) -> tuple[Missing, ...]:
    """Everything, in the order of the document: its form first, then the nine positions."""
    found = [*_form(summary, material), *_words(summary)]
    if summary.kind in REPORTS:
        found += [*_goals(material), *_data(summary, material), *_cycle(material)]
    return tuple(found)


def _form(summary: Summary, material: Material) -> Iterator[Missing]:
    office = material.office
    for value, told in (
        (summary.signature.name, "не названы инициалы и фамилия подписывающего"),
        (summary.place, "не указано место составления"),
        (office.executor or office.phone, "не указаны исполнитель и его телефон"),
        (office.head_name if summary.approval else "-", "не назван утверждающий"),
    ):
        if not value:
            yield Missing(PAPER, told, Where.OFFICE)


def _words(summary: Summary) -> Iterator[Missing]:
    """Places that are still empty, by the section that they stand in."""
    for section in summary.sections:
        for block in section.blocks:
            if isinstance(block, Place) and not block.text.strip():
                told = f"не вписано: {block.prompt}"
                yield Missing(section.title or summary.form, told, Where.WORDS, block.key)


def _goals(material: Material) -> Iterator[Missing]:
    found = goal_coverage(material.roadmap, material.year)
    if not found:
        yield Missing("Цели", "цели дорожной карты не названы", Where.ROADMAP)
    for one in found:
        if one.finding:
            yield Missing("Цели", f"«{one.goal.title}»: {one.finding}", Where.ROADMAP)


def _data(summary: Summary, material: Material) -> Iterator[Missing]:
    if summary.stamp.provisional:
        told = f"данные предварительные: {summary.stamp.provisional}"
        yield Missing("Методы сбора данных", told, Where.RETURNS)
    for row in with_reason(material.district, {*UNKNOWN, Reason.UNCONFIRMED}):
        yield Missing("Показатели", f"{row.quoted}: значение не подтверждено", Where.RETURNS)


def _cycle(material: Material) -> Iterator[Missing]:
    if not material.measures:
        yield Missing("Меры", "меры, принятые за год, не названы", Where.DECISIONS)
    if not any(one.date.year == material.year for one in material.snapshot.protocols):
        told = f"решений за {material.year} год нет: протокола заседания нет"
        yield Missing("Управленческие решения", told, Where.DECISIONS)
