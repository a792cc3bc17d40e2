"""152-ФЗ: a file with personal data of pupils is refused before anything of it is kept."""

from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from data_model.problems import Severity
from tests.loaders.filling import a_good_return, changed, codes, screened


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
    ],
)
def test_a_contact_of_a_grown_up_is_no_reason_to_refuse(rows: list[tuple[object, ...]]) -> None:
    assert codes(screened(with_sheet(rows))) == ["strange_sheet"]
