"""A full disk is said in one sentence everywhere; any other fault has a number in the log."""

import errno
import re

import pytest

import cli
from data_model.database.trouble import NO_ROOM
from ui import incidents
from ui.returns.jobs import Job, run


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
        assert incidents.told(error, incidents.FAULT) == NO_ROOM


def test_any_other_fault_has_a_number() -> None:
    assert re.search(r"номер [0-9a-f]{8}:", incidents.told(ValueError("x"), incidents.FAULT))


def test_an_intake_on_a_full_disk_says_so_and_its_files_wait() -> None:
    job = Job(total=1)

    def work() -> object:
        raise full()
        yield

    run(job, work)  # type: ignore[arg-type]
    assert (job.finished, job.trouble) == (True, NO_ROOM)


def test_a_command_on_a_full_disk_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def app(**_: object) -> int:
        raise full()

    monkeypatch.setattr(cli, "app", app)
    assert cli.outcome(["status"]) == 2
    assert capsys.readouterr().err.strip() == NO_ROOM
