"""Kinds and formats («виды и форматы документов»): the tables that pages and commands offer."""

from collections.abc import Callable
from dataclasses import dataclass

from reports import html, pdf, word, workbook
from reports.compose import diagnostics, effect, minutes, monitoring, order, school
from reports.compose import workbook as analytical
from reports.summary import Summary


@dataclass(frozen=True, slots=True)
class Format:
    """How a summary becomes a file."""

    title: str
    mime: str
    write: Callable[[Summary], bytes]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its Russian name, composer, and the formats it comes in.

    A kind ``per_school`` is composed for one organisation; without one it is a zip of all.
    One that ``has_extracts`` is whole without an organisation, and an extract with one.
    """

    title: str
    file_title: str
    compose: Callable[..., Summary]
    formats: tuple[str, ...]
    per_school: bool = False
    has_extracts: bool = False


FORMATS = {
    "docx": Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word.write,
    ),
    "pdf": Format("PDF", "application/pdf", pdf.write),
    "html": Format("HTML", "text/html", html.write),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook.write,
    ),
}
DOCUMENTS = ("docx", "pdf", "html")
KINDS = {
    "monitoring": DocumentKind(
        "Аналитический отчёт по итогам мониторинга",
        "Отчёт_мониторинг",
        monitoring.compose,
        DOCUMENTS,
    ),
    "diagnostics": DocumentKind(
        "Аналитический отчёт по итогам диагностики",
        "Отчёт_диагностика",
        diagnostics.compose,
        DOCUMENTS,
    ),
    "effect": DocumentKind(
        "Справка об эффективности мер", "Справка_эффективность", effect.compose, DOCUMENTS
    ),
    "school": DocumentKind(
        "Адресные рекомендации школам", "Рекомендации", school.compose, DOCUMENTS, per_school=True
    ),
    "order": DocumentKind("Проект приказа об итогах", "Приказ_проект", order.compose, DOCUMENTS),
    "minutes": DocumentKind(
        "Протокол и выписка", "Протокол", minutes.compose, DOCUMENTS, has_extracts=True
    ),
    "workbook": DocumentKind("Аналитическая книга", "Мониторинг", analytical.compose, ("xlsx",)),
}
