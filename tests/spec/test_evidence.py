"""A presence is computed from documents: of the return, and of the register kept by hand."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.decisions import EvidenceEntry, EvidenceSource
from data_model.returns import ValueState
from data_model.snapshot import Snapshot
from indicators.evidence import evidence_register
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from indicators.trace import trace
from tests.builders import a_fact, a_return, a_snapshot

COMPLETE = EvidenceEntry("58040", 2021, "work_plan", "План", "план", "12", date(2021, 8, 30))
UNPROVED = replace(COMPLETE, number="")
ANSWERS = {
    "есть": a_fact("work_plan", value=1),
    "нет": a_fact("work_plan", value=0, state=ValueState.ZERO),
    "пусто": a_fact("work_plan", value=None, state=ValueState.NO_DATA, reason="нет приказа"),
}

# answer of the return · entry of the register -> actual, verdict
DRAWN = """
    answer        | register   | actual | status
    есть          | —          | 1      | partly
    есть          | полный     | 1      | met
    есть          | без номера | 1      | partly
    нет           | —          | 0      | missed
    нет           | полный     | 0      | missed
    пусто         | —          | —      | no_data
    пусто         | полный     | 1      | met
    пусто         | без номера | —      | no_data
    не сдан       | —          | —      | no_data
    не сдан       | полный     | 1      | met
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in DRAWN.strip().splitlines()[1:]]
REGISTER = {"—": (), "полный": (COMPLETE,), "без номера": (UNPROVED,)}


def snapshot_with(answer: str, register: str = "—") -> Snapshot:
    returns = () if answer == "не сдан" else (a_return("58040", facts=(ANSWERS[answer],)),)
    return replace(a_snapshot(returns), evidence=REGISTER[register])


def district_row(snapshot: Snapshot) -> PlanFactRow:
    """The row of the plan in 2021."""
    row = plan_fact(snapshot, date(2022, 12, 31)).numbered(2021, "1")
    assert row is not None
    return row


@pytest.mark.parametrize(("answer", "register", "actual", "status"), ROWS)
def test_the_register_proves_beside_the_return(
    answer: str, register: str, actual: str, status: str
) -> None:
    row = district_row(snapshot_with(answer, register))
    found = "—" if row.actual is None else f"{row.actual:g}"
    assert (found, row.status) == (actual, status)


def test_a_document_of_another_question_or_year_proves_nothing() -> None:
    for other in (replace(COMPLETE, question="plan"), replace(COMPLETE, year=2020)):
        snapshot = replace(snapshot_with("есть"), evidence=(other,))
        assert district_row(snapshot).status == "partly"


def test_a_missing_requisite_is_named_in_the_register() -> None:
    (line,) = evidence_register(snapshot_with("есть", "без номера"))
    assert (line.missing, line.indicators) == ("номер", ("1",))


def test_a_document_beside_a_no_is_a_contradiction() -> None:
    (line,) = evidence_register(snapshot_with("нет", "полный"))
    assert line.contradicts
    assert line.entry.source == EvidenceSource.HAND


def test_a_figure_shows_the_document_of_the_register_it_comes_from() -> None:
    found = trace(snapshot_with("пусто", "полный"), 2021, "1")
    assert found.row.actual == 1
    assert [one.document.number for one in found.documents] == ["12"]
