"""«Было — стало»: which answers a return would change."""

from dataclasses import replace

from data_model.returns import ParsedReturn, ValueState
from loaders.returns.difference import AnswerChange, ReturnDifference, difference
from tests.builders import (
    a_document,
    a_fact,
    a_return,
    a_snapshot,
    facts_by_grade,
)

BEFORE = a_return(facts=facts_by_grade({6: 10, 7: 0}), documents=(a_document(),))


def changes(after: ParsedReturn) -> tuple[AnswerChange, ...]:
    return difference(a_snapshot((BEFORE,)), after).changes


def test_the_same_answers_change_nothing() -> None:
    assert changes(BEFORE) == ()


def test_a_first_return_replaces_nothing_and_lists_nothing() -> None:
    assert difference(a_snapshot(), BEFORE) == ReturnDifference((), None)


def test_a_changed_count_is_told_with_its_cell() -> None:
    (change,) = changes(replace(BEFORE, facts=facts_by_grade({6: 12, 7: 0})))
    assert (change.before, change.after, change.cell) == ("10", "12", "H7")
    assert change.question.endswith("6 класс")


def test_zero_and_empty_are_two_things() -> None:
    empty = a_fact(grade=7, value=None, state=ValueState.NOT_REPORTED, written="")
    (change,) = changes(replace(BEFORE, facts=(*facts_by_grade({6: 10}), empty)))
    assert (change.before, change.after) == ("0", "пусто")


def test_a_value_that_is_asked_about_is_told_as_written() -> None:
    asked = a_fact(grade=7, value=None, state=ValueState.NO_DATA, written="15 чел.")
    (change,) = changes(replace(BEFORE, facts=(*facts_by_grade({6: 10}), asked)))
    assert change.after == "«15 чел.», под вопросом"


def test_each_detail_of_a_document_is_a_change_of_its_own() -> None:
    (change,) = changes(replace(BEFORE, documents=(a_document(number="14"),)))
    assert (change.before, change.after) == ("12", "14")
    assert change.question.endswith("документ № 1: номер")


def test_a_document_that_is_gone_is_told() -> None:
    gone = changes(replace(BEFORE, documents=()))
    assert {change.after for change in gone} == {"пусто"}
    assert len(gone) == 3
