"""Sentences («предложения из фактов»): templates filled with figures that stay with them."""

import re

from reports.summary import Figure, Paragraph, Role

NARROW = re.compile(r"(№|стр\.|табл\.|рис\.|п\.|ст\.) (?=[\d{])")
DOUBLED = re.compile(r"(чел\.|п\.)\.(?=\s|$)")
"""«12 чел.» at the end of a sentence has one full stop."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NO_BREAK = "\u00a0"


def say(template: str, role: Role = Role.BODY, **words: Figure | str) -> Paragraph:
    """A paragraph from a template; every figure that it mentions becomes its evidence.

    Non-breaking spaces are set in the template only: names of schools stay as they are.
    """
    text = DOUBLED.sub(r"\1", bound(template).format(**words))
    evidence = tuple(word for word in words.values() if isinstance(word, Figure))
    return Paragraph(text, evidence, role)


def bound(template: str) -> str:
    """«№ 4» kept on one line."""
    return NARROW.sub(rf"\1{NO_BREAK}", template)


def quoted(text: str) -> str:
    """«The text»; quotes inside it become „inner“ ones."""
    inner = text.replace("«", "„").replace("»", "“")
    return f"«{inner}»"


def uncapped(text: str) -> str:
    """The text inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def printable(text: str) -> str:
    """Without the signs that neither XML nor a font knows."""
    return UNPRINTABLE.sub("", text)
