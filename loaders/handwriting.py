"""Reading what a hand wrote («почерк»): a cell becomes a value, or a fault with a code.

``COUNT_READERS`` are tried in order and the first that knows the cell answers. To understand
one more way of writing, add a function and its line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from loaders.cells import Cell, Hollow
from loaders.layout import CONFIRMED, NO, NOT_APPLICABLE_SIGN, YES, plain

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u200b\ufeff]+")
LARGEST_COUNT = 1_000_000
DATE_TEXT = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\s*(?:г\.?|года)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as understood: a value, nothing (empty), or a fault that makes it unknown.

    ``code`` names the rule of the table that the writing breaks; ``hint`` is what the
    message adds, such as a proposal.
    """

    value: int | None = None
    code: str = ""
    hint: str = ""


EMPTY = Reading()
CountReader = Callable[[Cell], Reading | None]


def read_count(cell: Cell) -> Reading:
    """A whole number, or why it is none."""
    if cell.is_empty or plain(cell.value) == NOT_APPLICABLE_SIGN:
        return EMPTY
    answers = (reader(cell) for reader in COUNT_READERS)
    return next(answer for answer in answers if answer is not None)


def _hollow(cell: Cell) -> Reading | None:
    if not isinstance(cell.value, Hollow):
        return None
    return Reading(code="error_value" if cell.value.error else "formula_without_result")


def _moment(cell: Cell) -> Reading | None:
    is_moment = isinstance(cell.value, date | time | timedelta)
    return Reading(code="date_in_count") if is_moment else None


def _number(cell: Cell) -> Reading | None:
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    return _counted(cell.value)


def _text_number(cell: Cell) -> Reading | None:
    """Digits saved as text, with any spaces between thousands."""
    digits = SPACES.sub("", str(cell.value)).replace("\u2212", "-").replace(",", ".")
    if not re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", digits):
        return None
    if "." in digits and not re.search(r"[.]0+$", digits) and re.search(r"[.][0-9]{3}$", digits):
        return Reading(code="text_in_count", hint=_thousands(digits))
    return _counted(float(digits))


def _thousands(digits: str) -> str:
    return f"Если это {digits.replace('.', '')}, напишите без знаков между цифрами."


def _percent(cell: Cell) -> Reading | None:
    return Reading(code="percent") if "%" in str(cell.value) else None


def _text(_cell: Cell) -> Reading:
    return Reading(code="text_in_count")


COUNT_READERS: tuple[CountReader, ...] = (_hollow, _moment, _number, _text_number, _percent, _text)


def _counted(number: float) -> Reading:
    if number != number or abs(number) > LARGEST_COUNT:
        return Reading(code="too_large")
    if number < 0:
        return Reading(code="negative")
    if not float(number).is_integer():
        return Reading(code="percent" if number < 1 else "fraction")
    return Reading(int(number))


PRESENCE_WORDS = {YES: 1, "да": 1, NO: 0}


def read_presence(cell: Cell) -> Reading:
    """1 for «есть», 0 for «нет»."""
    if cell.is_empty:
        return EMPTY
    if hollow := _hollow(cell):
        return hollow
    known = PRESENCE_WORDS.get(plain(cell.value))
    return Reading(code="not_yes_or_no") if known is None else Reading(known)


def is_confirmed(cell: Cell) -> bool:
    """Whether the roll is left as it is: anything but a clear «нет» leaves it."""
    return plain(cell.value) in ("", "none", CONFIRMED)


def read_text(cell: Cell) -> str:
    """Text of a cell for keeping: one line, without signs that cannot be shown."""
    text = "".join(sign if sign.isprintable() else " " for sign in cell.written)
    return "" if isinstance(cell.value, Hollow) else " ".join(text.split())[:2000]


def read_date(cell: Cell) -> date | None:
    """A day from a date cell, a serial number or «25.08.2021»; None where it is none."""
    match cell.value:
        case datetime():
            return cell.value.date()
        case date():
            return cell.value
        case int() | float() if 18264 <= cell.value <= 73050:
            return date(1899, 12, 30) + timedelta(days=int(cell.value))
        case str():
            return _date_of_text(cell.value)
        case _:
            return None


def _date_of_text(text: str) -> date | None:
    found = DATE_TEXT.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    day, month, year = (int(group) for group in found.groups())
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
