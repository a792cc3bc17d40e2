"""Документы и терминал обо всех районах обхода: ни одной фразы, которой нет в данных."""

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from data_model.errors import NothingThere
from data_model.snapshot import Snapshot
from indicators.coverage import of_schools, returns_board
from indicators.plan_fact_row import PlanFact
from reports.compose.monitoring import SECTIONS
from reports.handover import KINDS, collect, composed
from reports.material import Material
from reports.summary import Paragraph, Place, Recommendations, Summary, Table
from terminal import contract, printing
from tests.walk.world import NOW, OFFICE, Situation, covering, judged

DOCUMENT_DAY = date(2022, 3, 10)
HOLES = re.compile(r"[{}]|\bNone\b|\bnan\b|\.\.|,,| ,|;;")
JUDGED_MEASURES = re.compile(r"(?<!оценить )эффективн(?:ы|ыми)\b(?! частично, если)")


def lines(document: Summary) -> Iterator[str]:
    """Every sentence and every row of a table, as one line of text."""
    yield document.title
    yield from document.stamp.lines()
    for block in document.blocks():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield block.caption
            yield block.note
            yield from (" | ".join(cell.text for cell in row) for row in block.rows)
        elif isinstance(block, Recommendations):
            yield from (f"{one.addressee}: {one.finding}. {one.action}" for one in block.items)
        elif not isinstance(block, Place):
            yield str(getattr(block, "text", ""))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def faults(material: Material, kind: str, document: Summary) -> Iterator[tuple[str, str]]:
    board = returns_board(material.snapshot, material.year)
    came = {line.name for line in board.lines if line.is_in}
    for line in map(plain, lines(document)):
        if HOLES.search(line):
            yield "дыра в словах", line
        if "достигнут" in line and "не выполнено" in line:
            yield "«достигнут» рядом с «не выполнено»", line
        if "при ориентире" in line and "не выполнено" in line:
            yield "план района судит школу", line
        for name in came:
            if re.search(rf"{re.escape(name)}[^|;.]*(?:не сдан|не представлен)", line):
                yield "«не сдан» об отчёте, который сдан", line
        if kind == "effect" and "Меры признаются" not in line and JUDGED_MEASURES.search(line):
            yield "оценка мер, которых нет", line
        counted = re.search(r"[Сс]дали (\d+) из (\d+) школ", line)
        if counted and plain(of_schools(board.reported, board.expected)) not in line:
            yield "другой счёт отчётов", line


def unlike(snapshot: Snapshot, orgs: list[str]) -> list[str]:
    """Schools of a district without those that are in the situation of an earlier one."""
    sent: dict[object, str] = {}
    for org in orgs:
        facts = tuple(one.fact for one in snapshot.facts if one.org == org)
        roll = tuple(one[1:] for one in snapshot.roll if one.org == org)
        years = tuple(one.year for one in snapshot.revisions if one.org == org)
        sent.setdefault((facts, roll, years), org)
    return [*sent.values()]


def documents(
    snapshot: Snapshot, rows: PlanFact, day: date, *, public: bool
) -> Iterator[tuple[str, Material, Summary]]:
    """Every kind of document of the year; of a kind per school each of them."""
    material = collect(snapshot, NOW, plan_fact=rows, as_of=day, day=DOCUMENT_DAY, public=public)
    for kind, rules in KINDS.items():
        orgs = unlike(snapshot, [*material.by_school]) if rules.per_school else [None]
        for org in orgs:
            try:
                yield kind, material, composed(kind, material, org)
            except NothingThere:
                continue


@pytest.mark.parametrize("name", covering())
def test_no_document_says_what_is_not_so(name: str) -> None:
    """Все виды документов, полные и для публикации."""
    snapshot, day = covering()[name]
    rows = judged(name)
    found = [
        (public, kind, fault)
        for public in (False, True)
        for kind, material, document in documents(snapshot, rows, day, public=public)
        for fault in faults(material, kind, document)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["смешанный", "смешанный, район молчит"])
def test_what_the_summary_names_for_decisions_is_what_the_body_decides(name: str) -> None:
    """«Главное» и «Управленческие решения» называют одни и те же показатели."""
    snapshot, day = covering()[name]
    material = collect(snapshot, NOW, plan_fact=judged(name), as_of=day, day=DOCUMENT_DAY)
    document = composed("monitoring", material)
    sections = {section.key: section for section in document.body}
    assert set(sections) == {key for key, _, _ in SECTIONS}
    told = [
        block.text
        for block in sections["главное"].blocks
        if isinstance(block, Paragraph) and "решений требуют" in block.text
    ]
    named = set(re.findall(r"«(Мероприятие \d+)»", " ".join(told)))
    decided = {
        number
        for block in sections["решения"].blocks
        if isinstance(block, Recommendations)
        for item in block.items
        for number in item.rows
    }
    numbers = {row.name: row.indicator for row in material.district}
    assert {numbers[one] for one in named} == decided


def test_a_year_without_returns_is_one_sentence_and_no_empty_form() -> None:
    snapshot, day = covering()["пустой"]
    material = collect(snapshot, NOW, plan_fact=judged("пустой"), as_of=day, day=DOCUMENT_DAY)
    assert [section.key for section in composed("monitoring", material).body] == ["пусто"]


@pytest.mark.parametrize("name", covering())
def test_the_terminal_says_the_same(name: str) -> None:
    """Таблица терминала и его JSON — из той же строки."""
    snapshot, day = covering()[name]
    rows = judged(name)
    shown = StringIO()
    printing.indicators(Console(file=shown, width=400), rows.of_year(NOW))
    text = plain(shown.getvalue())
    assert not HOLES.search(text.replace("...", ""))
    for line in text.splitlines():
        assert not ("достигнут" in line and "не выполнено" in line)
    told = contract.indicators(rows.of_year(NOW), NOW, OFFICE, day)["rows"]
    for row in told:
        assert (row["actual"] is None) or row["reason"] not in {"no_return", "unanswered"}
        assert row["status"] != "met" or row["reason"] == "reached"
    assert len(told) == len(rows.of_year(NOW))


def test_the_walk_meets_every_situation() -> None:
    assert {f"все: {one}" for one in Situation} <= set(covering())
