"""What ordinary offices have: lists of schools and rolls as they are, read as a clerk would.

Beside each file of a newcomer stands what a careful clerk reads in it: rows, what is inferred,
what is passed over. Siblings in other shapes follow.
"""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from data_model.errors import WrongDefinition
from data_model.places import Organisation, OrganisationKind
from loaders.registers.file import KnownDistricts, NoDistrict, NoHead, RegisterReading, register_of
from loaders.registers.kinds import LONGEST_SHORT, proposed_short
from loaders.registers.roll import RollReading, roll_of
from loaders.registers.school_names import How

NEWCOMER = Path(__file__).parent / "fixtures" / "newcomer"
DISTRICT = "Верхнеозёрский муниципальный район"
Row = Sequence[object]


def shipped(name: str) -> bytes:
    return (NEWCOMER / name).read_bytes()


def a_book(*rows: Row, merged: Sequence[str] = (), sheet: str = "Лист1") -> bytes:
    book, buffer = Workbook(), BytesIO()
    target = book.worksheets[0]
    target.title = sheet
    for row in rows:
        target.append(list(row))
    for cells in merged:
        target.merge_cells(cells)
    book.save(buffer)
    return buffer.getvalue()


def a_csv(*rows: Row, delimiter: str = ";", encoding: str = "cp1251") -> bytes:
    buffer = StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode(encoding)


def register(content: bytes, named: str = DISTRICT, name: str = "школы.xlsx") -> RegisterReading:
    return register_of(content, name, named=named)


@pytest.fixture(scope="module")
def ordinary() -> RegisterReading:
    return register(shipped("register_ordinary.xlsx"))


@pytest.fixture(scope="module")
def places(ordinary: RegisterReading) -> tuple[Organisation, ...]:
    return ordinary.organisations


def roll(
    content: bytes, places: Sequence[Organisation] = (), year: int | None = None
) -> RollReading:
    return roll_of(content, "контингент.xlsx", year, places)


def grades(read: RollReading, org: str, year: int) -> list[int]:
    return [row.pupils for row in read.rows if (row.org, row.year) == (org, year)]


# registers of newcomers

ORDINARY = (
    ("СОШ", date(2015, 1, 1), None),
    ("СОШ", date(2011, 9, 1), None),
    ("лицей", date(1964, 1, 1), None),
    ("гимназия", date(1998, 9, 1), None),
    ("СОШ", None, None),
    ("ООШ", date(2012, 12, 20), None),
    ("филиал", date(2016, 2, 3), "9000105"),
    ("НОШ", None, None),
    ("интернат", date(1986, 1, 1), None),
    ("вечерняя", date(2015, 12, 20), None),
)
"""Type, «действует с» and head of the ten schools; all else stands in the file."""


def test_the_ordinary_register_is_read_as_a_clerk_would(ordinary: RegisterReading) -> None:
    read = [(one.kind.value, one.valid_from, one.head) for one in ordinary.organisations]
    assert tuple(read) == ORDINARY
    assert ordinary.municipality.name == DISTRICT
    assert ordinary.municipality.short == "Верхнеозёрский район"
    assert ordinary.organisations[2].name.short == "МАОУ «Лицей им. А.С. Попова»"
    assert len({one.code for one in ordinary.organisations}) == 10


def test_what_the_ordinary_register_does_not_say_is_told(ordinary: RegisterReading) -> None:
    assert ordinary.inferred["9000101"] == ("code", "type", "valid_from")
    assert ordinary.inferred["9000105"] == ("code", "type")
    assert ordinary.inferred["9000107"] == ("code", "type", "valid_from", "head")
    assert not ordinary.says_everything


def test_what_is_no_school_is_passed_over_by_name(ordinary: RegisterReading) -> None:
    passed = {one.row for one in ordinary.passed}
    assert passed == {1, 2, 4, 5, 16, 18}
    told = " ".join(one.why for one in ordinary.passed)
    for word in ("ФИО директора", "Адрес", "Телефон, e-mail", "номера столбцов", "Итого", "Исп."):
        assert word in told
    assert not any(one.is_doubtful for one in ordinary.passed)


SMALL_REGISTERS = {
    "register_director_phone.xlsx": "СОШ",
    "register_footer.xlsx": "СОШ",
    "register_header_words.xlsx": "СОШ",
    "register_iso_date.xlsx": "СОШ",
    "register_numbering_row.xlsx": "СОШ",
    "register_type_licey.xlsx": "лицей",
}


@pytest.mark.parametrize("name", SMALL_REGISTERS)
def test_one_ordinary_thing_at_a_time(name: str) -> None:
    read = register(shipped(name), named="")
    assert read.municipality.code == "ВО"
    assert [(one.code, one.kind.value) for one in read.organisations] == [
        ("001", SMALL_REGISTERS[name])
    ]
    assert read.says_everything


def test_a_list_without_its_district_asks_for_it_and_proposes_the_one_of_its_title() -> None:
    with pytest.raises(NoDistrict) as asked:
        register(shipped("register_ordinary.xlsx"), named="")
    assert asked.value.guess == DISTRICT


# registers: siblings

HEADERS = {
    "in two rows": (
        [
            ("№", "Образовательная организация", None, "Директор"),
            (None, "полное наименование", "краткое наименование", None),
        ],
        ("B1:C1",),
    ),
    "with a question's number": (
        [("№ п/п", "1. Название школы", "Сокращённое название", "тел.")],
        (),
    ),
    "in capitals": ([("№", "НАИМЕНОВАНИЕ ОУ", "КРАТКОЕ НАИМЕНОВАНИЕ ОУ", "САЙТ")], ()),
    "with school in it": ([("№", "Школа", "Краткое название школы", "E-mail школы")], ()),
}


@pytest.mark.parametrize("shape", HEADERS)
def test_headers_of_other_shapes(shape: str) -> None:
    header, merged = HEADERS[shape]
    rows = [
        *header,
        (1, "МБОУ «Средняя школа № 7 г. Энска»", "СШ № 7", "Иванов И.И."),
        (2, "МБОУ «Кадетская школа»", "Кадетская школа", "Петров П.П."),
    ]
    read = register(a_book(*rows, merged=merged))
    kinds = [(one.name.short, one.kind.value) for one in read.organisations]
    assert kinds == [("СШ № 7", "СОШ"), ("Кадетская школа", "кадетская")]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [
        *((";", "cp1251"), ("\t", "utf-8"), (",", "utf-8-sig")),
        *((";", "cp866"), (";", "koi8-r"), ("\t", "utf-16")),
    ],
)
def test_a_register_may_be_csv(delimiter: str, encoding: str) -> None:
    rows = [
        ("Код", "Наименование ОО", "Тип"),
        ("001", "МБОУ СОШ № 1", ""),
        ("002", "МБОУ ООШ № 2", ""),
    ]
    content = a_csv(*rows, delimiter=delimiter).decode("cp1251").replace("№", "N")
    read = register(content.encode(encoding), name="школы.csv")
    assert [(one.code, one.kind.value) for one in read.organisations] == [
        ("001", "СОШ"),
        ("002", "ООШ"),
    ]


def test_groups_of_schools_and_kindergartens_are_no_schools() -> None:
    read = register(
        a_book(
            ("№", "Наименование", "Адрес"),
            ("Городские школы", None, None),
            (1, "МБОУ СОШ № 1", "ул. Мира"),
            ("Сельские школы", None, None),
            (2, "МБОУ ООШ с. Липовка", "с. Липовка"),
            (3, "МБДОУ «Детский сад № 4»", "ул. Лесная"),
            ("Всего", 3, None),
            ("Начальник отдела образования", None, "И. И. Иванов"),
            merged=("A2:C2", "A4:C4"),
        )
    )
    assert [one.name.short for one in read.organisations] == ["МБОУ СОШ № 1", "МБОУ ООШ с. Липовка"]
    assert [one.row for one in read.passed if one.is_doubtful] == [6]


GROUPS = (
    *("Средние школы", "Основные общеобразовательные школы", "II. Начальные школы", "СОШ"),
    *("Лицеи и гимназии", "Филиалы", "Филиалы МБОУ СОШ № 1", "Вечерние (сменные) школы"),
    *("Школы-интернаты", "Городские общеобразовательные организации"),
)


@pytest.mark.parametrize("title", GROUPS)
def test_a_title_of_several_schools_in_the_column_of_names_is_no_school(title: str) -> None:
    """Раньше «Средние школы» над списком становились школой."""
    read = register(
        a_book(("№", "Наименование", "Адрес"), (None, title, None), (1, "МБОУ СОШ № 1", "а"))
    )
    assert [one.name.full for one in read.organisations] == ["МБОУ СОШ № 1"]
    numbered = register(a_book(("№", "Наименование"), ("1.", title), ("1.1.", "МБОУ СОШ № 1")))
    assert [one.name.full for one in numbered.organisations] == ["МБОУ СОШ № 1"]
    assert f"заголовок группы: «{title}»" in [one.why for one in read.passed]


@pytest.mark.parametrize("name", ["Гимназия", "Школа-интернат", "МБОУ СОШ № 2", "Лицей"])
def test_a_school_alone_in_its_row_is_a_school(name: str) -> None:
    read = register(a_book(("№", "Наименование", "Адрес"), (None, name, None), (1, "СОШ № 1", "а")))
    assert [one.name.full for one in read.organisations] == [name, "СОШ № 1"]


def test_schools_under_a_title_of_closed_ones_are_asked_about() -> None:
    rows = [("Закрытые школы", None, None), (2, "МБОУ СОШ № 2", "б")]
    read = register(a_book(("№", "Школа", "Адрес"), (1, "МБОУ СОШ № 1", "а"), *rows))
    (told,) = doubts(read)
    assert "прочитаны как действующие" in told


def test_the_column_that_tells_the_kind_is_read_whatever_it_is_called() -> None:
    rows = [("МБОУ «Школа с. Гора»", "казённое", "основная"), ("МБОУ «Исток»", "", "начальная")]
    read = register(a_book(("Наименование", "Тип", "Вид"), *rows))
    assert [one.kind.value for one in read.organisations] == ["ООШ", "НОШ"]


def test_a_branch_written_under_its_school_is_its_branch() -> None:
    read = register(
        a_book(
            ("№", "Наименование", "Адрес"),
            (1, "МБОУ СОШ с. Липовка", "а"),
            (None, "– филиал в с. Гора", "б"),
            (2, "МБОУ СОШ № 2", "в"),
            (None, "в том числе филиал в д. Заводь", "г"),
        )
    )
    first, branch, second, other = read.organisations
    assert [(one.name.full, one.head) for one in (branch, other)] == [
        ("филиал в с. Гора", first.code),
        ("филиал в д. Заводь", second.code),
    ]
    assert "head" in read.inferred[branch.code]


def test_an_address_behind_the_name_is_left_out_and_told() -> None:
    name = "МБОУ ООШ с. Липовка, 442001, с. Липовка, ул. Мира, 1"
    read = register(a_book(("№", "Школа", "Директор"), (1, name, ""), (2, "МБОУ СОШ № 2", "")))
    assert read.organisations[0].name.full == "МБОУ ООШ с. Липовка"
    left = "адрес и фамилии в название не взяты, осталось"
    assert doubts(read) == [f"{left} «МБОУ ООШ с. Липовка»"]
    headed = ("Школа, директор", "Адрес")
    names = ("МБОУ СОШ № 1, Иванов И. И.", "МБОУ СОШ № 2, директор Петров Пётр Петрович")
    read = register(a_book(headed, *((name, "а") for name in names)))
    assert [one.name.full for one in read.organisations] == ["МБОУ СОШ № 1", "МБОУ СОШ № 2"]
    assert f"{left} «МБОУ СОШ № 1»" in doubts(read)


def test_districts_over_their_schools_are_asked_about() -> None:
    rows = [("Бессоновский район", None, None), (1, "МБОУ СОШ № 1", "а")]
    more = [("Мокшанский район", None, None), (2, "МБОУ СОШ с. Гора", "б")]
    assert doubts(register(a_book(("№", "Школа", "Адрес"), *rows))) == []
    (told,) = doubts(register(a_book(("№", "Школа", "Адрес"), *rows, *more)))
    assert "«Бессоновский район», «Мокшанский район»" in told


def test_a_header_that_stands_again_is_passed_over_and_another_one_is_asked_about() -> None:
    head, first = ("№", "Школа", "Адрес"), (1, "МБОУ СОШ № 1", "а")
    read = register(a_book(head, first, head, (2, "МБОУ СОШ № 2", "б")))
    assert (len(read.organisations), doubts(read)) == (2, [])
    other = register(a_book(head, first, ("№", "Школа", "Директор"), (2, "МБОУ СОШ № 2", "б")))
    assert "другая таблица" in doubts(other)[0]


@pytest.mark.parametrize(
    "head",
    [
        *("Наимено-\nвание учреждения", "Образовательное учре-\nждение", "Наименование ОО¹"),
        *("Наименование ОО<*>", "Юридическое лицо", "Наименование юридического лица"),
        *("Учреждение образования", "Наим. ОО", "Сокращ. наимен."),
    ],
)
def test_more_words_and_footnotes_of_a_header(head: str) -> None:
    read = register(a_book(("№", head), (1, "МБОУ СОШ № 1"), (2, "МБОУ СОШ № 2")))
    assert (len(read.organisations), doubts(read)) == (2, [])


def test_a_raised_figure_behind_a_header_is_a_footnote() -> None:
    raised = CellRichText("Наименование ОО", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    read = register(a_book(("№", raised), (1, "МБОУ СОШ № 1"), (2, "МБОУ СОШ № 2")))
    assert (len(read.organisations), doubts(read)) == (2, [])


def test_full_and_short_names_under_one_header() -> None:
    read = register(
        a_book(
            ("№", "Наименование общеобразовательной организации", None, "Контакты"),
            (None, "полное", "краткое", "телефон"),
            (1, "Муниципальное учреждение СОШ № 1", "СОШ № 1", "2-15-40"),
            merged=("B1:C1",),
        )
    )
    assert [(one.name.full, one.name.short) for one in read.organisations] == [
        ("Муниципальное учреждение СОШ № 1", "СОШ № 1")
    ]


def test_a_long_name_is_made_short() -> None:
    office = "Муниципальное казённое общеобразовательное учреждение"
    long = f"{office} основная общеобразовательная школа № 3"
    read = register(a_book(("Наименование по уставу", "Адрес"), (long, "ул. Мира")))
    assert read.organisations[0].name.short == "МКОУ ООШ № 3"
    assert "short" in read.inferred[read.organisations[0].code]


WORDY = (
    "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа с "
    "углублённым изучением отдельных предметов имени Героя Советского Союза Петра Примерного "
    "села Светлополье Озёрского района Примерской области»"
)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        (WORDY, "МБОУ СОШ с. Светлополье"),
        (
            "Муниципальное казённое общеобразовательное учреждение основная общеобразовательная "
            "школа им. А. С. Примерного д. Заводь Озёрского района Примерской области",
            "МКОУ ООШ д. Заводь",
        ),
        ("МБОУ СОШ № 2", "МБОУ СОШ № 2"),
        ("Школа " + "очень " * 20, "Школа " + "очень " * 8 + "очень…"),
    ],
)
def test_the_short_name_that_is_proposed_fits_a_row(full: str, short: str) -> None:
    assert proposed_short(full) == short
    assert len(proposed_short(full)) <= LONGEST_SHORT


def test_a_long_name_without_a_short_one_is_a_question_and_the_answer_stays() -> None:
    """Краткое предложено, человек отвечает своим, при новой загрузке оно то же."""
    content = a_book(("Код", "Наименование"), ("9000101", WORDY), ("9000102", "МБОУ СОШ № 2"))
    read = register(content)
    assert [(one.code, one.name.short) for one in read.wordy] == [
        ("9000101", "МБОУ СОШ с. Светлополье")
    ]
    said = register_of(content, "школы.xlsx", named=DISTRICT, shorts={"9000101": "Светлополье"})
    assert (said.wordy, said.organisations[0].name.short) == ((), "Светлополье")
    known = KnownDistricts(((said.municipality, said.organisations),))
    again = register_of(content, "школы.xlsx", known, DISTRICT)
    assert (again.wordy, again.organisations[0].name.short) == ((), "Светлополье")


def test_proposed_codes_are_kept_when_the_list_comes_again(ordinary: RegisterReading) -> None:
    known = KnownDistricts(((ordinary.municipality, ordinary.organisations),))
    again = register_of(
        a_book(
            ("Наименование", "Адрес"),
            ("МБОУ СОШ с. Новая", "с. Новая"),
            ("МБОУ СОШ с. Липовка", "с. Липовка"),
        ),
        "школы.xlsx",
        known,
        DISTRICT,
    )
    assert [one.code for one in again.organisations] == ["9000111", "9000105"]
    assert again.municipality == ordinary.municipality


def test_what_a_table_has_no_column_for_stays_as_it_is_stored(ordinary: RegisterReading) -> None:
    known = KnownDistricts(((ordinary.municipality, ordinary.organisations),))
    again = register_of(
        a_book(("Код", "Наименование"), ("9000101", "МБОУ СОШ № 1 р.п. Верхнее Озеро")),
        "школы.xlsx",
        known,
        DISTRICT,
    )
    assert again.organisations[0].valid_from == date(2015, 1, 1)


def test_a_branch_of_nobody_asks_whose_it_is_and_a_person_may_say() -> None:
    content = a_book(
        ("Наименование", "Адрес"),
        ("МБОУ СОШ № 1", ""),
        ("МБОУ СОШ № 2", ""),
        ("Филиал в с. Гора", ""),
    )
    with pytest.raises(NoHead, match="МБОУ СОШ № 1") as asked:
        register(content)
    read = register_of(
        content, "школы.xlsx", named=DISTRICT, heads={asked.value.branch.code: "9000102"}
    )
    assert read.organisations[2].head == "9000102"


PUPILS = {
    "birth": (
        ("Школа", "Класс", "ФИО", "Дата рождения"),
        ("СОШ № 1", "5а", "Иванов И.", "01.02.2010"),
    ),
    "class": (("Школа", "Класс", "ФИО"), ("СОШ № 1", "5а", "Иванов Иван")),
    "pupil": (("Школа", "ФИО обучающегося"), ("СОШ № 1", "Иванов Иван")),
    "insurance": (("Школа", "СНИЛС"), ("СОШ № 1", "112-233-445 95")),
}


@pytest.mark.parametrize("shape", PUPILS)
def test_a_list_of_pupils_is_refused(shape: str) -> None:
    header, row = PUPILS[shape]
    with pytest.raises(WrongDefinition, match="152-ФЗ"):
        register(a_book(header, row))
    with pytest.raises(WrongDefinition):
        roll(a_book((*header, "1 класс", "2 класс"), (*row, 5, 6)), year=2025)


# rolls of newcomers

OO1 = {
    "9000101": [98, 102, 95, 101, 110, 99, 97, 92, 96, 48, 45],
    "9000103": [0, 0, 0, 0, 52, 50, 51, 49, 50, 54, 52],
    "9000106": [6, 5, 7, 4, 6, 8, 5, 7, 6, 0, 0],
    "9000110": [0, 0, 0, 0, 0, 0, 0, 0, 11, 14, 19],
}


def test_the_form_oo1_is_read_by_names(places: tuple[Organisation, ...]) -> None:
    read = roll(shipped("roll_oo1.xlsx"), places)
    assert {org: grades(read, org, 2025) for org in OO1} == OO1
    assert {row.counted_on for row in read.rows} == {date(2025, 9, 20)}
    assert len(read.rows) == 110
    assert read.matched_by["9000101"] is How.NAME
    assert not read.unmatched
    assert not read.says_everything
    assert {one.row for one in read.passed} == {1, 15}


def test_a_row_for_each_class_is_summed_by_grade(places: tuple[Organisation, ...]) -> None:
    read = roll(shipped("roll_by_class_letters.xlsx"), places)
    assert grades(read, "9000101", 2026) == [*NUMBERS]
    assert grades(read, "9000110", 2026) == [0, 0, 0, 0, 0, 0, 0, 0, 11, 14, 19]
    assert {row.counted_on for row in read.rows} == {date(2026, 9, 20)}
    assert not [one for one in read.passed if one.is_doubtful]


SMALL_ROLLS = ("roll_total_row.xlsx", "roll_headers_ordinal.xlsx", "roll_no_10_11.xlsx")


@pytest.mark.parametrize("name", SMALL_ROLLS)
def test_one_ordinary_thing_of_a_roll_at_a_time(name: str) -> None:
    read = roll(shipped(name))
    last = 0 if "no_10" in name else 10
    assert grades(read, "001", 2025) == [*[10] * 9, last, last]
    assert read.says_everything


def test_dashes_are_no_grade() -> None:
    read = roll(shipped("roll_dashes.xlsx"))
    assert grades(read, "66003", 2025) == [0, 0, 0, 0, 52, 50, 51, 49, 50, 54, 52]
    assert len(read.rows) == 220


# rolls: siblings

HEAD = ("№", "Школа", *(f"{grade} кл." for grade in range(1, 12)), "Всего")
NUMBERS = (98, 102, 95, 101, 110, 99, 97, 92, 96, 48, 45)
FIRST = "МБОУ СОШ № 1 р.п. Верхнее Озеро"


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Контингент на 20 сентября 2025 года", date(2025, 9, 20)),
        ("Численность обучающихся на 01.10.2025 г.", date(2025, 10, 1)),
        ("Контингент на начало 2025/26 учебного года", date(2025, 9, 20)),
        ("Контингент на 2025-2026 уч. год", date(2025, 9, 20)),
        ("Сведения за 2025 год", date(2025, 9, 20)),
    ],
)
def test_year_and_day_stand_in_the_title(
    title: str, day: date, places: tuple[Organisation, ...]
) -> None:
    read = roll(a_book((title,), (), HEAD, (1, FIRST, *NUMBERS, 983)), places)
    assert {(row.year, row.counted_on) for row in read.rows} == {(2025, day)}
    assert title in read.told[0]


def test_a_roll_of_no_year_asks_for_it(places: tuple[Organisation, ...]) -> None:
    content = a_book(("Контингент на 01.01.2026",), HEAD, (1, FIRST, *NUMBERS, 983))
    with pytest.raises(WrongDefinition, match="--year"):
        roll(content, places)
    assert {row.year for row in roll(content, places, 2025).rows} == {2025}


WRITTEN = {
    "1 024": 1024,
    "1\u00a0024": 1024,
    "25 чел.": 25,
    "х": 0,
    "Х": 0,
    "–": 0,
    "нет": 0,
    "0": 0,
}


@pytest.mark.parametrize("written", WRITTEN)
def test_numbers_of_a_roll_as_people_write_them(
    written: str, places: tuple[Organisation, ...]
) -> None:
    read = roll(a_book(HEAD, (1, FIRST, written, *NUMBERS[1:])), places, 2025)
    assert grades(read, "9000101", 2025) == [WRITTEN[written], *NUMBERS[1:]]


@pytest.mark.parametrize("written", ["н/д", "много", 12.5, datetime(2025, 5, 12)])
def test_a_number_that_nobody_knows_is_asked_for(
    written: object, places: tuple[Organisation, ...]
) -> None:
    with pytest.raises(WrongDefinition, match="строка 2"):
        roll(a_book(HEAD, (1, FIRST, written, *NUMBERS[1:])), places, 2025)


def test_a_total_that_is_not_the_sum_is_told(places: tuple[Organisation, ...]) -> None:
    read = roll(a_book(HEAD, (1, FIRST, *NUMBERS, 990)), places, 2025)
    assert "990" in read.passed[0].why
    assert read.passed[0].is_doubtful


def test_letters_in_columns_and_subtotals(places: tuple[Organisation, ...]) -> None:
    header = ("Школа", "1а", "1б", "2а", "1-4 классы", "5 «А»", "3", "4", "в т.ч. девочек")
    read = roll(a_book(header, (FIRST, 20, 21, 30, 71, 15, 3, 4, 40)), places, 2025)
    assert grades(read, "9000101", 2025)[:5] == [41, 30, 3, 4, 15]


def test_classes_and_pupils_under_each_grade(places: tuple[Organisation, ...]) -> None:
    content = a_book(
        ("Школа", "1 класс", None, "2 класс", None),
        (None, "кол-во классов", "кол-во обучающихся", "кол-во классов", "кол-во обучающихся"),
        (FIRST, 4, 98, 5, 102),
        merged=("A1:A2", "B1:C1", "D1:E1"),
    )
    assert grades(roll(content, places, 2025), "9000101", 2025)[:2] == [98, 102]


def test_all_pupils_and_girls_under_each_grade(places: tuple[Organisation, ...]) -> None:
    content = a_book(
        ("Школа", "1 класс", None, "2 класс", None),
        (None, "всего", "девочек", "всего", "девочек"),
        (FIRST, 98, 50, 102, 49),
        merged=("A1:A2", "B1:C1", "D1:E1"),
    )
    read = roll(content, places, 2025)
    assert grades(read, "9000101", 2025)[:2] == [98, 102]
    assert not [one for one in read.passed if one.is_doubtful]


PIECES = {
    "shifts": (("1 смена", "2 смена"), (30, 20), 50),
    "three shifts in Roman figures": (("I смена", "II смена", "III смена"), (30, 20, 5), 55),
    "shifts beside their sum": (("всего", "1 смена", "2-я смена"), (50, 30, 20), 50),
    "the second shift as a part": (("всего", "в т. ч. во вторую смену"), (50, 20), 50),
    "shifts cut short": (("1 см.", "2 см."), (30, 20), 50),
    "letters": (("А", "Б", "В"), (20, 21, 22), 63),
    "two letters that may be sexes": (("А", "Ж"), (20, 21), 41),
    "letters beside their sum": (("А", "Б", "итого"), (20, 21, 41), 41),
    "boys and girls": (("мальчики", "девочки"), (30, 20), 50),
    "boys and girls by a letter": (("м", "ж"), (30, 20), 50),
}


@pytest.mark.parametrize("shape", PIECES)
def test_all_pieces_of_a_grade_are_its_pupils(shape: str, places: tuple[Organisation, ...]) -> None:
    """Раньше из двух смен молча бралась одна первая."""
    inner, numbers, whole = PIECES[shape]
    width = len(inner)
    letters = "BCDEFGHIJ"
    content = a_book(
        ("Школа", "5 класс", *[None] * (width - 1), "6 класс", *[None] * (width - 1)),
        (None, *inner, *inner),
        (FIRST, *numbers, *numbers),
        merged=(
            "A1:A2",
            f"B1:{letters[width - 1]}1",
            f"{letters[width]}1:{letters[2 * width - 1]}1",
        ),
    )
    read = roll(content, places, 2025)
    assert grades(read, "9000101", 2025)[4:6] == [whole, whole]
    assert doubts(read) == []


def test_grades_under_a_shift_and_rows_for_each_shift_are_summed(
    places: tuple[Organisation, ...],
) -> None:
    under = a_book(
        ("Школа", "1 смена", None, "2 смена", None),
        (None, "1 класс", "2 класс", "2 класс", "3 класс"),
        (FIRST, 30, 25, 15, 7),
        merged=("A1:A2", "B1:C1", "D1:E1"),
    )
    assert grades(roll(under, places, 2025), "9000101", 2025)[:4] == [30, 40, 7, 0]
    rows = a_book(("Школа", "Смена", "1 класс", "2 класс"), (FIRST, 1, 30, 25), (FIRST, 2, 20, 15))
    read = roll(rows, places, 2025)
    assert grades(read, "9000101", 2025)[:2] == [50, 40]
    assert read.told[0] == "строки одной школы по сменам сложены"
    twice = a_book(("Школа", "Смена", "1 класс", "2 класс"), (FIRST, 1, 30, 25), (FIRST, 1, 20, 15))
    with pytest.raises(WrongDefinition, match="уже есть выше"):
        roll(twice, places, 2025)


def test_a_second_table_below_is_no_row_of_the_first(places: tuple[Organisation, ...]) -> None:
    first = [("Школа", "1", "2"), (FIRST, 5, 6)]
    same = roll(a_book(*first, ("Школа", "1", "2"), ("МБОУ СОШ с. Липовка", 7, 8)), places, 2025)
    assert grades(same, "9000105", 2025)[:2] == [7, 8]
    with pytest.raises(WrongDefinition, match="строка 3: под таблицей начинается другая"):
        roll(a_book(*first, ("Школа", "5", "6"), ("МБОУ СОШ с. Липовка", 7, 8)), places, 2025)


def test_a_sum_without_a_word_and_a_mean_are_no_schools(places: tuple[Organisation, ...]) -> None:
    head = ("№", "Школа", "1", "2")
    read = roll(
        a_book(head, (1, FIRST, 5, 6), ("", "", 5, 6), ("", "Средняя наполняемость", 20, 21)),
        places,
        2025,
    )
    assert grades(read, "9000101", 2025)[:2] == [5, 6]
    assert doubts(read) == ["в строке нет ни кода, ни названия школы: её числа не взяты"]
    assert not read.unmatched


def test_girls_alone_are_no_grade(places: tuple[Organisation, ...]) -> None:
    content = a_book(("Школа", "1 класс девочки", "2 класс девочки"), (FIRST, 20, 15))
    with pytest.raises(WrongDefinition, match="не найдены столбцы контингента"):
        roll(content, places, 2025)


@pytest.mark.parametrize("name", ["в т. ч. филиал", "в том числе филиал в с. Гора", "из них ОВЗ"])
def test_a_row_that_is_a_part_of_the_school_above_is_no_school(
    name: str, places: tuple[Organisation, ...]
) -> None:
    content = a_book(HEAD, (1, FIRST, *NUMBERS, 983), ("", name, *[1] * 11, 11))
    read = roll(content, places, 2025)
    assert grades(read, "9000101", 2025) == [*NUMBERS]
    assert (read.unmatched, doubts(read)) == (
        (),
        [f"«{name}» — часть строки выше, отдельно не взята"],
    )


def test_two_columns_of_one_grade_are_asked_about(places: tuple[Organisation, ...]) -> None:
    header = ("Школа", "1 класс план", "1 класс факт", "2 класс")
    with pytest.raises(WrongDefinition, match="об одном классе"):
        roll(a_book(header, (FIRST, 98, 97, 102)), places, 2025)


def test_years_over_the_grades(places: tuple[Organisation, ...]) -> None:
    content = a_book(
        ("Школа", "2024 год", None, "2025 год", None),
        (None, "1 класс", "2 класс", "1 класс", "2 класс"),
        (FIRST, 1, 2, 3, 4),
        merged=("A1:A2", "B1:C1", "D1:E1"),
    )
    read = roll(content, places)
    assert [grades(read, "9000101", year)[:2] for year in (2024, 2025)] == [[1, 2], [3, 4]]


def test_classes_in_rows_of_other_words(places: tuple[Organisation, ...]) -> None:
    content = a_book(
        ("ОО", "Параллель", "Литера", "Наполняемость"),
        (FIRST, "1 класс", "А", 20),
        (FIRST, "1 класс", "Б", 21),
        (FIRST, "IX", "", 30),
        (FIRST, "1-4", "", 41),
        ("Итого по школе", None, None, 71),
        ("Липовская СОШ", "5", "", "12"),
    )
    read = roll(content, places, 2025)
    assert grades(read, "9000101", 2025) == [41, 0, 0, 0, 0, 0, 0, 0, 30, 0, 0]
    assert [one.name for one in read.unmatched] in ([], ["Липовская СОШ"])


def test_classes_that_cannot_be_parted_are_asked_for(places: tuple[Organisation, ...]) -> None:
    content = a_book(("Школа", "Класс", "Кол-во"), (FIRST, "1-2", 12), (None, "3", 5))
    with pytest.raises(WrongDefinition, match="по классам не разделить"):
        roll(content, places, 2025)


def test_an_unknown_school_has_suggestions_and_a_person_places_it(
    places: tuple[Organisation, ...],
) -> None:
    content = a_book(HEAD, (1, "гимназия Интелект", *NUMBERS), (2, FIRST, *NUMBERS))
    read = roll(content, places, 2025)
    (unknown,) = read.unmatched
    assert [one.code for one in unknown.suggestions] == ["9000104"]
    assert {row.org for row in read.rows} == {"9000101"}
    said = roll_of(content, "контингент.xlsx", 2025, places, {"гимназия Интелект": "9000104"})
    assert not said.unmatched


def test_a_code_beside_another_schools_name_is_refused(places: tuple[Organisation, ...]) -> None:
    content = a_book(("Код", *HEAD[1:]), ("9000102", FIRST, *NUMBERS))
    with pytest.raises(WrongDefinition, match="Исправьте код или название"):
        roll(content, places, 2025)


def test_a_school_called_as_a_header_is_no_header() -> None:
    read = register(a_book(("Наименование", "Адрес"), ("школа 2", "ул. Мира"), ("ОО Липовка", "")))
    assert [one.name.full for one in read.organisations][:1] == ["школа 2"]
    assert read.organisations[0].kind is OrganisationKind.SECONDARY


# what a clerk would not take without a second look


def doubts(reading: RegisterReading | RollReading) -> list[str]:
    return [one.why for one in reading.passed if one.is_doubtful]


def test_schools_of_two_districts_in_one_list_are_asked_about() -> None:
    rows = [("Тестовский", "МБОУ СОШ № 1"), ("Соседский", "МБОУ СОШ с. Соседка")]
    (told,) = doubts(register(a_book(("Район", "Школа"), *rows)))
    assert "«Тестовский», «Соседский»" in told
    same = [
        (place or "Соседский", name) for place, name in (("Соседский", "МБОУ СОШ № 1"), rows[1])
    ]
    assert doubts(register(a_book(("Район", "Школа"), *same))) == []


@pytest.mark.parametrize("head", ["Шkoла", "Hаименование ОO", "Нaзвание школы"])
def test_a_header_with_latin_letters_is_no_school(head: str) -> None:
    reading = register(a_book(("№", head), (1, "MБОУ CОШ № 1"), (2, "МБОУ СОШ № 2")))
    assert [one.name.full for one in reading.organisations] == ["MБОУ CОШ № 1", "МБОУ СОШ № 2"]


@pytest.mark.parametrize(
    "name", ["МБОУ СОШ № 2 (закрыта)", "МБОУ СОШ № 2, ликвидирована в 2020 г."]
)
def test_a_school_whose_name_says_that_it_is_closed_is_asked_about(name: str) -> None:
    reading = register(a_book(("Школа", "Адрес"), ("МБОУ СОШ № 1", "а"), (name, "б")))
    assert any("работает ли школа" in one for one in doubts(reading))
    open_one = register(a_book(("Школа", "Адрес"), ("МБОУ СОШ № 1 закрытого типа", "а")))
    assert doubts(open_one) == []


def hidden(content: bytes, row: int) -> bytes:
    book, buffer = load_workbook(BytesIO(content)), BytesIO()
    book.worksheets[0].row_dimensions[row].hidden = True
    book.save(buffer)
    return buffer.getvalue()


def test_hidden_rows_of_a_register_and_a_roll_are_read_and_named(
    places: tuple[Organisation, ...],
) -> None:
    schools = a_book(("№", "Школа"), (1, "МБОУ СОШ № 1"), (2, "МБОУ СОШ № 2"))
    assert doubts(register(hidden(schools, 3))) == [
        "скрытые строки прочитаны, как все остальные: 3"
    ]
    counted = a_book(("Контингент на 20.09.2025",), (), HEAD, (1, FIRST, *NUMBERS, 983))
    assert doubts(roll(hidden(counted, 4), places)) == [
        "скрытые строки прочитаны, как все остальные: 4"
    ]


def test_a_roll_of_another_day_is_told(places: tuple[Organisation, ...]) -> None:
    def told(day: str) -> str:
        title = (f"Контингент на {day}",)
        return "; ".join(roll(a_book(title, (), HEAD, (1, FIRST, *NUMBERS, 983)), places).told)

    assert "на 01.09.2025, а расчёт идёт по числу на 20.09.2025" in told("01.09.2025")
    assert "расчёт" not in told("20.09.2025")
