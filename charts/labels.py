"""Names as labels («подписи»): wrapped, never cut, and never two of them the same."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from html import escape

LABEL_WIDTH = 24
"""Letters in a line of a school's name beside a chart."""


def wrapped(text: str, width: int = LABEL_WIDTH) -> str:
    """The whole text in lines of at most ``width`` letters; a longer word stays whole."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=True)
    return "<br>".join(escape(line, quote=False) for line in lines)


def told_apart(names: Sequence[str], codes: Sequence[str]) -> list[str]:
    """The names, with the code added to those that several places bear."""
    bearers = Counter(names)
    return [
        f"{name} ({code})" if bearers[name] > 1 else name
        for name, code in zip(names, codes, strict=True)
    ]


def muted(text: str, colour: str) -> str:
    """A quieter second line of a label."""
    return f'<span style="color:{colour};font-size:12px">{escape(text, quote=False)}</span>'
