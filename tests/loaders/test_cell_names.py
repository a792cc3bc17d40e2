"""Имена ячеек сверяются с кодами и шапкой: спорят они — школу спрашивают, и ничего не гадают."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.workbook import LONGEST_NAME, MOST_NAMES, NamedPlace, named_places
from loaders.files.worker_pool import read_workbook
from tests.loaders.elsewhere.make import FOLDER as ELSEWHERE
from tests.loaders.elsewhere.make import GNUMERIC, R
from tests.loaders.filling import (
    a_form,
    a_good_return,
    changed,
    codes,
    fact,
    filled,
    place_of,
    screened,
)
from tests.loaders.make_fixtures import FOLDER, WAYS

SHEET = "Показатели"
FIRST, DIAGNOSED, ADVISED, TICKET = 8, 9, 10, 12
"""Rows of «Показатели»."""

Change = Callable[[Workbook], None]


def exchange(sheet: Worksheet, one: str, other: str) -> None:
    sheet[one].value, sheet[other].value = sheet[other].value, sheet[one].value


def swap_codes(book: Workbook) -> None:
    exchange(book[SHEET], f"A{DIAGNOSED}", f"A{TICKET}")


def swap_codes_of_documents(book: Workbook) -> None:
    sheet = book["Документы"]
    first, second = (_row_of(sheet, code) for code in ("diagnostics_report", "events_schedule"))
    exchange(sheet, f"A{first}", f"A{second}")


def _row_of(sheet: Worksheet, code: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == code)


def shift_codes(book: Workbook) -> None:
    """The cells of the column of codes are moved, and nothing else."""
    sheet = book[SHEET]
    moved = [sheet[f"A{row}"].value for row in (TICKET, DIAGNOSED, ADVISED)]
    for row, code in zip((DIAGNOSED, ADVISED, TICKET), moved, strict=True):
        sheet[f"A{row}"].value = code


def swap_whole_rows(book: Workbook) -> None:
    """As sorting does: everything moves but the names."""
    for column in range(1, 17):
        letter = book[SHEET].cell(1, column).column_letter
        exchange(book[SHEET], f"{letter}{DIAGNOSED}", f"{letter}{TICKET}")


def swap_texts(book: Workbook) -> None:
    exchange(book[SHEET], f"B{DIAGNOSED}", f"B{TICKET}")


def insert_rows(count: int) -> Change:
    def insert(book: Workbook) -> None:
        for name in (SHEET, "Мероприятия", "Документы"):
            book[name].insert_rows(5, count)

    return insert


def insert_a_column(book: Workbook) -> None:
    """A breakdown of a grade, by a program that leaves the names where they were."""
    sheet = book[SHEET]
    sheet.insert_cols(11)
    sheet["K6"].value, sheet[f"K{TICKET}"].value = "из них 8а", 3


def head_a_column_anew(book: Workbook) -> None:
    """Another column bears the header, empty; the answers stay in the named one."""
    sheet = book[SHEET]
    sheet["Q6"].value, sheet["K6"].value = "9 класс", "9 класс (список)"


def insert_a_row_with_names(book: Workbook) -> None:
    """As Excel and LibreOffice do: the names go down together with their cells."""
    book[SHEET].insert_rows(FIRST)
    for name in book.defined_names.values():
        sheet, address = place_of(book, name.name)
        letters, row = coordinate_from_string(address)
        if sheet == SHEET and row >= FIRST:
            name.attr_text = f"'{SHEET}'!${letters}${row + 1}"


def insert_a_row_with_names_and_swap_codes(book: Workbook) -> None:
    insert_a_row_with_names(book)
    exchange(book[SHEET], f"A{DIAGNOSED + 1}", f"A{TICKET + 1}")


def drop_names(book: Workbook) -> None:
    book.defined_names.clear()


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        # изменение, сколько вопросов о двух кандидатах, что сделали с бланком
        pytest.param(swap_codes, 12, id="коды двух строк поменяли местами"),
        pytest.param(swap_codes_of_documents, 2, id="коды двух документов поменяли местами"),
        pytest.param(shift_codes, 18, id="столбец кодов сдвинут на строку"),
        pytest.param(head_a_column_anew, 4, id="шапка класса стоит над пустым столбцом"),
        pytest.param(swap_whole_rows, 0, id="строки отсортированы, имена остались"),
        pytest.param(swap_texts, 0, id="поменяли только тексты вопросов"),
        pytest.param(insert_rows(1), 0, id="вставлена строка, имена остались"),
        pytest.param(insert_rows(3), 0, id="вставлены три строки, имена остались"),
        pytest.param(insert_a_column, 0, id="вставлен столбец, имена остались"),
        pytest.param(insert_a_row_with_names, 0, id="вставлена строка, имена сдвинуты с ней"),
        pytest.param(insert_a_row_with_names_and_swap_codes, 12, id="и поменяли коды двух строк"),
        pytest.param(drop_names, 0, id="имён нет"),
    ],
)
def test_names_ask_only_where_an_answer_has_two_candidates(change: Change, asked: int) -> None:
    verdict = screened(changed(a_good_return(), change))
    assert codes(verdict).count("name_disagrees") == asked
    assert not verdict.is_refused


def test_an_answer_with_two_candidates_is_unknown() -> None:
    verdict = screened(changed(a_good_return(), swap_codes))
    assert fact(verdict, "ticket_pupils", 9).value is None
    assert fact(verdict, "advised_pupils", 9).value == 10
    first = next(one for one in verdict.problems if one.code == "name_disagrees")
    assert (first.sheet, first.cell) == (SHEET, f"H{DIAGNOSED}")
    assert f"здесь: «8», а по тексту вопроса и имени ячейки — в {SHEET}!H{TICKET}: «9»" in (
        first.message
    )


def test_equal_candidates_are_nothing_to_ask_about() -> None:
    same = {
        f"q_{code}_pupils_g{grade}": grade
        for code in ("diagnosed", "ticket")
        for grade in range(6, 12)
    }
    verdict = screened(changed(filled(a_good_return(), same), swap_codes))
    assert "name_disagrees" not in codes(verdict)


def test_last_years_figures_under_a_question_are_no_candidates() -> None:
    """A program put a row in; names now point to «год назад», which is filled."""
    before = screened(a_good_return(2020)).parsed
    assert before is not None
    form = filled(a_form(last_year=before.facts), {"q_ticket_pupils_g9": 5})
    verdict = screened(changed(form, insert_rows(1)))
    assert "name_disagrees" not in codes(verdict)


def erase_a_code(book: Workbook) -> None:
    book[SHEET][f"A{TICKET}"].value = None


def erase_code_and_text(book: Workbook) -> None:
    erase_a_code(book)
    book[SHEET][f"B{TICKET}"].value = None


def mistype_a_code(book: Workbook) -> None:
    book[SHEET][f"A{TICKET}"].value = "билет"


def erase_a_header(book: Workbook) -> None:
    book[SHEET]["K6"].value = None


def delete_the_row(book: Workbook) -> None:
    book[SHEET].delete_rows(TICKET)


def delete_the_column(book: Workbook) -> None:
    book[SHEET].delete_cols(11)


HERE = f"здесь: {SHEET}!H{TICKET}:M{TICKET} (код ticket_pupils)"
ANEW = "Скачайте бланк заново"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(erase_a_code, HERE, id="код стёрт"),
        pytest.param(erase_code_and_text, HERE, id="код и текст стёрты"),
        pytest.param(mistype_a_code, HERE, id="код вписан другой"),
        pytest.param(erase_a_header, f"{SHEET}!K{TICKET} (код ticket_pupils)", id="шапка стёрта"),
        pytest.param(delete_the_row, ANEW, id="строки нет"),
        pytest.param(delete_the_column, ANEW, id="столбца нет"),
    ],
)
def test_what_lost_its_code_is_refused_with_the_place_that_its_name_tells(
    change: Change, said: str
) -> None:
    verdict = screened(changed(a_good_return(), change))
    (problem,) = verdict.problems
    assert problem.code == "question_missing"
    assert said in problem.message


KEEPING = [
    *(FOLDER / name for name in WAYS),
    *(ELSEWHERE / name for name in (*GNUMERIC, *R, "exceljs.xlsx", "sheetjs.xlsx")),
]


@pytest.mark.parametrize("path", KEEPING, ids=lambda path: path.name)
def test_names_come_back_from_every_program_that_keeps_them(path: Path) -> None:
    book = read_workbook(path.read_bytes())
    assert book.names["q_ticket_pupils_g9"] == (SHEET, 11, 10)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("'Показатели'!$K$12", (SHEET, 11, 10)),
        ("Показатели!$K$12", (SHEET, 11, 10)),
        ("$Показатели.$K$12", (SHEET, 11, 10)),
        ("$'Лист ''1''.2'.$B$3:.$C$4", ("Лист '1'.2", 2, 1)),
        ("'Показатели'!#REF!", None),
        ("#REF!", None),
        ('"да,нет"', None),
        ("Показатели!$K$0", None),
        ("Показатели!$K$99999999", None),
        ("x" * 1000 + "!$A$1", None),
    ],
)
def test_targets_as_programs_write_them(target: str, place: NamedPlace | None) -> None:
    assert named_places([("Q_Answer", target)]).get("q_answer") == place


def test_names_of_a_foreign_file_are_bounded() -> None:
    many = [(f"q_{number}", "Лист!$A$1") for number in range(3 * MOST_NAMES)]
    odd = [
        ("сумма", "Лист!$A$1"),
        ("q_" + "x" * LONGEST_NAME, "Лист!$A$1"),
        ("q_a\tb", "Лист!$A$1"),
    ]
    assert len(named_places(many)) == MOST_NAMES
    assert named_places(odd) == {}
