"""Exports of forms on the net, as a newcomer's office has them: read as a clerk would.

Of the shipped file a clerk reads: eight schools by nine rows (one sent again a minute later:
its last row counts, and is asked about, for 61 is over its roll), the year 2026 of the column,
two questions by one number, one share of all grades by one number; «нет данных» of one school
is no number. The teachers' e-mails are nobody's answers.
"""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data_model.returns import NO_GRADE, Outcome, Receipt, ValueState
from data_model.roadmap import Roadmap
from data_model.store import Store
from indicators.plan_fact import plan_fact
from loaders.files.worker_pool import read_workbook
from loaders.intake import receive_all
from loaders.registers.file import register_of
from loaders.registers.roll import roll_of
from loaders.roadmaps.file import read_roadmap_bytes
from loaders.tables.profile import Use, confirm
from loaders.tables.proposal import propose
from sample_data import FOLDER
from tests.conftest import Copier

NEWCOMER = Path(__file__).parents[1] / "fixtures" / "newcomer"
DISTRICT, OWN = "Верхнеозёрский муниципальный район", "90001"
WEEK, DIAGNOSED, VISITS = "open_lesson_pupils", "ticket_pupils", "art_profi_participants"
FORMS = ("google_form.xlsx", "google_form_mail.xlsx", "google_form_user.xlsx",
         "google_form_school_header.xlsx")  # fmt: skip
SAID = {
    "гимназия Интелект": "9000104",
    "школа 2": "9000102",
    "Берёзовская ООШ": "9000106",
    "Липовская СОШ": "9000105",
    "вечерняя школа": "9000110",
    "Интернат": "9000109",
    "Лицей Попова": "9000103",
}
"""What a person says of the names that the register does not know."""

TEXTS = {
    WEEK: "Обучающиеся 1–11 классов, участники Недели профориентации «Компас профессий»",
    DIAGNOSED: "Обучающиеся 9 классов, прошедшие диагностику в проекте «Билет в будущее»",
    VISITS: "Количество экскурсий на предприятия-партнёры",
}


def plan() -> Roadmap:
    """The shipped roadmap with years, and three questions, of the newcomer's order."""
    text = (FOLDER / "roadmap_2020_2022.toml").read_text(encoding="utf-8")
    later = re.sub(r"20(2[012]|19)", lambda found: str(int(found[0]) + 5), text)
    later = re.sub(r"(202\d/)(\d\d)", lambda found: found[1] + str(int(found[2]) + 5), later)
    shipped = read_roadmap_bytes(later.encode(), "карта.toml")
    questions = tuple(
        replace(
            one,
            text=TEXTS.get(one.code, one.text),
            grades=(9,) if one.code == DIAGNOSED else one.grades,
        )
        for one in shipped.questions
    )
    activities = tuple(
        replace(row, indicator=replace(row.indicator, base=(9,)))
        if row.indicator.counted == DIAGNOSED
        else row
        for row in shipped.activities
    )
    return replace(shipped, questions=questions, activities=activities)


@pytest.fixture
def office(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path / 'own.db'}", begun)


def begun(store: Store) -> None:
    """The newcomer's district, begun with the ordinary register and form ОО-1."""
    content = (NEWCOMER / "register_ordinary.xlsx").read_bytes()
    register = register_of(content, "школы.xlsx", named=DISTRICT)
    store.save_register(register.municipality, register.organisations)
    content = (NEWCOMER / "roll_by_class_letters.xlsx").read_bytes()
    store.save_roll(roll_of(content, "оо1.xlsx", None, register.organisations).rows)
    store.save_roadmap(OWN, plan())


def taken(store: Store, content: bytes, folder: Path, name: str = "ответы.xlsx") -> list[Receipt]:
    """The table mapped, its schools said by a person, and taken."""
    proposal = propose(read_workbook(content, name), plan())
    assert proposal is not None
    confirm(store, OWN, replace(proposal.profile("Опрос"), schools=SAID), plan())
    (folder / name).write_bytes(content)
    return list(receive_all([folder / name], store))


def fact(store: Store, org: str, question: str, grade: int = NO_GRADE) -> Any:
    facts = [one for one in store.snapshot(OWN).facts if (one.org, one.year) == (org, 2026)]
    found = [one.fact for one in facts if (one.fact.question, one.fact.grade) == (question, grade)]
    return found[0] if found else None


@pytest.mark.parametrize("name", FORMS)
def test_the_columns_of_a_form_are_understood(name: str) -> None:
    proposal = propose(read_workbook((NEWCOMER / name).read_bytes(), name), plan())
    assert proposal is not None
    uses = {(one.use.use, one.use.question, one.use.grade) for one in proposal.columns}
    assert proposal.header_rows == (1, 1)
    assert {
        (Use.MOMENT, "", 0),
        (Use.SCHOOL, "", 0),
        (Use.YEAR, "", 0),
        (Use.ANSWER, DIAGNOSED, 9),
        (Use.TOTAL, WEEK, 0),
        (Use.ANSWER, VISITS, 0),
        (Use.SKIP, "", 0),
    } == uses


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_taken_row_by_row(name: str, office: Store, tmp_path: Path) -> None:
    receipts = taken(office, (NEWCOMER / name).read_bytes(), tmp_path)
    assert [one.outcome for one in receipts] == [Outcome.ACCEPTED_WITH_WARNINGS] * 8
    assert {one.year for one in receipts} == {2026}
    assert fact(office, "9000106", WEEK).written == "61"
    assert fact(office, "9000101", DIAGNOSED, 9).value == 95
    assert fact(office, "9000103", VISITS).value == 3
    assert fact(office, "9000109", WEEK).value is None
    told = {one.code for of in receipts for one in of.problems}
    assert {"table_row_replaced", "table_unparted", "dash_for_answer"} <= told
    assert "foreign_grade" not in told
    assert ("table_column_dropped" in told) == ("mail" in name or "user" in name)


def test_one_total_counts_where_all_grades_are_asked(office: Store, tmp_path: Path) -> None:
    taken(office, (NEWCOMER / "google_form.xlsx").read_bytes(), tmp_path)
    snapshot = office.snapshot(OWN)
    row = next(
        one
        for one in plan_fact(snapshot).of_year(2026)
        if one.is_district and one.code == code_of(WEEK)
    )
    assert row.numerator == 830 + 560 + 240 + 430 + 95 + 20
    assert row.reported == 6


def code_of(question: str) -> str:
    return next(
        one.indicator.code for one in plan().activities if one.indicator.counted == question
    )


def changed(**cells: Any) -> bytes:
    book = openpyxl.load_workbook(NEWCOMER / "google_form.xlsx")
    for address, value in cells.items():
        book.worksheets[0][address] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_row_of_another_year_is_not_taken_for_this_one(office: Store, tmp_path: Path) -> None:
    receipts = taken(office, changed(C2=2062), tmp_path)
    assert receipts[0].outcome is Outcome.REFUSED
    assert [one.code for one in receipts[0].problems] == ["table_row_of_no_year"]
    assert fact(office, "9000101", VISITS) is None
    assert fact(office, "9000102", VISITS).value == 3


def test_two_rows_of_one_moment_are_left_to_a_person(office: Store, tmp_path: Path) -> None:
    moment = datetime(2026, 11, 22, 8, 30)
    receipts = taken(office, changed(A7=moment, A8=moment), tmp_path)
    codes = [one.problems[0].code for one in receipts if one.outcome is Outcome.REFUSED]
    assert codes == ["table_school_repeated"] * 2


def test_more_than_the_school_has_is_asked_about(office: Store, tmp_path: Path) -> None:
    receipts = taken(office, changed(E2=5000), tmp_path)
    assert "participants_over_roll" in {one.code for one in receipts[0].problems}
    assert fact(office, "9000101", WEEK).state is ValueState.NO_DATA


def test_a_question_that_the_table_does_not_ask_stays_open(office: Store, tmp_path: Path) -> None:
    receipts = taken(office, changed(F1="Комментарий 2"), tmp_path)
    asked = [one for one in receipts[0].problems if one.code == "table_unanswered"]
    assert len(asked) == 1
    assert "экскурсий" in asked[0].message


def test_csv_of_the_same_form_is_taken_alike(office: Store, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(NEWCOMER / "google_form_mail.xlsx")
    lines = []
    for row in book.worksheets[0].iter_rows(values_only=True):
        moment = row[0]
        first = f"{moment:%Y/%m/%d %I:%M:%S %p} GMT+3" if isinstance(moment, datetime) else moment
        cells = [first, *row[1:]]
        lines.append(",".join(f'"{"" if one is None else one}"' for one in cells))
    receipts = taken(office, "\n".join(lines).encode(), tmp_path, "ответы.csv")
    assert [one.outcome for one in receipts] == [Outcome.ACCEPTED_WITH_WARNINGS] * 8
    assert fact(office, "9000106", WEEK).written == "61"


@pytest.mark.parametrize(
    ("code", "org"),
    [(9000101, "9000101"), ("9000101", "9000101"), (9000102, None), (77, "9000101")],
)
def test_a_code_beside_a_name_is_of_the_same_school(
    code: object, org: str | None, office: Store, tmp_path: Path
) -> None:
    """Код другой школы рядом с названием — вопрос человеку, ответы не попадают ни к одной."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Код ОО", "Название школы", "Год", TEXTS[VISITS]])
    book.worksheets[0].append([code, "МБОУ СОШ № 1 р.п. Верхнее Озеро", 2026, 4])
    book.worksheets[0].append(["9000103", "Лицей Попова", 2026, 3])
    target = BytesIO()
    book.save(target)
    first, second = taken(office, target.getvalue(), tmp_path)
    assert (first.org, second.org) == (org, "9000103")
    if org is None:
        assert [one.code for one in first.problems] == ["table_code_of_another"]
        assert "код 9000102 в этой строке" in first.problems[0].message
    assert (fact(office, "9000101", VISITS) is None) == (org is None)
    assert fact(office, "9000102", VISITS) is None


def test_what_a_later_copy_says_again_is_no_correction(office: Store, tmp_path: Path) -> None:
    """Свод загружен снова, изменилась одна школа: новая редакция только у неё."""
    taken(office, (NEWCOMER / "google_form.xlsx").read_bytes(), tmp_path, "первый.xlsx")
    book = openpyxl.load_workbook(NEWCOMER / "google_form.xlsx")
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows() if "Попова" in str(row[1].value))
    row[-2].value = 5
    target = BytesIO()
    book.save(target)
    again = taken(office, target.getvalue(), tmp_path, "второй.xlsx")
    outcomes = {one.org: one.outcome for one in again}
    assert outcomes.pop("9000103") is Outcome.ACCEPTED_WITH_WARNINGS
    assert set(outcomes.values()) == {Outcome.DUPLICATE}
    assert {one.problems[0].code for one in again if one.org != "9000103"} == {"same_answers"}
    assert [one.number for one in office.revisions("9000101", 2026)] == [1]
    assert fact(office, "9000103", VISITS).value == 5


def test_a_list_of_pupils_is_refused_whatever_it_is_called(office: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Школа", "Класс", "ФИО", "Экскурсии на предприятия-партнёры"])
    for number in range(6):
        sheet.append(["МБОУ СОШ с. Липовка", "9а", f"Иванов Пётр Ильич {number}", 1])
    book.save(tmp_path / "список.xlsx")
    (receipt,) = receive_all([tmp_path / "список.xlsx"], office)
    assert [one.code for one in receipt.problems] == ["personal_data"]


def test_who_filled_it_in_is_known_by_the_cells_too(office: Store, tmp_path: Path) -> None:
    names = ("Иванова Мария Петровна", "Петров Сергей Ильич", "Сидорова Анна Викторовна") * 3
    cells = {f"G{row}": name for row, name in enumerate(names, start=2)}
    receipts = taken(office, changed(G1="Кто заполнил", **cells), tmp_path)
    assert receipts[0].outcome is Outcome.ACCEPTED_WITH_WARNINGS
    told = next(one for one in receipts[0].problems if one.code == "table_column_dropped")
    assert "«Кто заполнил»" in told.message


def test_a_consolidated_table_with_grades_is_taken_whole(office: Store, tmp_path: Path) -> None:
    """Шапка в две строки, «ИТОГО» под таблицей, пустые клетки там, где такого класса нет."""
    receipts = taken(office, (NEWCOMER / "svod_grades_good.xlsx").read_bytes(), tmp_path)
    assert [one.outcome for one in receipts] == [Outcome.ACCEPTED_WITH_WARNINGS] * 10
    assert {one.year for one in receipts} == {2026}
    week = [fact(office, "9000103", WEEK, grade).value for grade in range(5, 12)]
    assert week == [26, 25, 25, 24, 25, 27, 26]
    assert fact(office, "9000103", WEEK, 1).state is ValueState.NOT_APPLICABLE
    assert (fact(office, "9000101", DIAGNOSED, 9).value, fact(office, "9000104", VISITS).value) == (
        5,
        3,
    )
    over = [
        one.org for one in receipts if "participants_over_roll" in {p.code for p in one.problems}
    ]
    assert over == ["9000107", "9000108"]
