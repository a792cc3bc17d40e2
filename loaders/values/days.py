"""Days («даты») as people write them: date cells, serial numbers, figures and words.

The one reader of the whole program: forms, registers, tables, orders and options of the terminal.
In order: months, quarters and seasons in the language of orders; dates.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from loaders.files.workbook import Cell
from loaders.values.reading import caseless, one_line

# months, quarters, seasons

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
    "v": 5, "5": 5, "пяты": 5, "пято": 5,
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


ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
SHORT_MONTH = r"(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\.?"


def short_month(word: str) -> int | None:
    """«авг», «сент.», «августа», «VIII»; None for a word that is and begins no month."""
    word = word.lower().rstrip(".")
    if word in ROMAN_MONTHS:
        return ROMAN_MONTHS.index(word) + 1
    if re.fullmatch(MONTH_OF_DATE, word):
        return month_number(word)
    return next((at for at, stem in enumerate(MONTH_STEMS, 1) if stem.startswith(word)), None)


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


# dates

MONTH_OF_DATE = rf"({'|'.join(MONTH_STEMS)})(?:я|а|ь|е)?"
YEAR_SIGN = r"\s*(?:гг?\.?|год|года)?\.?"
FIGURES = re.compile(rf"(\d{{1,2}})[./-](\d{{1,2}})[./-](\d{{4}}|\d{{2}}){YEAR_SIGN}")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?")
WORDS = re.compile(rf"[«\"]?(\d{{1,2}})[»\"]?\s+{MONTH_OF_DATE}\s+(\d{{4}}){YEAR_SIGN}")
MONTH_ONLY = re.compile(rf"{MONTH_OF_DATE}(?:\s+(\d{{4}}){YEAR_SIGN})?")
BEFORE_A_DATE = re.compile(r"^(?:от|дата)\s*:?\s+")
CLOCK = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?z?$")
QUOTES = re.compile(r"[«»“”„\"]")
LETTER_FIGURES = str.maketrans("оoзl|", "00311")
WITH_LETTERS = re.compile(r"[\dоoзl|]{1,2}([./,-])[\dоoзl|]{1,2}\1[\dо|oзl]{2,4}")
"""«25.О8.2022»: a letter in the place of a figure."""
TYPED = re.compile(
    r"(\d{1,2})(?:\s*[./-]{1,2}\s*(\d{1,2})\s*[./-]{1,2}\s*(\d{4}|\d{2})"
    r"|\s*,\s*(\d{1,2})\s*,\s*(\d{4})|\s+(\d{1,2})\s+(\d{4}))"
)
"""«25.08. 2022», «25,08,2022», «25 08 2022»: how figures are typed where a date alone is asked."""
YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
TYPED_WORDS = re.compile(
    r"(\d{1,2})(?:-?го)?[\s.-]*([а-яё]{3,8}|[ivx]{1,4})\.?[\s.,-]*(\d{4}|\d{2})"
)
"""«25 авг. 2022», «25.авг.22», «25.VIII.2022», «5 мая 22»."""
YEAR_ALONE = re.compile(rf"((?:19|20)\d{{2}}){YEAR_SIGN}")
BEFORE_A_DAY = re.compile(r"^(?:с|со|по|до|от|на)\s+")
FIRST_SERIAL, LAST_SERIAL = 18264, 73050
"""Serial numbers of days from 1950 to 2099; others are no dates of documents."""

YOUNGEST_OF_TWO_FIGURES = 50
"""«01.09.98» is a day of the last century, «01.09.25» of this one."""


def read_date(cell: Cell) -> date | None:
    """A day from a date cell, a serial number or a text; None where it is none."""
    match cell.value:
        case datetime():
            return cell.value.date()
        case date():
            return cell.value
        case bool():
            return None
        case int() | float() if FIRST_SERIAL <= cell.value <= LAST_SERIAL:
            return date(1899, 12, 30) + timedelta(days=int(cell.value))
        case str():
            return _date_of_text(caseless(cell.value))
        case _:
            return None


def day_of_text(text: str) -> date | None:
    """A day as a person types it: 31.08.2021, 2021-08-31, «1 сентября 2015 г.», 01.09.15."""
    return _date_of_text(caseless(text))


def read_day(cell: Cell, *, is_last: bool = False) -> date | None:
    """The same as ``read_date``, and a year or a month of one: its first day, or its last one.

    A word before it («с 01.09.2015») tells nothing more.
    """
    if (day := read_date(cell)) is not None or isinstance(cell.value, bool):
        return day
    text = BEFORE_A_DAY.sub("", caseless(cell.written))
    if day := _date_of_text(text):
        return day
    if (found := MONTH_ONLY.fullmatch(text)) and found[2]:
        year, month = int(found[2]), month_number(found[1])
        return last_day(year, month) if is_last else date(year, month, 1)
    if found := YEAR_ALONE.fullmatch(text):
        return date(int(found[1]), 12, 31) if is_last else date(int(found[1]), 1, 1)
    if text.isdecimal() and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(text))
    return None


def days_in(text: str) -> tuple[date, ...]:
    """The days that are named inside a text: «на 20.09.2025», «на 20 сентября 2026 года»."""
    line, found = caseless(text), list[date]()
    for pattern in (FIGURES, ISO, WORDS):
        for one in re.finditer(rf"(?<!\d){pattern.pattern}(?!\d)", line):
            if day := _date_of_text(one[0].strip()):
                found.append(day)
    return tuple(dict.fromkeys(found))


def month_only(cell: Cell) -> bool:
    """«сентябрь», «сентябрь 2021»: the day is unknown."""
    return isinstance(cell.value, str) and MONTH_ONLY.fullmatch(caseless(cell.value)) is not None


def _date_of_text(text: str) -> date | None:
    if found := FIGURES.fullmatch(text):
        day, month, year = (int(group) for group in found.groups())
        return _day(_whole_year(year), month, day)
    if found := ISO.fullmatch(text):
        return _day(*(int(group) for group in found.groups()))
    if found := WORDS.fullmatch(text):
        return _day(int(found[3]), month_number(found[2]), int(found[1]))
    return _typed_date(text)


def _typed_date(text: str) -> date | None:
    """A date as hands type it: in quotes, with commas, spaces, a clock, a short month."""
    bare = one_line(QUOTES.sub(" ", CLOCK.sub("", BEFORE_A_DATE.sub("", text))))
    bare = re.sub(rf"{YEAR_SIGN}$", "", bare)
    if WITH_LETTERS.fullmatch(bare):
        bare = bare.translate(LETTER_FIGURES)
    if found := TYPED.fullmatch(bare):
        day, month, year = (int(one) for one in found.groups() if one)
        return _day(_whole_year(year), month, day)
    if found := YEAR_FIRST.fullmatch(bare) or ISO.fullmatch(bare):
        return _day(*(int(group) for group in found.groups()))
    if found := TYPED_WORDS.fullmatch(bare):
        known = short_month(found[2])
        return _day(_whole_year(int(found[3])), known, int(found[1])) if known else None
    return None


def _whole_year(year: int) -> int:
    if year > 99:
        return year
    return year + (2000 if year < YOUNGEST_OF_TWO_FIGURES else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
