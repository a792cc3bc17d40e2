"""A filled form comes back without a lost value, whatever saved it and whatever was moved."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from data_model.returns import EvidenceDocument, Fact, ValueState
from loaders.returns.judging import FileVerdict
from tests.builders import a_roll
from tests.loaders.filling import (
    GRADES_UP_TO_NINE,
    OFFICE,
    a_context,
    a_form,
    a_good_return,
    changed,
    codes,
    fact,
    filled,
    good_answers,
    place_of,
    screened,
)
from tests.loaders.make_fixtures import FOLDER, WAYS, made


def understood(verdict: FileVerdict) -> tuple[list[Fact], list[EvidenceDocument]]:
    """What was understood, without the places, which may move."""
    assert verdict.parsed is not None, verdict.problems
    facts = [one._replace(sheet="", cell="") for one in verdict.parsed.facts]
    documents = [replace(one, sheet="", cell="") for one in verdict.parsed.documents]
    return facts, documents


GOOD = understood(screened(a_good_return()))


def test_a_good_return_has_no_remarks_and_every_value() -> None:
    verdict = screened(a_good_return())
    assert codes(verdict) == []
    expected = {name: value for name, value in good_answers().items() if isinstance(value, int)}
    found = {
        f"q_{one.question}" + (f"_g{one.grade}" if one.grade else ""): one.value
        for one in GOOD[0]
        if one.written.isdigit()
    }
    assert found == expected


@pytest.mark.parametrize("name", WAYS)
def test_forms_saved_by_libreoffice_come_back_whole(name: str) -> None:
    verdict = screened((FOLDER / name).read_bytes())
    assert codes(verdict) == []
    assert understood(verdict) == GOOD


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: fixtures stand for it")
@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls"])
def test_forms_saved_by_libreoffice_here_come_back_whole(name: str, tmp_path: Path) -> None:
    verdict = screened(made(WAYS[name], tmp_path))
    assert codes(verdict) == []
    assert understood(verdict) == GOOD


def insert_rows(book: Workbook) -> None:
    for name in ("Показатели", "Мероприятия", "Документы"):
        book[name].insert_rows(5, 3)
        book[name].insert_rows(12)


def insert_columns(book: Workbook) -> None:
    book["Показатели"].insert_cols(3)
    book["Документы"].insert_cols(1)


def move_a_column(book: Workbook) -> None:
    """The first grade goes behind everything."""
    sheet = book["Показатели"]
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, 20).value = sheet.cell(row, 3).value
    sheet.delete_cols(3)


def rename_sheets(book: Workbook) -> None:
    book["Показатели"].title = "Лист1"
    book["Документы"].title = "документы новые"


def drop_the_meta_sheet(book: Workbook) -> None:
    del book["_meta"]


def sort_questions(book: Workbook) -> None:
    """The last question of «Показатели» changes place with the first one."""
    sheet = book["Показатели"]
    for column in range(1, sheet.max_column + 1):
        first, last = sheet.cell(9, column), sheet.cell(12, column)
        first.value, last.value = last.value, first.value


@pytest.mark.parametrize(
    "change",
    [
        insert_rows,
        insert_columns,
        move_a_column,
        rename_sheets,
        drop_the_meta_sheet,
        sort_questions,
    ],
)
def test_moved_rows_columns_and_sheets_do_no_harm(change: Callable[[Workbook], None]) -> None:
    verdict = screened(changed(a_good_return(), change))
    assert codes(verdict) == []
    assert understood(verdict) == GOOD


def test_every_fact_knows_its_sheet_its_cell_and_what_was_written() -> None:
    answer = fact(screened(a_good_return()), "ticket_pupils", 9)
    assert (answer.sheet, answer.cell, answer.written) == ("Показатели", "K12", "12")


def test_a_document_is_read_with_all_its_details() -> None:
    first = next(one for one in GOOD[1] if one.question == "diagnostics_report")
    assert (first.name, first.number, first.link) == (
        "Документ diagnostics_report",
        "17",
        "https://school.example/document",
    )
    assert first.is_complete


@pytest.mark.parametrize("number", [10**9, 10**30, "9" * 40])
def test_a_document_with_an_absurd_ordinal_keeps_its_line_in_the_list(number: int | str) -> None:
    """Counting up to it would never end, and no database would take it."""

    def renumber(book: Workbook) -> None:
        sheet, address = place_of(book, "q_events_schedule_name")
        (ordinal,) = [cell for cell in book[sheet][6] if cell.value == "Документ №"]
        book[sheet].cell(book[sheet][address].row, ordinal.column).value = number

    verdict = screened(changed(a_good_return(), renumber))
    assert verdict.parsed is not None
    assert [one.ordinal for one in verdict.parsed.documents] == [1, 1]


def test_the_states_of_a_value_stay_apart() -> None:
    roll = a_roll(pupils=GRADES_UP_TO_NINE)
    answers = {
        "q_ticket_pupils_g6": 0,
        "q_ticket_pupils_g7": 5,
        "q_art_profi_participants_reason": "итоги ещё не подведены",
        "q_events_schedule": "нет",
        "q_events_schedule_reason": "график в работе",
    }
    verdict = screened(filled(a_form(roll=roll), answers), a_context(roll=roll))
    states = {
        (question, grade): fact(verdict, question, grade).state
        for question, grade in (
            ("ticket_pupils", 6),
            ("ticket_pupils", 7),
            ("ticket_pupils", 8),
            ("ticket_pupils", 10),
            ("art_profi_participants", 0),
            ("events_schedule", 0),
        )
    }
    assert list(states.values()) == [
        ValueState.ZERO,
        ValueState.VALUE,
        ValueState.NOT_REPORTED,
        ValueState.NOT_APPLICABLE,
        ValueState.NO_DATA,
        ValueState.ZERO,
    ]
    assert fact(verdict, "art_profi_participants").reason == "итоги ещё не подведены"
    assert fact(verdict, "events_schedule").reason == "график в работе"
