"""Names in the register («названия в реестре»): the present, the former, other spellings.

Lists stand in one cell, separated by «;». A former name says until when it was in force:
«Старая школа (до 31.08.2021)». Another spelling may say on which days it counts:
«БСШ 2 (с 01.09.2015 по 31.08.2021)», «БСШ 2 (с 01.09.2015)», «БСШ 2 (по 31.08.2021)».
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from data_model.places import Alias, Organisation, OrganisationName
from loaders.registers.table import TableRow
from loaders.values.days import day_of_text

FORMER, SPELLINGS = "прежние названия", "другие написания"
DAY = r"([\d.]+)\s*(?:г\.?|года)?"
FORMER_UNTIL = re.compile(rf"(?P<name>.+?)\s*\(\s*до\s+{DAY}\s*\)", re.I)
ON_DAYS = re.compile(
    rf"(?P<name>.+?)\s*\(\s*(?=с\s|по\s)(?:с\s+{DAY})?\s*(?:по\s+{DAY})?\s*\)", re.I
)


def names_of(
    row: TableRow, full: str, short: str, first: date | None, last: date | None
) -> tuple[OrganisationName, ...]:
    """Names from the oldest to the present one; a former one was in force until its day."""
    names, since = [], first
    for until, name in sorted(_former(row)):
        names.append(OrganisationName(name, name, since, until))
        since = until + timedelta(days=1)
    return (*names, OrganisationName(full, short or full, since, last))


def aliases_of(row: TableRow) -> tuple[Alias, ...]:
    """Other spellings, and former names of which the register says no last day.

    Raises WrongDefinition where a day is none, and where one spelling has days twice.
    """
    aliases: dict[str, Alias] = {}
    for column, alias in _aliases(row):
        if aliases.setdefault(alias.spelling, alias) != alias:
            raise row.wrong(column, f"«{alias.spelling}» названо дважды с разными днями.")
        if alias.valid_from and alias.valid_to and alias.valid_from > alias.valid_to:
            raise row.wrong(column, f"у «{alias.spelling}» день «по» раньше, чем день «с».")
    return tuple(aliases.values())


def written_former(place: Organisation) -> str:
    return "; ".join(f"{one.full} (до {one.valid_to:%d.%m.%Y})" for one in place.names[:-1])


def written_aliases(place: Organisation) -> str:
    return "; ".join(map(_written, place.aliases))


def _written(alias: Alias) -> str:
    days = (("с", alias.valid_from), ("по", alias.valid_to))
    told = " ".join(f"{word} {day:%d.%m.%Y}" for word, day in days if day)
    return f"{alias.spelling} ({told})" if told else alias.spelling


def _parts(row: TableRow, column: str) -> list[str]:
    return [part.strip() for part in row.text(column).split(";") if part.strip()]


def _former(row: TableRow) -> Iterator[tuple[date, str]]:
    """Former names with the last day of each."""
    for found in filter(None, map(FORMER_UNTIL.fullmatch, _parts(row, FORMER))):
        yield _day(row, FORMER, found[2], "до"), found["name"]


def _aliases(row: TableRow) -> Iterator[tuple[str, Alias]]:
    for column in (FORMER, SPELLINGS):
        for part in _parts(row, column):
            if column == SPELLINGS or not FORMER_UNTIL.fullmatch(part):
                yield column, _alias(row, column, part)


def _alias(row: TableRow, column: str, part: str) -> Alias:
    found = ON_DAYS.fullmatch(part)
    if found is None:
        return Alias(part)
    first, last = found[2], found[3]
    return Alias(
        found["name"],
        _day(row, column, first, "с") if first else None,
        _day(row, column, last, "по") if last else None,
    )


def _day(row: TableRow, column: str, text: str, word: str) -> date:
    day = day_of_text(text)
    if day is None:
        raise row.wrong(column, f"«{text}» не дата. Напишите так: ({word} 31.08.2021).")
    return day
