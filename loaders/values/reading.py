"""Reading a cell («прочтение»): what a hand wrote becomes a value, or a fault with a code.

The one place for it: our own form and foreign layouts read their cells here. Each code is a rule
of ``loaders.returns.checks``. In order: text, folded for comparison and kept as one line; what all
readers share; counts of people; hours; «есть» and «нет», an answer of a list; percents; periods.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from data_model.roadmap import IN_AN_HOUR
from loaders.files.workbook import UNSEEN, Cell, Hollow, value_in_words

# text

LONGEST_TEXT = 2000
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")


def read_text(cell: Cell) -> str:
    """Text of a cell for keeping: one line, without signs that cannot be shown."""
    text = "".join(sign if sign.isprintable() else " " for sign in cell.written)
    return "" if isinstance(cell.value, Hollow) else one_line(text)[:LONGEST_TEXT]


def one_line(text: str) -> str:
    """The text with single spaces, of whatever kind they were."""
    return " ".join(text.split())


def caseless(text: str) -> str:
    """One line in small letters."""
    return one_line(text).casefold()


def without_yo(text: str) -> str:
    """«ё» as «е»: people write either."""
    return text.replace("ё", "е")


def plain(text: object) -> str:
    """Text for comparison: composed, folded, single spaces, without a closing colon."""
    composed = unicodedata.normalize("NFKC", str(text)).casefold()
    return one_line(UNSEEN.sub("", composed)).strip(" :")


def tidied(text: str) -> str:
    """Single plain spaces, nothing invisible, no leading apostrophe."""
    return SPACES.sub(" ", UNSEEN.sub("", text)).strip().removeprefix("'").strip()


LOOK_ALIKES = str.maketrans("aceopxyktmhbACEOPXYKTMHB", "асеорхуктмнвАСЕОРХУКТМНВ")
"""Latin letters that look like Russian ones."""

MIXED = re.compile(r"(?=\w*[а-яА-ЯёЁ])(?=\w*[a-zA-Z])[^\W\d_]+")


def with_russian_letters(text: str) -> str:
    """Russian words with Latin letters among theirs: «чeл.», «нeт»; other words as they are."""
    return MIXED.sub(lambda found: found[0].translate(LOOK_ALIKES), text)


# what all readers share

DASHES = re.compile(r"[-‐‑‒–—―−_. …]+")
NO_ANSWER = frozenset(
    {"н/д", "н\\д", "нд", "н.д", "н.д.", "н/с", "нет данных", "данных нет", "нет сведений"}
    | {"сведений нет", "не сдано", "неизвестно", "не известно", "?"}
)
"""Words that say nothing: neither a number nor a zero."""


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """A cell as understood: a value, a blank, or a fault that makes the answer unknown.

    ``code`` names the rule that the writing breaks: with a value it is only a note, without
    one a question. ``hint`` is what the message adds, such as a proposal.
    """

    value: int | None = None
    code: str = ""
    hint: str = ""
    is_blank: bool = False

    @property
    def is_unknown(self) -> bool:
        """Something stands there, and what it means must be asked."""
        return self.value is None and not self.is_blank


EMPTY = ParsedValue(is_blank=True)


CROSSES = frozenset(
    {"х", "x", "н/п", "н\\п", "не применимо", "неприменимо", "нет класса", "нет классов"}
    | {"класса нет", "классов нет", "нет таких классов", "не набран", "нет набора"}
)
"""What stands for a number where none can be: the cross of statistical forms, and its words."""


def is_cross(cell: Cell) -> bool:
    """«х», «не применимо», «нет класса»: there is nothing to count here."""
    return isinstance(cell.value, str) and plain(cell.value).rstrip(".") in CROSSES


def is_dash(cell: Cell) -> bool:
    """A dash, «н/д», «нет данных»: the person says that there is no answer."""
    text = plain(cell.value) if isinstance(cell.value, str) else ""
    return bool(text) and (text in NO_ANSWER or DASHES.fullmatch(text) is not None)


def dash_as_answer(cell: Cell) -> ParsedValue | None:
    """A dash as the answer that it is not: neither a value nor a zero."""
    return ParsedValue(code="dash_for_answer", is_blank=True) if is_dash(cell) else None


def no_number(cell: Cell) -> ParsedValue | None:
    """A dash or a cross where a number is asked for."""
    is_sign = is_dash(cell) or is_cross(cell)
    return ParsedValue(code="dash_for_answer", is_blank=True) if is_sign else None


def says_nothing(cell: Cell) -> bool:
    """Whether a cell that asks for words has none: it is empty, or a dash, «/», «х» fills it."""
    is_sign = is_dash(cell) or is_cross(cell)
    return cell.is_empty or is_sign or not any(map(str.isalnum, cell.written))


def is_struck(cell: Cell) -> bool:
    """Whether what stands in a cell, or a part of it, is crossed out."""
    look = cell.look
    return look is not None and (look.is_struck or look.is_partly_struck) and not cell.is_empty


def odd_look(cell: Cell) -> ParsedValue | None:
    """What is crossed out, or has a raised sign behind it: what it means must be asked."""
    look = cell.look
    if cell.is_empty:
        return None
    if look and (look.is_struck or look.is_partly_struck):
        is_whole = look.is_struck
        return ParsedValue(code="struck_out", hint="" if is_whole else "Зачёркнуто в ней не всё.")
    if look and look.footnote:
        text, footnote = cell.written.removesuffix(look.footnote).rstrip(), look.footnote
    elif isinstance(cell.value, str) and (raised := RAISED.search(cell.value)):
        text, footnote = one_line(RAISED.sub(" ", cell.written)), raised[0]
    else:
        return None
    return ParsedValue(code="footnote", hint=f"«{text} со сноской {footnote}»")


RAISED = re.compile(r"(?<=\w)[⁰¹²³⁴-⁹]+")
"""Raised figures are signs of their own; made plain they would join the number before them."""


ERROR_CODE = re.compile(r"#[A-ZА-ЯЁ0-9/_]{2,20}[!?]?|Err:\d{3}|#ERROR!")
"""An error that a program has written as a text, or of which ours has never heard."""


def hollow_value(cell: Cell) -> ParsedValue | None:
    """A cell that only looks empty: an error, or a formula that was never computed."""
    if isinstance(cell.value, str) and ERROR_CODE.fullmatch(cell.value.strip()):
        return ParsedValue(code="error_value")
    if not isinstance(cell.value, Hollow):
        return None
    return ParsedValue(code="error_value" if cell.value.error else "formula_without_result")


# counts of people

LARGEST_COUNT = 1_000_000
SHOWN_DECIMALS = 9
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,3})(?:[ '’ʼ‘`][0-9]{3})+(?![0-9])")
PEOPLE = re.compile(
    r"([0-9]+)[ -]?(?:чел|человек|ч|уч|учен|обуч|об-|участн|школьн|дет|ребен|реб|шт|ед)[а-я.-]*\.?|"
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
    | {"не было", "отсутствуют", "отсутствует", "никто", "никто не участвовал"}
    | {"не участвовали", "не участвовал", "не участвовала", "не участвовало", "не участвуют"}
    | {"не принимали участия", "не принимали участие", "участия не принимали", "участия нет"}
    | {"участников нет", "нет участников", "мероприятий не было"}
)
NUMERALS = {
    **{"ноль": 0, "нуль": 0, "один": 1, "одна": 1, "два": 2, "две": 2, "три": 3, "четыре": 4},
    **{"пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10},
    **{"одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14},
    **{"пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18},
    **{"девятнадцать": 19, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50},
    **{"шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100},
    **{"двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот": 600},
    **{"семьсот": 700, "восемьсот": 800, "девятьсот": 900},
}
BRACKETED = re.compile(r" ?\(([а-я. -]+)\)")
ONE_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
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
    if (cell.look or isinstance(value, str)) and (odd := odd_look(cell)):
        return odd
    if isinstance(value, int | float) and not is_switch and not cell.is_percent:
        return _counted(value)
    if cell.is_empty:
        return EMPTY
    entry = Entry(cell, with_russian_letters(tidied(str(cell.value))), zero_in_words)
    if not entry.text:
        return EMPTY
    answers = (reader(entry) for reader in COUNT_READERS)
    return next(answer for answer in answers if answer is not None)


def _hollow(entry: Entry) -> ParsedValue | None:
    return hollow_value(entry.cell)


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
    return no_number(entry.cell)


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
    """«35 %»; beside a second number nobody knows which one is the share."""
    is_percent = "%" in entry.text or "процент" in entry.text
    is_alone = len(ONE_NUMBER.findall(entry.text)) == 1
    return ParsedValue(code="percent") if is_percent and is_alone else None


def _people(entry: Entry) -> ParsedValue | None:
    """«15 чел.», «15 учеников», «15ч», «15.», «15 (пятнадцать) чел.»."""
    text = THOUSANDS.sub(lambda found: re.sub(r"[^0-9]", "", found[0]), plain(entry.text))
    if "(" in text:
        text = _without_its_words(text)
    if (found := PEOPLE.fullmatch(text)) is None:
        return None
    read = _counted(int(found[1] or found[2]))
    return ParsedValue(read.value, "words_after_number") if read.value is not None else read


def _without_its_words(text: str) -> str:
    """«5 (пять) чел.», «5 (чел.)» without brackets that only say the same again."""
    number = re.match("[0-9]+", text)

    def opened(found: re.Match[str]) -> str:
        parts = [NUMERALS.get(word) for word in found[1].split()]
        known = [part for part in parts if part is not None]
        if number and len(known) == len(parts) and sum(known) == int(number[0]):
            return "."
        return f" {found[1]}" if found[1].startswith(("чел", "уч", "обуч")) else found[0]

    return BRACKETED.sub(opened, text).replace(". ", " ")


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
    numbers = ONE_NUMBER.findall(entry.text)
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
    return f"Похоже на {value_in_words(round(number * 100, 4))} %." if number < 1 else ""


# hours

MOST_HOURS = 8784
"""As many as a leap year has."""
HOUR = (
    r"(?:ак(?:ад)?(?:емич)?[а-я]*\.?\s?)?ч(?:ас[а-я]*)?\.?"
    r"(?:\s?(?:в|за)\s?(?:уч[а-я]*\.?\s?)?год)?"
)
HOURS = re.compile(rf"([0-9]+(?:\.[0-9]+)?)(\s?{HOUR})?\.?")
"""«34», «34,5», «34 ч», «68 академических часов», «34 часа в год»."""


def read_hours(cell: Cell) -> ParsedValue:
    """Hundredths of an hour, or why it is none: «34», «34,5», «34 ч»."""
    if cell.is_empty:
        return EMPTY
    if found := odd_look(cell) or hollow_value(cell) or no_number(cell):
        return found
    value = cell.value
    if cell.is_percent or isinstance(value, bool | date | time | timedelta):
        return ParsedValue(code="not_hours")
    if isinstance(value, int | float):
        return _hours(Decimal(str(round(value, SHOWN_DECIMALS))))
    text = plain(with_russian_letters(tidied(str(value))))
    text = THOUSANDS.sub(lambda found: re.sub(r"[^0-9]", "", found[0]), text)
    text = text.replace("\u2212", "-").replace(",", ".")
    is_below = text.startswith("-")
    written = HOURS.fullmatch(text.removeprefix("-").strip())
    if written is None or is_below:
        return ParsedValue(code="negative" if written else "not_hours")
    read = _hours(Decimal(written[1]))
    has_words = bool(written[2]) and read.value is not None
    return ParsedValue(read.value, "words_after_number") if has_words else read


def _hours(number: Decimal) -> ParsedValue:
    if not number.is_finite() or number > MOST_HOURS:
        return ParsedValue(code="not_hours", hint="Столько часов в году нет.")
    if number < 0:
        return ParsedValue(code="negative")
    parts = number * IN_AN_HOUR
    if parts != parts.to_integral_value():
        return ParsedValue(code="not_hours", hint="Нужно не больше двух знаков после запятой.")
    return ParsedValue(int(parts))


# «есть» and «нет», an answer of a list

YES, NO = "есть", "нет"
CONFIRMED = "да"

PRESENCE_WORDS = {
    **dict.fromkeys((YES, "да", "имеется", "имеются", "в наличии"), 1),
    **dict.fromkeys("+✓✔√☑✅", 1),
    **dict.fromkeys((NO, "не имеется", "не имеются", "отсутствует"), 0),
}


def read_presence(cell: Cell) -> ParsedValue:
    """1 for «есть», 0 for «нет»."""
    if cell.is_empty:
        return EMPTY
    if found := odd_look(cell) or hollow_value(cell):
        return found
    if isinstance(cell.value, bool):
        return ParsedValue(int(cell.value))
    word = plain(tidied(str(cell.value))).strip(' .!«»"“”')
    if (known := PRESENCE_WORDS.get(word)) is not None:
        return ParsedValue(known)
    return dash_as_answer(cell) or _with_latin_letters(word)


def _with_latin_letters(word: str) -> ParsedValue:
    """A word with Latin letters in it: taken where it becomes a Russian one, and noted."""
    known = PRESENCE_WORDS.get(word.translate(LOOK_ALIKES)) if re.search("[a-z]", word) else None
    return (
        ParsedValue(code="not_yes_or_no") if known is None else ParsedValue(known, "latin_letters")
    )


def read_choice(cell: Cell, options: Sequence[str]) -> ParsedValue:
    """The place of an answer in its list, from 1: «Основной», «основной уровень», «2. основной»."""
    if cell.is_empty:
        return EMPTY
    if found := odd_look(cell) or hollow_value(cell):
        return found
    word = _option(str(cell.value))
    known = {_option(option): place for place, option in enumerate(options, start=1)}
    if (place := known.get(word)) is not None:
        return ParsedValue(place)
    listed = f"Выберите из списка: {', '.join(options)}."
    return dash_as_answer(cell) or ParsedValue(code="not_in_list", hint=listed)


def _option(text: str) -> str:
    """An answer of a list for comparison: without its number, quotes and the word «уровень»."""
    word = without_yo(plain(with_russian_letters(tidied(text)))).strip(' .;«»"')
    return re.sub(r"^\d+[.)]\s+|^уровень\s+|\s+уровень$", "", word).strip(' «»"')


def is_confirmed(cell: Cell) -> bool:
    """Whether the roll is left as it is: anything but a clear «нет» leaves it."""
    return plain(cell.value) in ("", "none", CONFIRMED)


# percents

PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)( ?%)?")
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class PercentReading:
    """A percent from 0 to 100, a blank (neither value nor code), or a fault with its code."""

    value: Decimal | None = None
    code: str = ""
    hint: str = ""


def read_percent(cell: Cell) -> PercentReading:
    """35, «35 %», «35,0», or 0.35 shown as a percent."""
    if cell.is_empty or no_number(cell):
        return PercentReading()
    if found := odd_look(cell) or hollow_value(cell):
        return PercentReading(code=found.code)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        number, is_percent = Decimal(repr(cell.value)), cell.is_percent
        return _within_hundred(number, is_told=is_percent, is_share=is_percent)
    text = tidied(str(cell.value)).replace(",", ".")
    if (written := PERCENT.fullmatch(text)) is None:
        return PercentReading(code="not_percent")
    return _within_hundred(Decimal(written[1]), is_told=bool(written[2]), is_share=False)


def _within_hundred(number: Decimal, *, is_told: bool, is_share: bool) -> PercentReading:
    """``is_told``: a sign or a format says percent; ``is_share``: 0.35 stands for 35 %."""
    if not number.is_finite() or number < 0:
        return PercentReading(code="not_percent")
    value = (number * WHOLE if is_share else number).normalize() + 0
    if 0 < value <= 1 and not is_told:
        shown = f"{value:f}".replace(".", ",")
        hint = f"{shown} % или {(value * WHOLE).normalize():f} %?"
        return PercentReading(code="small_percent", hint=hint)
    return PercentReading(code="percent_over_hundred") if value > WHOLE else PercentReading(value)


# periods

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
    line = caseless(text)
    if found := SCHOOL_YEAR.search(line):
        first, last = int(found[1]), int(found[2]) % 100
        return PeriodReading(first + 1, True) if last == (first + 1) % 100 else PeriodReading()
    years = {int(year) for year in YEAR.findall(line)}
    if len(years) != 1:
        return PeriodReading()
    return PeriodReading(years.pop(), is_school_year, "single_year" if is_school_year else "")


def names_a_year(text: str) -> bool:
    """Whether a text names a year, or several; days are none."""
    return YEAR.search(text) is not None
