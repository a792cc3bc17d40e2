"""Lists and rolls of other offices: no header, schools across, lost zeros, schools that are none.

Beside each table stands what a careful clerk reads in it, or asks about it.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data_model.errors import UnreadableFile, WrongDefinition
from data_model.places import Organisation
from loaders.forms.request import FormRequest
from loaders.forms.screen import is_open
from loaders.registers.file import KnownDistricts, RegisterReading, register_of
from loaders.registers.roll import NoYear, RollReading
from loaders.registers.school_names import code_with_zeros
from tests.loaders.filling import roadmap
from tests.loaders.test_ordinary_tables import Row, a_book, grades, register, roll

KNOWN = (
    ("0580401", "МБОУ СОШ № 1 г. Энск"),
    ("0580402", "МБОУ ООШ с. Гора"),
    ("0580403", "МАОУ «Лицей № 3»"),
)
GRADES = tuple(range(1, 12))
PUPILS = (10, 20, 30, 40, 50, 60, 70, 80, 90, 15, 16)
FIRST, SECOND = "СОШ № 1 г. Энск", "ООШ с. Гора"


@pytest.fixture(scope="module")
def places() -> tuple[Organisation, ...]:
    return register(a_book(("Код", "Наименование"), *KNOWN)).organisations


def doubts(read: RegisterReading | RollReading) -> str:
    return " ".join(one.why for one in read.passed if one.is_doubtful)


def two_sheets(first: Sequence[Row], second: Sequence[Row]) -> bytes:
    """«Лист1» and «Сельские»."""
    book, buffer = load_workbook(BytesIO(a_book(*first))), BytesIO()
    other = book.create_sheet("Сельские")
    for row in second:
        other.append(list(row))
    book.save(buffer)
    return buffer.getvalue()


# registers

BARE: dict[str, tuple[Row, ...]] = {
    "names alone": (("МБОУ СОШ № 1",), ("МБОУ СОШ № 2",), ("Лицей № 3",)),
    "a title over them": (
        ("Перечень школ Озёрского района",),
        ("МБОУ СОШ № 1",),
        ("МБОУ СОШ № 2",),
        ("Лицей № 3",),
    ),
    "numbers before them": ((1, "МБОУ СОШ № 1"), (2, "МБОУ СОШ № 2"), (3, "Лицей № 3")),
    "one header": (("Наименование ОО",), ("МБОУ СОШ № 1",), ("МБОУ СОШ № 2",), ("Лицей № 3",)),
}


@pytest.mark.parametrize("shape", BARE)
def test_a_list_without_a_header_is_read_by_its_names_and_shown(shape: str) -> None:
    read = register(a_book(*BARE[shape]))
    assert [one.name.short for one in read.organisations] == [
        "МБОУ СОШ № 1",
        "МБОУ СОШ № 2",
        "Лицей № 3",
    ]
    assert "шапки у него нет" in doubts(read)


PASTED = (
    "МБОУ СОШ № 1 г. Энск\nМБОУ ООШ с. Гора, ул. Мира\nЛицей № 3\n",
    "1. МБОУ СОШ № 1 г. Энск\r\n2. МБОУ ООШ с. Гора, ул. Мира\r\n3) Лицей № 3",
    "Наименование ОО\n- МБОУ СОШ № 1 г. Энск\n\n- МБОУ ООШ с. Гора, ул. Мира\n- Лицей № 3",
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
@pytest.mark.parametrize("text", PASTED)
def test_names_may_be_pasted_line_by_line(text: str, encoding: str) -> None:
    read = register(text.encode(encoding), name="вставка.txt")
    assert [one.name.full for one in read.organisations] == [
        "МБОУ СОШ № 1 г. Энск",
        "МБОУ ООШ с. Гора",
        "Лицей № 3",
    ]


def test_a_letter_is_no_list_of_schools() -> None:
    text = "Добрый день!\nВ нашем районе две школы.\nС уважением, начальник отдела\n"
    with pytest.raises(UnreadableFile, match="текстовый файл"):
        register(text.encode(), name="письмо.txt")


def test_the_same_school_again_and_again_is_no_list_of_schools() -> None:
    pupils = [("МБОУ СОШ № 1", f"Иванов {name}") for name in ("Пётр", "Олег", "Илья")]
    with pytest.raises(WrongDefinition, match="не найден столбец с названиями"):
        register(a_book(*pupils, ("МБОУ СОШ № 2", "Петров Иван")))


def test_a_school_that_is_named_twice_is_one_school() -> None:
    read = register(a_book(("№", "Наименование"), (1, "СОШ №1"), (2, "СОШ №2"), (3, "СОШ № 1")))
    assert [one.name.full for one in read.organisations] == ["СОШ №1", "СОШ №2"]
    assert "«СОШ № 1» — то же название, что в строке 2" in doubts(read)


def test_two_codes_of_one_name_stay_and_are_told() -> None:
    read = register(a_book(("Код", "Наименование"), ("11", "СОШ № 1"), ("12", "СОШ №1")))
    assert [one.code for one in read.organisations] == ["11", "12"]
    assert "то же название" in doubts(read)


NO_SCHOOLS = (
    ("МБДОУ д/с «Теремок»", "Дошкольное"),
    ("МБУ ДО «Спортивная школа»", ""),
    ("Детская школа искусств", "Дополнительное образование"),
    ("Озёрский колледж", "СПО"),
    ("Структурное подразделение «Детский сад» СОШ № 1", ""),
)


def test_kindergartens_clubs_and_colleges_are_no_schools() -> None:
    header = ("Наименование", "Тип учреждения")
    read = register(a_book(header, ("СОШ № 1", "Общеобразовательное"), *NO_SCHOOLS))
    assert [one.name.full for one in read.organisations] == ["СОШ № 1"]
    assert [one.row for one in read.passed if one.is_doubtful] == [3, 4, 5, 6, 7]


KINDERGARTENS = (
    "МБДОУ «Детский сад № 5 „Гимназия маленьких“»",
    "МБДОУ детский сад «Лицей для малышей»",
    "МБДОУ ЦРР «Школа радости»",
    "МДОБУ «Образовательный центр „Успех“»",
    "Детский сад комбинированного вида № 7 «Школа гномов»",
    "МБУ д/с № 9 «Лицей»",
    "МБОУ СОШ № 5 (дошкольное отделение)",
    "Дошкольное отделение МБОУ СОШ № 5",
    "СП «Детский сад» МБОУ ООШ с. Луг",
)


@pytest.mark.parametrize("name", KINDERGARTENS)
def test_a_kindergarten_is_told_and_never_counted_as_a_school(name: str) -> None:
    """Прозвище в кавычках и название головной школы не делают детский сад школой."""
    read = register(a_book(("Наименование", "Адрес"), ("СОШ № 1", "ул. Мира"), (name, "ул. Сада")))
    assert [one.name.full for one in read.organisations] == ["СОШ № 1"]
    assert "не школа, а детский сад" in doubts(read)


def test_what_a_person_says_is_a_school_is_one() -> None:
    header = ("Наименование", "Тип")
    read = register(a_book(header, ("СОШ № 1", "СОШ"), ("МБДОУ «Сад – школа»", "НОШ")))
    assert [one.kind.value for one in read.organisations] == ["СОШ", "НОШ"]


TYPES = {
    "МБОУ СОШ № 6 с дошкольным отделением": "СОШ",
    "МБДОУ «Начальная школа – детский сад № 3»": "НОШ",
    "МБОУ СОШ № 3 «Школа будущего»": "СОШ",
    "МОУ «Начальная школа – детский сад с. Луг»": "НОШ",
    "МБОУ СОШ № 5 с дошкольными группами": "СОШ",
    "МБОУ CОШ № 5": "СОШ",  # a Latin letter
    "Спортивная школа-интернат": "интернат",
    "Лицей-интернат «Подросток»": "интернат",
    "Центр образования № 4": "СОШ",
    "Открытая (сменная) общеобразовательная школа": "вечерняя",
    "Казачий кадетский корпус": "кадетская",
}


@pytest.mark.parametrize("name", TYPES)
def test_a_name_tells_the_type(name: str) -> None:
    (school,) = register(a_book(("Наименование", "Адрес"), (name, "ул. Мира"))).organisations
    assert school.kind.value == TYPES[name]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("сентябрь 2015", date(2015, 9, 1)),
        ("сентябрь 2015 г.", date(2015, 9, 1)),
        ("с 01.09.2015", date(2015, 9, 1)),
        ("с 2015 года", date(2015, 1, 1)),
    ],
)
def test_days_of_a_register_as_people_write_them(written: str, day: date) -> None:
    read = register(a_book(("Наименование", "Дата открытия"), ("СОШ № 1", written)))
    assert read.organisations[0].valid_from == day


def test_a_month_in_which_a_school_closes_is_its_last_day() -> None:
    read = register(a_book(("Наименование", "Действует по"), ("СОШ № 1", "февраль 2024 г.")))
    assert read.organisations[0].valid_to == date(2024, 2, 29)


def test_a_word_of_a_schools_end_is_told() -> None:
    rows = (("СОШ № 1", "действующая"), ("СОШ № 2", "ликвидирована 01.09.2020"))
    read = register(a_book(("Наименование", "Статус"), *rows))
    assert "«ликвидирована 01.09.2020»" in doubts(read)


def test_the_birthday_of_a_director_is_not_that_of_a_pupil() -> None:
    header = ("Школа", "ФИО директора", "Дата рождения директора", "СНИЛС руководителя")
    read = register(a_book(header, ("СОШ № 1", "Иванов И. И.", "01.01.1970", "1")))
    assert len(read.organisations) == 1
    with pytest.raises(WrongDefinition, match="152-ФЗ"):
        register(a_book(("Школа", "Дата рождения ученика"), ("СОШ № 1", "01.01.2015")))


def test_a_second_sheet_with_schools_is_named() -> None:
    header = ("Школа", "Адрес")
    read = register(two_sheets((header, ("СОШ № 1", "")), (header, ("СОШ № 2", ""))))
    assert "на листе «Сельские» тоже таблица школ" in doubts(read)


# zeros before a code


@pytest.mark.parametrize(
    ("code", "codes", "whole"),
    [
        ("580401", ["0580401", "0580402"], "0580401"),
        ("1", ["001", "002"], "001"),
        ("0580401", ["0580401"], ""),
        ("580401", ["580401", "0580401"], ""),
        ("1", ["01", "001"], ""),
        ("СОШ", ["0580401"], ""),
        ("", ["000"], ""),
    ],
)
def test_the_zeros_of_a_code(code: str, codes: Sequence[str], whole: str) -> None:
    assert code_with_zeros(code, codes) == whole


def test_a_roll_whose_codes_lost_their_zeros_is_that_of_these_schools(
    places: tuple[Organisation, ...],
) -> None:
    read = roll(a_book(("Код", *GRADES), (580401, *PUPILS)), places, 2025)
    assert grades(read, "0580401", 2025) == [*PUPILS]
    assert read.told == ("код 580401 — это 0580401: нули впереди потеряны",)
    assert not read.says_everything


def test_a_register_whose_codes_lost_their_zeros_names_the_same_schools(
    places: tuple[Organisation, ...],
) -> None:
    district = register(a_book(("Код", "Наименование"), *KNOWN)).municipality
    content = a_book(("Код", "Наименование"), (580402, "МБОУ ООШ с. Гора"))
    known = KnownDistricts(((district, places),))
    read = register_of(content, "школы.xlsx", known, district.name)
    assert [one.code for one in read.organisations] == ["0580402"]
    assert "нули впереди потеряны" in doubts(read)


def test_a_code_shorter_than_its_neighbours_is_asked_about() -> None:
    content = a_book(("Код", "Наименование"), ("0580401", "СОШ № 1"), (580402, "СОШ № 2"))
    assert "код 580402 короче, чем 0580401" in doubts(register(content))


# rolls

ACROSS: dict[str, tuple[tuple[Row, ...], tuple[str, ...]]] = {
    "a header of grades": ((("Класс", FIRST, SECOND),), ()),
    "two rows of headers": (
        (("Классы", "Общеобразовательные организации", None), (None, FIRST, SECOND)),
        ("A1:A2", "B1:C1"),
    ),
}


@pytest.mark.parametrize("shape", ACROSS)
def test_schools_may_stand_in_columns(shape: str, places: tuple[Organisation, ...]) -> None:
    header, merged = ACROSS[shape]
    lines = [(f"{grade} класс", pupils, 1) for grade, pupils in zip(GRADES, PUPILS, strict=True)]
    content = a_book(*header, *lines, ("Итого", 481, 11), merged=merged)
    with pytest.raises(NoYear):
        roll(content, places)
    read = roll(content, places, 2025)
    assert grades(read, "0580401", 2025) == [*PUPILS]
    assert grades(read, "0580402", 2025) == [1] * 11
    assert "таблица повёрнута" in read.told[0]


def test_the_title_over_schools_in_columns_tells_the_day(
    places: tuple[Organisation, ...],
) -> None:
    lines = [(f"{grade} класс", pupils, 1) for grade, pupils in zip(GRADES, PUPILS, strict=True)]
    content = a_book(("Контингент на 20.09.2024",), (), ("Класс", FIRST, SECOND), *lines)
    read = roll(content, places)
    assert grades(read, "0580401", 2024) == [*PUPILS]
    assert "«Контингент на 20.09.2024»" in " ".join(read.told)


def test_a_column_of_schools_may_have_an_odd_header(places: tuple[Organisation, ...]) -> None:
    rows = ((FIRST, *PUPILS), (SECOND, *PUPILS))
    read = roll(a_book(("Территория", *GRADES), *rows), places, 2025)
    assert grades(read, "0580402", 2025) == [*PUPILS]
    assert "столбец A взят как названия школ" in doubts(read)


def test_grades_that_are_counted_together_are_not_lost(places: tuple[Organisation, ...]) -> None:
    header = ("Школа", *(f"{one} класс" for one in range(1, 10)), "10-11 классы")
    with pytest.raises(WrongDefinition, match="10-11 классы.*по классам не разделить"):
        roll(a_book(header, (FIRST, *PUPILS[:9], 31)), places, 2025)
    read = roll(a_book(header, (SECOND, *PUPILS[:9], "-")), places, 2025)
    assert grades(read, "0580402", 2025) == [*PUPILS[:9], 0, 0]


HEADS = {
    "people in brackets": ("Школа", "1 класс (чел.)", "2 класс, чел."),
    "Roman": ("Школа", "I", "II"),
    "in words": ("Школа", "первый класс", "второй класс"),
}


@pytest.mark.parametrize("shape", HEADS)
def test_grades_in_headers_of_other_words(shape: str, places: tuple[Organisation, ...]) -> None:
    read = roll(a_book(HEADS[shape], (FIRST, 10, 20)), places, 2025)
    assert grades(read, "0580401", 2025)[:2] == [10, 20]


@pytest.mark.parametrize("pupils", ["Кол-во уч-ся", "Число обуч-ся", "Кол-во об-ся", "уч-ся"])
def test_pupils_in_the_short_words_of_offices(
    pupils: str, places: tuple[Organisation, ...]
) -> None:
    rows = ((1, FIRST, "1 А", 20), (None, None, "1 Б", 22), (None, None, "Итого 1 кл", 42))
    read = roll(a_book(("№", "Школа", "Класс", pupils), *rows), places, 2025)
    assert grades(read, "0580401", 2025)[0] == 42


@pytest.mark.parametrize("told", [date(2025, 9, 20), 2025])
def test_the_day_of_a_roll_may_be_a_cell_of_its_own(
    told: object, places: tuple[Organisation, ...]
) -> None:
    read = roll(a_book(("Контингент на", told), ("Школа", *GRADES), (FIRST, *PUPILS)), places)
    assert grades(read, "0580401", 2025) == [*PUPILS]


def test_a_second_sheet_with_a_roll_is_named(places: tuple[Organisation, ...]) -> None:
    header = ("Школа", *GRADES)
    read = roll(two_sheets((header, (FIRST, *PUPILS)), (header, (SECOND, *PUPILS))), places, 2025)
    assert "на листе «Сельские» тоже таблица школ" in doubts(read)


BY_TYPE = {
    "МБОУ «Начальная школа – детский сад с. Луг»": (1, 4),
    "МБОУ ООШ с. Гора": (1, 9),
    "МАОУ «Лицей № 3»": (5, 11),
    "МБОУ «Гимназия № 1»": (1, 11),
    "ГБОУ «Школа-интернат № 2»": (1, 10),
    "МБОУ «Вечерняя (сменная) школа»": (9, 11),
    "ГБОУ «Кадетский корпус»": (7, 11),
}


def test_each_type_of_school_is_asked_of_the_grades_that_it_has() -> None:
    """Классов, которых у школы нет, бланк не спрашивает, сколько бы их ни было у других."""
    read = register(a_book(("Наименование", "Адрес"), *((name, "") for name in BY_TYPE)))
    spans = dict(zip((one.code for one in read.organisations), BY_TYPE.values(), strict=True))
    rows = [
        (name, *(20 if first <= grade <= last else "-" for grade in GRADES))
        for name, (first, last) in BY_TYPE.items()
    ]
    loaded = roll(a_book(("Школа", *GRADES), *rows), read.organisations, 2021)
    assert not loaded.unmatched
    question = roadmap().question("open_lesson_pupils")
    for place in read.organisations:
        own = tuple(row for row in loaded.rows if row.org == place.code)
        request = FormRequest(roadmap(), place, 2021, own)
        first, last = spans[place.code]
        opened = [grade for grade in question.grades if is_open(request, question, grade)]
        assert opened == [*range(first, last + 1)], place.name.short


def test_pupils_of_a_twelfth_grade_are_told(places: tuple[Organisation, ...]) -> None:
    read = roll(
        a_book(("Школа", "10 класс", "11 класс", "12 класс"), (FIRST, 9, 8, 7)), places, 2025
    )
    assert grades(read, "0580401", 2025)[9:] == [9, 8]
    assert "столбец «12 класс» не читается" in doubts(read)
