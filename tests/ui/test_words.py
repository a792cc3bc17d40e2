"""Words that were given up stand nowhere: in no text of a page, a chart, a document, a command."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from charts.palette import LIGHT
from ui.html_table import TableView, drawn
from ui.words import HELP, INSTEAD, INSTEAD_ALONE

ROOT = Path(__file__).parents[2]
ROOMS = (
    "ui",
    "pages",
    "charts",
    "indicators",
    "reports",
    "loaders",
    "terminal",
    "data_model",
    "access",
)
TEMPLATES = ("*.html", "*.typ", "*.toml", "*.js")
FIGURE = re.compile(r"[Сс]трок[аеиу] (?:№\s*)?$")
"""What would stand before a number of an indicator."""


def texts(path: Path) -> Iterator[str]:
    """The texts of a file; what it says to its readers in docstrings is not among them.

    The docstring of a command is its help, which stands on the screen.
    """
    tree = ast.parse(path.read_text("utf-8"))
    is_help = path.parent.name == "commands"
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and not is_help}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def numbered_rows(path: Path) -> Iterator[str]:
    """«строка {row.indicator}»: a figure of the roadmap that is called a row."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for text, value in zip(parts, parts[1:], strict=False):
            named = isinstance(text, ast.Constant) and FIGURE.search(str(text.value))
            if named and ast.unparse(value).endswith(".indicator}'"):
                yield ast.unparse(node)


def files() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if path != ROOT / "ui" / "words.py":
                yield str(path.relative_to(ROOT)), path


def test_no_screen_document_or_command_says_a_word_that_was_given_up() -> None:
    """Слева в списке — слова программиста и поэта; на экране стоит только то, что справа."""
    found = {
        f"{name}: «{word}» → «{INSTEAD[word]}»"
        for name, path in files()
        for text in texts(path)
        for word in INSTEAD
        if word in text
    }
    for pattern in TEMPLATES:
        for path in (*(ROOT / "reports").rglob(pattern), *(ROOT / "ui").rglob(pattern)):
            text = path.read_text("utf-8")
            found |= {f"{path.name}: «{word}»" for word in INSTEAD if word in text}
    assert sorted(found) == []
    assert not set(INSTEAD) & set(INSTEAD.values())


def test_no_column_field_or_button_is_called_by_a_name_that_was_given_up() -> None:
    """«Записано», «Из», «Кто», «Файлом»: заголовки целиком, внутри фраз эти слова обычны."""
    found = {
        f"{name}: «{text}» → «{INSTEAD_ALONE[text]}»"
        for name, path in files()
        for text in texts(path)
        if text in INSTEAD_ALONE
    }
    assert sorted(found) == []


def test_a_row_of_the_roadmap_is_called_by_its_indicator() -> None:
    """«показатель 9», а не «строка 9»."""
    assert [(name, text) for name, path in files() for text in numbered_rows(path)] == []


def test_the_official_terms_stand_on_the_pages() -> None:
    """«Охват», «отчётный период», «контингент»: слова ОО-1 и приказов."""
    said = [text for name, path in files() if name.startswith("ui/") for text in texts(path)]
    for term in ("Охват, %", "отчётный период", "Контингент"):
        assert any(term in text for text in said), term


def test_each_help_is_of_a_term_of_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8").lower()
    terms = {term.partition(",")[0].lower() for term in HELP}
    assert sorted(term for term in terms if term not in glossary) == []
    assert all(text.endswith(".") for text in HELP.values())


def test_a_column_that_is_a_term_explains_itself() -> None:
    frame = pd.DataFrame(columns=["Школа", "Факт", "План"])
    head = drawn(frame, TableView("test", "Проба", hidden=("План",)), LIGHT)
    assert head.count("data-help") == 1
    assert HELP["Факт"] in head
