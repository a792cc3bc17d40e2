"""The day of a term («до 1 октября», «II квартал», «по итогам учебного года») within a year."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from loaders.values.days import MONTH, ORDINAL, SEASONS, last_day, month_number, ordinal_number

SCHOOL_YEAR = r"(?:учебн\w+|уч\.)\s*г"
LEAP = 2024
"""Any leap year: the last day of February is cut to the year at hand later."""


@dataclass(frozen=True, slots=True)
class Day:
    """When in a year the term ends.

    ``is_school``: the term speaks of a school year. ``is_open``: no day is named, the end of
    the year is meant. ``doubt`` is a sentence for the person, ``{term}`` stands for the text.
    """

    month: int = 12
    day: int = 31
    is_school: bool = False
    is_open: bool = False
    doubt: str = ""


OPEN = Day(is_open=True)
SCHOOL_END = Day(8, 31, is_school=True)
"""«По итогам учебного года»: the last day of the school year."""

Found = re.Match[str]


def day_of(text: str, in_school_year: bool = False) -> Day:
    """What a term says of the day; the first line of the table that fits."""
    for pattern, read in (SCHOOL_DAYS if in_school_year else ()) + DAYS:
        found = list(re.finditer(pattern, text, re.IGNORECASE))
        if found:
            return read(found) if callable(read) else read
    return UNKNOWN


def _day_and_month(found: list[Found]) -> Day:
    return Day(month_number(found[-1][2]), int(found[-1][1]))


def _numbers(found: list[Found]) -> Day:
    return Day(int(found[-1][2]), int(found[-1][1]))


def _month(found: list[Found]) -> Day:
    """The last month named; one that lies before the first ends a school year."""
    first, last = month_number(found[0][0]), month_number(found[-1][0])
    return Day(last, last_day(LEAP, last).day, is_school=last < first)


def _quarter(found: list[Found]) -> Day:
    month = 3 * ordinal_number(found[-1][1])
    return Day(month, last_day(LEAP, month).day)


def _half(found: list[Found]) -> Day:
    return Day(6, 30) if ordinal_number(found[-1][1]) == 1 else Day()


def _season(found: list[Found]) -> Day:
    month, day = SEASONS[found[-1][1].lower()]
    return Day(month, day, doubt=f"Срок «{{term}}» без дня. Принято: до {day:02d}.{month:02d}.")


def _school_half(found: list[Found]) -> Day:
    return Day(12, 31) if ordinal_number(found[-1][1]) == 1 else SCHOOL_END


YEARLY_SUM = Day(
    is_open=True,
    doubt="Срок «{term}» чаще, чем раз в год. Принято: один итог за год, по его окончании.",
)
AT_NEED = Day(
    is_open=True, doubt="Срок «{term}» не назван. Принято: итог за год, по его окончании."
)
UNKNOWN = Day(is_open=True, doubt="Срок «{term}» не понят. Принято: каждый год, по его окончании.")
SELDOM = Day(
    is_open=True,
    doubt="Срок «{term}» реже, чем раз в год. Принято: каждый год; снимите лишние годы.",
)
SCHOOL_START = Day(9, 30, doubt="Срок «{term}» без дня. Принято: до 30 сентября.")

OFTEN = (
    r"ежеквартальн|ежемесячн|еженедельн|кажд\w+ (?:квартал|месяц|полугод)"
    r"|\d+\s+раза?\s+в\s+(?!год)"
)

Rules = tuple[tuple[str, Day | Callable[[list[Found]], Day]], ...]

SCHOOL_DAYS: Rules = ((rf"\b({ORDINAL})(?:-?[еой]\w?)?\s*полугоди", _school_half),)
"""Read before DAYS where the roadmap runs over school years."""

DAYS: Rules = (
    (rf"\b(\d{{1,2}})(?:-?го)?\s+({MONTH})", _day_and_month),
    (r"(?<![\d.])([0-3]?\d)\.([01]\d)(?![\d]|\.\d{2,3}(?!\d))", _numbers),
    (r"раз\w*\s+в\s+(?:два|три|[23])\s+года", SELDOM),
    (OFTEN, YEARLY_SUM),
    (rf"\b({ORDINAL})(?:-?[йяе]\w?)?\s*(?:квартал|кв\.)", _quarter),
    (rf"\b({ORDINAL})(?:-?[еой]\w?)?\s*полугоди", _half),
    (rf"начал\w*\s+(?:нового\s+)?{SCHOOL_YEAR}|к началу {SCHOOL_YEAR}", SCHOOL_START),
    (MONTH, _month),
    (SCHOOL_YEAR, SCHOOL_END),
    (rf"\b({'|'.join(SEASONS)})\w*", _season),
    (r"по мере|по запрос|по необходимост|по согласован|при наличии", AT_NEED),
    (r"по\s+отдельн\w+\s+(план|график)", AT_NEED),
    (r"по\s+(\w+\s+)?(план|график|расписан|положени)", OPEN),
    (r"ежегодн|постоянн|регулярн|систематическ|в течени|весь период|кажд\w+ год|раза? в год", OPEN),
    (r"20\d\d|конец|концу|конца|итог", OPEN),
)
"""Wording → day, from the more to the less exact."""
