"""Names of months, quarters and seasons in the language of orders."""

import re
from calendar import monthrange
from datetime import date

MONTH_STEMS = (
    "январ", "феврал", "март", "апрел", "ма[йяе]", "июн",
    "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
MONTH = r"\b(?:" + r"\w*|".join(MONTH_STEMS) + r"\w*)"
"""A month in any case."""

ORDINALS = {
    "i": 1, "1": 1, "перв": 1,
    "ii": 2, "2": 2, "втор": 2,
    "iii": 3, "3": 3, "треть": 3, "трет": 3,
    "iv": 4, "4": 4, "четверт": 4, "четвёрт": 4,
}  # fmt: skip
ORDINAL = r"(?:iv|i{1,3}|[1-4]|перв\w*|втор\w*|трет\w*|четв[её]рт\w*)"

SEASONS = {"зим": (2, 28), "весн": (5, 31), "лет": (8, 31), "осен": (11, 30)}


def month_number(word: str) -> int:
    """«августа» → 8."""
    found = (place for place, stem in enumerate(MONTH_STEMS, 1) if re.match(stem, word.lower()))
    return next(found)


def ordinal_number(word: str) -> int:
    """«II», «2», «второй» → 2."""
    lowered = word.lower()
    exact = ORDINALS.get(lowered)
    return exact or next(
        number for stem, number in ORDINALS.items() if len(stem) > 3 and lowered.startswith(stem)
    )


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
