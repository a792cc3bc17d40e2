"""Yearly paths («2020 – 20%, 2021 – 35%, 2022 – 50%») in a wording."""

import re
from dataclasses import dataclass

from data_model.roadmap import Target
from loaders.orders.numbers import COMPARISON, NUMBER, number_of
from loaders.orders.years import SCHOOL, YEAR

YEAR_WORD = rf"(?:{SCHOOL}|гг?\.?(?!\w)|год(?:ах|у|а|ы)?(?!\w))"
LAST = rf"(?P<last>(?:{YEAR}|\d\d)(?!\d|\s*%))"
YEARS = rf"(?P<first>{YEAR})(?:\s*[-–—/]\s*{LAST})?\s*(?P<word>{YEAR_WORD})?"
VALUE = rf"(?P<value>{NUMBER})(?!\d)\s*(?P<percent>%|процент\w*)?"
COMPARED = rf"(?:{re.sub(r'[?]P<[a-z_]+>', '?:', COMPARISON)})"
FORWARD = re.compile(
    rf"(?<!\d){YEARS}\s*(?:[-–—:=(]\s*)?(?:{COMPARED}\s*)?(?<!\d){VALUE}(?!\s*(?:год|г\.|{YEAR}))(?![\d.]\d)",
    re.IGNORECASE,
)
BACKWARD = re.compile(
    rf"{VALUE}(?:\s*(?:чел|ед|шт)\.)?[^\d;,.]{{0,40}}?[\s(](?:в|к|на|за)?\s*(?:концу\s+)?{YEARS}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Path:
    """Targets by year, the text without them, how they were written, where the first stands."""

    targets: dict[int, Target]
    rest: str
    is_percent: bool
    is_school: bool
    start: int
    end: int


def path_in(text: str) -> Path | None:
    """The yearly path of a text; None where fewer than one year stands beside a number.

    «55 %» once at the end of a path of bare numbers makes all of them percents.
    """
    for pattern in (FORWARD, BACKWARD):
        found = [match for match in pattern.finditer(text) if not _is_year(match)]
        if pattern is BACKWARD:
            found = [match for match in found if not _is_of_all(match)]
        if found:
            targets = {year: Target(number_of(m["value"])) for m in found for year in _years(m)}
            percent = any(match["percent"] for match in found) or "%" in text
            school = any(re.search("уч", match["word"] or "", re.IGNORECASE) for match in found)
            end = max(found[0].end(name) for name in ("value", "percent"))
            end = end if pattern is BACKWARD else found[0].end()
            rest = pattern.sub(" ", text)
            return Path(targets, rest, percent, school, found[0].start(), end)
    return None


def _is_year(match: re.Match[str]) -> bool:
    """«2020, 2021»: the second is no target."""
    return bool(re.fullmatch(YEAR, match["value"])) and not match["percent"]


def _is_of_all(match: re.Match[str]) -> bool:
    """«10 соглашений за 2022–2024 годы» are those of all years together."""
    return bool(match["last"]) and len(_years(match)) > 1


def _years(match: re.Match[str]) -> range:
    """A pair is one school year («2020/21», «2020–2021 учебный год»), else every year of it."""
    first = int(match["first"])
    if not match["last"]:
        return range(first, first + 1)
    last = (
        int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
    )
    is_school = "/" in match[0] or re.search("уч", match["word"] or "", re.IGNORECASE)
    return range(last, last + 1) if is_school else range(first, last + 1)
