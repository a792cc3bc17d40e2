"""Sentences («предложения из фактов»): templates filled with figures that stay with them."""

import re
from collections.abc import Iterable

from indicators.wording.numbers import MONTHS
from reports.summary import Figure, Paragraph, ParagraphRole

NO_BREAK = "\u00a0"
HELD_TOGETHER = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.])(р\.) (?=п\.)",
        r"(?<![\w.])((?:р\.[ \u00a0])?(?:с|д|п|г|х|ст|пос|рп|им|ул)\.) (?=[А-ЯЁA-Z])",
        r"(?<![\w])([А-ЯЁ]\.) (?=[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]|[А-ЯЁ][а-яё])",
        r"(№) (?=\d)",
        rf"((?<!\d)\d{{1,2}}) (?=(?:{'|'.join(MONTHS)})\b)",
        r"(\d{4}) (?=(?:год|гг?\.|учебн))",
        r"(\d) (?=(?:%|чел\.|п\.|орг\.))",
        r"(п\.) (?=п\.)",
    )
)
"""Places where a line must not break: «с. Название», «А. П. Иванов», «№ 5», «31 декабря»."""
NARROW = re.compile(r"(№|стр\.|табл\.|рис\.|п\.|ст\.) (?=[\d{])")
DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)")
"""«12 чел.» at the end of a sentence has one full stop, and so has every other unit."""
SHORTENED = re.compile(r"(?<![\w-])(чел|п|ед|орг|шт|экз|руб|ч|мин|гг?|др)\.$")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def say(
    template: str,
    role: ParagraphRole = ParagraphRole.BODY,
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


def printable(text: str) -> str:
    """As it goes to paper: no sign that no font knows, no line broken inside a name or date."""
    return held_together(UNPRINTABLE.sub("", text))


def held_together(text: str) -> str:
    """«с. Название», initials, «№ 5» and dates with a space that does not break."""
    for pattern in HELD_TOGETHER:
        text = pattern.sub(rf"\1{NO_BREAK}", text)
    return text
