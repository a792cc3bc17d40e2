"""Каждое число каждого предложения связано со строкой плана и факта, и значения совпадают."""

import re
from collections.abc import Iterator

import pytest

from indicators.plan_fact_row import PlanFactRow
from reports.summary import Figure, Paragraph, Recommendations, Summary
from tests.reports.reading import numbers
from tests.reports.test_findings import EVERYWHERE, Shown, all_documents, seen

FIELDS = frozenset(PlanFactRow.__dataclass_fields__)
NO_FIGURES = re.compile(
    "|".join(
        (
            r"\d\d\.\d\d\.\d{4}",
            r"до \d+\u00a0\w+ 20\d\d\u00a0года",
            r"\b20\d\d(?:/\d\d)?\b",
            r"№\u00a0?[\w/.-]+",
            r"(?:таблица|рисунок|приложени[еию]|показател[ья])[\u00a0 ]\d+",
            r"показатели (?:[\d.IVX]+(?:, | и )?)+(?: ?дорожной карты)?",
            r"\d+(?:–\d+)?(?:-[хем])?[\u00a0 ]класс\w+",
            r"\d+ рабочих дн",
            r"«[^»]*»",
        )
    )
)
"""Dates, requisites, references, grades, titles and terms in days: nobody measures them."""


def told(summary: Summary) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Sentences of a document with the figures that they are bound to."""
    for block in summary.blocks():
        if isinstance(block, Paragraph):
            yield block.text, block.evidence
        elif isinstance(block, Recommendations):
            for item in block.items:
                yield f"{item.finding}. {item.action}. {item.result}", item.evidence


def unbound(shown: Shown, text: str, evidence: tuple[Figure, ...]) -> set[str]:
    """Numbers of a sentence that stand in no figure and in no name, date or reference."""
    names = {*shown.material.names.values(), shown.material.snapshot.municipality.name}
    for said in sorted({*names, *(figure.text for figure in evidence)}, key=len, reverse=True):
        text = re.sub(rf"(?<![\d,]){re.escape(said)}(?![\d])", " ", text)
    return numbers(NO_FIGURES.sub(" ", text))


@pytest.mark.parametrize("name", EVERYWHERE)
def test_every_number_of_a_sentence_is_bound(name: str) -> None:
    shown = seen(name)
    strange = [
        (summary.kind, text, found)
        for summary in all_documents(shown)
        for text, evidence in told(summary)
        if (found := unbound(shown, text, evidence))
    ]
    assert strange == []


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_bound_figure_is_that_of_its_row(name: str) -> None:
    shown = seen(name)
    rows = {(row.year, row.indicator, row.org): row for row in shown.material.plan_fact}
    bound = [
        figure
        for summary in all_documents(shown)
        for _, evidence in told(summary)
        for figure in evidence
        if figure.indicator and figure.year and figure.column in FIELDS
    ]
    for figure in bound:
        row = rows[figure.year, figure.indicator, figure.org]
        value = getattr(row, figure.column)
        assert figure.value in {None, value} or not isinstance(value, int | float), figure
    assert bound or not any(row.actual is not None for row in rows.values())
