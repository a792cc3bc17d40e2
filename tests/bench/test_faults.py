"""The fault bench at a small size: kills, a full disk, damaged bytes.

``make faults`` asks the same at full size; its last answers are in ``bench/faults.md``. Its crowd
of corrections is small in ``tests/data_model/test_concurrency.py``.
"""

import sys
from pathlib import Path

import pytest

from bench.faults.damage import damage_often
from bench.faults.full_disk import fill_the_disk
from bench.faults.kills import kill_often
from loaders import intake

pytestmark = pytest.mark.fault


@pytest.mark.skipif(sys.platform == "win32", reason="forkserver есть только в POSIX")
def test_a_killed_ingest_is_finished_by_the_same_command(tmp_path: Path) -> None:
    outcome = kill_often(tmp_path, kills=3, returns=6)
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
