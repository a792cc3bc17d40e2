"""The glossary keeps up with the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import tree_of

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
ROOMS = ("data_model", "loaders", "indicators", "charts", "reports", "ui", "access", "terminal")
PRODUCT = [
    path
    for room in (*ROOMS, "pages")
    for path in sorted((ROOT / room).rglob("*.py"))
    if path.parent.name not in {"versions", "migrations"} and path.name != "errors.py"
]


def classes_of(room: str) -> set[str]:
    """Public classes that are defined in a room, errors apart."""
    return {
        node.name
        for path in PRODUCT
        if path.relative_to(ROOT).parts[0] == room
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and not any("Error" in ast.unparse(base) for base in node.bases)
    }


def taken_from(room: str) -> Iterator[str]:
    """Names that other rooms import from a room: its public nouns."""
    for path in PRODUCT:
        if path.relative_to(ROOT).parts[0] != room:
            for node in ast.walk(tree_of(path)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == room:
                    yield from (one.name for one in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_every_noun_that_other_rooms_speak_of_is_in_the_glossary(room: str) -> None:
    spoken_of = classes_of(room) & {*taken_from(room)}
    if room == "data_model":
        assert len(spoken_of) > 60
    missing = sorted(noun for noun in spoken_of if not re.search(rf"\b{noun}\b", GLOSSARY))
    assert missing == [], "add a row to GLOSSARY.md: code name, Russian term, one sentence"
