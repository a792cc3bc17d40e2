"""The glossary keeps up with the code."""

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import data_model

GLOSSARY = (Path(__file__).parents[1] / "GLOSSARY.md").read_text(encoding="utf-8")


def public_nouns() -> list[str]:
    """Every class of the modules of nouns, errors apart."""
    modules = [
        import_module(f"data_model.{one.name}")
        for one in pkgutil.iter_modules(data_model.__path__)
        if not one.ispkg
    ]
    return [
        name
        for module in modules
        for name, noun in vars(module).items()
        if inspect.isclass(noun)
        and noun.__module__ == module.__name__
        and not issubclass(noun, Exception)
    ]


def test_every_public_noun_of_the_data_model_is_in_the_glossary() -> None:
    nouns = public_nouns()
    assert nouns, "data_model names no nouns"
    assert [noun for noun in nouns if noun not in GLOSSARY] == []
