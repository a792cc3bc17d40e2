"""A terminal for tests: runs a command line, gives exit code and what was printed."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import cli


@dataclass(frozen=True)
class Printed:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Roadmap = Callable[..., Printed]
DEMO = ("--db", "sqlite:///var/demo.db")


@pytest.fixture
def roadmap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Roadmap:
    """`roadmap(...)` in an empty folder, without any setting of this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROADMAP_DATABASE_URL", raising=False)
    monkeypatch.delenv("ROADMAP_MUNICIPALITY", raising=False)

    def run(*words: str | Path) -> Printed:
        capsys.readouterr()
        code = cli.outcome([str(word) for word in words])
        written = capsys.readouterr()
        return Printed(code, written.out, written.err)

    return run


@pytest.fixture
def demo(roadmap: Roadmap, sample_database: Path, tmp_path: Path) -> Roadmap:
    """A terminal that stands in a copy of the loaded sample districts."""
    (tmp_path / "var").mkdir(mode=0o700)
    shutil.copyfile(sample_database, tmp_path / "var" / "demo.db")
    (tmp_path / "var" / "demo.db").chmod(0o600)
    return lambda *words: roadmap(*DEMO, *words)
