"""«Письма»: программа готовит, человек читает и решает; что ушло, видно кем и когда."""

import pytest
from streamlit.testing.v1 import AppTest

from data_model.letters import LetterReason, LetterState
from tests.pages.conftest import METHODIST, Enter, Open, plain
from ui import data

LETTERS = "pages/returns/letters.py"
HERE = "58040"


@pytest.fixture
def page(sample: Open, enter: Enter) -> AppTest:
    enter(METHODIST)
    return sample(LETTERS, year="2022")


def press(app: AppTest, begins: str) -> AppTest:
    return next(one for one in app.button if one.label.startswith(begins)).click().run()


def test_nothing_is_drafted_before_a_person_asks(page: AppTest) -> None:
    assert [error.message for error in page.exception] == []
    assert "Писем, которые ждут отправки, нет" in plain(page)
    assert data.store().letters(HERE) == ()


def test_each_that_has_sent_nothing_gets_a_letter_of_its_own(page: AppTest) -> None:
    press(page, "Напомнить тем, кто не сдал")
    silent = {line.org for line in data.board(HERE, 2022).silent}
    found = data.store().letters(HERE)
    assert {one.org for one in found} == silent
    said = {one.text.replace("\u00a0", " ").partition("ещё не поступил. ")[2][:34] for one in found}
    assert said == {"Срок сдачи истёк 20 декабря 2022 г"}
    press(page, "Напомнить тем, кто не сдал")
    assert len(data.store().letters(HERE)) == len(silent)


def test_letters_that_have_nowhere_to_go_lead_to_the_addresses(page: AppTest) -> None:
    """«Нет адреса» у каждого письма: рядом путь туда, где вписывают адреса всем школам."""
    press(page, "Напомнить тем, кто не сдал")
    silent = len(data.board(HERE, 2022).silent)
    assert f"Без адреса: {silent}. Вписать адреса школ" in [
        link.proto.label for link in page.main if link.type == "page_link"
    ]


def test_remarks_go_with_the_marked_copy(page: AppTest) -> None:
    press(page, "Написать о замечаниях")
    found = data.store().letters(HERE)
    assert found
    assert {one.reason for one in found} == {LetterReason.REMARKS}
    name, content = data.store().letter_file(found[0].id)
    assert name.endswith("_замечания.xlsx")
    assert content.startswith(b"PK")


def test_a_letter_is_mended_its_address_remembered_and_it_is_marked_as_sent(page: AppTest) -> None:
    press(page, "Напомнить тем, кто не сдал")
    letter = data.store().letters(HERE)[-1]
    addresses = [field for field in page.text_input if field.label == "Адрес"]
    addresses[-1].set_value("school@example.ru")
    saves = [one for one in page.button if one.label == "Сохранить изменения"]
    saves[-1].click().run()
    kept = {one.id: one.recipient for one in data.store().letters(HERE)}
    assert kept[letter.id] == "school@example.ru"
    press(page, "Напомнить тем, кто не сдал")
    assert "school@example.ru" in {one.recipient for one in data.store().letters(HERE)}
    press(page, "Отметить отправленными")
    assert {one.state for one in data.store().letters(HERE)} == {LetterState.BY_HAND}
    assert {one.decided_by for one in data.store().letters(HERE)} == {"Методист"}
    assert "Что отправлено" in plain(page)
