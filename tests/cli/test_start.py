"""A list of commands costs no database and no pandas: what is heavy is imported by what runs."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pandas", "sqlalchemy", "plotly", "streamlit", "openpyxl", "loaders", "indicators")
IMPORTED = f"""
import sys
import cli
cli.outcome(sys.argv[1:])
heavy = {HEAVY} + (("rich.console",) if "--help" in sys.argv else ())
sys.exit(", ".join(name for name in heavy if name in sys.modules) or 0)
"""
"""A help is plain text; only a mistake in the command line is printed by rich."""


@pytest.mark.parametrize("words", [["--help"], ["ingest", "--help"], ["no-such-command"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *words],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
