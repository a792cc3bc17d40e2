"""Sentences («предложения из фактов»): templates filled with figures that stay with them."""

import re

from reports.summary import Figure, Paragraph, Role

NARROW = re.compile(r"(№|стр\.|табл\.|рис\.|п\.|ст\.) (?=[\d{])")
NO_BREAK = "\u00a0"


def say(template: str, role: Role = Role.BODY, **words: Figure | str) -> Paragraph:
    """A paragraph from a template; every figure that it mentions becomes its evidence.

    Non-breaking spaces are set in the template only: names of schools stay as they are.
    """
    text = bound(template).format(**words)
    evidence = tuple(word for word in words.values() if isinstance(word, Figure))
    return Paragraph(text, evidence, role)


def bound(template: str) -> str:
    """«№ 4» kept on one line."""
    return NARROW.sub(rf"\1{NO_BREAK}", template)


def joined(parts: list[str], last: str = " и ") -> str:
    """«а, б и в»; names are listed in the nominative and never declined."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + last + parts[-1]


def sentence(text: str) -> str:
    """With a capital letter at the start and one full stop at the end."""
    text = text.strip()
    return (text[:1].upper() + text[1:]).rstrip(".") + "." if text else ""
