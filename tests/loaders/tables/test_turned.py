"""Таблица на боку: школы стоят в столбцах, вопросы — в строках; читается так же, как обычная."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.tables.finding import tables_in
from loaders.tables.profile import Use
from loaders.tables.proposal import MappingProposal, propose
from tests.loaders.filling import roadmap
from tests.loaders.tables.tables import NAMES, OLDER, TICKET, count, saved, table, true_percent
from tests.loaders.tables.test_consolidated import confirmed, sent, value

Row = tuple[object, ...]
Build = Callable[[Worksheet], None]


def by_school(shift: int, grade: int) -> Row:
    return tuple(count(org, grade, shift) for org in NAMES)


def percents() -> Row:
    return tuple(f"{true_percent(org)} %" for org in NAMES)


def totals() -> Row:
    return tuple(sum(count(org, grade) for grade in OLDER) for org in NAMES)


def grades_beside(sheet: Worksheet) -> None:
    """Вопрос объединён на все классы, класс стоит рядом."""
    sheet.append(["№ п/п", "Показатель", "Класс", *NAMES.values(), "ИТОГО по району"])
    sheet.append([1, 2, 3, 4, 5, 6, 7])
    for grade in OLDER:
        sheet.append([1, TICKET if grade == 6 else None, grade, *by_school(0, grade), 999])
    sheet.merge_cells("B6:B11")
    sheet.append([2, "Арт-Профи-Форум", None, *by_school(1, 0), 999])


def grades_below(sheet: Worksheet) -> None:
    """Под вопросом строки классов, итога и процента."""
    sheet.append(["Показатель", *NAMES.values(), "ИТОГО по району"])
    sheet.append([TICKET])
    for grade in OLDER:
        sheet.append([f"в том числе: {grade} кл.", *by_school(0, grade), 999])
    sheet.append(["Итого", *totals(), 999])
    sheet.append(["% от контингента", *percents()])
    sheet.append(["Арт-Профи-Форум", *by_school(1, 0), 999])


def grades_in_rows(sheet: Worksheet) -> None:
    """В каждой строке вопрос и класс целиком; подпись над школами."""
    sheet.append([None, None, "Школы"])
    sheet.merge_cells("C4:E4")
    sheet.append(["№", "Наименование показателя", *NAMES.values()])
    for number, grade in enumerate(OLDER, start=1):
        sheet.append([number, f"{TICKET} {grade} класс", *by_school(0, grade)])
    sheet.append([7, "Арт-Профи-Форум", *by_school(1, 0)])


def turned(build: Build) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Свод"
    sheet["C1"] = "Итоги по району: приложение к приказу"
    sheet["A2"] = "Сводная информация по образовательным организациям за 2021 год"
    sheet.append([])
    build(sheet)
    sheet.cell(sheet.max_row + 2, 2, "Исполнитель: методист, 2-15-15")
    return saved(book)


LAYOUTS = [grades_beside, grades_below, grades_in_rows]
each_layout = pytest.mark.parametrize("build", LAYOUTS, ids=lambda one: one.__name__)


def proposal(content: bytes) -> MappingProposal:
    proposed = propose(read_workbook(content, "свод.xlsx"), roadmap())
    assert proposed is not None
    return proposed


@each_layout
def test_each_school_in_a_column_gets_its_return(
    store: Store, tmp_path: Path, build: Build
) -> None:
    content = turned(build)
    confirmed(store, content)
    receipts = sent(store, content, tmp_path)
    assert [one.org for one in receipts] == list(NAMES)
    assert {one.code for of in receipts for one in of.problems} == {
        "table_taken",
        "table_unanswered",
    }
    for org in NAMES:
        found = [value(store, org, "ticket_pupils", grade) for grade in OLDER]
        assert found == [count(org, grade) for grade in OLDER]
        assert value(store, org, "art_profi_participants", 0) == count(org, 0, 1)


@each_layout
def test_what_is_proposed_says_how_the_table_stands(build: Build) -> None:
    proposed = proposal(turned(build))
    assert "школы стоят в столбцах" in proposed.found
    assert proposed.columns[0].use.use is Use.SCHOOL
    answers = [one.use for one in proposed.columns if one.use.use is Use.ANSWER]
    assert [one.grade for one in answers] == [*OLDER, 0]
    assert not any("Исполнитель" in one.use.header for one in proposed.columns)


def test_totals_and_percents_below_a_question_serve_for_control() -> None:
    uses = [one.use for one in proposal(turned(grades_below)).columns]
    controls = [(one.use, one.question) for one in uses if one.use in (Use.TOTAL, Use.PERCENT)]
    assert (Use.TOTAL, "ticket_pupils") in controls
    assert (Use.PERCENT, "ticket_pupils") in controls


def test_an_answer_keeps_the_address_it_has_on_the_sheet(store: Store, tmp_path: Path) -> None:
    content = turned(grades_beside)
    confirmed(store, content)
    sent(store, content, tmp_path)
    sheet = load_workbook(BytesIO(content))["Свод"]
    for one in store.snapshot("58040").facts:
        if one.fact.question == "ticket_pupils" and one.fact.value is not None:
            assert sheet[one.fact.cell].value == one.fact.value
            assert one.fact.sheet == "Свод"


def test_a_remark_names_the_cell_on_the_sheet(store: Store, tmp_path: Path) -> None:
    book = load_workbook(BytesIO(turned(grades_beside)))
    book["Свод"]["E8"] = "около 5"
    content = saved(book)
    confirmed(store, content)
    problems = [one for of in sent(store, content, tmp_path) for one in of.problems]
    (found,) = [one for one in problems if one.code == "not_exact"]
    assert (found.sheet, found.cell) == ("Свод", "E8")


@pytest.mark.parametrize(
    ("area", "orgs"),
    [("D6:D8", ("580401",)), ("D6:E6", ("580401", "580402")), ("D6:E7", ("580401", "580402"))],
)
def test_one_number_in_merged_cells_of_a_table_on_its_side_is_asked_about(
    store: Store, tmp_path: Path, area: str, orgs: tuple[str, ...]
) -> None:
    """Раньше число трёх классов или двух школ доставалось первому классу первой школы."""
    content = turned(grades_beside)
    confirmed(store, content)
    sent(store, content, tmp_path)
    book = load_workbook(BytesIO(content))
    book["Свод"]["D6"] = 12
    book["Свод"].merge_cells(area)
    receipts = sent(store, saved(book), tmp_path, "объединено.xlsx")
    asked = {
        one.org: [told.message for told in one.problems if told.code == "merged_answer"]
        for one in receipts
    }
    assert tuple(org for org, told in asked.items() if told) == orgs
    assert all("«12»" in told[0] for told in asked.values() if told)
    for org in orgs:
        assert value(store, org, "ticket_pupils", 6) is None
    assert value(store, "580403", "ticket_pupils", 6) == count("580403", 6)


def test_an_unknown_table_on_its_side_waits_for_a_person(store: Store, tmp_path: Path) -> None:
    (receipt,) = sent(store, turned(grades_below), tmp_path)
    assert [one.code for one in receipt.problems] == ["table_unmapped"]


def test_an_upright_table_is_not_turned() -> None:
    (found,) = tables_in(read_workbook(table(), "свод.xlsx"))
    assert not found.is_turned
