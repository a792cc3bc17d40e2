"""Долгие команды «по всем районам» показывают ход на терминале и молчат, когда их вывод читают."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONG = {
    "Выводы районов": ["indicators", "--all", "--year", "2021", "--json"],
    "Выгрузка районов": ["export", "--all", "--out", "выгрузка"],
    "Документы районов": ["report", "workbook", "--all", "--year", "2021", "--out", "документы"],
}
"""The verdicts first: once they are kept, there is nothing to show the making of."""

EACH = "import cli, json, sys; sys.exit(any(map(cli.outcome, json.loads(sys.argv[1]))))"
"""One process for all of them: its start costs more than what they do."""


def shown(folder: Path, *, on_a_terminal: bool) -> str:
    """What the commands write to the stream of errors: a terminal, or a pipe."""
    ours, theirs = pty.openpty() if on_a_terminal else os.pipe()
    asked = [["--db", f"sqlite:///{folder}/r.db", *words] for words in LONG.values()]
    process = subprocess.Popen(
        [sys.executable, "-c", EACH, json.dumps(asked)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT)},
    )
    os.close(theirs)
    heard = b""
    while part := _read(ours):
        heard += part
    os.close(ours)
    assert process.wait() == 0
    return heard.decode()


def _read(end: int) -> bytes:
    """The next bytes; none at the end, which a terminal tells by an error."""
    try:
        return os.read(end, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize("on_a_terminal", [True, False])
def test_a_bar_is_shown_on_a_terminal_and_none_when_piped(
    sample_database: Path, tmp_path: Path, *, on_a_terminal: bool
) -> None:
    shutil.copy(sample_database, tmp_path / "r.db")
    told = shown(tmp_path, on_a_terminal=on_a_terminal)
    assert [what for what in LONG if what in told] == ([*LONG] if on_a_terminal else [])
    assert told.count("2/2") >= len(LONG) if on_a_terminal else told == ""
    assert (tmp_path / "выгрузка").exists()
    assert (tmp_path / "документы").exists()
