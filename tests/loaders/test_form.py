"""Forms: what a person finds in them, and what programs find."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from data_model.errors import NothingThere, UnknownPlace
from data_model.places import OrganisationName
from data_model.roadmap import AnswerType
from loaders.files.worker_pool import read_workbook
from loaders.forms.book import write_form
from loaders.forms.layout import DATA_SHEETS, Identity, SheetName, slots_of
from loaders.forms.request import FormRequest, form_filename, request_from
from tests.builders import (
    a_district_office,
    a_municipality,
    a_return,
    a_roll,
    a_school,
    a_snapshot,
)
from tests.loaders.filling import (
    GRADES_UP_TO_NINE,
    OFFICE,
    a_district_form,
    a_form,
    a_good_return,
    filled,
    office_copy,
    place_of,
    roadmap,
)

SHEETS = ["Титул", "Показатели", "Мероприятия", "Документы", "Как заполнять", "_meta"]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(a_form()))


def test_a_form_has_its_sheets_in_their_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert load_workbook(BytesIO(a_district_form())).sheetnames == SHEETS


def test_meta_holds_form_version_organisation_and_year_and_is_very_hidden(book: Workbook) -> None:
    meta = book["_meta"]
    assert [meta[f"B{row}"].value for row in range(1, 5)] == [roadmap().code, 1, "580401", 2021]
    assert meta.sheet_state == "veryHidden"


@pytest.mark.parametrize("sheet", DATA_SHEETS)
def test_every_data_sheet_shows_a_locked_identity_line(book: Workbook, sheet: SheetName) -> None:
    line = Identity(roadmap().code, 1, "580401", 2021).line
    cell = next(cell for row in book[sheet] for cell in row if cell.value == line)
    assert cell.protection.locked


def test_every_input_cell_has_its_defined_name(book: Workbook) -> None:
    expected = {
        slot.name
        for question in roadmap().questions
        if "school" in question.asked_of
        for slot in slots_of(question)
    }
    assert expected <= set(book.defined_names)
    assert {"q_ticket_pupils_g6", "q_events_schedule", "q_events_schedule_name_2"} <= expected
    assert "q_roll_confirmed" in book.defined_names


def test_named_cells_are_unlocked_and_all_others_are_locked(book: Workbook) -> None:
    named = {place_of(book, name) for name in book.defined_names}
    unlocked = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == named


def test_every_sheet_is_protected_without_a_password(book: Workbook) -> None:
    assert all(sheet.protection.sheet for sheet in book)
    assert not any(sheet.protection.password for sheet in book)


def test_column_a_carries_the_codes_and_headers_carry_the_grades(book: Workbook) -> None:
    sheet = book["Показатели"]
    assert {"pupils", "roll_confirmed", "ticket_pupils"} <= {cell.value for cell in sheet["A"]}
    header = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Код вопроса")
    assert [f"{grade} класс" for grade in range(1, 12)] == list(header[2:13])


def test_the_roll_is_shown_and_stands_confirmed(book: Workbook) -> None:
    sheet = book["Показатели"]
    roll = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "pupils")
    assert list(roll[2:13]) == [25] * 11
    sheet_name, address = place_of(book, "q_roll_confirmed")
    assert book[sheet_name][address].value == "да"


def test_grades_without_pupils_are_closed_with_a_dash() -> None:
    book = load_workbook(BytesIO(a_form(roll=a_roll(pupils=GRADES_UP_TO_NINE))))
    row = next(row for row in book["Показатели"] if row[0].value == "ticket_pupils")
    assert [cell.value for cell in row[11:13]] == ["—", "—"]
    assert all(cell.protection.locked for cell in row[11:13])
    assert "q_ticket_pupils_g10" not in book.defined_names


def test_input_rules_speak_russian(book: Workbook) -> None:
    rules = [rule for name in DATA_SHEETS for rule in book[name].data_validations.dataValidation]
    assert {rule.type for rule in rules} == {"whole", "custom", "list", "date", None}
    assert all(rule.prompt for rule in rules)
    assert all(rule.error for rule in rules if rule.type)
    assert all(len(rule.prompt) <= 255 for rule in rules)


def test_the_file_says_whose_it_is() -> None:
    """Название школы, год, код: кому разослать, видно без открытия."""
    request = FormRequest(
        roadmap(), a_school(names=(OrganisationName("МБОУ", 'СОШ № 1 "Луч"'),)), 2021
    )
    assert form_filename(request) == "СОШ № 1 _Луч__2021_580401.xlsx"
    long = replace(request, place=a_school(names=(OrganisationName("Школа", "Ш" * 130),)))
    assert form_filename(long).endswith("Ш_2021_580401.xlsx")


def test_no_more_than_the_roll_unless_the_school_says_that_it_is_wrong(book: Workbook) -> None:
    (rule,) = [
        one
        for one in book["Показатели"].data_validations.dataValidation
        if one.type == "custom" and str(one.sqref).startswith("H12")
    ]
    assert rule.formula1 == 'AND(ISNUMBER(H12),H12>=0,H12=INT(H12),OR(H12<=H$7,$C$8="нет"))'
    assert "Контингент указан верно?" in rule.error


def test_the_burden_is_told(book: Workbook) -> None:
    told = {row[1].value: row[2].value for row in book["Титул"].iter_rows()}
    assert told["Сколько спрашиваем"] == (
        "ячеек для ответов: 38, из них уже заполнено программой: 0"
    )


WRONG = {
    "q_ticket_pupils_g10": "много",
    "q_ticket_pupils_g9": 26,
    "q_advised_pupils_g6": -1,
    "q_open_lesson_pupils_g1": None,
    "q_events_schedule_number": None,
    "q_events_schedule_date": None,
    "q_diagnostics_report": "нет",
    "q_roll_confirmed": "нет",
    "q_art_profi_participants": "двое",
}
SAID = {
    ("Показатели", 8): "напишите слева, что не так",
    ("Показатели", 10): "меньше нуля не бывает",
    ("Показатели", 12): "нужно число, без слов",
    ("Мероприятия", 7): "нужно число, без слов",
    ("Документы", 7): "«нет», а документ внесён",
    ("Документы", 9): "не хватает: номера даты",
}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_the_form_says_itself_what_is_wrong(extension: str, tmp_path: Path) -> None:
    """Столбец «Проверка» считает и другая программа, и её файл читается как прежде."""
    source = tmp_path / "source" / "отчёт.xlsx"
    source.parent.mkdir()
    source.write_bytes(filled(a_good_return(), WRONG))
    book = read_workbook(office_copy(source, extension, tmp_path).read_bytes())
    said = {
        (grid.name, cell.row + 1): cell.written
        for grid in book.sheets
        if grid.name in DATA_SHEETS
        for cell in grid.texts
        if cell.row > 5 and grid.value(5, cell.column) == "Проверка"
    }
    assert said == SAID
    title = book.sheet("Титул")
    assert title is not None
    told = {cell.written for cell in title.texts}
    assert {"Всего не заполнено: 3", "не заполнено: 1, проверьте строк: 3"} <= told


def test_the_same_request_gives_the_same_bytes() -> None:
    assert a_form() == a_form()
    with ZipFile(BytesIO(a_form())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_form_of_one_who_has_reported_is_prefilled() -> None:
    request = request_from(a_snapshot((a_return(),)), "580401", 2021)
    book = load_workbook(BytesIO(write_form(request)))
    sheet, address = place_of(book, "q_ticket_pupils_g7")
    assert book[sheet][address].value == 10


def test_last_year_is_shown_in_grey_and_is_no_answer() -> None:
    request = request_from(a_snapshot((a_return(year=2020),)), "580401", 2021)
    sheet = load_workbook(BytesIO(write_form(request)))["Показатели"]
    grey = [row for row in sheet.iter_rows(values_only=True) if row[1] == "год назад, 2020"]
    assert [row[:1] + row[7:13] for row in grey] == [(None, *[10] * 6)]


def test_what_a_year_does_not_ask_for_is_marked_as_optional() -> None:
    sheet = load_workbook(BytesIO(a_district_form(2020)), rich_text=True)["Мероприятия"]
    texts = {row[0].value: str(row[1].value) for row in sheet}
    assert "не требуется" in texts["dialogue_participants"]
    assert "не требуется" not in texts["rmo_participants"]


def test_the_municipality_has_a_form_of_its_own_questions() -> None:
    book = load_workbook(BytesIO(a_district_form()))
    assert {"q_rmo_participants", "q_management_decisions_name_5"} <= set(book.defined_names)
    assert "q_ticket_pupils_g6" not in book.defined_names


def test_no_formula_stands_in_a_cell_that_is_read(book: Workbook) -> None:
    places = [place_of(book, name) for name in book.defined_names]
    assert not any(book[sheet][address].data_type == "f" for sheet, address in places)


def test_a_stamp_is_printed_on_the_sheets() -> None:
    book = load_workbook(BytesIO(a_form(stamp="СИНТЕТИЧЕСКИЕ ДАННЫЕ")))
    stamped = {
        sheet.title
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        if "СИНТЕТИЧЕСКИЕ ДАННЫЕ" in row
    }
    assert stamped >= {"Титул", *DATA_SHEETS}


def test_every_question_has_a_cell_for_the_reason(book: Workbook) -> None:
    asked = [one for one in roadmap().questions if "school" in one.asked_of]
    assert {f"q_{one.code}_reason" for one in asked} <= set(book.defined_names)
    assert any(one.answer is AnswerType.PRESENCE for one in asked)


def test_a_form_needs_a_roadmap_of_its_year_and_a_place_of_the_register() -> None:
    with pytest.raises(NothingThere, match="2031"):
        request_from(a_snapshot(), "580401", 2031)
    with pytest.raises(UnknownPlace, match="999999"):
        request_from(a_snapshot(), "999999", 2021)


def test_the_municipality_may_stand_in_the_register_or_not() -> None:
    by_register = FormRequest(roadmap(), a_district_office(), 2021)
    by_itself = FormRequest(roadmap(), a_municipality(), 2021)
    assert [one.code for one in by_register.questions] == [one.code for one in by_itself.questions]
