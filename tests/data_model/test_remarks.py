"""Remarks of accepted returns, refused attempts, confirmed layouts."""

from dataclasses import replace

import pytest

from data_model.errors import NothingThere, Refused
from data_model.returns import MappingProfile, Severity
from data_model.store import Store
from tests.builders import RECEIVED_AT, a_problem, a_return, a_submission

QUESTION = a_problem("unanswered")
NOTE = a_problem("spaces", severity=Severity.NOTE, cell="C9")


@pytest.fixture
def questioned(store: Store) -> Store:
    store.save_return(a_submission(problems=(QUESTION, NOTE)))
    return store


def test_remarks_come_back_in_the_order_they_were_found(questioned: Store) -> None:
    revision = questioned.revisions("580401", 2021)[0]
    stored = questioned.problems_of(revision.id)
    assert [one.problem for one in stored] == [QUESTION, NOTE]
    assert [one.is_open for one in stored] == [True, False]


def test_an_answer_closes_a_question(questioned: Store) -> None:
    problem = questioned.snapshot("58040").problems[0]
    closed = questioned.answer_problem(problem.id, " подтверждено школой ")
    assert (closed.is_open, closed.answer) == (False, "подтверждено школой")
    assert questioned.snapshot("58040").problems[0] == closed


def test_an_answer_may_be_worded_again(questioned: Store) -> None:
    problem = questioned.snapshot("58040").problems[0]
    questioned.answer_problem(problem.id, "раз")
    assert questioned.answer_problem(problem.id, "два").answer == "два"


def test_an_empty_answer_and_an_unknown_question_are_refused(questioned: Store) -> None:
    problem = questioned.snapshot("58040").problems[0]
    with pytest.raises(Refused):
        questioned.answer_problem(problem.id, "")
    with pytest.raises(NothingThere):
        questioned.answer_problem(problem.id + 100, "ответ")


def test_only_remarks_on_current_revisions_are_in_the_snapshot(questioned: Store) -> None:
    questioned.save_return(a_submission(a_return(facts=())))
    assert questioned.snapshot("58040").problems == ()


def test_a_refused_attempt_is_kept_without_its_bytes(store: Store) -> None:
    error = a_problem("pupil_names", severity=Severity.ERROR)
    store.record_refusal("список.xlsx", "ab" * 32, RECEIVED_AT, [error, NOTE], "580401", 2021)
    store.record_refusal("чужой.xlsx", "cd" * 32, RECEIVED_AT, [], None, None)
    latest, first = store.refusals()
    assert (latest.filename, latest.org, latest.year) == ("чужой.xlsx", None, None)
    assert first.problems == (error, NOTE)
    assert store.find_return("ab" * 32) is None
    assert store.revisions("580401", 2021) == ()


def test_the_same_attempt_is_recorded_once(store: Store) -> None:
    error = a_problem("pupil_names", severity=Severity.ERROR)
    for problems in ([error, NOTE], [NOTE, error], [], []):
        store.record_refusal("список.xlsx", "ab" * 32, RECEIVED_AT, problems, None, None)
    version = store.version()
    store.record_refusal("список.xlsx", "ab" * 32, RECEIVED_AT, [error, NOTE], None, None)
    assert store.version() == version
    assert [one.problems for one in store.refusals()] == [(), (error, NOTE)]


@pytest.mark.parametrize(
    ("name", "sha256", "cell"),
    [("другой.xlsx", "ab", "C9"), ("список.xlsx", "cd", "C9"), ("список.xlsx", "ab", "D9")],
)
def test_another_name_other_bytes_or_another_remark_is_another_attempt(
    store: Store, name: str, sha256: str, cell: str
) -> None:
    store.record_refusal("список.xlsx", "ab" * 32, RECEIVED_AT, [NOTE], None, None)
    store.record_refusal(name, sha256 * 32, RECEIVED_AT, [replace(NOTE, cell=cell)], None, None)
    assert len(store.refusals()) == 2


def test_a_confirmed_layout_is_kept_and_replaced(store: Store) -> None:
    profile = MappingProfile("f1", "Сводная района", '{"B": "ticket_pupils"}', RECEIVED_AT)
    store.save_mapping("58040", profile)
    store.save_mapping("58040", replace(profile, content="{}"))
    assert store.mappings("58040") == (replace(profile, content="{}"),)
