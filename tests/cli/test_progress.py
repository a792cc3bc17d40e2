"""Долгие команды «по всем районам» показывают ход на терминале и молчат, когда их вывод читают."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONG = {
    "Выгрузка районов": ["export", "--all", "--out", "выгрузка"],
    "Документы районов": ["report", "workbook", "--all", "--year", "2021", "--out", "документы"],
    "Выводы районов": ["indicators", "--all", "--year", "2021", "--json"],
}


def shown(words: list[str], folder: Path, *, on_a_terminal: bool) -> str:
    """What a command writes to the stream of errors: a terminal, or a pipe."""
    ours, theirs = pty.openpty() if on_a_terminal else os.pipe()
    command = [sys.executable, str(ROOT / "cli.py"), "--db", f"sqlite:///{folder}/r.db", *words]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
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


@pytest.mark.parametrize("what", LONG)
def test_a_bar_is_shown_on_a_terminal_and_none_when_piped(
    sample_database: Path, tmp_path: Path, what: str
) -> None:
    for on_a_terminal in (True, False):
        folder = tmp_path / str(on_a_terminal)
        folder.mkdir()
        shutil.copy(sample_database, folder / "r.db")
        told = shown(LONG[what], folder, on_a_terminal=on_a_terminal)
        if on_a_terminal:
            assert what in told
            assert "2/2" in told
        else:
            assert told == ""
