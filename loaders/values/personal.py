"""What personal data looks like («признаки персональных данных»): names, headers, contents.

First the names of people as lists of pupils hold them («ФИО»), told apart from all other words;
then the signs of all kinds. To know one more kind, add a line. Headers are compared on text as
``plain`` gives it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from loaders.files.workbook import Value
from loaders.values.reading import LOOK_ALIKES, caseless, one_line, plain, without_yo

# names of people

WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична|ьич)|[А-ЯЁ][а-яё]+ (?:оглы|кызы)"
FULL = re.compile(rf"{WORD} {WORD} (?:{PATRONYMIC})\b")
INITIALS = re.compile(rf"{WORD} [А-ЯЁ]\.(?: ?[А-ЯЁ]\.?)?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{WORD}")
TWO_WORDS = re.compile(rf"({WORD}) ({WORD})")

NUMBERED = re.compile(
    r"^(?:\d{1,2}\s*[«\"-]?[А-Яа-я]?[»\"]?(?:\s*кл[а-я]*\.?)?(?:\s*[–—-])?\s+|\d+\s*[.)]?\s+)"
)
"""The number or the class before a name: «1. …», «9а …», «9 «Б» кл. – …»."""
BETWEEN_ENTRIES = re.compile(r"[\n;,:/]|\sи\s|(?<=\s)\d{1,2}[.)](?=\s)")
CLASS_AFTER = re.compile(r"[\s,;(–-]+\d{1,2}(?:\s*[«\"-]?[А-Яа-я][»\"]?)?(?:\s*кл[а-я]*\.?)?\)?$")
LONGEST_ENTRY = 80
SEVERAL, SEVERAL_WITH_INITIALS = 3, 5
"""So many names in one text are a list."""

_GIVEN_NAMES = """
александр александра алексей алёна алена алина алиса алла альбина амина амир анастасия
анатолий ангелина андрей анжелика анна антон антонина арина арсен арсений артём артем артур
богдан борис вадим валентин валентина валерий валерия варвара василий василиса вера вероника
виктор виктория виолетта виталий владимир владислав вячеслав галина георгий герман глеб
григорий давид дамир дана даниил данил данила дарина дарья демид денис диана дмитрий ева
евгений евгения егор екатерина елена елизавета есения ефим жанна захар злата зоя иван игнат
игорь илья инна ирина камилла карина кира кирилл клим ксения лариса лев леонид лидия лилия
любовь людмила майя макар максим марат маргарита марина мария марк марьям матвей мила милана
мирон мирослава михаил надежда наталия наталья никита николай нина оксана олег олеся ольга
павел платон полина пётр петр прохор раиса ринат родион роман руслан рустам савелий светлана
святослав семён семен сергей снежана софия софья станислав степан стефания таисия тамара
тарас татьяна тимофей тимур ульяна фёдор федор фатима филипп эвелина эдуард элина эльвира
эльдар эмиль эмилия юлиана юлия юрий яков яна ярослав ярослава
"""
GIVEN_NAMES = frozenset(_GIVEN_NAMES.split())


def is_full_name(value: Value) -> bool:
    """«Иванов Иван Иванович», in any letter case, numbered or with a class after it."""
    return FULL.fullmatch(_entry(value)) is not None


def is_name_with_initials(value: Value) -> bool:
    return INITIALS.fullmatch(_entry(value)) is not None


def is_short_name(value: Value) -> bool:
    """«Иванов Иван», «Мария Петрова»: two words, one of them a given name."""
    found = TWO_WORDS.fullmatch(_entry(value))
    return found is not None and any(caseless(one) in GIVEN_NAMES for one in found.groups())


def is_list_of_names(value: Value) -> bool:
    """Several names in one text: «Иванов Иван, Петрова Мария, Сидоров Пётр (9а)»."""
    if not isinstance(value, str):
        return False
    if len(FULL.findall(_capitalised(value))) >= SEVERAL:
        return True
    entries = entries_of(value)
    with_initials = sum(map(is_name_with_initials, entries))
    return sum(map(is_short_name, entries)) >= SEVERAL or with_initials >= SEVERAL_WITH_INITIALS


def entries_of(text: str) -> list[str]:
    """The entries of a list in one text: lines, and what stands between commas and numbers."""
    return [one for entry in BETWEEN_ENTRIES.split(text) if (one := entry.strip())]


def _entry(value: Value) -> str:
    """One line of a list: the name without its number and class."""
    if not isinstance(value, str) or len(value) > LONGEST_ENTRY:
        return ""
    return CLASS_AFTER.sub("", NUMBERED.sub("", _capitalised(value)))


def _capitalised(text: str) -> str:
    """Single spaces; capitals only where words begin: «ИВАНОВ Иван»."""
    words = one_line(text).split(" ")
    is_shouted = len(words) > 1 and text.isupper()
    return " ".join(
        one.title() if one.isupper() and (is_shouted or len(one) > LONGEST_SHORTENING) else one
        for one in words
    )


LONGEST_SHORTENING = 4
"""Letters of «СОШ», «МБОУ», «А.И.», which are no names."""


# signs of all kinds

NAME, BIRTH, INSURANCE = "ФИО", "дата рождения", "СНИЛС"
PHONE, MAIL = "телефон", "электронная почта"
CONTACTS = (PHONE, MAIL)
LONGEST_HEADER = 60

AFTER = r"([ ,(/].*|$)"
HEADER_INITIALS = r"ф\.? ?и\.?( ?о\.?)?"
OF_THINGS = r"(?! (файл|мероприят|проект|програм|школ|геро|площадк))"
HEADERS = (
    (
        NAME,
        re.compile(rf"({HEADER_INITIALS}|фамили[яи]|полное имя|отчество|имя{OF_THINGS}){AFTER}"),
    ),
    (NAME, re.compile(rf".*[ (]({HEADER_INITIALS}|фамили[яи].*)\)?")),
    (BIRTH, re.compile(r"(дата|год|день|число)[ ,\w]* рожд.*|рожд(ение|\.)?|дата р\.?|д\.? ?р\.?")),
    (INSURANCE, re.compile(r".*\bснилс\b.*")),
    (PHONE, re.compile(r"((моб|сот|конт|дом)\w*\.? |номер |no )*тел(ефон\w*|\.)?( .*)?")),
    (MAIL, re.compile(r"((адрес )?(e-?mail|эл(ектронн\w+|\.)? ?(почт\w*|адрес\w*)|почта))( .*)?")),
)


def kind_of_header(text: str) -> str | None:
    """The kind of personal data that a short text names; None where it names none."""
    wording = plain(text[: 2 * LONGEST_HEADER])
    if len(wording) > LONGEST_HEADER:
        return None
    folded = wording.translate(LOOK_ALIKES) if re.search("[а-яё]", wording) else wording
    words = (wording, folded)
    return next((name for name, one in HEADERS if any(map(one.fullmatch, words))), None)


@dataclass(frozen=True, slots=True)
class PersonalSign:
    """How one cell of a kind looks, and how many in a line are no longer chance."""

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
        return re.sub(r"[ \u00a0-]", "", value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(int(value)).zfill(11) if 10**9 <= value < 10**11 else ""


def _is_bare_insurance_number(value: Value) -> bool:
    return is_insurance_number(_digits(value))


def _is_bare_mobile(value: Value) -> bool:
    return re.fullmatch(r"(?:[78]|0)?9\d{9}", _digits(value)) is not None


BIRTHDAY_TEXT = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)?\d\d)(?: ?г\.?)?")


def year_of_day(value: Value) -> int | None:
    """The year of a day, from a date or from a text such as 03.02.2009 or 03.02.09."""
    if isinstance(value, date):
        return value.year
    found = BIRTHDAY_TEXT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    return int(found[3]) + (2000 if len(found[3]) == 2 else 0)


SIGNS = (
    PersonalSign(INSURANCE, 1, _written(r"\d{3}-\d{3}-\d{3}[ -]?\d{2}")),
    PersonalSign(INSURANCE, 3, _is_bare_insurance_number),
    PersonalSign(MAIL, 3, _written(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    PersonalSign(PHONE, 3, _written(r"(\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}")),
    PersonalSign(PHONE, 3, _is_bare_mobile),
    PersonalSign(NAME, 1, is_list_of_names),
    PersonalSign(NAME, 3, is_full_name),
    PersonalSign(NAME, 3, is_short_name),
    PersonalSign(NAME, 5, is_name_with_initials),
)
"""Looked for in every column and row of every sheet."""

BIRTHDAY = PersonalSign(BIRTH, 5, lambda value: year_of_day(value) is not None)
"""Whether the year is that of a pupil is told by the years of the roadmaps."""

OFFICE = re.compile(r"(\+7|8)?[\s(-]*\d{3,5}[\s)-]*\d[\d\s-]{3,8}\d|\d([\s-]?\d){4,5}")
"""A telephone of any kind: a label with such a value beside it heads no column."""


def is_contact(text: str) -> bool:
    """A telephone, an address or a name that stands beside its label."""
    wording = text.strip()
    return bool(OFFICE.fullmatch(wording)) or "@" in wording or is_a_name(wording)


def is_a_name(text: str) -> bool:
    return is_full_name(text) or is_short_name(text) or is_name_with_initials(text)


def signs_of(value: Value) -> tuple[PersonalSign, ...]:
    """The signs that a value shows; most show none."""
    return tuple(sign for sign in (*SIGNS, BIRTHDAY) if sign.fits(value))


# who signs

SIGNED = re.compile(
    r"(?:исп|исполнител\w*|подготовил\w*|составил\w*|ответственн\w*|начальник\w*|руководител\w*|"
    r"директор\w*|заведующ\w*|специалист\w*|методист\w*|подпись|м п|тел|телефон|примечани\w*|"
    r"согласован\w*|утвержд\w*|источник\w*|дата (?:составления|заполнения))\b.*|[-_ ]+"
)


def is_signature(text: str) -> bool:
    """«Директор», «Исп. Петрова А. И.», «М. П.», a line to sign on: words under a table."""
    words = one_line(re.sub(r"[^\w\s-]", " ", without_yo(plain(text))))
    return SIGNED.fullmatch(words) is not None
