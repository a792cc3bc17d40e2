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
