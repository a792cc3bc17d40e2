"""Sentences («предложения из фактов»): templates filled with figures that stay with them."""

import re
from collections.abc import Iterable

from reports.summary import Figure, Paragraph, Role

NARROW = re.compile(r"(№|стр\.|табл\.|рис\.|п\.|ст\.) (?=[\d{])")
DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)")
"""«12 чел.» at the end of a sentence has one full stop, and so has every other unit."""
SHORTENED = re.compile(r"(?<![\w-])(чел|п|ед|орг|шт|экз|руб|ч|мин|гг?|др)\.$")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NO_BREAK = "\u00a0"


def say(
    template: str,
    role: Role = Role.BODY,
    evidence: Iterable[Figure] = (),
    **words: Figure | str,
) -> Paragraph:
    """A paragraph from a template; every figure that it mentions becomes its evidence.

    Non-breaking spaces are set in the template only: names of schools stay as they are.
    """
    text = single_stops(bound(template).format(**words))
    mentioned = (word for word in words.values() if isinstance(word, Figure))
    return Paragraph(text, (*mentioned, *evidence), role)


def bound(template: str) -> str:
    """«№ 4» kept on one line."""
    return NARROW.sub(rf"\1{NO_BREAK}", template)


def single_stops(text: str) -> str:
    """«12 чел..» is «12 чел.»."""
    return DOUBLED.sub(".", text)


def uncapped(text: str) -> str:
    """The text inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def unstopped(text: str) -> str:
    """Without the stop of a sentence; that of an abbreviation stays: «17 чел.»."""
    return text if SHORTENED.search(text) else text.removesuffix(".")


def capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def printable(text: str) -> str:
    """Without the signs that neither XML nor a font knows."""
    return UNPRINTABLE.sub("", text)
