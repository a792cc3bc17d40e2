"""Of which year a roll is, and of which day («на 20.09.2025»), where its rows do not say it.

The roll of a year is that of its 20 September: «2025/26 учебный год» takes that of 2025.
"""

import re
from dataclasses import dataclass
from datetime import date

from loaders.school_tables.table import SchoolTable
from loaders.values.days import days_in
from loaders.values.reading import caseless

FIRST_MONTH = 9
"""From September on a roll is that of its own calendar year."""

SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d) ?[-‐–—−/\\] ?(?:20)?(\d\d)(?!\d)")
YEAR = re.compile(r"(?<![\d.])(20\d\d)(?![\d.]\d)")
ALONE = re.compile(r"(20\d\d)(?: ?(?:г|год|года)\.?)?")


@dataclass(frozen=True, slots=True)
class Told:
    """Year and day that a title tells; ``words`` says where."""

    year: int | None = None
    day: date | None = None
    words: str = ""


def year_in(text: str) -> int | None:
    """«2025», «2025 г.», «2025/26»: the year of whose September the roll is."""
    line = caseless(text)
    if found := SCHOOL_YEAR.search(line):
        return int(found[1]) if (int(found[1]) + 1) % 100 == int(found[2]) else None
    alone = ALONE.fullmatch(line)
    return int(alone[1]) if alone else None


def told_in_titles(table: SchoolTable) -> Told:
    """What stands over the table, or on the tab of its sheet."""
    sources = (
        ("заголовка", table.above),
        ("названия листа", (table.grid.name,)),
    )
    for where, texts in sources:
        for text in texts:
            if told := _told(text, where):
                return told
    return Told()


def _told(text: str, where: str) -> Told | None:
    days = set(days_in(text))
    if len(days) == 1:
        day = days.pop()
        if day.month < FIRST_MONTH:
            return None
        return Told(day.year, day, f"год и день взяты из {where}: «{text[:LONGEST]}»")
    if found := SCHOOL_YEAR.search(text):
        year = year_in(found[0])
        return Told(year, None, f"год взят из {where}: «{text[:LONGEST]}»") if year else None
    years = {int(year) for year in YEAR.findall(text)}
    if len(years) != 1:
        return None
    return Told(years.pop(), None, f"год взят из {where}: «{text[:LONGEST]}»")


LONGEST = 90
