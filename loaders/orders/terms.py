"""Terms («сроки»): the years they name, and the day of each year.

First the day («до 1 октября», «II квартал», «по итогам учебного года»), then the term whole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data_model.roadmap import Period, PeriodKind
from loaders.orders.numbers import YEAR, Span, Years, years_in
from loaders.values.days import (
    MONTH,
    ORDINAL,
    SEASONS,
    SHORT_MONTH,
    last_day,
    month_number,
    ordinal_number,
    short_month,
)

SCHOOL_YEAR = r"(?:учебн\w+|уч\.)\s*г"
ANY_MONTH = rf"(?:{MONTH}|(?<!\w){SHORT_MONTH}(?!\w))"
LEAP = 2024
"""Any leap year: the last day of February is cut to the year at hand later."""


@dataclass(frozen=True, slots=True)
class Day:
    """When in a year the term ends.

    ``is_school``: the term speaks of a school year. ``is_open``: no day is named, the end of
    the year is meant. ``doubt`` is a sentence for the person, ``{term}`` stands for the text.
    """

    month: int = 12
    day: int = 31
    is_school: bool = False
    is_open: bool = False
    doubt: str = ""


OPEN = Day(is_open=True)
SCHOOL_END = Day(8, 31, is_school=True)
"""«По итогам учебного года»: the last day of the school year."""

Found = re.Match[str]


def day_of(text: str, in_school_year: bool = False) -> Day:
    """What a term says of the day; the first line of the table that fits."""
    for pattern, read in (SCHOOL_DAYS if in_school_year else ()) + DAYS:
        found = list(re.finditer(pattern, text, re.IGNORECASE))
        if found:
            return read(found) if callable(read) else read
    return UNKNOWN


def _number_of(month: str) -> int:
    """«августа», «авг.» → 8."""
    return short_month(month) or month_number(month)


def _day_and_month(found: list[Found]) -> Day:
    return Day(_number_of(found[-1][2]), int(found[-1][1]))


def _numbers(found: list[Found]) -> Day:
    return Day(int(found[-1][2]), int(found[-1][1]))


def _month(found: list[Found]) -> Day:
    """The last month named; one that lies before the first ends a school year."""
    first, last = _number_of(found[0][0]), _number_of(found[-1][0])
    return Day(last, last_day(LEAP, last).day, is_school=last < first)


def _quarter(found: list[Found]) -> Day:
    month = 3 * ordinal_number(found[-1][1])
    return Day(month, last_day(LEAP, month).day)


def _half(found: list[Found]) -> Day:
    return Day(6, 30) if ordinal_number(found[-1][1]) == 1 else Day()


def _season(found: list[Found]) -> Day:
    month, day = SEASONS[found[-1][1].lower()]
    return Day(month, day, doubt=f"Срок «{{term}}» без дня. Принято: до {day:02d}.{month:02d}.")


def _school_half(found: list[Found]) -> Day:
    return Day(12, 31) if ordinal_number(found[-1][1]) == 1 else SCHOOL_END


def _school_quarter(found: list[Found]) -> Day:
    month = SCHOOL_PARTS[4][ordinal_number(found[-1][1]) - 1]
    return SCHOOL_END if month == 8 else Day(month, last_day(LEAP, month).day, month < 8)


YEARLY_SUM = Day(
    is_open=True,
    doubt="Срок «{term}» чаще, чем раз в год. Принято: один итог за год, по его окончании.",
)
AT_NEED = Day(
    is_open=True, doubt="Срок «{term}» не назван. Принято: итог за год, по его окончании."
)
UNKNOWN = Day(is_open=True, doubt="Срок «{term}» не понят. Принято: каждый год, по его окончании.")
SCHOOL_START = Day(9, 30, doubt="Срок «{term}» без дня. Принято: до 30 сентября.")

SELDOM = re.compile(
    r"(?:раз\w*\s+в|кажд\w+)\s+(?P<step>дв\w+|тр\w+|четыр\w+|пят\w+|[2-5])\s+(?:года|лет)\b"
    r"|(?P<other>через\s+год)\b",
    re.IGNORECASE,
)
"""«1 раз в два года», «каждые 3 года», «через год»."""
STEPS = {"дв": 2, "тр": 3, "че": 4, "пя": 5}

OFTEN = (
    r"ежеквартальн|ежемесячн|еженедельн|кажд\w+ (?:квартал|месяц|полугод)"
    r"|\d+\s+раза?\s*(?:в\s+|/\s*)(?!год)|раза?\s*(?:в\s+|/\s*)(?:квартал|месяц|полугоди|недел|четверт)"
    r"|числа\s+(?:\w+\s+)*(?:месяца|квартала)"
    r"|по\s+(?:итогам|окончании)\s+(?:кажд\w+\s+)?(?:четверти|квартал(?!\w*\s+20)|полугоди[яй](?!\w*\s+20))"
)

Rules = tuple[tuple[str, Day | Callable[[list[Found]], Day]], ...]

SCHOOL_DAYS: Rules = (
    (rf"\b({ORDINAL})(?:-?[еой]\w?)?\s*полугоди", _school_half),
    (rf"\b({ORDINAL})(?:-?[йя]\w?)?\s*четверт", _school_quarter),
)
"""Read before DAYS where the roadmap runs over school years."""

DAYS: Rules = (
    (rf"\b(\d{{1,2}})(?:-?го)?\s+({ANY_MONTH})", _day_and_month),
    (r"(?<![\d.])([0-3]?\d)\.([01]\d)(?![\d]|\.\d{2,3}(?!\d))", _numbers),
    (SELDOM.pattern, OPEN),
    (OFTEN, YEARLY_SUM),
    (rf"\b({ORDINAL})(?:-?[йяе]\w?)?\s*(?:квартал|кв\.)", _quarter),
    (rf"\b({ORDINAL})(?:-?[еой]\w?)?\s*полугоди", _half),
    (rf"начал\w*\s+(?:нового\s+)?{SCHOOL_YEAR}|к началу {SCHOOL_YEAR}", SCHOOL_START),
    (ANY_MONTH, _month),
    (SCHOOL_YEAR, SCHOOL_END),
    (rf"\b({'|'.join(SEASONS)})\w*", _season),
    (r"по мере|по запрос|по необходимост|по согласован|при наличии", AT_NEED),
    (r"по\s+отдельн\w+\s+(план|график)", AT_NEED),
    (r"(?:по|в соответствии с|согласно)\s+(\w+\s+)?(план|график|расписан|положени)", OPEN),
    (r"ежегодн|постоянн|регулярн|систематическ|в теч(?:ени|\.)|весь период|кажд\w+ год", OPEN),
    (r"раза? в год|^\s*(?:весь )?год\s*$", OPEN),
    (r"20\d\d|конец|концу|конца|итог", OPEN),
)
"""Wording → day, from the more to the less exact."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the whole roadmap says of time: its years, whether they are school years, its act."""

    years: tuple[int, ...]
    is_school: bool = False
    approved: date | None = None


@dataclass(frozen=True, slots=True)
class TermReading:
    """A term as it was understood; ``years`` is None where it names none."""

    periods: dict[int, Period]
    years: Years | None = None
    is_school: bool = False
    doubts: tuple[str, ...] = ()


def read_term(text: str, frame: Frame) -> TermReading:
    """The periods that a term means within a roadmap."""
    text = SHORT_YEAR.sub(r"\1.20\2", text)
    exact = _dates(text)
    then = THEN.search(text)
    if exact and then:
        return _repeated(text, exact[0], then, frame)
    if exact and {day.year for day in exact} == set(_mentioned(text)):
        return _of_dates(exact, years_in(text), frame)
    years, day = years_in(text), day_of(text, frame.is_school)
    is_school = day.is_school or frame.is_school or bool(years and years.is_school)
    named = _named(years, frame)[:: _step(text, years)]
    kind = _kind(text, is_school, is_single=bool(years) and len(named) == 1)
    periods = {year: Period(year, kind, _due(year, day, is_school)) for year in named}
    doubts = _doubts(text, day, years, named)
    return TermReading(periods, years, is_school, tuple(doubts))


SHORT_YEAR = re.compile(r"(?<![\d.])([0-3]?\d\.[01]\d)\.(2\d)(?![\d.])")
"""«31.12.26»."""
THEN = re.compile(
    r"далее\W+(?P<yearly>ежегодн|кажд\w+ год)|далее\W+\w*(?:квартал|месяч|полугод)", re.IGNORECASE
)
"""«25 декабря 2020 года, далее – ежегодно»."""


def _repeated(text: str, first: date, then: Found, frame: Frame) -> TermReading:
    """The same day of every following year of the roadmap."""
    start = _year_of(first, frame)
    years = tuple(year for year in frame.years if year >= start) or (start,)
    kind = PeriodKind.SCHOOL_YEAR if frame.is_school else PeriodKind.CALENDAR
    periods = {
        year: Period(year, kind, _date(str(first.year + year - start), first.month, str(first.day)))
        for year in years
    }
    often = () if then["yearly"] else (YEARLY_SUM.doubt.format(term=text),)
    return TermReading(periods, Years((start,), Span.SINCE), frame.is_school, often)


def _step(text: str, years: Years | None) -> int:
    """How many years lie between two terms; years that are listed need no reckoning."""
    found = SELDOM.search(text)
    if found is None or (years and years.span is Span.LIST):
        return 1
    word = found["step"] or "2"
    return STEPS.get(word[:2].lower()) or int(word)


def _doubts(text: str, day: Day, years: Years | None, named: tuple[int, ...] = ()) -> list[str]:
    """``named``: the years of the term, as they were understood."""
    doubts = [day.doubt.format(term=text)] if day.doubt and text else []
    if _step(text, years) > 1 and not (years and years.span is Span.SINCE):
        doubts = [
            f"Срок «{text}» реже, чем раз в год, и первый год не назван. "
            f"Принято: {', '.join(map(str, named))}; поправьте годы, если начинают с другого."
        ]
    if not text:
        doubts.append("Срок не указан. Принято: каждый год, по его окончании.")
    if years and years.span is Span.UNTIL and day.is_open:
        year = years.years[0]
        doubts.append(
            f"«{text}» можно прочесть как начало и как конец {year} года. Принято: конец."
        )
    return doubts


def days_of_parts(year: int, count: int, is_school: bool) -> list[date]:
    """The last day of each half, third, quarter or month; the school year ends in August."""
    if not is_school:
        return [last_day(year, 12 * number // count) for number in range(1, count + 1)]
    if count == len(SCHOOL_MONTHS):
        return [last_day(year - (month > 8), month) for month in SCHOOL_MONTHS]
    ends = SCHOOL_PARTS[count]
    return [last_day(year - (month > 8), month) for month in ends]


SCHOOL_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
SCHOOL_PARTS = {2: (12, 8), 3: (11, 2, 8), 4: (10, 12, 3, 8)}
"""Months in which halves, terms and quarters of a school year end; the last one with it."""


def _numeric(found: Found) -> date:
    return _date(found[3], found[2], found[1])


def _in_words(found: Found) -> date:
    return _date(found[3], _number_of(found[2]), found[1])


def _end_of_month(found: Found) -> date:
    month = int(found[1]) if found[1].isdecimal() else _number_of(found[1])
    return last_day(int(found[2]), month)


def _end_of_quarter(found: Found) -> date:
    return last_day(int(found[2]), 3 * ordinal_number(found[1]))


DATED: tuple[tuple[str, Callable[[Found], date]], ...] = (
    (rf"\b(\d{{1,2}})\.([01]\d)\.({YEAR})", _numeric),
    (rf"\b(\d{{1,2}})\s+({ANY_MONTH})\s+({YEAR})", _in_words),
    (rf"({ANY_MONTH})\s+({YEAR})", _end_of_month),
    (rf"(?<![\d.])(0?[1-9]|1[0-2])[.,]({YEAR})(?!\d)", _end_of_month),
    (rf"\b({ORDINAL})(?:-?[йяе]\w?)?\s*(?:квартал\w*|кв\.)\s+({YEAR})", _end_of_quarter),
)
"""Days with their year beside them."""


def _dates(text: str) -> list[date]:
    """Every dated day; of a span «сентябрь 2021 – май 2022» only its end."""
    for pattern, read in DATED:
        found = list(re.finditer(pattern, text, re.IGNORECASE))
        if found:
            joined = [text[a.end() : b.start()] for a, b in zip(found, found[1:], strict=False)]
            is_span = any(re.search(r"[-–—]|\bпо\b", between) for between in joined)
            return [read(match) for match in (found[-1:] if is_span else found)]
    return []


def _date(year: str, month: int | str, day: str) -> date:
    """A day that the month does not have becomes its last one."""
    last = last_day(int(year), min(max(int(month), 1), 12))
    return last.replace(day=min(max(int(day), 1), last.day))


def _mentioned(text: str) -> list[int]:
    """The years of a text; of a span only its end."""
    years = [int(year) for year in re.findall(rf"(?<!\d){YEAR}(?!\d)", text)]
    is_span = re.search(rf"{YEAR}\s*(?:г\w*\.?)?\s*(?:[-–—]|по)\s*[\w.\s]*{YEAR}", text)
    return years[-1:] if is_span else years


def _of_dates(dates: list[date], years: Years | None, frame: Frame) -> TermReading:
    """One period per year, by the last of its days."""
    by_year = {_year_of(day, frame): day for day in sorted(dates)}
    kind = PeriodKind.ONCE if len(by_year) == 1 else PeriodKind.CALENDAR
    kind = PeriodKind.SCHOOL_YEAR if frame.is_school else kind
    periods = {year: Period(year, kind, day) for year, day in by_year.items()}
    return TermReading(periods, years, frame.is_school)


def _year_of(day: date, frame: Frame) -> int:
    """The year of the roadmap that a day belongs to; its last results may come in autumn."""
    if not frame.is_school:
        return day.year
    is_autumn = day.month > 8 or (day.month == 8 and day.year + 1 == frame.years[0])
    year = day.year + 1 if is_autumn else day.year
    return year - 1 if year == frame.years[-1] + 1 else year


def _named(years: Years | None, frame: Frame) -> tuple[int, ...]:
    """The years a term speaks of; all of the roadmap where it names none."""
    if years is None:
        return frame.years
    if years.span is Span.SINCE:
        return tuple(year for year in frame.years if year >= years.years[0]) or years.years
    if frame.is_school and not years.is_school:
        within = tuple(year for year in frame.years if year in years.years)
        return within or tuple(year + 1 for year in years.years)
    return years.years


def _kind(text: str, is_school: bool, is_single: bool) -> PeriodKind:
    if is_school:
        return PeriodKind.SCHOOL_YEAR
    says_yearly = re.search(r"ежегодн|кажд\w+ год", text, re.IGNORECASE)
    return PeriodKind.ONCE if is_single and not says_yearly else PeriodKind.CALENDAR


def _due(year: int, day: Day, is_school: bool) -> date:
    """The last day of the term in a year; a school year begins in the summer before."""
    if is_school and day.is_open:
        day = SCHOOL_END
    is_before = is_school and not day.is_school and day.month > 7
    return _date(str(year - is_before), day.month, str(day.day))
