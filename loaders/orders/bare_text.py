"""Numbers that are no promise («возраст, даты, классы, названия») taken out of a wording."""

import re

from loaders.orders.grades import without_grades
from loaders.orders.years import YEAR
from loaders.values.days import MONTH

AGES = (
    r"(?:\b(?:от|с)\s+)?\b\d{1,2}(?:-?ти)?\s*(?:до|по|[-–—])\s*\d{1,2}(?:-?ти)?\s*(?:лет|год(?:а|ов)?)\b",
    r"\b(?:до|от|старше|младше|с)\s+\d{1,2}(?:-?ти)?\s+(?:лет|года)\b",
)
DAYS = (r"\b\d{1,2}\.\d\d\.(?=\d{4})", rf"\b\d{{1,2}}\s+{MONTH}")
NO_NUMBERS = (
    *AGES,
    r"\b\d+(?:-?х)?\s+(?:лет|год(?:а|ов))\b",
    r"\b\d{1,2}\.\d\d\.\d{4}",
    rf"\b\d{{1,2}}\s+{MONTH}",
    rf"(?<!\d){YEAR}\s*[-–—/]\s*(?:{YEAR}|\d\d)(?!\d)",
    rf"(?<!\d){YEAR}(?!\d)",
    r"№\s*[\w/-]+",
    r"\b\d+-\w*(?:час|дн|лет|недел|балл|местн|класс)\w*",
    r"\b(?:п\.|пункт\w*|стать\w+|ст\.|приложени\w+|раздел\w*|этап\w*|част\w+|форм\w+)\s+№?\s*\d[\d.]*",
)
"""Ages, dates, years and references: numbers that are no promise."""


def bare(text: str) -> str:
    """The text with all of them and the names in quotes blanked out, length kept."""
    return without_grades(without(unnamed(text), NO_NUMBERS))


def unnamed(text: str) -> str:
    """Names in quotes blanked out: «Точка роста» grows nothing, «500+» counts nobody."""
    blank = re.sub(r"«[^«»]*»|\"[^\"]*\"", blanked, text)
    return blank if re.search(r"\w", blank) else text


def without(text: str, patterns: tuple[str, ...]) -> str:
    for pattern in patterns:
        text = re.sub(pattern, blanked, text, flags=re.IGNORECASE)
    return text


def blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])
