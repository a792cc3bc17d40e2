"""«Укажите организацию»: a nameless file is taken in once a person says whose it is."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from sample_data import FOLDER
from tests.loaders.defects import lose_identity
from tests.loaders.filling import filled
from tests.pages.conftest import Open, words
from tests.pages.test_upload import SLOT, UPLOAD, check, finished, press, store, waiting_files

SENT = FOLDER / "returns" / "2021" / "580401_2021.xlsx"


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    """A corrected return of the sample that has lost its identity."""
    path = tmp_path / "отчёт.xlsx"
    path.write_bytes(filled(SENT.read_bytes(), {"q_ticket_pupils_g6": 1}))
    book = load_workbook(path)
    lose_identity(book)
    book.save(path)
    return path


def choices(app: AppTest) -> dict[str, str | None]:
    return {box.label: box.value for box in app.selectbox if box.label in ("Школа", "Отчётный год")}


def test_the_likely_school_and_year_are_offered(sample: Open, nameless: Path) -> None:
    app = check(sample(UPLOAD), nameless)
    assert "Укажите организацию" in words(app)
    assert choices(app) == {"Школа": "580401", "Отчётный год": "2021"}


def test_it_is_taken_in_once_a_person_says_whose_it_is(sample: Open, nameless: Path) -> None:
    app = finished(press(check(sample(UPLOAD), nameless), "Проверить как"))
    assert "Укажите организацию" not in words(app)
    finished(press(app, "Принять"))
    history = store().revisions(*SLOT)
    assert [one.is_current for one in history] == [False, True]
    assert [one.problem.code for one in store().problems_of(history[-1].id)] == ["owner_stated"]
    assert waiting_files() == []


def test_a_spelling_that_a_person_confirms_is_remembered(sample: Open, nameless: Path) -> None:
    app = check(sample(UPLOAD), nameless)
    next(box for box in app.checkbox if box.label.startswith("Запомнить")).check()
    before = {one.code: set(one.aliases) for one in store().organisations("58040")}
    press(app, "Проверить как")
    after = {one.code: set(one.aliases) for one in store().organisations("58040")}
    assert len(after["580401"] - before["580401"]) == 1
    assert {code: after[code] for code in after if code != "580401"} == {
        code: before[code] for code in before if code != "580401"
    }
