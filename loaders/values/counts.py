"""Counts of people («число людей»): whole numbers as schools write them.

``COUNT_READERS`` are tried in order and the first that knows the cell answers. To understand
one more way of writing, add a function and its line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from loaders.files.workbook import Cell, written
from loaders.values.reading import EMPTY, ParsedValue, hollow, is_dash
from loaders.values.text import folded, plain, tidied

LARGEST_COUNT = 1_000_000
SHOWN_DECIMALS = 9
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,3})(?:[ '’ʼ‘`][0-9]{3})+(?![0-9])")
PEOPLE = re.compile(
    r"([0-9]+)[ -]?(?:чел|человек|ч|уч|учен|обуч|участн|школьн|дет|ребен|реб|шт|ед)[а-я.-]*\.?|"
    r"([0-9]+)[.;,]"
)
RANGE = re.compile(
    r"[0-9]+ ?(?:[-‐–—−]|\.\.\.?|…|или) ?[0-9]+(?: ?[а-я]+\.?)?|от [0-9]+ до [0-9]+.*"
)
ABOUT = re.compile(
    r"(?:[<>≤≥~≈≥±]=?|около|примерно|прим\.|порядка|приблизительно|более|менее|больше|меньше|"
    r"не менее|не более|свыше|до|от|почти|минимум|максимум|ок\.) ?[0-9]+.*|[0-9]+ ?[-+±?]"
)
ZERO_WORDS = frozenset(
    {"нет", "ноль", "нуль", "не проводилось", "не проводились", "не проводился", "не проводилась"}
    | {"не было", "отсутствуют", "отсутствует", "не участвовали", "не участвовал", "никто"}
    | {"не принимали участия", "участников нет", "нет участников", "мероприятий не было"}
)
LETTERS = str.maketrans("ОоOoЗзlI|", "000033111")
LETTER_NUMBER = re.compile(r"[0-9ОоOoЗзlI|]*[0-9][0-9ОоOoЗзlI|]*|[ОоOo]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell to be read as a count; ``text`` is what is written, tidied and folded."""

    cell: Cell
    text: str
    zero_in_words: bool = False


CountReader = Callable[[Entry], ParsedValue | None]


def read_count(cell: Cell, *, zero_in_words: bool = False) -> ParsedValue:
    """A whole number, or why it is none. ``zero_in_words``: «нет» means nobody took part."""
    value = cell.value
    is_switch = isinstance(value, bool)
    if isinstance(value, int | float) and not is_switch and not cell.is_percent:
        return _counted(value)
    if cell.is_empty:
        return EMPTY
    entry = Entry(cell, folded(tidied(str(cell.value))), zero_in_words)
    if not entry.text:
        return EMPTY
    answers = (reader(entry) for reader in COUNT_READERS)
    return next(answer for answer in answers if answer is not None)


def _hollow(entry: Entry) -> ParsedValue | None:
    return hollow(entry.cell)


def _moment(entry: Entry) -> ParsedValue | None:
    """«6-8» and «3.10» that a program took for days; a date is never made a number again."""
    value = entry.cell.value
    if not isinstance(value, date | time | timedelta):
        return None
    if not isinstance(value, date):
        return ParsedValue(code="date_in_count")
    meant = f"«{value.day}-{value.month}» или «{value.day}.{value.month}»"
    return ParsedValue(code="date_in_count", hint=f"Так программа могла прочесть запись {meant}.")


def _number(entry: Entry) -> ParsedValue | None:
    value = entry.cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return ParsedValue(code="percent") if entry.cell.is_percent else _counted(value)


def _dash(entry: Entry) -> ParsedValue | None:
    return ParsedValue(code="dash_for_answer", is_blank=True) if is_dash(entry.cell) else None


def _text_number(entry: Entry) -> ParsedValue | None:
    """Digits saved as text, with spaces between thousands."""
    digits = THOUSANDS.sub(lambda found: re.sub(r"[^0-9]", "", found[0]), entry.text)
    digits = digits.replace("\u2212", "-").replace(",", ".")
    if NUMBER.fullmatch(digits) is None:
        return None
    whole, _, decimals = digits.partition(".")
    if len(decimals) == 3:
        return ParsedValue(code="text_in_count", hint=_thousands(whole + decimals))
    found = _counted(float(digits))
    is_note = found.value is not None and decimals
    return ParsedValue(found.value, "whole_with_zeros") if is_note else found


def _thousands(digits: str) -> str:
    return f"Если это {digits}, напишите без знаков между цифрами."


def _zero_word(entry: Entry) -> ParsedValue | None:
    if plain(entry.text).rstrip(".") not in ZERO_WORDS:
        return None
    if entry.zero_in_words:
        return ParsedValue(0, "zero_in_words")
    return ParsedValue(code="word_for_zero")


def _percent(entry: Entry) -> ParsedValue | None:
    return ParsedValue(code="percent") if "%" in entry.text or "процент" in entry.text else None


def _people(entry: Entry) -> ParsedValue | None:
    """«15 чел.», «15 учеников», «15ч», «15.»."""
    text = THOUSANDS.sub(lambda found: re.sub(r"[^0-9]", "", found[0]), plain(entry.text))
    if (found := PEOPLE.fullmatch(text)) is None:
        return None
    read = _counted(int(found[1] or found[2]))
    return ParsedValue(read.value, "words_after_number") if read.value is not None else read


def _not_exact(entry: Entry) -> ParsedValue | None:
    """«10-15», «около 20», «>20», «более 50»."""
    text = plain(entry.text)
    is_known = RANGE.fullmatch(text) or ABOUT.fullmatch(text)
    return ParsedValue(code="not_exact") if is_known else None


def _letters(entry: Entry) -> ParsedValue | None:
    """A letter О among digits, or in the place of a zero."""
    if LETTER_NUMBER.fullmatch(entry.text) is None:
        return None
    read = _counted(int(entry.text.translate(LETTERS)))
    return ParsedValue(read.value, "letters_for_digits") if read.value is not None else read


def _two_numbers(entry: Entry) -> ParsedValue | None:
    """«12 из 45», «18 (из них 2 ОВЗ)»: which one is meant only the school knows."""
    numbers = re.findall(r"[0-9]+", entry.text)
    if len(numbers) < 2:
        return None
    told = f"В записи числа {', '.join(numbers[:-1])} и {numbers[-1]}: оставьте одно."
    return ParsedValue(code="two_numbers", hint=told)


def _text(_entry: Entry) -> ParsedValue:
    return ParsedValue(code="text_in_count")


COUNT_READERS: tuple[CountReader, ...] = (
    _hollow,
    _moment,
    _number,
    _dash,
    _text_number,
    _zero_word,
    _percent,
    _letters,
    _people,
    _not_exact,
    _two_numbers,
    _text,
)


def _counted(number: float) -> ParsedValue:
    """A number as a count; schools have most of them in common."""
    if number != number or abs(number) > LARGEST_COUNT:
        return ParsedValue(code="too_large")
    if number < 0:
        return ParsedValue(code="negative")
    number = round(number, SHOWN_DECIMALS)  # what a program shows of 4.000000000000001
    if not float(number).is_integer():
        return ParsedValue(code="percent" if number < 1 else "fraction", hint=_share_hint(number))
    return ParsedValue(int(number))


def _share_hint(number: float) -> str:
    return f"Похоже на {written(round(number * 100, 4))} %." if number < 1 else ""
