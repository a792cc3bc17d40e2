"""Numbers and dates as Russian text. Nobody else words a number.

Decimal comma, true minus, non-breaking spaces between a number and its unit and between
thousands, rounding half away from zero. An unknown number is a dash, never a zero.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd

from data_model.returns import NO_GRADE, Problem, ReturnState, StoredProblem, ValueState
from data_model.roadmap import HIGHER, Kind, Roadmap, is_in_hours

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "—"
FINEST = 7
"""Decimals of a percent at most: they tell one pupil of ten million."""
VERSIONS = 1_000_000
"""Data versions that differ in what is printed of them; they count up one by one."""
SMALL_GROUP = 5
"""Groups below this size are masked in texts for publication."""

YES_NO = "есть / нет"
"""Unit of an answer that is a presence."""
ORGANISATION_UNIT = "орг."
"""Unit of «k из n», where schools are counted."""

Number = int | float | Decimal | None

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)


class PluralForms(NamedTuple):
    """The four forms that a Russian noun takes beside a number: 1, 2, 5 and 1,5."""

    one: str
    few: str
    many: str
    fraction: str


SCHOOLS = PluralForms("школа", "школы", "школ", "школы")
ORGANISATIONS = PluralForms("организация", "организации", "организаций", "организации")
PUPILS = PluralForms("обучающийся", "обучающихся", "обучающихся", "обучающегося")
PARTICIPANTS = PluralForms("участник", "участника", "участников", "участника")
RETURNS = PluralForms("отчёт", "отчёта", "отчётов", "отчёта")
OF_RETURNS = PluralForms("отчёта", "отчётов", "отчётов", "отчёта")
ANSWERS = PluralForms("ответ", "ответа", "ответов", "ответа")
INDICATORS = PluralForms("показатель", "показателя", "показателей", "показателя")
OF_INDICATORS = PluralForms("показателя", "показателей", "показателей", "показателя")
ENTRIES = PluralForms("запись", "записи", "записей", "записи")
"""Lines of the journal."""
REMARKS = PluralForms("замечание", "замечания", "замечаний", "замечания")
OF_SCHOOLS = PluralForms("школы", "школ", "школ", "школы")
"""«из 1 школы, из 12 школ»"""
PEOPLE = PluralForms("человек", "человека", "человек", "человека")
IN_ORGANISATIONS = PluralForms("организации", "организациях", "организациях", "организации")
"""The prepositional after «в»: «в 9 организациях»."""
TO_ORGANISATIONS = PluralForms("организации", "организациям", "организациям", "организации")
"""The dative: «требуется 9 организациям», «по 9 организациям»."""
DISTRICTS = PluralForms("район", "района", "районов", "района")
OF_DISTRICTS = PluralForms("района", "районов", "районов", "района")
"""«у 1 района», «у 12 районов»"""
TO_DISTRICTS = PluralForms("району", "районам", "районам", "района")
BY_PEOPLE = PluralForms("человека", "человека", "человек", "человека")
"""The accusative after «на»: «на 1 человека», «на 5 человек»."""
OPEN_QUESTIONS = PluralForms("вопрос", "вопроса", "вопросов", "вопроса")
EXECUTORS = PluralForms("исполнитель", "исполнителя", "исполнителей", "исполнителя")
OF_ADDRESSEES = PluralForms("адресата", "адресатов", "адресатов", "адресата")
YEARS = PluralForms("год", "года", "лет", "года")
DAYS = PluralForms("день", "дня", "дней", "дня")


def is_unknown(value: object) -> bool:
    """None, NaN and pandas' NA are all «неизвестно»."""
    return value is None or value is pd.NA or value != value


def rounded(value: int | float | Decimal, digits: int) -> Decimal:
    """Half up, on the shortest decimal text of a float: 2.675 is 2,68."""
    step = Decimal(1).scaleb(-digits)
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)


def number(value: Number, digits: int | None = None) -> str:
    """«1 250», «35,2»; without ``digits`` as many decimals as the number has."""
    if value is None or is_unknown(value):
        return DASH
    exact = Decimal(str(value)) if digits is None else rounded(value, digits)
    text = f"{abs(exact):,f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = MINUS if exact < 0 else ""
    return sign + text.replace(",", NBSP).replace(".", ",")


def signed(value: Number, digits: int | None = None) -> str:
    """«+12», «−3», «0»."""
    text = number(value, digits)
    above = not is_unknown(value) and not text.startswith(MINUS) and text.strip("0,") != ""
    return f"+{text}" if above else text


def share(value: Number, digits: int = 1) -> str:
    """A percent as measured: «35,2 %», «20,0 %»."""
    return with_unit(number(value, digits), "%")


def percent(value: Number) -> str:
    """A percent as promised: «55 %», «12,5 %»."""
    return with_unit(number(value), "%")


def decimals(value: Number, *limits: Number) -> int:
    """Decimals of a percent beside its targets: one, or as many as tell it from them.

    «55,0 %» beside a target of 55 would hide that 54,96 is less.
    """
    known = [limit for limit in limits if limit is not None and not is_unknown(limit)]
    for digits in range(1, FINEST + 1) if known and not is_unknown(value) else ():
        shown = rounded(value or 0, digits)
        if all(
            _side(shown, limit) == _side(value, limit) and subtracts(value or 0, limit, digits)
            for limit in known
        ):
            return digits
    return 1


def subtracts(one: int | float | Decimal, other: int | float | Decimal, digits: int) -> bool:
    """Whether the rounded numbers differ by the rounded difference: a clerk's sum comes out."""
    exact = Decimal(str(one)) - Decimal(str(other))
    return rounded(one, digits) - rounded(other, digits) == rounded(exact, digits)


def _side(value: Number, limit: Number) -> int:
    """Whether it is below, at or above the limit, by the shortest decimal text of both."""
    difference = Decimal(str(value)) - Decimal(str(limit))
    return (difference > 0) - (difference < 0)


def points(value: Number) -> str:
    """The difference of two percents: «−4,8 п. п.»; a real one is never printed as zero."""
    return with_unit(signed(value, decimals(value, 0)), f"п.{NBSP}п.")


def people(value: Number) -> str:
    """«12 чел.»"""
    return with_unit(number(value), "чел.")


def value(amount: Number, unit: str = "", *limits: Number) -> str:
    """An actual value with its unit: «35,2 %», «12 чел.», «есть».

    ``limits`` are the targets that it stands against: «55,0 %, точнее 54,96 %» beside 55 %.
    """
    plain, exact = exactly(amount, unit), exactly(amount, unit, *limits)
    return plain if plain == exact else f"{plain}, точнее {exact}"


def exactly(amount: Number, unit: str = "", *limits: Number) -> str:
    """The same in short, for a cell or a chart: «54,96 %»."""
    if unit == YES_NO and not is_unknown(amount):
        return "есть" if amount else "нет"
    if HIGHER in unit and not is_unknown(amount):
        return level(amount, unit)
    if unit == "%":
        return share(amount, decimals(amount, *limits))
    return with_unit(bare(amount, unit, *limits), agreed(amount, unit))


def bare(amount: Number, unit: str, *limits: Number) -> str:
    """The number of a value without its unit: «40,5» hours as they were given, «2,33»."""
    digits = fraction_digits(amount, *limits)
    if digits and amount is not None and is_in_hours(unit):
        return number(rounded(amount, digits))
    return number(amount, digits)


def agreed(amount: Number, unit: str) -> str:
    """A unit of one word agrees with its number: «3 заседания», «1 консультация»."""
    forms = unit_forms(unit)
    return unit if amount is None or is_unknown(amount) else plural(amount, *forms)


def of_unit(amount: Number, unit: str) -> str:
    """The same in the genitive, after «не менее» and «не хватает»: «1 заседания», «3 заседаний»."""
    _, single, many, _ = unit_forms(unit)
    return (
        unit if amount is None or is_unknown(amount) else plural(amount, single, many, many, single)
    )


def unit_forms(unit: str) -> PluralForms:
    """The forms of a unit that stands in the plural; itself where it is no known word."""
    if unit in UNIT_STEMS:
        return PluralForms(f"{unit}а", f"{unit}ы", unit, f"{unit}ы")
    ending = next((one for one in UNIT_ENDINGS if unit.endswith(one)), "")
    if not ending or " " in unit or FLEETING.search(unit):
        return PluralForms(*[unit] * 4)
    stem = unit.removesuffix(ending)
    return PluralForms(*(stem + one for one in UNIT_ENDINGS[ending]))


UNIT_ENDINGS = {
    "ций": ("ция", "ции", "ций", "ции"),
    "ний": ("ние", "ния", "ний", "ния"),
    "тий": ("тие", "тия", "тий", "тия"),
    "сий": ("сия", "сии", "сий", "сии"),
    "ов": ("", "а", "ов", "а"),
}
"""Endings of units that orders name in the plural: «мероприятий», «договоров»."""
FLEETING = re.compile(r"[^аеёиоуыэюяй]ков$|[цьй]ов$")
"""«Кружков»: a vowel comes and goes, so the noun cannot be told from its plural."""
UNIT_STEMS = frozenset({"программ", "школ", "групп", "команд", "бесед", "работ", "анкет", "карт"})
"""Units whose plural has no ending: «3 программы»."""


def fraction_digits(amount: Number, *limits: Number) -> int | None:
    """Of a whole number none; of a ratio (2,333… a teacher) as many as tell it from its target."""
    if is_unknown(amount) or float(amount or 0).is_integer():
        return None
    return max(2, decimals(amount, *limits))


def promised(value: Number, unit: str = "") -> str:
    """A target with its unit, as the order names it: «55 %», «15 чел.»."""
    if unit == YES_NO:
        return "есть"
    return level(value, unit) if HIGHER in unit else with_unit(number(value), of_unit(value, unit))


def level(place: Number, scale: str) -> str:
    """«основной»: the answer at a place of a list, from 1, in «базовый → основной → …»."""
    options = scale.split(HIGHER)
    known = place is not None and 1 <= int(place) <= len(options)
    return options[int(place or 1) - 1] if known else number(place)


def with_unit(text: str, unit: str) -> str:
    """A number in words with its unit on the same line; a dash has no unit."""
    return text if text == DASH or not unit else f"{text}{NBSP}{unit}"


def of(numerator: Number, denominator: Number) -> str:
    """«114 из 326»; stands beside every percent."""
    return f"{number(numerator)}{NBSP}из{NBSP}{number(denominator)}"


def share_of(numerator: Number, denominator: Number, value: Number) -> str:
    """«114 из 326 чел., 35,0 %»: official layouts ask for units and percents."""
    return f"{of(numerator, denominator)}{NBSP}чел., {share(value)}"


def plural(value: int | float | Decimal, one: str, few: str, many: str, fraction: str) -> str:
    """The form of a noun that goes with a number: 1 школа, 2 школы, 5 школ, 1,5 школы."""
    if Decimal(str(value)) % 1:
        return fraction
    tens, units = abs(int(value)) % 100, abs(int(value)) % 10
    if units == 1 and tens != 11:
        return one
    return few if units in {2, 3, 4} and tens not in {12, 13, 14} else many


def counted(value: int | float | Decimal, forms: PluralForms) -> str:
    """«12 школ», «1 школа»."""
    return f"{number(value)}{NBSP}{plural(value, *forms)}"


def version_text(version: int) -> str:
    """«106 459»: the end of a data version, enough to tell two printouts apart."""
    return number(version % VERSIONS)


def masked(value: Number, below: int = SMALL_GROUP) -> str:
    """A count for publication: groups of 1 to 4 are «менее 5»."""
    if value is None or is_unknown(value) or not 0 < value < below:
        return number(value)
    return f"менее{NBSP}{below}"


def is_small(numerator: int | None, denominator: int | None, below: int = SMALL_GROUP) -> bool:
    """Whether a share would give a small group away: the counted or the remaining pupils."""
    if numerator is None or denominator is None:
        return False
    if is_unknown(numerator) or is_unknown(denominator):
        return False
    return 0 < numerator < below or 0 < denominator - numerator < below


def masked_share(numerator: int | None, denominator: int | None, value: Number) -> str:
    """«114 из 326 чел., 35,0 %», or that the group is too small to be published."""
    if is_small(numerator, denominator):
        return f"скрыто (группа менее{NBSP}{SMALL_GROUP}{NBSP}чел.)"
    return share_of(numerator, denominator, value)


def date_short(day: date | None) -> str:
    """«14.07.2020»"""
    return f"{day:%d.%m.%Y}" if day else DASH


def date_figures(moment: date | datetime | str | None) -> str:
    """«14.07.2020», with the time where there is one: «14.07.2020 09:30»."""
    if not moment or is_unknown(moment):
        return DASH
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return f"{moment:%d.%m.%Y %H:%M}" if isinstance(moment, datetime) else date_short(moment)


def date_words(day: date | None) -> str:
    """«14 июля 2020 года»"""
    if day is None:
        return DASH
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}{NBSP}года"


def listed(words: list[str] | tuple[str, ...]) -> str:
    """«а, б и в»"""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} и {words[-1]}"


ON_SCREEN = "форма на экране"
"""Where the answers of a return stand that was not sent as a file."""

STATE_WORDS = {
    ValueState.VALUE: "значение",
    ValueState.ZERO: "ноль",
    ValueState.NOT_APPLICABLE: "не применимо",
    ValueState.NO_DATA: "нет данных (с причиной)",
    ValueState.NOT_REPORTED: "не сдано",
    ValueState.NOT_DUE: "срок не наступил",
}

RETURN_WORDS = {
    ReturnState.NOT_REPORTED: "не сдан",
    ReturnState.IN_REVIEW: "на проверке",
    ReturnState.WITH_REMARKS: "есть вопросы",
    ReturnState.ACCEPTED: "принят",
    ReturnState.RETURNED: "возвращён",
    ReturnState.REOPENED: "открыт для исправления",
}

RETURN_SIGNS: dict[str, str] = {
    ReturnState.NOT_REPORTED: "○",
    ReturnState.RETURNED: "←",
    ReturnState.REOPENED: "◇",
    ReturnState.WITH_REMARKS: "◐",
    ReturnState.IN_REVIEW: "◒",
    ReturnState.ACCEPTED: "●",
}
"""One sign per state of a return, the most urgent first; none of them is a sign of a verdict."""

KIND_WORDS = {
    Kind.PRESENCE: "наличие документа",
    Kind.COUNT: "количество",
    Kind.SHARE: "доля",
    Kind.GROWING_SHARE: "доля с ежегодным ростом",
    Kind.SHARE_OF_ORGS: "доля организаций",
    Kind.GROWTH: "изменение к прошлому году",
    Kind.LEVEL: "уровень из списка",
}


def state_word(state: str) -> str:
    """One of the six states of a value."""
    return STATE_WORDS[ValueState(state)]


def return_word(state: str) -> str:
    """State of a return: «принят», «не сдан»…"""
    return RETURN_WORDS[ReturnState(state)]


def return_sign(state: str) -> str:
    """The sign of a state, the same on every page: «●», «○»…"""
    return RETURN_SIGNS[ReturnState(state)]


def return_text(state: str) -> str:
    """Sign and word: «● принят», «○ не сдан»…"""
    return f"{return_sign(state)}{NBSP}{return_word(state)}"


def field_on_screen(roadmap: Roadmap, year: int, question: str, grade: int = NO_GRADE) -> str:
    """A field of the form on a screen: «показатель 9, 7 класс»."""
    rows = ", ".join(roadmap.numbers_of(question, year))
    known = {one.code: one.text for one in roadmap.questions}
    named = f"показатель {rows}" if rows else f"«{known.get(question, question)}»"
    return f"{named}, {grade} класс" if grade else named


def placed(one: StoredProblem, roadmaps: Mapping[int, Roadmap]) -> Problem:
    """A remark as it is shown: one on a return that was typed names its field, not a cell.

    ``roadmaps`` by year, as in a snapshot.
    """
    if not one.is_typed:
        return one.problem
    roadmap, field = roadmaps.get(one.year), "контингент" if one.problem.cell else ""
    if one.question:
        field = field_on_screen(roadmap, one.year, one.question, one.grade) if roadmap else ""
    return replace(one.problem, sheet=ON_SCREEN, cell=field)


def kind_word(kind: str) -> str:
    """«доля», «наличие документа»…"""
    return KIND_WORDS[Kind(kind)]


def _runs(grades: Iterable[int]) -> list[tuple[int, int]]:
    """Unbroken stretches: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    runs: list[tuple[int, int]] = []
    for grade in sorted(grades):
        if runs and grade == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], grade)
        else:
            runs.append((grade, grade))
    return runs


def grades_words(grades: Iterable[int]) -> str:
    """«6–11 классы», «9 класс», «1–4, 9 классы»."""
    chosen = sorted(grades)
    runs = _runs(chosen)
    text = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
    return f"{text}{NBSP}{'класс' if len(chosen) == 1 else 'классы'}" if chosen else ""


def base_words(grades: Iterable[int], day: date) -> str:
    """The base of a share: «6–11 классы, на 20.09.2021»."""
    return f"{grades_words(grades)}, на{NBSP}{date_short(day)}"


def due_words(due: date | None) -> str:
    """«до 31.08.2021»"""
    return f"до{NBSP}{date_short(due)}" if due else ""


def capital(text: str) -> str:
    """With a capital letter at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def did(stem: str, many: int) -> str:
    """«представили 3», «представила 1», «не представила ни одна»; ``stem``: «представил»."""
    if not many:
        return f"не {stem}а ни одна"
    return f"{stem}{plural(many, 'а', *'иии')} {number(many)}"


def uncapped(text: str) -> str:
    """The text inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def full_stop(text: str) -> str:
    """With one full stop at its end, also after «чел.»"""
    return text if text.endswith(".") else f"{text}."


DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)")
"""«12 чел.» at the end of a sentence has one full stop, and so has every other unit."""


def single_stops(text: str) -> str:
    """«12 чел..» is «12 чел.»."""
    return DOUBLED.sub(".", text)
