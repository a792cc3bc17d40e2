"""152-ФЗ: a file with personal data of pupils is refused before anything of it is kept."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from data_model.returns import Severity
from loaders.files.worker_pool import read_workbook
from loaders.returns.checks import personal_data
from loaders.returns.judging import screen
from tests.loaders.files.open_documents import an_ods
from tests.loaders.filling import (
    OFFICE,
    TODAY,
    a_context,
    a_good_return,
    changed,
    codes,
    office_copy,
    screened,
)


def with_sheet(rows: Sequence[Sequence[object]], state: str = "visible") -> bytes:
    def add(book: Workbook) -> None:
        sheet = book.create_sheet("Список")
        sheet.sheet_state = state
        for row in rows:
            sheet.append(list(row))

    return changed(a_good_return(), add)


@pytest.mark.parametrize(
    "header",
    ["ФИО", "Ф.И.О. ученика", "Фамилия, имя", "Дата рождения", "СНИЛС", "Телефон", "E-mail"],
)
def test_a_column_of_personal_data_refuses_the_file_and_is_named(header: str) -> None:
    verdict = screened(with_sheet([("№", header), (1, "что-то")]))
    assert codes(verdict) == ["personal_data"]
    assert verdict.problems[0].severity is Severity.ERROR
    assert (verdict.problems[0].sheet, verdict.problems[0].cell) == ("Список", "B1")
    assert "152-ФЗ" in verdict.problems[0].message
    assert verdict.is_refused


def test_what_was_found_once_is_found_again_whatever_was_looked_at_between() -> None:
    context, listed = a_context(), read_workbook(with_sheet([("№", "ФИО"), (1, "кто-то")]))
    good = read_workbook(a_good_return())
    told = [codes(screen(book, context, TODAY)) for book in (listed, good, listed)]
    assert (told[0], told[2]) == (["personal_data"], ["personal_data"])
    assert "personal_data" not in told[1]


def test_no_more_ordinary_values_are_remembered_than_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(personal_data, "MOST_ORDINARY", 1)
    context = a_context()
    screen(read_workbook(a_good_return()), context, TODAY)
    after_one = len(context.ordinary)
    screen(read_workbook(with_sheet([("класс", "выпускники")])), context, TODAY)
    assert len(context.ordinary) == after_one > 1


def test_hidden_sheets_are_looked_at_too() -> None:
    content = with_sheet([("класс", "ФИО"), (9, "кто-то")], state="veryHidden")
    assert codes(screened(content)) == ["personal_data"]


@pytest.mark.parametrize(
    "cells",
    [
        ["112-233-445 95"],
        ["Иванова Мария Петровна", "Петров Иван Ильич", "Сидорова Анна Олеговна"],
        ["a@example.org", "b@example.org", "c@example.org"],
        ["+7 (841) 222-33-44", "89012223344", "8 901 222-33-45"],
    ],
)
def test_contents_give_themselves_away_without_a_header(cells: list[str]) -> None:
    assert codes(screened(with_sheet([(cell,) for cell in cells]))) == ["personal_data"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Телефон исполнителя", "2-15-40")],
        [("Ответственный (ФИО)", "заместитель директора")],
        [("Телефон:", "2-15-40")],
        [("Контрольный показатель", 5), ("Название", "Имена на карте")],
        [("ФИО исполнителя:", "Иванова А. С."), ("Телефон:", "2-15-40"), ("E-mail:", "a@b.ru")],
        [("ФИО", "Иванова Анна Сергеевна"), ("Должность", "завуч"), ("Телефон", "8 900 123-45-67")],
        [("ФИО исполнителя",), ("Иванова Анна Сергеевна",), ("Телефон",), ("89001234567",)],
        [("Имя файла", "Название"), ("отчёт.xlsx", "Отчёт")],
    ],
)
def test_a_contact_of_a_grown_up_is_no_reason_to_refuse(rows: list[tuple[object, ...]]) -> None:
    assert codes(screened(with_sheet(rows))) == ["strange_sheet"]


SCHOOLS = [
    (f"СОШ № {one}", f"Иванова {one}на Сергеевна", f"8 (84140) 2-15-3{one}", f"s{one}@mail.ru")
    for one in range(4)
]


@pytest.mark.parametrize(
    "header",
    [
        ("Наименование ОО", "Директор", "Контактный телефон", "E-mail"),
        ("Школа", "ФИО директора", "Телефон", "Электронная почта"),
        ("Ответственный", "ФИО", "Телефон", "Должность"),
    ],
)
def test_contacts_of_schools_and_of_their_staff_are_no_reason_to_refuse(
    header: tuple[str, ...],
) -> None:
    assert codes(screened(with_sheet([header, *SCHOOLS]))) == ["strange_sheet"]


def test_days_of_events_are_no_birthdays() -> None:
    """Nobody who goes to school in the years of the roadmap was born in them."""
    days = [(f"Урок {day}", date(2021, 9, day)) for day in range(1, 9)]
    assert codes(screened(with_sheet([("Мероприятие", "Когда"), *days]))) == ["strange_sheet"]
    older = [(f"Приказ {day}", date(2014, 9, day)) for day in range(1, 9)]
    for header in ("Дата", "Дата приказа", "Срок"):
        assert codes(screened(with_sheet([("Что", header), *older]))) == ["strange_sheet"]


def test_a_renamed_sheet_of_documents_is_no_list_of_birthdays() -> None:
    def rename(book: Workbook) -> None:
        sheet = book["Документы"]
        sheet.title = "Приказы школы"
        for row in range(20, 30):
            sheet.cell(row, 8).value = date(2021, 2, row - 10)

    assert "personal_data" not in codes(screened(changed(a_good_return(), rename)))


PUPILS = ["Иванова Мария Петровна", "Петров Иван Ильич", "Сидорова Анна Олеговна"]
BIRTHDAYS = [f"{day}.03.{TODAY.year - 12}" for day in range(10, 15)]
SHORT = ["Иванова Мария", "Петров Иван", "Анна Сидорова"]


def column(header: str, cells: Sequence[object]) -> list[tuple[object, ...]]:
    return [(header,), *((cell,) for cell in cells)]


@pytest.mark.parametrize(
    "rows",
    [
        column("Ученик", SHORT),
        column("", SHORT),
        column("Список участников", [name.upper() for name in PUPILS]),
        column("Участники", [f"{n}. {name}, {n}а" for n, name in enumerate(PUPILS, 5)]),
        column("Участники", ["\n".join(PUPILS)]),
        column("Участники", [", ".join(PUPILS)]),
        [("Участники", *PUPILS)],
        column("Номер", ["112 233 445 95", "087 654 303 00", "001 122 334 50"]),
        column("Связь", ["9012223344", "9012223345", "9012223346"]),
        column("ДР", [f"{day}.03.09" for day in range(10, 15)]),
        [("Отчёт школы № 5",), *column("Участники проекта", PUPILS)],
        [("Отчёт школы № 5",), *column("Кто был", BIRTHDAYS)],
        [("Директор школы — Иванова А. С.",), *column("Участники", PUPILS)],
    ],
)
def test_lists_of_pupils_in_every_way_of_writing_are_known(
    rows: Sequence[Sequence[object]],
) -> None:
    assert codes(screened(with_sheet(rows))) == ["personal_data"]


@pytest.mark.parametrize(
    "header",
    ["ФИO", "Участник (ФИО)", "Участники (Ф.И.)", "ФИ", "Ф. И. ребёнка", "Полное имя", "Рожд.",
     "Дата р."],
)  # fmt: skip
def test_shortened_and_misspelt_headers_are_known(header: str) -> None:
    assert codes(screened(with_sheet([("№", header), (1, "что-то")]))) == ["personal_data"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["11223344595", "08765430300", "00112233450"], "СНИЛС"),
        ([89012223344, 89012223345, 79012223346], "телефон"),
        (BIRTHDAYS, "дата рождения"),
        ([f"{name} {letter}.И." for name in ("Иванов", "Петрова") for letter in "АБВ"], "ФИО"),
    ],
)
def test_bare_numbers_days_and_initials_are_known(cells: list[object], column: str) -> None:
    verdict = screened(with_sheet([(cell,) for cell in cells]))
    assert codes(verdict) == ["personal_data"]
    assert column in verdict.problems[0].message


@pytest.mark.parametrize("header", ["ФИО педагога", "Руководитель РМО", "Ответственный от ОО"])
def test_a_list_of_those_who_work_at_school_is_no_list_of_pupils(header: str) -> None:
    assert codes(screened(with_sheet([(header,), *((name,) for name in PUPILS)]))) == [
        "strange_sheet"
    ]


def test_a_list_of_pupils_made_by_a_teacher_is_still_a_list_of_pupils() -> None:
    rows = [("ФИО обучающихся (список педагога)",), *((name,) for name in PUPILS)]
    assert codes(screened(with_sheet(rows))) == ["personal_data"]


def test_every_column_is_named_and_no_cell_is_quoted() -> None:
    rows = [("№", "ФИО", "СНИЛС", "Телефон родителей"), (1, PUPILS[0], "112-233-445 95", "8")]
    problems = screened(with_sheet(rows)).problems
    said = " ".join(problem.message for problem in problems)
    assert [problem.cell for problem in problems] == ["B1", "C1", "D1"]
    assert all(word in said for word in ("ФИО", "СНИЛС", "телефон"))
    assert "Иванова" not in said
    assert "445 95" not in said


def test_a_long_list_of_staff_is_looked_through_once() -> None:
    """Thousands of alike cells under one header: not every one looks up to it."""
    rows = [(f"{name} {number}", PUPILS[0], date(2014, 9, 1)) for number, name in
            enumerate(["СОШ"] * 4000)]  # fmt: skip
    content = with_sheet([("Школа", "Педагог", "Дата приёма"), *rows])
    workbook = read_workbook(content)
    started = time.process_time()
    assert codes(screen(workbook, a_context(), TODAY)) == ["strange_sheet"]
    assert time.process_time() - started < 2


# several in one text, and what hangs over cells

IN_ONE_TEXT = [
    ", ".join(SHORT),
    "\n".join(SHORT),
    "Участники: " + "; ".join(SHORT),
    "Иванова Мария (9а), Петров Иван (9б), Анна Сидорова (10)",
    "1. Иванова Мария 2. Петров Иван 3. Анна Сидорова",
    "Иванов И., Петров П., Сидоров С., Козлов К., Орлов О.",
    "Иванова Мария, Петров Иван и Анна Сидорова",
    "9а – Иванова Мария, 9 «Б» Петров Иван, 8в кл. Анна Сидорова",
    "ИВАНОВА Мария, ПЕТРОВ Иван, Анна СИДОРОВА",
    "Мария Иванова / Иван Петров / Анна Сидорова",
]
OF_GROWN_UPS = [
    "отв. Иванова Анна Петровна, тел. 2-15-40",
    "директор Иванова Анна, завуч Петрова Мария, психолог Анна Сидорова",
    "Иванова Мария и Петров Иван болели",
    "Москва, Нижний Новгород, Старый Оскол",
    "МБОУ СОШ № 1 и МБОУ СОШ № 2, МБОУ ООШ с. Гора",
    "9а – 12, 9 «Б» – 13, 8в – 4",
]


def beside(text: str) -> bytes:
    return changed(a_good_return(), lambda book: setattr(book["Показатели"]["S12"], "value", text))


@pytest.mark.parametrize("text", IN_ONE_TEXT)
def test_a_list_of_pupils_in_one_cell_is_a_list(text: str) -> None:
    assert codes(screened(beside(text))) == ["personal_data"]


@pytest.mark.parametrize("text", OF_GROWN_UPS)
def test_a_text_that_names_grown_ups_or_few_is_none(text: str) -> None:
    assert codes(screened(beside(text))) == ["text_beside_table"]


def noted(*texts: str) -> bytes:
    def hang(book: Workbook) -> None:
        for row, text in enumerate(texts, 9):
            book["Показатели"].cell(row, 11).comment = Comment(text, "завуч")

    return changed(a_good_return(), hang)


@pytest.mark.parametrize("text", [*IN_ONE_TEXT, "Завуч:\n" + "\n".join(SHORT), "112-233-445 95"])
def test_a_note_with_pupils_refuses_the_file_which_would_be_kept_with_it(text: str) -> None:
    (told,) = screened(noted("уточнить", text)).problems
    assert (told.code, told.sheet, told.cell) == ("personal_data", "Показатели", "K10")
    assert "в примечании или надписи" in told.message
    assert "Мария" not in told.message and "445 95" not in told.message


def test_pupils_one_by_one_in_the_notes_of_a_sheet_are_a_list() -> None:
    (told,) = screened(noted(*SHORT)).problems
    assert (told.code, told.cell) == ("personal_data", "K11")


@pytest.mark.parametrize("text", [*OF_GROWN_UPS, "Иванова Мария:\nпроверить число"])
def test_a_note_of_grown_ups_is_only_a_note(text: str) -> None:
    assert codes(screened(noted(text, text, text))) == ["remark_on_cell"] * 3


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_a_note_is_read_whatever_program_saved_it(extension: str, tmp_path: Path) -> None:
    source = tmp_path / "source" / "отчёт.xlsx"
    source.parent.mkdir()
    source.write_bytes(noted("\n".join(SHORT)))
    verdict = screened(office_copy(source, extension, tmp_path).read_bytes())
    assert codes(verdict) == ["personal_data"]


BOX = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>а</text:p>{drawn}'
    "</table:table-cell></table:table-row>"
)
DRAW = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
SHAPE = f"<draw:custom-shape {DRAW}>{{}}</draw:custom-shape>"


def test_a_shape_with_pupils_refuses_the_file() -> None:
    lines = "".join(f"<text:p>{name}</text:p>" for name in SHORT)
    (told,) = screened(an_ods(BOX.format(drawn=SHAPE.format(lines)))).problems
    assert (told.code, told.cell) == ("personal_data", "A1")


SIZED = (
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" svg:width="5cm" '
    'svg:height="3cm"'
)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_shape_of_an_old_workbook_is_read_too(tmp_path: Path) -> None:
    lines = "".join(f"<text:p>{name}</text:p>" for name in SHORT)
    source = tmp_path / "source" / "отчёт.ods"
    source.parent.mkdir()
    drawn = SHAPE.replace(DRAW, f"{DRAW} {SIZED}").format(lines)
    source.write_bytes(an_ods(BOX.format(drawn=drawn)))
    (told,) = screened(office_copy(source, "xls", tmp_path).read_bytes()).problems
    assert told.code == "personal_data"


# in the margins of pages, in properties, in the names of sheets


def in_a_margin(book: Workbook, text: str) -> None:
    book["Показатели"].oddHeader.right.text = f'&"Arial,обычный"&12 {text}'


def in_properties(book: Workbook, text: str) -> None:
    book.properties.description = text


def in_names_of_sheets(book: Workbook, text: str) -> None:
    for entry in personal_data.entries_of(text):
        book.create_sheet(entry[:31])


APART = {
    "колонтитулах": in_a_margin,
    "свойствах файла": in_properties,
    "названиях листов": in_names_of_sheets,
}


@pytest.mark.parametrize("where", APART)
@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (", ".join(SHORT), True),
        ("1) Иванова Мария; 2) Петров Иван; 3) Анна Сидорова", True),
        ("Иванова Мария, Петров Иван", False),
        ("Отчёт школы, Приложение 1, Сводные Данные", False),
    ],
)
def test_a_list_of_pupils_that_lies_on_no_sheet_refuses_the_file(
    where: str, text: str, is_told: bool
) -> None:
    verdict = screened(changed(a_good_return(), lambda book: APART[where](book, text)))
    told = [one.message for one in verdict.problems if one.code == "personal_data"]
    assert len(told) == is_told
    assert all(where in one and "Мария" not in one for one in told)


def test_a_sheet_that_bears_the_name_of_a_pupil_is_told_by_its_number() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("Иванова Мария", 0).append(["СНИЛС"])

    (told,) = screened(changed(a_good_return(), add)).problems
    assert (told.sheet, told.cell) == ("№ 1", "A1")
    assert "Мария" not in told.message


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_margins_and_properties_are_read_whatever_program_saved_them(
    extension: str, tmp_path: Path
) -> None:
    def write(book: Workbook) -> None:
        in_a_margin(book, ", ".join(SHORT))
        in_properties(book, ", ".join(SHORT))

    source = tmp_path / "source" / "отчёт.xlsx"
    source.parent.mkdir()
    source.write_bytes(changed(a_good_return(), write))
    told = screened(office_copy(source, extension, tmp_path).read_bytes()).problems
    assert [one.code for one in told] == ["personal_data"] * 2
    assert "колонтитулах" in told[0].message and "свойствах" in told[1].message
