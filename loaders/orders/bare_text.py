"""Numbers of a wording that are no promise: grades, ages, dates, references, names.

The grades are also the base of a share («обучающиеся 8–11 классов»).
"""

import re

from data_model.roadmap import ALL_GRADES
from loaders.orders.numbers import YEAR
from loaders.values.days import MONTH

GRADE = r"\d{1,2}(?:\s?-?\s?(?:ы?х|го|[ыо]?й|[оы]?м|ые|ю)(?!\w))?"
PHRASE = re.compile(
    rf"(?<![\w.,%-])(?:с\s+)?({GRADE}(?:\s*(?:[-–—,]|и|по|до)\s*{GRADE})*)\s*"
    rf"(?:класс(?:ов|ы|а|ах|е|ом|у)?|кл\.?)(?!\w)",
    re.IGNORECASE,
)
COUNTED = re.compile(r"(?:менее|более|ниже|выше|больше|меньше|до|от)\s*$", re.IGNORECASE)
"""Before a number: «не менее 5 классов» counts classes."""
OLDEST = re.compile(r"старшеклассник|старш\w+ (?:класс|школ)|средней школы", re.IGNORECASE)

PROJECTS: tuple[tuple[str, tuple[int, ...]], ...] = ((r"билет\w* в будущее", (6, 7, 8, 9, 10, 11)),)
"""Projects that are held for certain grades: «Билет в будущее» since 2018 for grades 6–11."""
LESSONS = re.compile(r"проектори|открыт\w+ (?:онлайн-?)?урок", re.IGNORECASE)
LESSON_COMPARISONS = ((6, 7, 8, 9, 10, 11), (8, 9, 10, 11))
"""Open lessons were announced for grades 8–11, later 6–11: shown beside the literal base."""


def grades_in(text: str) -> tuple[int, ...]:
    """The grades a text names; empty where it names none."""
    named = {grade for match in _phrases(text) for grade in _unfolded(match[1])}
    if not named and OLDEST.search(text):
        named = {10, 11}
    return tuple(sorted(named & set(ALL_GRADES)))


def without_grades(text: str) -> str:
    """The text with grade phrases blanked out, so that their numbers are no targets."""
    for match in _phrases(text):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def _phrases(text: str) -> list[re.Match[str]]:
    return [
        match
        for match in PHRASE.finditer(text)
        if not COUNTED.search(text[: match.start()])
        and all(int(number) <= 11 for number in re.findall(r"\d+", match[1]))
    ]


def _unfolded(text: str) -> set[int]:
    """«5-9, 11» → 5, 6, 7, 8, 9, 11."""
    grades: set[int] = set()
    for part in re.split(r",|\bи\b", text):
        numbers = [int(number) for number in re.findall(r"\d+", part)]
        grades |= set(range(min(numbers), max(numbers) + 1)) if numbers else set()
    return grades


def project_grades(text: str) -> tuple[int, ...]:
    """The grades of a project that the text names."""
    return next((grades for words, grades in PROJECTS if re.search(words, text, re.IGNORECASE)), ())


def comparison_bases(text: str) -> tuple[tuple[int, ...], ...]:
    return LESSON_COMPARISONS if LESSONS.search(text) else ()


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
