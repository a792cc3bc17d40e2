"""Сбор отчётов: who has reported, the reminder, closing a question."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, words
from ui import data

BOARD = "pages/returns/board.py"


def letter(app: AppTest) -> str:
    """The reminder; empty where there is none."""
    return next((one.value for one in app.code if one.value.startswith("Уважаемые")), "")


def test_the_headline_counts_and_names_who_is_missing(sample: Open) -> None:
    text = words(sample(BOARD, year="2022"))
    assert "Приняли 13 из 15" in text
    assert "Не сдали:" in text


def test_who_has_not_reported_stands_first_and_what_is_in_order_last(sample: Open) -> None:
    states = sample(BOARD, year="2022").dataframe[0].value["Состояние"].tolist()
    assert [state[0] for state in states] == ["✕"] * 2 + ["?"] * 6 + ["✓"] * 7


def test_a_question_stands_right_after_who_is_asked(sample: Open) -> None:
    questions = next(
        one.value for one in sample(BOARD, year="2022").dataframe if "Вопрос" in one.value.columns
    )
    assert list(questions.columns)[:2] == ["Кто", "Вопрос"]


def test_the_reminder_names_the_schools_and_the_term(sample: Open) -> None:
    app = sample(BOARD, year="2022")
    board = data.board("58040", 2022)
    absent = board.loc[board["state"] == "not_reported", "name"]
    assert len(absent) == 2
    assert all(name in letter(app) for name in absent)
    assert "Срок сдачи" in letter(app)


def test_a_complete_year_needs_no_reminder(sample: Open) -> None:
    assert letter(sample(BOARD, year="2020")) == ""


def test_a_question_is_closed_with_an_answer(sample: Open) -> None:
    app = sample(BOARD, year="2022")
    before = len(data.snapshot("58040").problems)
    still_open = [one for one in data.snapshot("58040").problems if one.is_open]
    app.text_area[0].set_value("Школа подтвердила по телефону")
    next(one for one in app.button if one.label == "Закрыть вопрос").click().run()
    assert "Вопрос закрыт" in words(app)
    after = data.snapshot("58040").problems
    assert len(after) == before
    assert sum(one.is_open for one in after) == len(still_open) - 1
    assert "Школа подтвердила по телефону" in [one.answer for one in after]


def test_a_question_is_not_closed_without_words(sample: Open) -> None:
    app = sample(BOARD, year="2022")
    next(one for one in app.button if one.label == "Закрыть вопрос").click().run()
    assert "Напишите, что выяснили" in app.error[0].value
