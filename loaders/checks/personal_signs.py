"""What personal data looks like («признаки персональных данных»): headers and contents.

To know one more kind, add a line. Headers are compared on text as ``plain`` gives it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from loaders.cells import Value
from loaders.layout import plain

NAME, BIRTH, INSURANCE = "ФИО", "дата рождения", "СНИЛС"
PHONE, MAIL = "телефон", "электронная почта"
LONGEST_HEADER = 60

HEADERS = (
    (NAME, re.compile(r"(ф\.? ?и\.? ?о\.?|фамили[яи].*|имя|отчество)([ ,(]|$).*")),
    (BIRTH, re.compile(r"(дата|год|день|число)[ ,\w]* рожд.*|д\.? ?р\.?")),
    (INSURANCE, re.compile(r".*\bснилс\b.*")),
    (PHONE, re.compile(r"((моб|сот|конт|дом)\w*\.? |номер |no )*тел(ефон\w*|\.)?( .*)?")),
    (MAIL, re.compile(r"((адрес )?(e-?mail|эл(ектронн\w+|\.)? ?(почт\w*|адрес\w*)|почта))( .*)?")),
)

PUPIL = re.compile(r"учени[кц]|учащ|обучающ|воспитан|школьник|реб[её]н|детей|родител")
GROWN_UP = re.compile(
    r"исполнител|ответствен|директор|заместител|педагог|руководител|учител|навигатор|"
    r"специалист|методист|организаци|школ[аы]\b|\bоо\b|координатор|работник|сотрудник"
)


EVENT = re.compile(r"дата.*(?:вход|архив|посещ|прохожд|проведен|регистрац|мероприят|обновлен)")
"""Days of what was done on a platform; they may look like birthdays."""


def is_of_an_event(text: str) -> bool:
    return EVENT.search(plain(text[: 2 * LONGEST_HEADER])) is not None


def is_of_grown_ups(text: str) -> bool:
    """Whether a header speaks of those who work at school, and of no pupil."""
    wording = plain(text[: 2 * LONGEST_HEADER])
    return bool(GROWN_UP.search(wording)) and not PUPIL.search(wording)


@lru_cache(maxsize=16_384)
def kind_of_header(text: str) -> str | None:
    """The kind of personal data that a short text names; None where it names none."""
    wording = plain(text[: 2 * LONGEST_HEADER])
    if len(wording) > LONGEST_HEADER or is_of_grown_ups(text):
        return None
    return next((name for name, pattern in HEADERS if pattern.fullmatch(wording)), None)


@dataclass(frozen=True, slots=True)
class Sign:
    """How one cell of a kind looks, and how many in a column are no longer chance."""

    kind: str
    enough: int
    fits: Callable[[Value], bool]


def _written(pattern: str) -> Callable[[Value], bool]:
    shape = re.compile(pattern)
    return lambda value: isinstance(value, str) and shape.fullmatch(value.strip()) is not None


def is_insurance_number(digits: str) -> bool:
    """Eleven digits whose last two are the control number of the first nine."""
    if len(digits) != 11 or not digits.isascii() or not digits.isdecimal():
        return False
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9])) % 101
    return int(digits[9:]) == total % 100 and int(digits) > 0


def _digits(value: Value) -> str:
    """A whole number of ten digits and more; a program may have taken zeros off its front."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(int(value)).zfill(11) if 10**9 <= value < 10**11 else ""


def _is_bare_insurance_number(value: Value) -> bool:
    return is_insurance_number(_digits(value))


def _is_bare_mobile(value: Value) -> bool:
    return re.fullmatch(r"[78]9\d{9}", _digits(value)) is not None


YOUNGEST, OLDEST = 5, 20
"""Years of age of those who go to school."""

DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?: ?г\.?)?")


def _is_birthday(value: Value) -> bool:
    year = _year(value)
    return year is not None and YOUNGEST <= date.today().year - year <= OLDEST


def _year(value: Value) -> int | None:
    if isinstance(value, date):
        return value.year
    found = DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    return int(found[3]) if found else None


PATRONYMIC = r"[А-ЯЁ][а-яё]+(вич|вна|ична|инична|ьич|оглы|кызы)"
WORD = r"[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)?"

SIGNS = (
    Sign(INSURANCE, 1, _written(r"\d{3}-\d{3}-\d{3}[ -]?\d{2}")),
    Sign(INSURANCE, 3, _is_bare_insurance_number),
    Sign(MAIL, 3, _written(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    Sign(PHONE, 3, _written(r"(\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}")),
    Sign(PHONE, 3, _is_bare_mobile),
    Sign(NAME, 3, _written(rf"{WORD} {WORD} {PATRONYMIC}")),
    Sign(NAME, 5, _written(rf"{WORD} [А-ЯЁ]\. ?[А-ЯЁ]\.?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{WORD}")),
)
"""Looked for in every column of every sheet."""

BIRTHDAY = Sign(BIRTH, 5, _is_birthday)
"""Looked for only where the form itself asks for no date."""


@lru_cache(maxsize=16_384)
def signs_of_text(text: str) -> tuple[Sign, ...]:
    """The signs that a text shows; most texts show none."""
    return signs_of(text)


def signs_of(value: Value) -> tuple[Sign, ...]:
    return tuple(sign for sign in (*SIGNS, BIRTHDAY) if sign.fits(value))
