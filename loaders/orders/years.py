"""Years as orders write them: «2021 – 2022 гг.», «2020-2021 учебный год», «с 2021 года»."""

import re
from dataclasses import dataclass
from enum import StrEnum

YEAR = r"20\d\d"
PAIR = rf"({YEAR})\s*[-–—/]\s*({YEAR}|\d\d(?!\d))"
SCHOOL = r"(?:уч\w*\.?\s*(?:г\w*\.?|гг\.?)|учебн\w+\s+год\w*)"


class Span(StrEnum):
    """How several years were named."""

    RANGE = "range"
    LIST = "list"
    SINCE = "since"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Years:
    """The years a text names; school years by the year they end in."""

    years: tuple[int, ...]
    span: Span = Span.LIST
    is_school: bool = False


def years_in(text: str) -> Years | None:
    """The years of a term, a title or a wording; None where it names none.

    A pair that differs by one before «учебный год», or with a slash, is one school year; any
    other pair is a range.
    """
    return next((years for rule in RULES if (years := rule(text)) is not None), None)


def _school_years(text: str) -> Years | None:
    """«2020/2021 – 2022/2023 учебные годы», «2021-2022 учебный год», «2020-2023 уч. гг.»"""
    pairs = [(int(a), _full(a, b)) for a, b in re.findall(PAIR, text)]
    written = re.search(rf"\d\s*{SCHOOL}", text, re.IGNORECASE)
    slashed = re.search(rf"{YEAR}\s*/\s*\d", text)
    if not pairs or not (written or slashed):
        return None
    if len(pairs) == 1:
        first, last = pairs[0]
        return Years(tuple(range(first + 1, last + 1)), Span.LIST, is_school=True)
    ends = tuple(last for _, last in pairs)
    is_range = re.search(rf"{PAIR}\s*{SCHOOL}?\s*[-–—]\s*{PAIR}", text, re.IGNORECASE)
    years = tuple(range(ends[0], ends[-1] + 1)) if is_range else tuple(dict.fromkeys(ends))
    return Years(years, Span.RANGE if is_range else Span.LIST, is_school=True)


def _range(text: str) -> Years | None:
    found = re.search(rf"({YEAR})\s*(?:г\.?|год\w*)?\s*(?:[-–—]|по|до)\s*({YEAR})", text)
    if not found or int(found[2]) < int(found[1]):
        return None
    return Years(tuple(range(int(found[1]), int(found[2]) + 1)), Span.RANGE)


def _since(text: str) -> Years | None:
    found = re.search(rf"(?:\bс|начиная с)\s+({YEAR})", text, re.IGNORECASE)
    return Years((int(found[1]),), Span.SINCE) if found else None


def _until(text: str) -> Years | None:
    found = re.search(rf"(?:на период )?\bдо\s+({YEAR})\s*г", text, re.IGNORECASE)
    return Years((int(found[1]),), Span.UNTIL) if found else None


def _listed(text: str) -> Years | None:
    years = tuple(dict.fromkeys(map(int, re.findall(rf"(?<!\d){YEAR}(?!\d)", text))))
    return Years(years) if years else None


RULES = (_school_years, _range, _since, _until, _listed)
"""Tried in turn; the first that finds something says the years."""


def _full(first: str, second: str) -> int:
    """«2020/21» → 2021."""
    return int(second) if len(second) == 4 else int(first[:2] + second)
