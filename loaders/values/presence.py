"""«Есть» and «нет» as people write them."""

import re

from loaders.files.workbook import Cell
from loaders.values.reading import EMPTY, ParsedValue, hollow, is_dash
from loaders.values.text import LOOK_ALIKES, plain, tidied

YES, NO = "есть", "нет"
CONFIRMED = "да"

PRESENCE_WORDS = {
    **dict.fromkeys((YES, "да", "+", "✓", "✔", "имеется", "имеются", "в наличии"), 1),
    **dict.fromkeys((NO, "не имеется", "не имеются", "отсутствует"), 0),
}


def read_presence(cell: Cell) -> ParsedValue:
    """1 for «есть», 0 for «нет»."""
    if cell.is_empty:
        return EMPTY
    if found := hollow(cell):
        return found
    if isinstance(cell.value, bool):
        return ParsedValue(int(cell.value))
    word = plain(tidied(str(cell.value))).rstrip(".")
    if (known := PRESENCE_WORDS.get(word)) is not None:
        return ParsedValue(known)
    return _dash(cell) or _folded(word)


def _dash(cell: Cell) -> ParsedValue | None:
    return ParsedValue(code="dash_for_answer", is_blank=True) if is_dash(cell) else None


def _folded(word: str) -> ParsedValue:
    """A word with Latin letters in it: taken where it becomes a Russian one, and noted."""
    known = PRESENCE_WORDS.get(word.translate(LOOK_ALIKES)) if re.search("[a-z]", word) else None
    return (
        ParsedValue(code="not_yes_or_no") if known is None else ParsedValue(known, "latin_letters")
    )


def is_confirmed(cell: Cell) -> bool:
    """Whether the roll is left as it is: anything but a clear «нет» leaves it."""
    return plain(cell.value) in ("", "none", CONFIRMED)
