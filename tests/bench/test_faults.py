"""The fault bench at a small size: kills, a full disk, damaged bytes.

``make faults`` asks the same at full size; its last answers are in ``bench/faults.md``. Its crowd
of corrections is small in ``tests/data_model/test_concurrency.py``.
"""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from bench.faults import Outcome, new_database
from bench.faults.__main__ import row, with_row
from bench.faults.damage import damage_often
from bench.faults.full_disk import fill_the_disk
from bench.faults.kills import kill_often
from bench.faults.two_people import two_at_once
from bench.faults.workers import kill_in_turn
from loaders import intake

pytestmark = pytest.mark.fault


@pytest.fixture(autouse=True)
def main_module_of_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of a page leaves its script as the main module, which a new process would run."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.mark.skipif(sys.platform == "win32", reason="forkserver есть только в POSIX")
def test_a_killed_ingest_is_finished_by_the_same_command(tmp_path: Path) -> None:
    outcome = kill_often(tmp_path, kills=3, returns=6)
    assert outcome.holds, outcome.found


def test_two_people_who_accept_at_once_keep_their_own_files(tmp_path: Path) -> None:
    outcome = two_at_once(f"sqlite:///{tmp_path / 'two.db'}", rounds=2)
    assert outcome.holds, outcome.found


def test_two_servers_on_one_postgresql_do_too(postgresql_server: str) -> None:
    outcome = two_at_once(new_database(postgresql_server), rounds=2, servers=2)
    assert outcome.holds, outcome.found


@pytest.mark.timeout(900)  # seven processes: minutes on a busy machine
def test_servers_and_workers_that_are_killed_lose_nothing_and_do_nothing_twice(
    postgresql_server: str, tmp_path: Path
) -> None:
    """Два сервера и три исполнителя, kill -9 каждому по очереди, десять человек загружают."""
    outcome = kill_in_turn(new_database(postgresql_server), tmp_path, 40, lot=2, pause=0.5)
    assert outcome.holds, outcome.found


def test_a_full_disk_is_said_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_RETURNS", 10)
    outcome = fill_the_disk(tmp_path, returns=30)
    assert outcome.holds, outcome.found


def test_damage_of_a_stored_value_is_reported(tmp_path: Path) -> None:
    outcome = damage_often(tmp_path, changes=4, returns=4)
    assert outcome.holds, outcome.found


def test_a_fault_measured_alone_leaves_the_rows_of_the_others() -> None:
    """`--only`: строка неисправности заменяется, прочие остаются, порядок прежний."""
    first, other = Outcome("a", "0", "0", holds=True), Outcome("b", "0", "1", holds=False)
    text = with_row("", "speed", row("speed", first))
    text = with_row(text, "in-turn", row("in-turn", first))
    text = with_row(text, "speed", row("speed", other))
    rows = [line.split(" | ")[:5] for line in text.splitlines() if line.startswith("| ")]
    assert rows[1:] == [
        ["| in-turn", "a", "0", "0", "yes"],
        ["| speed", "b", "0", "1", "**no**"],
    ]
