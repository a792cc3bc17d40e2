"""Таблица об одном вопросе: он назван над классами; план, прежний год и часть — не ответ."""

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from data_model.returns import Outcome
from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.school_tables.headers import grade_in, grades_together
from loaders.tables.profile import ColumnUse, Use, confirm
from loaders.tables.proposal import propose
from tests.loaders.filling import roadmap
from tests.loaders.tables.tables import NAMES, OLDER, saved
from tests.loaders.tables.test_consolidated import confirmed, sent, value

GRADES = [f"{grade} кл." for grade in OLDER]
TOPIC = "Сведения об участии в проекте «Билет в будущее» за 2021 год"
LESSONS = "Сведения об участии в онлайн-уроках «ПроеКТОриЯ» за 2021 год"


def a_table(*above: str, heads: Sequence[str] = GRADES, sheet: str = "Лист1", by: int = 1) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for text in above:
        page.append([text])
    page.append(["№ п/п", "Наименование ОО", *heads])
    for number, name in enumerate(NAMES.values(), start=1):
        page.append([number, name, *(by * (at + 1) for at in range(len(heads)))])
    return saved(book)


def uses(content: bytes) -> list[tuple[Use, str, int]]:
    """What the columns after the name are taken for."""
    proposal = propose(read_workbook(content, "свод.xlsx"), roadmap())
    assert proposal is not None
    return [(one.use.use, one.use.question, one.use.grade) for one in proposal.columns[2:]]


def hints(content: bytes) -> list[str]:
    proposal = propose(read_workbook(content, "свод.xlsx"), roadmap())
    assert proposal is not None
    return [one.use.hint for one in proposal.columns[2:]]


TICKET_BY_GRADE = [(Use.ANSWER, "ticket_pupils", grade) for grade in OLDER]


@pytest.mark.parametrize(
    "content",
    [
        a_table(TOPIC),
        a_table("Приложение 2 к письму", TOPIC, "Бессоновский район"),
        a_table(TOPIC + ", по состоянию на 15.12.2021"),
        a_table(sheet="Билет в будущее"),
    ],
    ids=["title", "titles", "day", "sheet"],
)
def test_the_question_over_the_grades_is_that_of_each_of_them(content: bytes) -> None:
    assert uses(content) == TICKET_BY_GRADE


@pytest.mark.parametrize(
    ("heads", "use"),
    [
        (["Количество участников"], Use.TOTAL),
        (["Кол-во обучающихся, принявших участие"], Use.TOTAL),
        (["Участники, чел."], Use.TOTAL),
        (["Итого"], Use.TOTAL),
        (["% от контингента"], Use.PERCENT),
        (["Контингент"], Use.SKIP),
        (["Всего обучающихся"], Use.SKIP),
        (["Примечание"], Use.SKIP),
    ],
)
def test_one_number_under_a_title_is_its_total_and_the_roll_is_none(
    heads: list[str], use: Use
) -> None:
    assert [one[0] for one in uses(a_table(TOPIC, heads=[*heads, GRADES[0]]))][0] is use


def test_a_table_of_another_question_with_the_same_columns_is_not_taken_for_it(
    store: Store, tmp_path: Path
) -> None:
    confirmed(store, a_table(TOPIC))
    (other,) = sent(store, a_table(LESSONS, by=2), tmp_path)
    assert other.outcome is Outcome.REFUSED
    assert [one.code for one in other.problems] == ["table_unmapped"]
    later = a_table(TOPIC.replace("2021", "2022"))
    assert {one.year for one in sent(store, later, tmp_path)} == {2022}


def test_columns_of_which_nothing_says_what_they_are_are_asked_about_in_each_file(
    store: Store, tmp_path: Path
) -> None:
    """A person's word about «6 кл.» without a title is no word about the next such table."""
    content = a_table()
    proposal = propose(read_workbook(content, "свод.xlsx"), roadmap())
    assert proposal is not None
    columns = (
        *(one.use for one in proposal.columns[:2]),
        *(ColumnUse(f"{grade} кл.", Use.ANSWER, "ticket_pupils", grade) for grade in OLDER),
    )
    said = proposal.profile("Без заголовка")
    said = type(said)(
        said.name, said.kind, said.fingerprint, columns, year=2021, file=sha256(content).hexdigest()
    )
    confirm(store, "58040", said, roadmap())
    assert [one.org for one in sent(store, content, tmp_path)] == list(NAMES)
    again = sent(store, a_table(by=3), tmp_path, "другой.xlsx")
    assert {one.outcome for one in again} == {Outcome.REFUSED}
    assert value(store, "580401", "ticket_pupils", 6) == 1


@pytest.mark.parametrize(
    ("heads", "answers"),
    [
        (["Билет в будущее, 8 класс, план", "Билет в будущее, 8 класс, факт"], [1]),
        (["План участия в «Билете в будущее», 6–11 классы", "«Билет в будущее», 6–11 классы"], [1]),
        (["Билет в будущее, 8 класс, мальчики", "Билет в будущее, 8 класс, девочки"], []),
        (["Билет в будущее, 8 класс", "Билет в будущее, 8 класс, из них дети с ОВЗ"], [0]),
        (["Билет в будущее в 2020 году, 8 класс", "Билет в будущее в 2021 году, 8 класс"], [1]),
        (["Билет в будущее (2020 год), 8 класс", "Билет в будущее, 8 класс"], [1]),
        (["Количество мероприятий «Билет в будущее»", "Участники «Билет в будущее»"], [1]),
        (["Количество проведённых онлайн-уроков «ПроеКТОриЯ»"], []),
        (["Просмотры «ПроеКТОриЯ»"], []),
        (["Педагоги-навигаторы «Билет в будущее»"], []),
        (["Не участвовали в проекте «Билет в будущее»"], []),
        (["Билет в будущее, в том числе 8 класс"], [0]),
    ],
)
def test_a_plan_a_part_and_a_former_year_are_no_answer(
    heads: list[str], answers: list[int]
) -> None:
    content = a_table("Итоги 2021 года", heads=heads)
    read = [at for at, one in enumerate(uses(content)) if one[0] in (Use.ANSWER, Use.TOTAL)]
    assert read == answers
    told = hints(content)
    assert all(told[at] for at in range(len(heads)) if at not in answers)


def test_two_columns_for_one_answer_are_told_to_whoever_confirms() -> None:
    heads = ["Билет в будущее, 8 класс", "Билет в будущее, 8 класс (по платформе)"]
    first, second = hints(a_table(heads=heads))
    assert "похожи и другие столбцы" in first
    assert second


def test_columns_of_years_keep_their_places_whatever_their_order(
    store: Store, tmp_path: Path
) -> None:
    heads = ["Билет в будущее {} год, 8 класс", "Билет в будущее {} год, 8 класс"]

    def of(first: int, second: int) -> bytes:
        named = [head.format(year) for head, year in zip(heads, (first, second), strict=True)]
        return a_table("Итоги", f"Отчёт за {max(first, second)} год", heads=named)

    confirmed(store, of(2020, 2021))
    sent(store, of(2020, 2021), tmp_path)
    assert value(store, "580401", "ticket_pupils", 8) == 2
    sent(store, of(2022, 2021), tmp_path, "новый.xlsx")
    assert value(store, "580401", "ticket_pupils", 8, 2022) == 1


def test_one_number_in_merged_cells_is_asked_about_and_keeps_no_former_answer(
    store: Store, tmp_path: Path
) -> None:
    """«12» across three grades is no answer of the first, nor are the others simply empty."""
    confirmed(store, a_table(TOPIC))
    sent(store, a_table(TOPIC), tmp_path)
    book = load_workbook(BytesIO(a_table(TOPIC)))
    page = book.worksheets[0]
    page["C3"] = 12
    page.merge_cells("C3:E3")
    told = sent(store, saved(book), tmp_path, "объединено.xlsx")
    assert "merged_answer" in [one.code for one in told[0].problems]
    found = [value(store, "580401", "ticket_pupils", grade) for grade in (6, 7, 8, 9)]
    assert found == [None, None, None, 4]


def test_one_number_of_two_schools_is_the_number_of_neither(store: Store, tmp_path: Path) -> None:
    """Объединённая по вертикали ячейка раньше была ответом верхней школы."""
    confirmed(store, a_table(TOPIC))
    book = load_workbook(BytesIO(a_table(TOPIC)))
    page = book.worksheets[0]
    page["C3"] = 12
    page.merge_cells("C3:C4")
    told = sent(store, saved(book), tmp_path, "объединено.xlsx")
    for one in told[:2]:
        messages = [each.message for each in one.problems if each.code == "merged_answer"]
        assert len(messages) == 1
        assert "C3:C4 объединены" in messages[0] and "«12»" in messages[0]
        assert value(store, str(one.org), "ticket_pupils", 6) is None


@pytest.mark.parametrize(
    ("head", "grades"),
    [
        ("6 и 7 класс", (6, 7)),
        ("6, 7 кл.", (6, 7)),
        ("6/7 классы", (6, 7)),
        ("6-й и 7-й классы", (6, 7)),
        ("с 6 по 9 классы", (6, 9)),
        ("6…9 классы", (6, 9)),
        ("10 (11) класс", (10, 11)),
        ("VI и VII классы", (6, 7)),
        ("шестые и седьмые классы", (6, 7)),
        ("6.1 класс", (1, 6)),
        ("6–9 классы", (6, 7, 8, 9)),
        ("6а и 6б классы", ()),
        ("6 класс на 01.12", ()),
        ("6 класс (до 20.12)", ()),
        ("2. 6 класс", ()),
        ("6 класс, 2 полугодие", ()),
    ],
)
def test_a_column_of_several_grades_is_none_of_them(head: str, grades: tuple[int, ...]) -> None:
    assert grades_together(head) == grades
    assert grade_in(head) == (None if grades else 6)
    named = f"Участники проекта «Билет в будущее», {head}"
    told = uses(a_table(TOPIC, heads=[head]) if grades else a_table(heads=[named]))
    assert told == [(Use.SKIP, "", 0) if grades else (Use.ANSWER, "ticket_pupils", 6)]


def test_classes_of_one_grade_in_columns_are_to_be_added_up() -> None:
    heads = [f"Участники «Билет в будущее», {one} класс" for one in ("6а", "6 «Б»", "7а")]
    content = a_table(TOPIC, heads=heads)
    assert uses(content) == [(Use.SKIP, "", 0)] * 2 + [(Use.ANSWER, "ticket_pupils", 7)]
    assert ["сложите" in one for one in hints(content)] == [True, True, False]


# rows that are no answers


OWN = list(NAMES.values())


def a_sheet(*rows: Sequence[object], merged: Sequence[str] = ()) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    return saved(book)


def told(store: Store, content: bytes, folder: Path) -> list[tuple[str, str, int | None]]:
    """What is said of the rows, with the cell, and what the school has in grade 6."""
    confirmed(store, content)
    return [
        (one.code, one.cell, value(store, receipt.org or "", "ticket_pupils", 6))
        for receipt in sent(store, content, folder)
        for one in receipt.problems
        if one.code.startswith("table_") and one.code not in ("table_taken", "table_unanswered")
    ]


HEADS = ("№", "Школа", "Показатель", *GRADES, "Итого")
PLAN, DONE = ("план", *[5] * 6, 30), ("факт", 1, 2, 3, 1, 2, 3, 12)


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        ([(1, OWN[0], *PLAN), (None, None, *DONE)], ()),
        ([(1, OWN[0], *PLAN), (None, None, *DONE)], ("B3:B4",)),
        ([(1, OWN[0], *PLAN), (1, OWN[0], *DONE)], ()),
    ],
    ids=["empty", "merged", "again"],
)
def test_of_a_plan_and_what_was_done_the_latter_is_the_answer(
    rows: Sequence[Sequence[object]], merged: Sequence[str], store: Store, tmp_path: Path
) -> None:
    content = a_sheet([TOPIC], HEADS, *rows, merged=merged)
    assert told(store, content, tmp_path) == [("table_plan_passed", "J3", 1)]


@pytest.mark.parametrize(
    ("row", "want"),
    [
        ((2, OWN[1], *PLAN), ("table_row_of_plan", "B5")),
        ((None, None, "всё вместе", *[5] * 6), ("table_row_nameless", "C5")),
        ((None, "Примечание: в СОШ с. Заозерино карантин"), None),
        ((None, "Итого", None, *[5] * 6), None),
        (HEADS, None),
        ((2, OWN[1], None, *["-"] * 6, "–"), ("table_row_empty", "B5")),
    ],
)
def test_a_row_that_is_no_answer_of_a_school_is_told_or_passed_over(
    row: Sequence[object], want: tuple[str, str] | None, store: Store, tmp_path: Path
) -> None:
    content = a_sheet([TOPIC], HEADS, (1, OWN[0], *PLAN), (None, None, *DONE), row)
    found = [(code, cell) for code, cell, _ in told(store, content, tmp_path)]
    assert found == [("table_plan_passed", "J3"), *([want] if want else [])]


def test_the_total_of_a_school_in_a_row_of_its_own_is_not_lost(
    store: Store, tmp_path: Path
) -> None:
    rows = [(1, OWN[0], "всего", *DONE[1:]), (None, None, "из них ОВЗ", *[1] * 7)]
    content = a_sheet([TOPIC], HEADS, *rows, merged=["B3:B4"])
    assert [one[:2] for one in told(store, content, tmp_path)] == [
        ("table_school_repeated", "B3"),
        ("table_school_repeated", "B3"),
    ]


def test_another_table_below_is_not_read_and_named(store: Store, tmp_path: Path) -> None:
    heads = ["№", "Школа", "6 класс", "7 класс"]
    below = ["№", "Школа", "8 класс", "9 класс"]
    rows = [(number, name, 1, 2) for number, name in enumerate(OWN, start=1)]
    content = a_sheet([TOPIC], heads, *rows, [], heads, [], ["Основная школа"], below, *rows)
    found = told(store, content, tmp_path)
    assert found == [("table_below", "A10", None)]
    assert value(store, "580401", "ticket_pupils", 6) == 1
    assert value(store, "580401", "ticket_pupils", 8) is None


def test_a_dash_beside_a_typed_total_is_asked_about(store: Store, tmp_path: Path) -> None:
    content = a_sheet([TOPIC], [*HEADS[:2], *HEADS[3:]], (1, OWN[0], 1, "-", None, 1, 1, 1, 4))
    confirmed(store, content)
    (receipt,) = sent(store, content, tmp_path)
    asked = [(one.code, one.cell) for one in receipt.problems if not one.code.startswith("table_")]
    assert asked == [("unanswered", "E3"), ("dash_for_answer", "D3")]


def test_a_school_may_have_a_row_for_each_year(store: Store, tmp_path: Path) -> None:
    rows = [(year, OWN[0], *[year - 2019] * 6) for year in (2020, 2021)]
    again = [(2021, OWN[1], *[1] * 6), ("2021 г.", OWN[1], *[2] * 6)]
    content = a_sheet(["Сведения об участии в проекте «Билет в будущее»"],
                      ["Год", "Школа", *GRADES], *rows, *again)  # fmt: skip
    assert [one[:2] for one in told(store, content, tmp_path)] == [
        ("table_school_repeated", "B5"),
        ("table_school_repeated", "B6"),
    ]
    years = (2020, 2021)
    assert [value(store, "580401", "ticket_pupils", 6, year) for year in years] == [1, 2]


def test_a_bare_code_beside_the_name_of_another_school_is_told(
    store: Store, tmp_path: Path
) -> None:
    rows = [("580402", OWN[0], *[1] * 6), ("7", OWN[2], *[1] * 6)]
    content = a_sheet([TOPIC], ["Код", "Школа", *GRADES], *rows)
    assert told(store, content, tmp_path) == [("table_code_of_another", "B3", None)]
    assert value(store, "580403", "ticket_pupils", 6) == 1


def test_the_year_of_the_column_that_is_read_is_that_of_the_table(
    store: Store, tmp_path: Path
) -> None:
    heads = [f"Участники проекта «Билет в будущее», {year}" for year in (2020, 2021)]
    content = a_sheet(["Сведения"], ["№", "Школа", *heads], (1, OWN[0], 10, 12))
    confirmed(store, content)
    (receipt,) = sent(store, content, tmp_path)
    assert (receipt.org, receipt.year) == ("580401", 2021)


@pytest.mark.parametrize("title", ["за 2031 год", "в 2022-2023 учебном году"])
def test_a_year_that_is_not_of_the_roadmap_is_named(
    title: str, store: Store, tmp_path: Path
) -> None:
    content = a_sheet(
        [f"«Билет в будущее» {title}"], ["№", "Школа", *GRADES], (1, OWN[0], *[1] * 6)
    )
    confirmed(store, content)
    (receipt,) = sent(store, content, tmp_path)
    (problem,) = receipt.problems
    assert problem.code == "table_without_year"
    assert f"«„Билет в будущее“ {title}»" in problem.message


# a row for each grade of a school


def long(*rows: Sequence[object], merged: Sequence[str] = (), head: str = "Участники") -> bytes:
    return a_sheet([TOPIC], ["№", "Наименование ОО", "Класс", head], *rows, merged=merged)


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        ([(1, OWN[0], 6, 2), (2, OWN[0], 7, 3), (3, OWN[1], 6, 4), (4, OWN[1], 7, 1)], ()),
        ([(1, OWN[0], "6 класс", 2), (None, None, "7 кл.", 3), (2, OWN[1], "6-й класс", 4),
          (None, None, "7", 1)], ("B3:B4", "B5:B6")),
        ([(1, OWN[0], 6, 2), (None, None, 7, 3), (None, None, "Итого", 5), (2, OWN[1], 6, 4),
          (None, None, 7, 1), (None, "Всего по району", None, 10)], ()),
    ],
    ids=["plain", "merged", "totals"],
)  # fmt: skip
def test_rows_of_grades_are_the_answers_of_their_school(
    rows: Sequence[Sequence[object]], merged: Sequence[str], store: Store, tmp_path: Path
) -> None:
    content = long(*rows, merged=merged)
    confirmed(store, content)
    receipts = sent(store, content, tmp_path)
    assert [one.org for one in receipts] == ["580401", "580402"]
    for org, wanted in (("580401", [2, 3]), ("580402", [4, 1])):
        assert [value(store, org, "ticket_pupils", one) for one in (6, 7)] == wanted
    facts = store.snapshot("58040").facts
    cells = {one.fact.cell for one in facts if one.fact.value == 3}
    assert cells == {"D4"}


@pytest.mark.parametrize("head", ["Участники", "Участники онлайн-уроков «ПроеКТОриЯ»"])
@pytest.mark.parametrize(
    "rows",
    [
        [(1, OWN[0], "6а", 2), (2, OWN[0], "6б", 3), (3, OWN[1], "6а", 4), (4, OWN[1], "7а", 1)],
        [(1, OWN[0], 6, 2), (2, OWN[0], 7, 3), (3, OWN[0], None, 9), (4, OWN[1], 6, 4),
         (5, OWN[1], 7, 4)],
    ],
    ids=["letters", "without a class"],
)  # fmt: skip
def test_rows_of_classes_with_letters_are_no_pupils_and_nothing_of_them_is_guessed(
    rows: Sequence[Sequence[object]], head: str, store: Store, tmp_path: Path
) -> None:
    content = long(*rows, head=head)
    assert propose(read_workbook(content, "свод.xlsx"), roadmap()) is None
    (receipt,) = sent(store, content, tmp_path)
    (problem,) = receipt.problems
    assert problem.code == "no_identity"
    assert "Буквы классов" in problem.message


def test_pupils_in_the_properties_of_a_table_with_senders_refuse_it(
    store: Store, tmp_path: Path
) -> None:
    content = a_sheet([TOPIC], ["№", "Школа", *GRADES, "E-mail"], (1, OWN[0], *[1] * 6, "a@b.ru"))
    book = load_workbook(BytesIO(content))
    book.properties.description = "Иванова Мария, Петров Иван, Анна Сидорова"
    (receipt,) = sent(store, saved(book), tmp_path)
    assert [one.code for one in receipt.problems] == ["personal_data"] * len(receipt.problems)
    assert receipt.problems
