"""The rules of a good return: each finds its defect, names the cell, and says what to do."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from data_model.returns import Severity, ValueState
from loaders.returns.checks.catalogue import BY_CODE, CHECKS, RULES, grouped
from loaders.returns.checks.rule import Stage
from tests.builders import a_roll
from tests.loaders.filling import (
    a_context,
    a_form,
    a_good_return,
    changed,
    codes,
    fact,
    filled,
    only,
    screened,
    screened_with,
)

TICKET = "q_ticket_pupils_g9"


@pytest.mark.parametrize(
    ("code", "written", "shown"),
    [
        ("text_in_count", "пятнадцать", "«пятнадцать»"),
        ("two_numbers", "12 из 45", "12 из 45"),
        ("date_in_count", datetime(2021, 8, 6), "06.08.2021"),
        ("fraction", 12.5, "12,5"),
        ("percent", "35%", "35%"),
        ("percent", 0.35, "0,35"),
        ("negative", -3, "-3"),
        ("too_large", 5_000_000, "5000000"),
        ("participants_over_roll", 26, "26"),
    ],
)
def test_a_wrong_number_is_asked_about_and_does_not_count(
    code: str, written: Any, shown: str
) -> None:
    verdict = screened_with(**{TICKET: written})
    problem = only(verdict)
    assert (problem.code, problem.severity) == (code, Severity.QUESTION)
    assert (problem.sheet, problem.cell) == ("Показатели", "K12")
    assert shown in problem.message
    answer = fact(verdict, "ticket_pupils", 9)
    assert (answer.value, answer.state) == (None, ValueState.NO_DATA)


def test_quotes_inside_of_quotes_are_inner_ones() -> None:
    message = only(screened_with(**{TICKET: "12 из 45"})).message
    assert "„Билет в будущее“», 9 класс" in message
    assert "»»" not in message


@pytest.mark.parametrize("written", ["15", " 15 ", "15\u00a0", "'15", 15.0])
def test_a_number_that_is_only_typed_oddly_is_taken_in_silence(written: Any) -> None:
    verdict = screened_with(**{TICKET: written})
    assert codes(verdict) == []
    assert fact(verdict, "ticket_pupils", 9).value == 15


def test_a_formula_without_a_result_is_no_empty_cell() -> None:
    verdict = screened_with(**{TICKET: "=SUM(C8:D8)"})
    assert codes(verdict) == ["formula_without_result"]


def test_an_error_in_a_cell_is_shown_as_the_school_sees_it() -> None:
    def break_cell(book: Workbook) -> None:
        cell = book["Показатели"]["K12"]
        cell.value, cell.data_type = "#DIV/0!", "e"

    problem = only(screened(changed(a_good_return(), break_cell)))
    assert (problem.code, problem.cell) == ("error_value", "K12")
    assert "#ДЕЛ/0!" in problem.message


def test_an_unanswered_cell_is_asked_about() -> None:
    problem = only(screened_with(**{TICKET: None}))
    assert (problem.code, problem.severity, problem.cell) == (
        "unanswered",
        Severity.QUESTION,
        "K12",
    )


def test_a_whole_empty_row_is_one_remark() -> None:
    empty = {f"q_ticket_pupils_g{grade}": None for grade in range(6, 12)}
    problem = only(screened_with(**empty))
    assert (problem.code, problem.cell) == ("unanswered", "H12")
    assert "строка не заполнена" in problem.message


def test_an_explained_silence_is_no_remark() -> None:
    empty = {f"q_ticket_pupils_g{grade}": None for grade in range(6, 12)}
    verdict = screened_with(**empty, q_ticket_pupils_reason="выгрузка платформы недоступна")
    assert codes(verdict) == []
    assert fact(verdict, "ticket_pupils", 8).reason == "выгрузка платформы недоступна"


def test_what_a_year_does_not_ask_for_may_stay_empty() -> None:
    """Row 5 of the order begins in 2021: in 2020 nobody misses the diagnostics."""
    answers = {f"q_ticket_pupils_g{grade}": 5 for grade in range(6, 12)}
    asked = {one.message for one in screened(filled(a_form(2020), answers)).problems}
    assert not any("диагностик" in message for message in asked)
    assert any("Арт-Профи" in message or "онлайн-урок" in message for message in asked)


@pytest.mark.parametrize(
    ("code", "severity", "changes", "cell"),
    [
        ("not_yes_or_no", "question", {"q_events_schedule": "частично"}, "C9"),
        ("no_with_documents", "question", {"q_events_schedule": "нет"}, "C9"),
        ("documents_without_answer", "question", {"q_events_schedule": None}, "C9"),
        ("yes_without_details", "question", {"q_events_schedule_number": None}, "C9"),
        ("date_in_future", "question", {"q_events_schedule_date": date(2022, 3, 1)}, "H9"),
    ],
)
def test_evidence_is_complete_and_agrees_with_the_answer(
    code: str, severity: str, changes: dict[str, Any], cell: str
) -> None:
    problem = only(screened_with(**changes))
    assert (problem.code, problem.severity, problem.cell) == (code, severity, cell)


@pytest.mark.parametrize("sign", ["-", "—", "/", "н/д", "нет данных", "?"])
@pytest.mark.parametrize("part", ["name", "number", "date"])
def test_a_dash_is_no_name_number_or_date(part: str, sign: str) -> None:
    """What proves nothing leaves «есть» without its requisites, and is asked about once."""
    verdict = screened_with(**{f"q_events_schedule_{part}": sign})
    assert codes(verdict) == ["yes_without_details"]
    assert verdict.parsed is not None
    document = next(one for one in verdict.parsed.documents if one.question == "events_schedule")
    assert not document.is_complete


@pytest.mark.parametrize("word", ["есть", "Да", "+", "имеется", "нет"])
def test_the_answer_itself_is_no_name_of_a_document(word: str) -> None:
    assert codes(screened_with(q_events_schedule_name=word)) == ["yes_without_details"]


@pytest.mark.parametrize("number", ["б/н", "без номера", "№ 7", "7-п/ОД", 7])
def test_a_number_in_any_form_is_one(number: Any) -> None:
    assert codes(screened_with(q_events_schedule_number=number)) == []


def test_dashes_beside_no_are_no_document() -> None:
    parts = ("name", "number", "date", "link")
    dashes = {f"q_events_schedule_{part}": "-" for part in parts}
    verdict = screened_with(q_events_schedule="нет", **dashes)
    assert codes(verdict) == []


@pytest.mark.parametrize("sign", ["-", "—", ".", "/"])
def test_a_dash_is_no_reason(sign: str) -> None:
    """A school that fills every empty cell with dashes has not said why data are missing."""
    empty = {f"q_ticket_pupils_g{grade}": None for grade in range(6, 12)}
    assert codes(screened_with(**empty, q_ticket_pupils_reason=sign)) == ["unanswered"]


def test_a_date_that_is_none_is_asked_about_and_proves_nothing() -> None:
    verdict = screened_with(q_events_schedule_date="в сентябре")
    assert codes(verdict) == ["yes_without_details", "date_unreadable"]


@pytest.mark.parametrize("written", ["20.05.2021", "20.05.21", "20.05.2021г.", 44336])
def test_dates_are_read_as_people_write_them(written: Any) -> None:
    verdict = screened_with(q_events_schedule_date=written)
    assert codes(verdict) == []
    assert verdict.parsed is not None
    dates = {one.date for one in verdict.parsed.documents if one.question == "events_schedule"}
    assert dates == {date(2021, 5, 20)}


def test_a_disputed_roll_is_a_question_with_the_words_of_the_school() -> None:
    problem = only(
        screened_with(q_roll_confirmed="нет", q_roll_confirmed_reason="в 9 классе 27 человек")
    )
    assert (problem.code, problem.severity) == ("roll_disputed", Severity.QUESTION)
    assert "в 9 классе 27 человек" in problem.message


def test_a_roll_changed_after_the_form_was_made_is_a_question() -> None:
    loaded = a_roll(pupils={**dict.fromkeys(range(1, 12), 25), 4: 24})
    problem = only(screened(a_good_return(), a_context(roll=loaded)))
    assert (problem.code, problem.cell) == ("roll_differs", "F7")


def test_a_total_typed_by_hand_is_a_note_and_the_grades_count() -> None:
    def type_a_total(book: Workbook) -> None:
        book["Показатели"]["N12"].value = 99

    problem = only(screened(changed(a_good_return(), type_a_total)))
    assert (problem.code, problem.severity, problem.cell) == ("total_differs", "note", "N12")


def test_a_cell_filled_before_and_empty_now_is_a_question() -> None:
    before = screened(a_good_return()).parsed
    assert before is not None
    content = filled(a_good_return(), {TICKET: None, "q_diagnostics_report_name": None})
    verdict = screened(content, a_context(before))
    assert codes(verdict) == ["answer_withdrawn", "yes_without_details"]
    assert "«12»" in verdict.problems[0].message


def test_no_data_in_place_of_an_answer_is_named_as_such() -> None:
    """Школа заменила числа на «нет данных»: так и сказано, а не «теперь ячейка пуста»."""
    before = screened(a_good_return()).parsed
    assert before is not None
    one = screened(filled(a_good_return(), {TICKET: "н/д"}), a_context(before))
    assert codes(one) == ["dash_for_former_answer"]
    assert "было «12», теперь стоит «н/д»" in one.problems[0].message
    row = {f"q_ticket_pupils_g{grade}": "нет данных" for grade in range(6, 12)}
    whole = screened(filled(a_good_return(), row), a_context(before))
    assert codes(whole) == ["dash_for_former_answer"]
    assert "было «9, 10, 11, 12, 13, 14»" in whole.problems[0].message
    assert "пуста" not in whole.problems[0].message


def test_a_reason_in_place_of_an_answer_is_a_note_and_counts() -> None:
    """Написали почему: это ответ, вопроса нет, но о замене сказано."""
    before = screened(a_good_return()).parsed
    assert before is not None
    gone = {f"q_ticket_pupils_g{grade}": None for grade in range(6, 12)}
    content = filled(a_good_return(), gone | {"q_ticket_pupils_reason": "платформа закрыта"})
    problem = only(screened(content, a_context(before)))
    assert (problem.code, problem.severity) == ("former_answer_explained", Severity.NOTE)
    assert "«9, 10, 11, 12, 13, 14»" in problem.message
    assert "платформа закрыта" in problem.message


def test_a_document_that_is_gone_is_a_question() -> None:
    before = screened(a_good_return()).parsed
    assert before is not None
    gone = {f"q_events_schedule{part}": None for part in ("_name", "_number", "_date", "_link")}
    content = filled(a_good_return(), gone)
    verdict = screened(content, a_context(before))
    assert "document_withdrawn" in codes(verdict)


def test_a_threefold_jump_against_last_year_is_a_note() -> None:
    last_year = screened(a_good_return()).parsed
    assert last_year is not None
    small = tuple(
        one._replace(value=1 if one.question == "ticket_pupils" and one.value else one.value)
        for one in last_year.facts
    )
    context = a_context(replace(last_year, year=2020, facts=small))
    problem = only(screened(a_good_return(), context))
    assert (problem.code, problem.severity) == ("jump", Severity.NOTE)


def test_a_sheet_that_the_school_added_is_noted() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("Черновик")["A1"] = "считали так"

    problem = only(screened(changed(a_good_return(), add)))
    assert (problem.code, problem.sheet) == ("strange_sheet", "Черновик")


def test_an_untouched_form_is_refused_and_not_counted_as_reported() -> None:
    verdict = screened(a_form())
    assert codes(verdict) == ["empty_return"]
    assert verdict.is_refused
    assert (verdict.org, verdict.year) == ("580401", 2021)


def test_a_deleted_row_is_refused_with_the_question_named() -> None:
    def delete(book: Workbook) -> None:
        book["Показатели"].delete_rows(12)

    problem = only(screened(changed(a_good_return(), delete)))
    assert (problem.code, problem.severity) == ("question_missing", Severity.ERROR)
    assert "Билет в будущее" in problem.message


def test_a_copied_sheet_is_refused_with_both_places() -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book["Мероприятия"])

    verdict = screened(changed(a_good_return(), copy))
    assert codes(verdict) == ["sheet_repeated"]
    assert "«Мероприятия», «Мероприятия Copy»" in verdict.problems[0].message


def test_rules_are_told_apart_by_their_codes_and_speak_russian() -> None:
    assert len(BY_CODE) == len(RULES)
    assert all(rule.title and rule.message and rule.since for rule in RULES)
    assert all(rule.find or rule.stage in {Stage.READING, Stage.LOT} for rule in CHECKS)


def test_equal_remarks_are_one_group_errors_first() -> None:
    problems = screened_with(q_ticket_pupils_g6=None, q_ticket_pupils_g7=None).problems
    (group,) = grouped(problems)
    assert (group.code, group.count, group.title) == ("unanswered", 2, "Нет ответа")
