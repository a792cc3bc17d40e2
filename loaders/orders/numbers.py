"""Numbers and years of a text, and the yearly paths made of both.

Numbers and comparisons in words («не менее двух», «от 10 до 15», «65,5 %»); years as orders write
them («2021 – 2022 гг.», «с 2021 года»); paths («2020 – 20%, 2021 – 35%, 2022 – 50%»).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from data_model.roadmap import ALL_GRADES, Operator, Target
from loaders.values.days import MONTH

NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"

WORDS = {
    "од(?:ного|ной|ну|на|но|ин)": 1, "дв(?:ух|а|е)": 2, "тр(?:[её]х|и)": 3, "четыр(?:[её]х|е)": 4,
    "пят(?:и|ь)": 5, "шест(?:и|ь)": 6, "сем(?:и|ь)": 7, "вос(?:ьми|емь)": 8,
    "девят(?:и|ь)": 9, "десят(?:и|ь)": 10, "одиннадцат(?:и|ь)": 11, "двенадцат(?:и|ь)": 12,
    "тринадцат(?:и|ь)": 13, "четырнадцат(?:и|ь)": 14, "пятнадцат(?:и|ь)": 15,
    "шестнадцат(?:и|ь)": 16, "семнадцат(?:и|ь)": 17, "восемнадцат(?:и|ь)": 18,
    "девятнадцат(?:и|ь)": 19, "двадцат(?:и|ь)": 20, "тридцат(?:и|ь)": 30, "сорока?": 40,
    "пят(?:и|ь)десят(?:и)?": 50, "шест(?:и|ь)десят(?:и)?": 60, "сем(?:и|ь)десят(?:и)?": 70,
    "вос(?:ьми|емь)десят(?:и)?": 80, "девяност[оа]": 90, "сот(?:ни|ня)|ст[оа]": 100,
}  # fmt: skip
"""Numerals that orders write out."""
ONES = "|".join(words for words, number in WORDS.items() if number < 10)
TENS = "|".join(words for words, number in WORDS.items() if 20 <= number < 100)
OF_TWO_WORDS = re.compile(rf"(?<!\w)(?P<tens>{TENS})\s+(?P<ones>{ONES})(?!\w)", re.IGNORECASE)
"""«Двадцати пяти» is one number."""

AT_LEAST = (
    r"не\s+(?:менее|ниже|меньше|реже)(?:\s+чем)?", r"не\s*<", r"как минимум", r"минимум",
    r"≥", r">=", r"от(?=\s+\d)", r"достижение", r"составит", r"равн\w+",
)  # fmt: skip
AT_MOST = (
    r"не\s+(?:более|выше|больше|превы\w+)(?:\s+чем)?", r"не\s*>", r"максимум", r"≤", r"<=",
)  # fmt: skip
ABOVE = (r"(?:более|свыше|больше|выше)(?:\s+чем)?", r">")
BELOW = (r"(?:менее|меньше|ниже)(?:\s+чем)?", r"<")
UP_TO = (r"до",)
EXACTLY = (r"ровно",)

COMPARISONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("at_least", AT_LEAST),
    ("at_most", AT_MOST),
    ("above", ABOVE),
    ("below", BELOW),
    ("up_to", UP_TO),
    ("exactly", EXACTLY),
)
COMPARISON = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in COMPARISONS)
NO_LESS, NO_MORE = r"более|больше|выше|свыше", r"менее|меньше|ниже"
NOT_OF_THE_NEXT = r"(?!\w)(?!\s+(?:чем\s+)?(?:на\s+)?\d)"
BEHIND = (
    r"\s*\+(?![\w+])"
    rf"|\s*(?<!\w)(?:и|или)\s+(?:(?P<up>{NO_LESS})|(?P<down>{NO_MORE})){NOT_OF_THE_NEXT}"
    rf"|(?=\s*(?<!\w)[а-яё]+\.?\s+(?:и|или)\s+(?:(?:{NO_LESS})|(?P<fewer>{NO_MORE})){NOT_OF_THE_NEXT})"
    rf"|\s*\(\s*не\s+(?:(?P<least>{NO_MORE})|(?P<most>{NO_LESS}))\s*\)"
)
"""«5 % и менее», «12 случаев или меньше», «85+», «3 (не более)»: the number comes first."""
QUANTITY = re.compile(
    rf"(?:(?<!\w)(?:{COMPARISON})\s*(?:на\s+|в\s+|по\s+)?)?(?<![\w№№.,/-])(?P<value>{NUMBER})"
    rf"(?:-?(?:х|ти|и|ми))?(?!\w)\s*(?P<percent>%|процент\w*(?!\w*\s*пункт))?(?P<behind>{BEHIND})?",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"(?:\bот\s+(?P<from>{NUMBER})\s*%?\s*до\s+(?P<to>{NUMBER})"
    rf"|(?<![\w№.,/-])(?P<low>{NUMBER})\s*%?\s*[-–—]\s*(?P<high>{NUMBER}))\s*(?P<percent>%|процент\w*)?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its comparison and its place in the text.

    ``strict``: «более 50 %», which no operator says; for whole numbers it is one more.
    ``bare``: no comparison is written. ``up_to``: «до 50», either direction. ``of_range``: one
    end of «не менее 4–5».
    """

    target: Target
    operator: Operator
    is_percent: bool
    start: int
    end: int
    strict: bool = False
    bare: bool = False
    up_to: bool = False
    of_range: bool = False


THREE_QUARTERS = re.compile(
    r"(?<!\w)(?:тр[её]х\s+четвертей|три\s+четверти)"
    r"(?=\s+(?:от\s+|всех\s+)?(?:общ|обучающ|уча|учен|школ|педагог|дет|выпускник|работник|родител))",
    re.IGNORECASE,
)
"""Of people; those of a school year are no share."""


def _in_figures(word: str) -> int:
    return next(one for words, one in WORDS.items() if re.fullmatch(words, word, re.IGNORECASE))


def in_digits(text: str) -> str:
    """«не менее двух» → «не менее 2»; «10 (десяти)» → «10»; «половины» → «50 %»."""
    text = re.sub(rf"({NUMBER})\s*\((?!\s*не\s)[а-яё\s]+\)", r"\1", text)
    text = THOUSANDS.sub(r"\1\2", text)
    text = THREE_QUARTERS.sub("75 %", text)
    text = OF_TWO_WORDS.sub(
        lambda one: str(_in_figures(one["tens"]) + _in_figures(one["ones"])), text
    )
    for word, number in reversed(WORDS.items()):
        text = re.sub(rf"(?<!\w)(?:{word})(?!\w)", str(number), text, flags=re.IGNORECASE)
    text = re.sub(r"(?<!\w)половин[аыу]?(?!\w)", "50 %", text, flags=re.IGNORECASE)
    text = re.sub(r"(\d+)\s*-?\s*(?:процентн\w+(?!\w|\s*пункт)|%-н?[а-яё]+)", r"\1 %", text)
    text = PERCENT_LAST.sub(r"\1 %\2", text)
    return re.sub(rf"({NUMBER})\s*({SCALE})", _scaled, text, flags=re.IGNORECASE)


PERCENT_LAST = re.compile(
    rf"({NUMBER})(\s+(?:и|или)\s+(?:{NO_LESS}|{NO_MORE}))\s*(?:%|процент\w*(?!\w*\s*пункт))",
    re.IGNORECASE,
)
"""«50 и более %»: the number is a percent."""


THOUSANDS = re.compile(
    r"(?<![\d.,])(\d{1,3})\.(\d{3})(?=\s+(?:чел|обучающ|уча|школьник|дет(?:ей|и)|педагог|ед(?!\w)))",
    re.I,
)
"""«1.200 человек» are no part of one."""
SCALE = r"(?:тыс|млн)(?:\.|яч\w*)?(?!\w)|миллион\w*"


def scale_of(text: str) -> int:
    """«тыс. человек» → 1000."""
    found = re.search(SCALE, text, re.IGNORECASE)
    return (1000 if found[0].lower().startswith("тыс") else 1_000_000) if found else 1


def _scaled(found: re.Match[str]) -> str:
    """«1,5 тыс.» → «1500»."""
    return f"{(number_of(found[1]) * scale_of(found[2])).normalize():f}"


def number_of(text: str) -> Decimal:
    """«1 200» → 1200, «65,5» → 65.5."""
    return Decimal(re.sub(r"\s", "", text).replace(",", "."))


def quantities_in(text: str, in_percents: bool = False) -> list[Quantity]:
    """Every number of a text, ranges first; ``in_percents``: the column says what they are."""
    ranges = [_range(found) for found in BETWEEN.finditer(text)]
    for one in ranges:
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return ranges + [_quantity(found, in_percents) for found in QUANTITY.finditer(text)]


BEFORE_RANGE = re.compile(rf"(?<!\w)(?:{COMPARISON})\s*(?:на\s+|в\s+|по\s+)?$", re.IGNORECASE)


def _range(found: re.Match[str]) -> Quantity:
    """«10–15», «от 10 до 15»; behind «не менее» or «до» one of its ends."""
    low = number_of(found["from"] or found["low"])
    high = number_of(found["to"] or found["high"])
    is_percent = bool(found["percent"])
    said = BEFORE_RANGE.search(found.string[: found.start()])
    if not said:
        return Quantity(Target(low, high), Operator.RANGE, is_percent, *found.span())
    operator = OPERATORS.get(str(said.lastgroup), Operator.AT_LEAST)
    end = low if operator is Operator.AT_LEAST else high
    place = (said.start(), found.end())
    return Quantity(Target(end), operator, is_percent, *place, of_range=True)


def _quantity(found: re.Match[str], in_percents: bool) -> Quantity:
    word = next((name for name, _ in COMPARISONS if found[name]), "")
    value, is_percent = number_of(found["value"]), in_percents or bool(found["percent"])
    step = {"above": 1, "below": -1}.get(word, 0)
    is_most = bool(found["down"] or found["fewer"] or found["most"]) and not word
    whole = bool(step) and not is_percent and value == value.to_integral_value()
    return Quantity(
        target=Target(value + step if whole else value),
        operator=Operator.AT_MOST if is_most else OPERATORS.get(word, Operator.AT_LEAST),
        is_percent=is_percent,
        start=found.start(),
        end=found.end(),
        strict=bool(step) and not whole,
        bare=not word and found["behind"] is None,
        up_to=word == "up_to",
    )


OPERATORS = {
    "at_most": Operator.AT_MOST,
    "below": Operator.AT_MOST,
    "up_to": Operator.AT_MOST,
    "exactly": Operator.EQUAL,
}
"""Everything else is «at least»."""


YEAR = r"20\d\d"
PAIR = rf"({YEAR})\s*[-–—/]\s*({YEAR}|\d\d(?!\d))"
SCHOOL = r"(?:уч\w*\.?\s*(?:г\w*\.?|гг\.?)|учебн\w+\s+год\w*)"


class Span(StrEnum):
    """How several years were named."""

    RANGE = "range"
    LIST = "list"
    SINCE = "since"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Years:
    """The years a text names; school years by the year they end in."""

    years: tuple[int, ...]
    span: Span = Span.LIST
    is_school: bool = False


def years_in(text: str) -> Years | None:
    """The years of a term, a title or a wording; None where it names none.

    A pair that differs by one before «учебный год», or with a slash, is one school year; any
    other pair is a range.
    """
    return next((years for rule in RULES if (years := rule(text)) is not None), None)


def _school_years(text: str) -> Years | None:
    """«2020/2021 – 2022/2023 учебные годы», «2021-2022 учебный год», «2020-2023 уч. гг.»"""
    pairs = [(int(a), _full(a, b)) for a, b in re.findall(PAIR, text)]
    written = re.search(rf"\d\s*{SCHOOL}", text, re.IGNORECASE)
    slashed = re.search(rf"{YEAR}\s*/\s*\d", text)
    if not pairs or not (written or slashed):
        return None
    if len(pairs) == 1:
        first, last = pairs[0]
        return Years(tuple(range(first + 1, last + 1)), Span.LIST, is_school=True)
    ends = tuple(last for _, last in pairs)
    is_range = re.search(rf"{PAIR}\s*{SCHOOL}?\s*[-–—]\s*{PAIR}", text, re.IGNORECASE)
    years = tuple(range(ends[0], ends[-1] + 1)) if is_range else tuple(dict.fromkeys(ends))
    return Years(years, Span.RANGE if is_range else Span.LIST, is_school=True)


def _year_range(text: str) -> Years | None:
    found = re.search(rf"({YEAR})\s*(?:г\.?|год\w*)?\s*(?:[-–—]|по|до)\s*({YEAR})", text)
    if not found or int(found[2]) < int(found[1]):
        return None
    return Years(tuple(range(int(found[1]), int(found[2]) + 1)), Span.RANGE)


def _since(text: str) -> Years | None:
    found = re.search(rf"(?:\bс|начиная с)\s+({YEAR})", text, re.IGNORECASE)
    return Years((int(found[1]),), Span.SINCE) if found else None


def _until(text: str) -> Years | None:
    found = re.search(rf"(?:на период )?\bдо\s+({YEAR})\s*г", text, re.IGNORECASE)
    return Years((int(found[1]),), Span.UNTIL) if found else None


def _listed(text: str) -> Years | None:
    years = tuple(dict.fromkeys(map(int, re.findall(rf"(?<!\d){YEAR}(?!\d)", text))))
    return Years(years) if years else None


RULES = (_school_years, _year_range, _since, _until, _listed)
"""Tried in turn; the first that finds something says the years."""


def _full(first: str, second: str) -> int:
    """«2020/21» → 2021."""
    return int(second) if len(second) == 4 else int(first[:2] + second)


YEAR_WORD = rf"(?:{SCHOOL}|гг?\.?(?!\w)|год(?:ах|у|а|ы)?(?!\w))"
LAST = rf"(?P<last>(?:{YEAR}|\d\d)(?!\d|\s*%))"
YEARS = rf"(?P<first>{YEAR})(?:\s*[-–—/]\s*{LAST})?\s*(?P<word>{YEAR_WORD})?"
VALUE = rf"(?P<value>{NUMBER})(?!\d)\s*(?P<percent>%|процент\w*)?"
COMPARED = rf"(?:{re.sub(r'[?]P<[a-z_]+>', '?:', COMPARISON)})"
FORWARD = re.compile(
    rf"(?<!\d){YEARS}\s*(?:[-–—:=(]\s*)?(?:{COMPARED}\s*)?(?<!\d){VALUE}(?!\s*(?:год|г\.|{YEAR}))(?![\d.]\d)",
    re.IGNORECASE,
)
BACKWARD = re.compile(
    rf"{VALUE}(?:\s*(?:чел|ед|шт)\.)?[^\d;,.]{{0,40}}?[\s(](?:в|к|на|за)?\s*(?:концу\s+)?{YEARS}",
    re.IGNORECASE,
)


AGAINST_YEAR = re.compile(
    r"(?:\b(?:к|от|против|относительно)\s+(?:уровн\w+|показател\w+|значени\w+)"
    r"|\bпо\s+(?:сравнению|отношению)\s+[кс]о?|\bпротив|\bотносительно)\s+(?:\w+\s+)?"
    rf"(?P<against>{YEAR})(?!\s*[-–—/]\s*\d)",
    re.IGNORECASE,
)
"""«На 10 % к уровню 2022 года»: a year to compare with, none of a path."""


@dataclass(frozen=True, slots=True)
class Path:
    """Targets by year, the text without them, how they were written, where the first stands."""

    targets: dict[int, Target]
    rest: str
    is_percent: bool
    is_school: bool
    start: int
    end: int


def path_in(text: str) -> Path | None:
    """The yearly path of a text; None where fewer than one year stands beside a number.

    «55 %» once at the end of a path of bare numbers makes all of them percents.
    """
    for pattern in (FORWARD, BACKWARD):
        if pattern is BACKWARD:
            text = AGAINST_YEAR.sub(lambda match: " " * len(match[0]), text)
        found = [match for match in pattern.finditer(text) if not _is_year(match)]
        if pattern is BACKWARD:
            found = [match for match in found if not _is_of_all(match)]
        if found:
            targets = {year: Target(number_of(m["value"])) for m in found for year in _years(m)}
            percent = any(match["percent"] for match in found) or "%" in text
            school = any(re.search("уч", match["word"] or "", re.IGNORECASE) for match in found)
            end = max(found[0].end(name) for name in ("value", "percent"))
            end = end if pattern is BACKWARD else found[0].end()
            rest = pattern.sub(" ", text)
            return Path(targets, rest, percent, school, found[0].start(), end)
    return None


def _is_year(match: re.Match[str]) -> bool:
    """«2020, 2021»: the second is no target."""
    return bool(re.fullmatch(YEAR, match["value"])) and not match["percent"]


def _is_of_all(match: re.Match[str]) -> bool:
    """«10 соглашений за 2022–2024 годы» are those of all years together."""
    return bool(match["last"]) and len(_years(match)) > 1


def _years(match: re.Match[str]) -> range:
    """A pair is one school year («2020/21», «2020–2021 учебный год»), else every year of it."""
    first = int(match["first"])
    if not match["last"]:
        return range(first, first + 1)
    last = (
        int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
    )
    is_school = "/" in match[0] or re.search("уч", match["word"] or "", re.IGNORECASE)
    return range(last, last + 1) if is_school else range(first, last + 1)


# numbers of a wording that are no promise: grades, ages, dates, references, names

GRADE = r"\d{1,2}(?:\s?-?\s?(?:ы?х|го|[ыо]?й|[оы]?м|ые|ю)(?!\w))?"
PHRASE = re.compile(
    rf"(?<![\w.,%-])(?:с\s+)?({GRADE}(?:\s*(?:[-–—,]|и|по|до)\s*{GRADE})*)\s*"
    rf"(?:-?класс(?:ов|ы|а|ах|е|ом|у|ни[кц]\w*)?|кл\.?)(?!\w)",
    re.IGNORECASE,
)
COUNTED = re.compile(r"(?:менее|более|ниже|выше|больше|меньше|до|от)\s*$", re.IGNORECASE)
"""Before a number: «не менее 5 классов» counts classes."""
NUMBER_OF_CLASSES = re.compile(r"(?:[2-4]\s+класса|(?:[5-9]|1[01])\s+классов)\b", re.IGNORECASE)
OPENS = re.compile(
    r"\W*(?:(?:открыт|создан|сформирован|укомплектован)\w*\s+|(?:действу|работа|функциониру)\w+\s+)?",
    re.IGNORECASE,
)
"""«2 класса», «Открыто 5 классов» at the beginning count them too; «9 класса» is one of them."""
STAGES = (
    (re.compile(r"старшеклассник|старш\w+ (?:класс|школ)|средней школы", re.I), (10, 11)),
    (re.compile(r"начальн\w+ (?:класс|школ|общ)|младш\w+ школьник", re.I), (1, 2, 3, 4)),
)
"""Stages of school in words → their grades."""
NUMERALS = (
    "перв", "втор", "треть", "четверо", "пяти", "шести", "семи", "восьми", "девяти", "десяти",
    "одиннадцати",
)  # fmt: skip
PUPIL_OF_GRADE = re.compile(rf"(?<!\w)({'|'.join(NUMERALS)})[ое]?классни\w+", re.IGNORECASE)
"""«Девятиклассники»."""
GRADUATES = (
    (re.compile(r"\bОГЭ|основно\w+ общ", re.I), (9,)),
    (re.compile(r"\bЕГЭ|средне\w+ общ|медал", re.I), (11,)),
    (re.compile(r"выпускни", re.I), (9, 11)),
)
"""Who leaves school, by what the text says of them → their grades."""

PROJECTS: tuple[tuple[str, tuple[int, ...]], ...] = ((r"билет\w* в будущее", (6, 7, 8, 9, 10, 11)),)
"""Projects that are held for certain grades: «Билет в будущее» since 2018 for grades 6–11."""
LESSONS = re.compile(r"проектори|открыт\w+ (?:онлайн-?)?урок", re.IGNORECASE)
LESSON_COMPARISONS = ((6, 7, 8, 9, 10, 11), (8, 9, 10, 11))
"""Open lessons were announced for grades 8–11, later 6–11: shown beside the literal base."""


def grades_in(text: str) -> tuple[int, ...]:
    """The grades a text names; empty where it names none."""
    named = {grade for match in _phrases(text) for grade in _unfolded(match[1])}
    named |= {NUMERALS.index(one[1].lower()) + 1 for one in PUPIL_OF_GRADE.finditer(text)}
    if not named:
        named = {grade for words, grades in STAGES if words.search(text) for grade in grades}
    return tuple(sorted(named & set(ALL_GRADES)))


def graduates_in(text: str) -> tuple[int, ...]:
    """The grades of «выпускники» that are not named; empty where the text speaks of none."""
    if not re.search(r"выпускни", text, re.IGNORECASE):
        return ()
    return next(grades for words, grades in GRADUATES if words.search(text))


def without_grades(text: str) -> str:
    """The text with grade phrases blanked out, so that their numbers are no targets."""
    for match in _phrases(text):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def _phrases(text: str) -> list[re.Match[str]]:
    return [
        match
        for match in PHRASE.finditer(text)
        if not COUNTED.search(text[: match.start()])
        and not (NUMBER_OF_CLASSES.match(match[0]) and OPENS.fullmatch(text[: match.start()]))
        and all(int(number) <= 11 for number in re.findall(r"\d+", match[1]))
    ]


def _unfolded(text: str) -> set[int]:
    """«5-9, 11» → 5, 6, 7, 8, 9, 11."""
    grades: set[int] = set()
    for part in re.split(r",|\bи\b", text):
        numbers = [int(number) for number in re.findall(r"\d+", part)]
        grades |= set(range(min(numbers), max(numbers) + 1)) if numbers else set()
    return grades


def project_grades(text: str) -> tuple[int, ...]:
    """The grades of a project that the text names."""
    return next((grades for words, grades in PROJECTS if re.search(words, text, re.IGNORECASE)), ())


def comparison_bases(text: str) -> tuple[tuple[int, ...], ...]:
    return LESSON_COMPARISONS if LESSONS.search(text) else ()


AGES = (
    r"(?:\b(?:от|с)\s+)?\b\d{1,2}(?:-?ти)?\s*(?:до|по|[-–—])\s*\d{1,2}(?:-?ти)?\s*(?:лет|год(?:а|ов)?)\b",
    r"\b(?:до|от|старше|младше|с)\s+\d{1,2}(?:-?ти)?\s+(?:лет|года)\b",
)
DAYS = (
    r"\b\d{1,2}\.\d\d\.(?=\d{4})",
    rf"\b\d{{1,2}}\s+{MONTH}",
    r"(?<!\w)(?:до|к|с|по|от|позднее|позже)\s+[0-3]\d\.(?:0[1-9]|1[0-2])(?!\d|\s*%)\.?",
)
WITHIN = (
    r"(?<!\w)(?:в\s+течени\w+|позднее|позже|через|за)\s+(?:чем\s+)?(?:через\s+|за\s+)?\d+(?:-?х)?\s+"
    r"(?:(?:рабоч|календарн)\w+\s+)?(?:дн|недел|сут|месяц|час|минут)\w*"
)
"""«До 01.12», «не позднее 3 рабочих дней»: how soon, and not how much."""
NO_NUMBERS = (
    *AGES,
    DAYS[-1],
    WITHIN,
    r"\b\d+(?:-?х)?\s+(?:лет|год(?:а|ов))\b",
    r"\b\d{1,2}\.\d\d\.\d{4}",
    rf"\b\d{{1,2}}\s+{MONTH}",
    rf"(?<!\d){YEAR}\s*[-–—/]\s*(?:{YEAR}|\d\d)(?!\d)",
    rf"(?<!\d){YEAR}(?!\d)(?!\s+(?:чел|участник|обучающ|школьник|учащ|детей|педагог|экз|шт))",
    r"№\s*[\w/-]+",
    r"\b\d+-\w*(?:час|дн|лет|недел|балл|местн|класс)\w*",
    r"\b(?:п\.|пункт\w*|стать\w+|ст\.|приложени\w+|раздел\w*|этап\w*|част\w+|форм\w+)\s+№?\s*\d[\d.]*",
)
"""Ages, dates, years and references: numbers that are no promise."""


def bare(text: str) -> str:
    """The text with all of them and the names in quotes blanked out, length kept."""
    return without_grades(without(unnamed(text), NO_NUMBERS))


def unnamed(text: str) -> str:
    """Names in quotes blanked out: «Точка роста» grows nothing, «500+» counts nobody."""
    blank = re.sub(r"«[^«»]*»|\"[^\"]*\"", blanked, text)
    return blank if re.search(r"\w", blank) else text


def without(text: str, patterns: tuple[str, ...]) -> str:
    for pattern in patterns:
        text = re.sub(pattern, blanked, text, flags=re.IGNORECASE)
    return text


def blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])
