"""Periods («отчётный период») as people spell them: a year, or a school year by its end."""

import re
from dataclasses import dataclass

SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d) ?[-‐–—−/\\] ?(20\d\d|\d\d)(?!\d)")
YEAR = re.compile(r"(?<!\d)(?<!\d[./-])(20\d\d)(?![\d/])")


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """The year in which the period ends; ``code`` where a single year stands for a school year."""

    year: int | None = None
    is_school_year: bool = False
    code: str = ""


def read_period(text: str, *, is_school_year: bool = False) -> PeriodReading:
    """«2020-2021», «2020/21 уч. год», «2021». ``is_school_year``: that is what is asked for."""
    folded = " ".join(text.split()).casefold()
    if found := SCHOOL_YEAR.search(folded):
        first, last = int(found[1]), int(found[2]) % 100
        return PeriodReading(first + 1, True) if last == (first + 1) % 100 else PeriodReading()
    years = {int(year) for year in YEAR.findall(folded)}
    if len(years) != 1:
        return PeriodReading()
    return PeriodReading(years.pop(), is_school_year, "single_year" if is_school_year else "")
