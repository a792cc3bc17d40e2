"""The glossary keeps up with the code."""

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
TOP = ("data_model", "loaders", "indicators", "charts", "reports", "ui")
AS_ONE = {"data_model.tables"}
"""Rows of the database mirror the nouns: one line of the glossary speaks of them all."""
ROOMS = sorted(
    name
    for top in TOP
    for door in (ROOT / top).rglob("__init__.py")
    if "migrations" not in door.parts
    and (name := ".".join(door.parent.relative_to(ROOT).parts)) not in AS_ONE
)


def public_nouns(room: str) -> list[str]:
    """Every class that the first page of a room names and that lives there, errors apart."""
    return [
        name
        for name, noun in vars(import_module(room)).items()
        if inspect.isclass(noun)
        and noun.__module__.startswith(f"{room}.")
        and not issubclass(noun, Exception)
    ]


def test_the_rooms_name_nouns() -> None:
    assert sum(len(public_nouns(room)) for room in ROOMS) > 80


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_noun_of_a_room_is_in_the_glossary(room: str) -> None:
    missing = [noun for noun in public_nouns(room) if not re.search(rf"\b{noun}\b", GLOSSARY)]
    assert missing == [], "add a row to GLOSSARY.md: code name, Russian term, one sentence"


def test_every_row_of_the_glossary_has_its_three_parts() -> None:
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("|")]
    assert [line for line in rows if line.count("|") != 4 or "||" in line.replace(" ", "")] == []
