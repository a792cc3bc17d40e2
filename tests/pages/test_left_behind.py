"""A server that stopped in the midst of an upload: the next visitor is told and goes on."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from sample_data import FOLDER
from tests.loaders.filling import filled
from tests.pages.conftest import Open, words
from tests.pages.test_upload import SENT, SLOT, UPLOAD, finished, press, store
from ui.returns import inbox

GONE = 4_194_305
"""A number that no process has: systems count up to 4,194,304."""
KNOWN = FOLDER / "returns" / "2021" / "580402_2021.xlsx"


def a_folder(part: str, *files: Path) -> Path:
    """What a stopped server left: its uploads, or what it had checked."""
    left = inbox.INBOX / f"{GONE}-0123abcd-xyz"
    for number, file in enumerate(files):
        place = left / part / f"{number:05d}"
        place.mkdir(parents=True)
        (place / file.name).write_bytes(file.read_bytes())
    return left


@pytest.fixture
def correction(tmp_path: Path) -> Path:
    path = tmp_path / SENT.name
    path.write_bytes(filled(SENT.read_bytes(), {"q_ticket_pupils_g6": 1}))
    return path


@pytest.mark.parametrize("part", ["received", "ready"])
def test_what_was_left_is_checked_again_and_taken_in(
    sample: Open, correction: Path, part: str
) -> None:
    a_folder(part, correction, KNOWN)
    app = sample(UPLOAD)
    assert "останавливалась" in app.warning[0].value
    app = finished(press(app, "Продолжить"))
    assert "уже были — 1." in words(app)
    finished(press(app, "Принять"))
    assert [one.is_current for one in store().revisions(*SLOT)] == [False, True]
    assert list(inbox.INBOX.iterdir()) == []


def test_what_was_left_may_be_dropped(sample: Open, correction: Path) -> None:
    a_folder("received", correction)
    app = press(sample(UPLOAD), "Убрать их")
    assert len(app.warning) == 0
    assert list(inbox.INBOX.iterdir()) == []


def test_nothing_is_said_where_nothing_was_left(sample: Open) -> None:
    assert len(sample(UPLOAD).warning) == 0


def test_the_uploads_of_a_server_that_runs_are_left_alone(tmp_path: Path) -> None:
    running = tmp_path / f"{os.getppid()}-0123abcd-xyz" / "received" / "00000"
    running.mkdir(parents=True)
    assert inbox.left_behind(tmp_path) == []


def test_what_nobody_asked_for_goes_after_three_days(tmp_path: Path) -> None:
    old, new = tmp_path / f"{GONE}-a-1", tmp_path / f"{GONE}-a-2"
    for folder in (old, new):
        folder.mkdir()
    long_ago = time.time() - (inbox.LEFT_FOR + timedelta(hours=1)).total_seconds()
    os.utime(old, (long_ago, long_ago))
    inbox.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [new]
