"""The catalogue of defects: each line has its file, and is caught with its weight and place."""

import pytest

from data_model.returns import Severity, ValueState
from loaders.returns.checks.catalogue import CHECKS, RULES
from loaders.returns.checks.rule import Treatment
from tests.loaders.defects import DEFECTS, SHEET, TICKET
from tests.loaders.filling import a_good_return, codes, fact, screened, screened_with

BY_STORE = {
    "not_taken", "question_gone", "two_returns", "superseded_duplicate", "same_answers",
}  # fmt: skip
"""Reported where a return is stored, stands in a lot, or is looked at anew: tests of the intake."""
ABOUT_THE_WHOLE_FILE = {
    "unreadable", "reading_failed", "no_identity", "question_missing", "branch_twice",
    "answers_of_another_roadmap", "form_of_fewer_roadmaps",
    "empty_return", "not_expected", "owner_stated", "copy_of_last_year", "copy_of_other_school",
}  # fmt: skip


def test_every_rule_has_its_broken_file() -> None:
    assert {rule.code for rule in CHECKS} - BY_STORE == set(DEFECTS)


@pytest.mark.parametrize(
    "rule", [one for one in CHECKS if one.code in DEFECTS], ids=lambda r: r.code
)
def test_a_broken_file_is_caught_with_weight_and_place(rule) -> None:  # type: ignore[no-untyped-def]
    verdict = DEFECTS[rule.code]()
    found = [problem for problem in verdict.problems if problem.code == rule.code]
    assert found, codes(verdict)
    assert {problem.severity for problem in found} == {rule.severity}
    assert verdict.is_refused == (rule.severity is Severity.ERROR)
    has_place = bool(found[0].sheet and found[0].cell)
    assert has_place == (rule.code not in ABOUT_THE_WHOLE_FILE)
    assert "{" not in found[0].message


def test_a_good_return_breaks_no_rule() -> None:
    assert codes(screened(a_good_return())) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("12 чел.", 12), ("12,0", 12), ("1О", 10), ("1 250 чел.", 1250)],
)
def test_a_note_keeps_the_value(written: str, value: int) -> None:
    answer = fact(screened_with(**{TICKET: written}), "ticket_pupils", 9)
    assert answer.written == written
    assert answer.value == (value if value <= 25 else None)


@pytest.mark.parametrize("written", ["–", "—", "-", "н/д", "нет данных"])
def test_a_dash_is_neither_zero_nor_a_value(written: str) -> None:
    verdict = screened_with(**{TICKET: written})
    answer = fact(verdict, "ticket_pupils", 9)
    assert (answer.value, answer.state) == (None, ValueState.NOT_REPORTED)
    explained = screened_with(**{TICKET: written}, q_ticket_pupils_reason="платформа закрыта")
    assert codes(explained) == []
    assert fact(explained, "ticket_pupils", 9).state is ValueState.NO_DATA


def test_zero_in_words_is_zero_only_where_one_number_is_asked() -> None:
    whole = screened_with(q_art_profi_participants="нет")
    assert fact(whole, "art_profi_participants").state is ValueState.ZERO
    by_grade = screened_with(**{TICKET: "нет"})
    assert codes(by_grade) == ["word_for_zero"]
    assert fact(by_grade, "ticket_pupils", 9).state is ValueState.NO_DATA


def test_a_number_in_merged_cells_counts_for_no_grade() -> None:
    verdict = DEFECTS["merged_answer"]()
    assert codes(verdict) == ["merged_answer"]
    assert [fact(verdict, "ticket_pupils", grade).value for grade in (6, 7, 8)] == [None] * 3


def test_a_bare_total_is_one_remark_and_no_value() -> None:
    verdict = DEFECTS["total_without_grades"]()
    assert codes(verdict) == ["total_without_grades"]
    assert fact(verdict, "ticket_pupils", 9).value is None


def test_hidden_answers_are_read_and_named() -> None:
    verdict = DEFECTS["hidden_cells"]()
    (note,) = verdict.problems
    assert "K12" in note.message
    assert note.sheet == SHEET
    assert fact(verdict, "ticket_pupils", 9).value == 12


def test_the_saved_result_of_a_formula_is_taken() -> None:
    assert fact(DEFECTS["formula_in_answer"](), "ticket_pupils", 9).value == 12


def test_codes_are_told_once_and_every_line_has_an_example() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.example and rule.title and rule.message for rule in RULES)
    assert {rule.treatment for rule in RULES} == set(Treatment)
