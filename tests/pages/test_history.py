"""Сбор отчётов: the history of a return, and the undoing of an upload."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, words
from ui import data

BOARD = "pages/returns/board.py"
CORRECTED = ("580404", 2021)


def history_of(app: AppTest, org: str) -> AppTest:
    chosen = next(one for one in app.selectbox if one.label == "Организация")
    return chosen.set_value(org).run()


def undo(app: AppTest, reason: str) -> AppTest:
    next(one for one in app.text_input if "Отменить загрузку" in one.label).input(reason)
    next(one for one in app.button if one.label == "Отменить загрузку").click().run()
    return app


def test_undoing_an_upload_brings_the_former_state_back_and_deletes_nothing(sample: Open) -> None:
    app = history_of(sample(BOARD, year="2021"), CORRECTED[0])
    before = data.store().revisions(*CORRECTED)
    app = undo(app, "прислали не тот файл")
    after = data.store().revisions(*CORRECTED)
    assert "отменена, её файл сохранён" in words(app)
    assert len(after) == len(before)
    assert after[-1].undone_reason == "прислали не тот файл"
    assert data.store().original(after[-1].id)[1]


def test_undoing_needs_a_reason(sample: Open) -> None:
    app = undo(history_of(sample(BOARD, year="2021"), CORRECTED[0]), "")
    assert "укажите причину" in words(app)
    assert data.store().revisions(*CORRECTED)[-1].undone_at is None
