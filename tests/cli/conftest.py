"""A terminal for tests: runs a command line, gives exit code and what was printed."""

import json
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
