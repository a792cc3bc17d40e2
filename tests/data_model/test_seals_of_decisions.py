"""Protocols, assignments, evidence, measures, issues and own words are sealed like returns."""

from dataclasses import replace

import pytest

from data_model.decisions import AssignmentState, Execution, Release, TextEdit
from data_model.store import Store
from data_model.store.rows import SEALED
from tests.builders import a_return, a_submission
from tests.conftest import Copier
from tests.data_model.conftest import fill
from tests.data_model.test_decisions import DAY, PROTOCOL, the_assignment
from tests.data_model.test_doctor import change, wrong
from tests.data_model.test_documents import FILES, ISSUE
from tests.data_model.test_evidence import CHAIN, ENTRY
from tests.data_model.test_sent_back import ACT

TABLES = (
    "protocols",
    "agenda_items",
    "speeches",
    "decisions",
    "executions",
    "releases",
    "evidence",
    "improvement_chains",
    "measures",
    "issued_documents",
    "issued_files",
    "own_words",
    "text_edits",
    "document_templates",
    "returns_sent_back",
)


@pytest.fixture
def decided(url: str, copy_of: Copier) -> Store:
    return copy_of(url, decide)


def decide(store: Store) -> None:
    """A district in which something of every kind was decided."""
    fill(store)
    store.save_protocol("58040", PROTOCOL)
    assignment = the_assignment(store)
    assert assignment.id is not None
    evidence = store.save_evidence(replace(ENTRY, filename="План.pdf"), b"%PDF")
    done = Execution("580401", AssignmentState.DONE, DAY, "провели", evidence)
    store.save_execution(assignment.id, done)
    store.release_assignment(assignment.id, Release("начальник отдела", DAY, "исполнено"))
    store.save_chain("58040", CHAIN)
    store.issue_document(ISSUE, FILES)
    store.save_own_words("58040", 2021, {"monitoring.causes": "Карантин."})
    store.save_edits(ISSUE.slot, "основание", [TextEdit("основание", "Было.", "Стало.")])
    store.save_template("58040", "monitoring", b"PK template")
    store.save_return(a_submission(a_return()))
    store.send_back(ACT)


def test_each_of_the_tables_is_sealed() -> None:
    assert set(TABLES) <= {row.__tablename__ for row in SEALED}


def test_what_the_program_wrote_is_as_written(url: str, decided: Store) -> None:
    assert wrong(url) == []


def test_what_the_program_took_out_is_as_written(url: str, store: Store) -> None:
    store.save_protocol("58040", PROTOCOL)
    store.remove_protocol(1)
    store.remove_evidence(store.save_evidence(ENTRY))
    store.save_own_words("58040", 2021, {"monitoring.causes": "Карантин."})
    store.save_own_words("58040", 2021, {"monitoring.causes": ""})
    assert wrong(url) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE protocols SET number = '5'",
        "UPDATE agenda_items SET agenda = 'другое'",
        "UPDATE speeches SET about = 'другое'",
        "UPDATE decisions SET text = 'закрыть.'",
        "UPDATE executions SET note = 'не провели'",
        "DELETE FROM releases",
        "UPDATE evidence SET number = '13'",
        "UPDATE improvement_chains SET act = 'без приказа'",
        "UPDATE measures SET result = 'Обучены 40 чел.'",
        "UPDATE issued_documents SET number = '13'",
        "UPDATE issued_files SET filename = 'Другой.docx'",
        "UPDATE own_words SET text = 'Лень.'",
        "UPDATE text_edits SET text = 'Иначе.'",
        "UPDATE document_templates SET kind = 'order'",
        "UPDATE returns_sent_back SET person = 'другой'",
    ],
)
def test_a_decision_changed_past_the_program_is_noticed(
    url: str, decided: Store, statement: str
) -> None:
    change(url, statement)
    table = next(name for name in TABLES if name in statement)
    assert [text for text in wrong(url) if f"«{table}»" in text]


def test_writing_one_table_does_not_cover_up_a_change_in_another(url: str, store: Store) -> None:
    store.save_protocol("58040", PROTOCOL)
    store.save_chain("58040", CHAIN)
    assignment = the_assignment(store)
    assert assignment.id is not None
    change(url, "UPDATE decisions SET grade = 'другая'")
    change(url, "UPDATE measures SET result = 'Обучены 40 чел.'")
    store.save_execution(assignment.id, Execution("580401", AssignmentState.DONE, DAY, "провели"))
    store.save_evidence(ENTRY)
    told = "\n".join(wrong(url))
    assert "«decisions»" in told
    assert "«measures»" in told
