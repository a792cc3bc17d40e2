"""A full disk is said in one sentence everywhere; any other fault has a number in the log."""

import errno
import json
import logging
import re
from pathlib import Path

import pytest

import cli
from data_model.database.trouble import NO_ROOM
from data_model.store import Store
from data_model.store.waiting import SentBytes
from loaders import uploads
from terminal import faults
from ui import incidents
from ui.returns import batches


def full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_has_its_sentence_whatever_is_built_upon_it(code: int) -> None:
    try:
        try:
            raise OSError(code, "disk")
        except OSError as error:
            raise ValueError("package is not whole") from error
    except ValueError as error:
        assert incidents.error_sentence(error, incidents.FAULT) == NO_ROOM


def test_any_other_fault_has_a_number() -> None:
    assert re.search(
        r"номер [0-9a-f]{8}:", incidents.error_sentence(ValueError("x"), incidents.FAULT)
    )


def test_an_intake_on_a_full_disk_says_so_and_its_files_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room_left(*_: object, **__: object) -> object:
        raise full()

    monkeypatch.setattr(uploads, "handle_all", no_room_left)
    store = Store.create(f"sqlite:///{tmp_path.as_posix()}/full.db")
    number = store.receive_upload([SentBytes("отчёт.xlsx", b"1234")])
    uploads.work_on(store, number, uploads.WorkTerms(batches.tell))
    (left,) = store.waiting_uploads()
    assert (left.is_at_work, left.trouble, len(left.files)) == (False, NO_ROOM, 1)
    store.close()


def test_a_command_on_a_full_disk_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def app(**_: object) -> int:
        raise full()

    monkeypatch.setattr(cli, "app", app)
    assert cli.outcome(["status"]) == 2
    assert capsys.readouterr().err.strip() == NO_ROOM
    assert cli.outcome(["status", "--json"]) == 2
    said = capsys.readouterr()
    assert (json.loads(said.out), said.err.strip()) == ({"error": NO_ROOM}, NO_ROOM)


def test_a_fault_that_no_log_takes_is_still_one_russian_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Папка журнала занята файлом: ни следа ошибки, ни английского, код 2."""

    def app(**_: object) -> int:
        raise ValueError("ours")

    monkeypatch.setattr(cli, "app", app)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "var").write_text("not a folder")
    assert cli.outcome(["status"]) == 2
    assert capsys.readouterr().err.strip() == (
        "Ошибка программы. Записать подробности в папку var/log нельзя: проверьте права и место "
        "на диске."
    )


def test_what_the_program_logs_goes_into_the_file_and_not_onto_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    faults.keep_log()
    logging.getLogger("loaders").warning("28 files were not read: the child ended with -6")
    logging.getLogger().removeHandler(faults.HANDLER)
    assert "the child ended with -6" in faults.FILE.read_text("utf-8")
    assert capsys.readouterr().err == ""


def test_a_server_whose_log_takes_nothing_says_so_once_in_russian(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    handler = incidents._handler(tmp_path / "file" / "roadmap.log")
    assert isinstance(handler, logging.NullHandler)
    assert "Журнал неполадок не записывается" in capsys.readouterr().err
    quiet = incidents._handler(tmp_path / "log" / "roadmap.log")
    assert isinstance(quiet, incidents.QuietHandler)
    monkeypatch.setattr(quiet, "shouldRollover", lambda record: 1 / 0)
    for _ in range(2):
        quiet.handle(logging.LogRecord("roadmap", logging.ERROR, "", 0, "x", None, None))
    quiet.close()
    said = capsys.readouterr().err
    assert said.count("Журнал неполадок не записывается") == 1 and "Traceback" not in said
