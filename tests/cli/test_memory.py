"""A started program looks for circles among its values rarely; a library that is used does not."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from loaders.files.memory import BETWEEN

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_command_says_so_when_it_starts(capsys: pytest.CaptureFixture[str]) -> None:
    older = gc.get_threshold()[1:]
    with pytest.raises(SystemExit) as ended:
        cli.run(["rules"])
    assert ended.value.code == 0
    assert gc.get_threshold() == (BETWEEN, *older)


def test_what_is_only_imported_changes_nothing() -> None:
    script = "import gc; own = gc.get_threshold(); import cli, loaders.intake; assert own == gc."
    subprocess.run([sys.executable, "-c", f"{script}get_threshold()"], check=True, cwd=ROOT)
