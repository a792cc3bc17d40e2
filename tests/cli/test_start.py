"""What is heavy is imported by what runs.

A list of commands costs no database and no pandas; a server that has made no document, and a
document of one format, no writers of the others.
"""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pandas", "sqlalchemy", "plotly", "streamlit", "openpyxl", "loaders", "indicators")
SLOW = ("data_model.roadmap", "importlib.metadata")
IMPORTED = f"""
import sys
import cli
cli.outcome(sys.argv[1:])
heavy = {HEAVY} + (("rich.console",) if "--help" in sys.argv else ())
heavy += {SLOW} if sys.argv[1:] == ["--help"] else ()
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


WRITERS = ("docxtpl", "pptx", "typst", "reports.workbook", "reports.word.writer")
NO_DOCUMENT = "import app, ui.documents.sections"
ONE_DOCUMENT = """
from reports import FORMATS
from tests.reports.test_edits import plain
FORMATS["{}"].write(plain())
"""


@pytest.mark.parametrize(
    ("done", "loaded"),
    [(NO_DOCUMENT, ""), (ONE_DOCUMENT.format("html"), ""), (ONE_DOCUMENT.format("pdf"), "typst")],
)
def test_a_writer_of_documents_is_imported_by_its_first_document(done: str, loaded: str) -> None:
    assert imported(done, WRITERS) == loaded


def test_an_export_of_data_imports_nothing_of_documents() -> None:
    assert imported("import reports.folders", (*WRITERS, "docx", "openpyxl", "plotly")) == ""


def imported(done: str, names: tuple[str, ...]) -> str:
    """Which of these modules something imports."""
    told = f"print(*(name for name in {names} if name in sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", f"import sys\n{done}\n{told}"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip()
