"""Marked copies, what would change, and undoing, from the terminal."""

import shutil
import zipfile
from pathlib import Path

import pytest

from sample_data import FOLDER
from tests.cli.conftest import Roadmap
from tests.loaders.filling import filled

SENT = FOLDER / "returns" / "2021" / "580401_2021.xlsx"
SLOT = ("--org", "580401", "--year", "2021")


@pytest.fixture
def db(sample_database: Path, tmp_path: Path) -> str:
    copy = Path(shutil.copy(sample_database, tmp_path / "roadmap.db"))
    return f"sqlite:///{copy.as_posix()}"


@pytest.fixture
def correction(tmp_path: Path) -> Path:
    path = tmp_path / "исправление.xlsx"
    path.write_bytes(filled(SENT.read_bytes(), {"q_ticket_pupils_g6": "много"}))
    return path


def test_a_check_tells_what_would_change(roadmap: Roadmap, db: str, correction: Path) -> None:
    printed = roadmap("--db", db, "check", correction)
    assert "заменит версию 1, изменится ответов — 1" in printed.out
    assert "→ «много», под вопросом" in printed.out
    assert "Если принять: " in printed.out


def test_marked_copies_go_into_a_folder(
    roadmap: Roadmap, db: str, correction: Path, tmp_path: Path
) -> None:
    roadmap("--db", db, "check", correction, "--marked", tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["580401_2021_замечания.xlsx", "580401_2021_замечания_письмо.txt"]


def test_marked_copies_go_into_one_zip(
    roadmap: Roadmap, db: str, correction: Path, tmp_path: Path
) -> None:
    printed = roadmap("--db", db, "ingest", correction, "--marked", tmp_path / "out.zip", "--json")
    with zipfile.ZipFile(tmp_path / "out.zip") as zipped:
        assert len(zipped.namelist()) == 2
    assert printed.json["accepted"] == 1


def test_a_mended_copy_is_the_next_revision(
    roadmap: Roadmap, db: str, correction: Path, tmp_path: Path
) -> None:
    roadmap("--db", db, "ingest", correction, "--marked", tmp_path)
    copy = tmp_path / "580401_2021_замечания.xlsx"
    copy.write_bytes(filled(copy.read_bytes(), {"q_ticket_pupils_g6": 2}))
    (answer,) = roadmap("--db", db, "ingest", copy, "--json").json["files"]
    assert (answer["outcome"], answer["revision"]) == ("accepted", 3)


def test_undoing_brings_the_former_revision_back(
    roadmap: Roadmap, db: str, correction: Path
) -> None:
    roadmap("--db", db, "ingest", correction)
    printed = roadmap("--db", db, "undo", *SLOT, "--reason", "не тот файл")
    assert printed.code == 0
    assert "Действует версия 1" in printed.out
    rows = roadmap("--db", db, "status", "--year", "2021", "--json").json["rows"]
    assert next(row for row in rows if row["org"] == "580401")["revision"] == 1


def test_a_revision_with_later_ones_is_not_undone_and_they_are_named(
    roadmap: Roadmap, db: str, correction: Path
) -> None:
    roadmap("--db", db, "ingest", correction)
    printed = roadmap("--db", db, "undo", *SLOT, "--revision", "1", "--reason", "не тот файл")
    assert printed.code == 2
    assert "после неё приняты версии 2 («исправление.xlsx»)" in printed.err


def test_a_revision_that_is_not_there_is_said_to_be_missing(roadmap: Roadmap, db: str) -> None:
    printed = roadmap("--db", db, "undo", *SLOT, "--revision", "7", "--reason", "не тот файл")
    assert printed.code == 2
    assert "Действующие и прежние версии: 1." in printed.err
