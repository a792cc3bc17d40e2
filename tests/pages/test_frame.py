"""The frame: two districts side by side, errors in words, faults by number."""

import logging
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_model.errors import MonitorError
from loaders.registers.file import read_register
from tests.pages.conftest import APP, Open, words
from tests.pages.test_start import OWN
from ui import data, incidents, shell

BOARD = "pages/returns/board.py"


def test_a_single_district_is_named_and_not_asked_for(empty: Open) -> None:
    empty(BOARD)
    data.store().save_register(*read_register(OWN, "реестр.xlsx"))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert [box.label for box in app.selectbox if box.key == "district"] == []
    assert "Свой район" in words(app)


def test_of_the_sample_districts_the_first_opens_and_says_that_it_is_invented(
    sample: Open,
) -> None:
    app = sample(BOARD)
    assert app.selectbox(key="district").value == "Бессоновский район"
    assert "СИНТЕТИЧЕСКИЕ ДАННЫЕ" in words(app)


def test_beside_the_samples_ones_own_opens_first_and_the_address_chooses(sample: Open) -> None:
    sample(BOARD)
    data.store().save_register(*read_register(OWN, "реестр.xlsx"))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert app.selectbox(key="district").value == "Свой район"
    app.selectbox(key="district").select("Бессоновский район").run()
    assert "Бессоновский" in str(app.selectbox(key="district").value)
    assert [error.message for error in app.exception] == []


def test_the_environment_may_name_the_usual_district(
    sample: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample(BOARD)
    data.store().save_register(*read_register(OWN, "реестр.xlsx"))
    monkeypatch.setenv("ROADMAP_MUNICIPALITY", "58040")
    assert data.usual_municipality() == "58040"


def test_an_error_for_people_is_shown_letter_for_letter(
    sample: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise MonitorError("Нельзя: [ссылка](http://evil.example) в имени.")

    monkeypatch.setattr(shell.doors, "say", refuse)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "](http" not in app.error[0].value
    assert "Нельзя" in app.error[0].value


def test_a_fault_of_ours_gets_a_number_and_keeps_its_story_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(st, "error", lambda text, icon: shown.append(text))
    monkeypatch.setattr(incidents.logger, "propagate", True)
    with caplog.at_level(logging.ERROR, logger="roadmap"):
        assert incidents.show_incident(ValueError("тайна")) is True
    number = caplog.records[0].getMessage().split()[-1]
    assert number in shown[0]
    assert "тайна" not in shown[0]
    assert "тайна" in caplog.text


def test_a_file_that_is_no_database_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = tmp_path / "roadmap.db"
    stray.write_text("not a database " * 100)
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{stray.as_posix()}")
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert len(app.error) >= 1
    assert [error.message for error in app.exception] == []
