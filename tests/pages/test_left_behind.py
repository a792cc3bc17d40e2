"""A server that stopped in the midst of an upload: the next one goes on with it by itself."""

from pathlib import Path

import pytest

from data_model.store import Store
from data_model.store.waiting import SentBytes
from sample_data import FOLDER
from tests.loaders.filling import filled
from tests.pages.conftest import Open, words
from tests.pages.test_upload import SENT, SLOT, UPLOAD, finished, press, store, waiting_files
from ui.returns import batches

KNOWN = FOLDER / "returns" / "2021" / "580402_2021.xlsx"


def interrupted(stored: Store, *files: Path, place: str = "58040") -> int:
    """What a stopped server left: it had begun to check, and said nothing more."""
    sent = [SentBytes(file.name, file.read_bytes()) for file in files]
    upload = stored.receive_upload(sent, place, 2021)
    assert stored.begin_work(upload, "gone")
    return upload


@pytest.fixture
def correction(tmp_path: Path) -> Path:
    path = tmp_path / SENT.name
    path.write_bytes(filled(SENT.read_bytes(), {"q_ticket_pupils_g6": 1}))
    return path


def test_what_was_left_is_checked_by_the_next_server_and_taken_in(
    sample: Open, correction: Path
) -> None:
    sample("pages/registers/registers.py")
    interrupted(store(), correction, KNOWN)
    app = finished(sample(UPLOAD))
    assert "уже были — 1." in words(app)
    finished(press(app, "Принять"))
    assert [one.is_current for one in store().revisions(*SLOT)] == [False, True]
    assert waiting_files() == []


def test_an_upload_of_another_district_is_not_shown(sample: Open, correction: Path) -> None:
    from tests.builders import a_municipality

    sample("pages/registers/registers.py")
    store().save_register(a_municipality(code="58999", name="Другой район"), [])
    interrupted(store(), correction, place="58999")
    app = sample(UPLOAD, municipality="58040")
    assert "Сначала файлы только проверяются" in words(app)


@pytest.mark.parametrize("part", ["received", "ready"])
def test_folders_of_a_former_program_are_taken_over(
    sample: Open, correction: Path, part: str
) -> None:
    """Прежняя программа держала ждущие файлы в папках: их владелец находит их на странице."""
    for number, file in enumerate((correction, KNOWN)):
        place = batches.FOLDERS / "4194305-0123abcd-xyz" / part / f"{number:05d}"
        place.mkdir(parents=True)
        (place / file.name).write_bytes(file.read_bytes())
    app = finished(sample(UPLOAD))
    assert waiting_files() == [correction.name]
    assert list(batches.FOLDERS.iterdir()) == []
    assert "уже были — 1." in words(app)
