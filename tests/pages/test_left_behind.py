"""A server that stopped in the midst of an upload: whoever has sent it is told and goes on."""

from pathlib import Path

import pytest

from data_model.store import Store
from data_model.store.waiting import SentBytes
from sample_data import FOLDER
from tests.loaders.filling import filled
from tests.pages.conftest import Open, words
from tests.pages.test_upload import SENT, SLOT, UPLOAD, finished, press, store
from ui.returns import inbox

KNOWN = FOLDER / "returns" / "2021" / "580402_2021.xlsx"


def interrupted(stored: Store, *files: Path, place: str = "58040", is_checked: bool = False) -> int:
    """What a stopped server left: its uploads, or what it had checked."""
    sent = [SentBytes(file.name, file.read_bytes()) for file in files]
    upload = stored.receive_upload(sent, "gone", place, 2021)
    if is_checked:
        (left,) = stored.waiting_uploads()
        stored.finish_check(upload, [one.id for one in left.files])
    return upload


@pytest.fixture
def correction(tmp_path: Path) -> Path:
    path = tmp_path / SENT.name
    path.write_bytes(filled(SENT.read_bytes(), {"q_ticket_pupils_g6": 1}))
    return path


@pytest.mark.parametrize("is_checked", [False, True])
def test_what_was_left_is_checked_again_and_taken_in(
    sample: Open, correction: Path, *, is_checked: bool
) -> None:
    sample(UPLOAD)
    interrupted(store(), correction, KNOWN, is_checked=is_checked)
    app = sample(UPLOAD)
    assert "останавливалась" in app.warning[0].value
    app = finished(press(app, "Продолжить"))
    assert "уже были — 1." in words(app)
    finished(press(app, "Принять"))
    assert [one.is_current for one in store().revisions(*SLOT)] == [False, True]
    assert store().waiting_uploads() == ()


def test_what_was_left_may_be_dropped(sample: Open, correction: Path) -> None:
    sample(UPLOAD)
    interrupted(store(), correction)
    app = press(sample(UPLOAD), "Убрать их")
    assert len(app.warning) == 0
    assert store().waiting_uploads() == ()


def test_nothing_is_said_where_nothing_was_left_or_it_is_of_another_district(
    sample: Open, correction: Path
) -> None:
    assert len(sample(UPLOAD).warning) == 0
    from tests.builders import a_municipality

    other = a_municipality(code="58999", name="Другой район")
    store().save_register(other, [])
    interrupted(store(), correction, place="58999")
    app = sample(UPLOAD, municipality="58040")
    assert len(app.warning) == 0


@pytest.mark.parametrize("part", ["received", "ready"])
def test_folders_of_a_former_program_are_taken_over(
    sample: Open, correction: Path, part: str
) -> None:
    """Прежняя программа держала ждущие файлы в папках: их владелец находит их на странице."""
    for number, file in enumerate((correction, KNOWN)):
        place = inbox.FOLDERS / "4194305-0123abcd-xyz" / part / f"{number:05d}"
        place.mkdir(parents=True)
        (place / file.name).write_bytes(file.read_bytes())
    app = sample(UPLOAD)
    assert "останавливалась" in app.warning[0].value
    (left,) = store().waiting_uploads()
    assert [one.filename for one in left.files] == [correction.name, KNOWN.name]
    assert list(inbox.FOLDERS.iterdir()) == []
    app = finished(press(app, "Продолжить"))
    assert "уже были — 1." in words(app)
