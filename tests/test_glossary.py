"""The glossary keeps up with the code."""

import inspect
from pathlib import Path

import data_model

GLOSSARY = (Path(__file__).parents[1] / "GLOSSARY.md").read_text(encoding="utf-8")


def public_nouns() -> list[str]:
    """Every class that the first page of the data model names, errors apart."""
    return [
        name
        for name, noun in vars(data_model).items()
        if inspect.isclass(noun)
        and noun.__module__.startswith("data_model.")
        and not issubclass(noun, Exception)
        and not name.endswith("Row")
    ]


def test_every_public_noun_of_the_data_model_is_in_the_glossary() -> None:
    nouns = public_nouns()
    assert nouns, "data_model names no nouns"
    assert [noun for noun in nouns if noun not in GLOSSARY] == []
