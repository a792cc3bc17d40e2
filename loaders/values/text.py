"""Text of cells: folded for comparison, tidied for reading, one line for keeping."""

import re
import unicodedata

from loaders.files.workbook import Cell, Hollow

LONGEST_TEXT = 2000
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]")
"""Joiners, marks of direction and of bytes: they come with what is pasted."""


def read_text(cell: Cell) -> str:
    """Text of a cell for keeping: one line, without signs that cannot be shown."""
    text = "".join(sign if sign.isprintable() else " " for sign in cell.written)
    return "" if isinstance(cell.value, Hollow) else " ".join(text.split())[:LONGEST_TEXT]


def plain(text: object) -> str:
    """Text for comparison: composed, folded, single spaces, without a closing colon."""
    folded = INVISIBLE.sub("", unicodedata.normalize("NFKC", str(text)).casefold())
    return " ".join(folded.split()).strip(" :\ufeff")


def tidied(text: str) -> str:
    """Single plain spaces, nothing invisible, no leading apostrophe."""
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip().removeprefix("'").strip()


LOOK_ALIKES = str.maketrans("aceopxyktmhbACEOPXYKTMHB", "асеорхуктмнвАСЕОРХУКТМНВ")
"""Latin letters that look like Russian ones."""

MIXED = re.compile(r"(?=\w*[а-яА-ЯёЁ])(?=\w*[a-zA-Z])[^\W\d_]+")


def folded(text: str) -> str:
    """Russian words with Latin letters among theirs: «чeл.», «нeт»; other words as they are."""
    return MIXED.sub(lambda found: found[0].translate(LOOK_ALIKES), text)
