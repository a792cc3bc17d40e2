"""The roadmap («дорожная карта»): what was promised, by whom, by when, how it is measured."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

ROLL_DAY = (9, 20)
"""Counting day of the roll, form ОО-1 (DESIGN.md 2; guide/domain.md 2.2)."""


class PeriodKind(StrEnum):
    """How a row of the order counts its years."""

    CALENDAR = "calendar"
    SCHOOL_YEAR = "school_year"
    ONCE = "once"


MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
PARTS = {
    2: ("полугодие", "пол.", "по полугодиям"),
    3: ("триместр", "трим.", "по триместрам"),
    4: ("квартал", "кв.", "по кварталам"),
    12: ("месяц", "мес.", "по месяцам"),
}
"""Into how many parts a year may be divided → what a part is called, in short, and all of them."""
SCHOOL_QUARTER = ("четверть", "четв.", "по четвертям")


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """A quarter, a month or a half of a year: its term, and its target where it has its own."""

    due: date
    target: "Target | None" = None


@dataclass(frozen=True, slots=True)
class Period:
    """One term of an indicator. A school year carries the year in which it ends.

    ``parts``: it is asked by quarters, months or half-years, and ``due`` is the day of the last.
    ``part`` of ``of_parts`` is one of them, once the row is divided (``spread``).
    """

    year: int
    kind: PeriodKind
    due: date
    parts: tuple[PartOfYear, ...] = ()
    part: int = 0
    of_parts: int = 0

    @property
    def label(self) -> str:
        """«2021», or «2020/21» for a school year; «2026, I квартал» for a part of it."""
        label = str(self.year)
        if self.kind is PeriodKind.SCHOOL_YEAR:
            label = f"{self.year - 1}/{self.year % 100:02d}"
        return f"{label}, {self.part_words}" if self.part else label

    def of_part(self, part: int) -> "Period":
        """One of its parts, from 1."""
        due = self.parts[part - 1].due
        return Period(self.year, self.kind, due, part=part, of_parts=len(self.parts))

    @property
    def part_words(self) -> str:
        """«I квартал», «II полугодие», «январь»; of a school year «I четверть», «сентябрь»."""
        if self.of_parts == len(MONTHS):
            return self._month
        return f"{roman(self.part)} {self._name(0)}"

    @property
    def part_number(self) -> str:
        """«II» of a quarter, a half or a third of the year, «2» of a month."""
        return str(self.part) if self.of_parts == len(MONTHS) else roman(self.part)

    @property
    def short_words(self) -> str:
        """«I кв.», «янв.»."""
        if self.of_parts == len(MONTHS):
            return self._month if len(self._month) <= 4 else f"{self._month[:3]}."
        return f"{roman(self.part)} {self._name(1)}"

    @property
    def by_parts(self) -> str:
        """«по кварталам» of a term that is divided, empty of one that is not."""
        return self.of_part(1)._name(2) if self.parts else ""

    def _name(self, which: int) -> str:
        is_school = self.kind is PeriodKind.SCHOOL_YEAR and self.of_parts == 4
        return (SCHOOL_QUARTER if is_school else PARTS[self.of_parts])[which]

    @property
    def _month(self) -> str:
        first = 8 if self.kind is PeriodKind.SCHOOL_YEAR else 0
        return MONTHS[(first + self.part - 1) % len(MONTHS)]

    @property
    def begins(self) -> date:
        """The first day of the year, or of its part; parts of a school year are not divided."""
        if self.kind is PeriodKind.SCHOOL_YEAR:
            return date(self.year - 1, 9, 1)
        months = len(MONTHS) // (self.of_parts or 1)
        return date(self.year, 1 + max(self.part - 1, 0) * months, 1)

    def has_ended(self, day: date) -> bool:
        """Whether its part of the year is over on a day; a year is asked for as a whole."""
        if not self.part:
            return True
        if self.kind is PeriodKind.SCHOOL_YEAR or self.part == self.of_parts:
            return day > self.due
        months = len(MONTHS) // self.of_parts
        return day >= date(self.year, 1 + self.part * months, 1)

    @property
    def roll_year(self) -> int:
        """The year of the roll that the period is measured by («база периода»).

        A calendar year takes the roll of its own September. A school year takes that of the
        September in which it begins: the pupils it was worked with (DESIGN.md 2).
        """
        return self.year - 1 if self.kind is PeriodKind.SCHOOL_YEAR else self.year


def roll_date(year: int) -> date:
    """The day on which the roll of a year is counted: 20 September."""
    return date(year, *ROLL_DAY)


ALL_GRADES = tuple(range(1, 12))
ROLL = "pupils"
"""Code of the roll where an indicator names it as its denominator."""


class Kind(StrEnum):
    """Kinds of indicator («виды показателей»)."""

    PRESENCE = "presence"
    COUNT = "count"
    SHARE = "share"
    GROWING_SHARE = "growing_share"
    SHARE_OF_ORGS = "share_of_orgs"
    GROWTH = "growth"
    LEVEL = "level"


class Change(StrEnum):
    """In what a growth is counted («в чём считается рост»): against a year ago.

    «Не ниже прошлого года» is a growth of at least 0, in points for a share.
    """

    PERCENT = "percent"
    POINTS = "points"
    NUMBER = "number"


class Level(StrEnum):
    """Who is judged («уровень»)."""

    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    BOTH = "both"


class Scope(StrEnum):
    """To whom a target applies («охват планового значения»)."""

    DISTRICT_TOTAL = "district_total"
    DISTRICT_SHARE = "district_share"
    EACH_SCHOOL = "each_school"


class Operator(StrEnum):
    """How the actual value is compared with the target."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    RANGE = "range"
    EXISTS = "exists"


class Respondent(StrEnum):
    """Who answers a question."""

    SCHOOL = "school"
    MUNICIPALITY = "municipality"


class AnswerType(StrEnum):
    """What is written into the cell of a question."""

    COUNT = "count"
    PRESENCE = "presence"
    CHOICE = "choice"
    HOURS = "hours"


IN_AN_HOUR = 100
"""Hours are kept as whole hundredths, so that 34,5 is exact."""
HOURS = ("ч", "ч.", "час", "часа", "часов", "часы", "ак. ч", "ак. ч.", "акад. ч", "акад. ч.")
"""How a unit says that hours are counted."""
HIGHER = " → "
"""Between the answers of a list, from the lowest to the highest, where they are a unit."""


def in_quotes(text: str) -> str:
    """A name in quotes; quotes inside it become „inner“ ones, those that a cut left open closed."""
    inner = text.replace("«", "„").replace("»", "“")
    return f"«{inner}{'“' * (inner.count('„') - inner.count('“'))}»"


def is_in_hours(unit: str) -> bool:
    """Whether a unit is hours: then the answer may have decimals."""
    return unit.strip().casefold() in HOURS


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked («вопрос отчёта»). One question may serve several indicators.

    ``grades`` is empty where one number is asked for the whole organisation.
    ``documents`` is the number of document lines offered under a presence question.
    ``options`` are the answers to choose from («варианты ответа»), the lowest first.
    """

    code: str
    text: str
    answer: AnswerType
    asked_of: tuple[Respondent, ...]
    grades: tuple[int, ...] = ()
    unit: str = ""
    hint: str = ""
    documents: int = 0
    options: tuple[str, ...] = ()

    @property
    def parts(self) -> int:
        """How many of what is kept make one of what is asked: hundredths in an hour."""
        return IN_AN_HOUR if self.answer is AnswerType.HOURS else 1

    @property
    def scale(self) -> str:
        """«базовый → основной → продвинутый»: the unit of a choice."""
        return HIGHER.join(self.options)

    def amount(self, value: int) -> int | float:
        """A kept value in the unit of the question: 34.5 hours of 3450 hundredths."""
        whole, rest = divmod(value, self.parts)
        return value / self.parts if rest else whole

    def answer_in_words(self, value: int) -> str:
        """«есть», «основной», «34,5», «12»: an answer as a person gives it."""
        if self.answer is AnswerType.PRESENCE:
            return "есть" if value else "нет"
        if self.answer is AnswerType.CHOICE:
            return self.options[value - 1] if 0 < value <= len(self.options) else str(value)
        return str(self.amount(value)).replace(".", ",")


@dataclass(frozen=True, slots=True)
class Target:
    """The promise for one year: a value, or both ends of a range. No target: no entry.

    ``operator`` is how this year is compared, where it is otherwise than the row as a whole.
    """

    value: Decimal
    upper: Decimal | None = None
    operator: Operator | None = None


@dataclass(frozen=True, slots=True)
class SchoolTarget:
    """A school's own target («план школы»): it is judged by it, whatever the district's is.

    ``roadmap`` and ``indicator`` are codes; ``value`` is in the unit of the indicator.
    """

    org: str
    roadmap: str
    indicator: str
    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """How a row of the roadmap is measured («индикативный показатель»).

    ``counted`` is the question of the numerator, ``out_of`` of the denominator (``ROLL``
    for the roll); ``base`` is the set of grades that both are summed over;
    ``comparison_bases`` are other bases shown beside it, never in its place.
    ``control`` is a question asked of schools whose sum is only set beside the
    municipality's own number. ``also_counted`` are questions collected for the report.
    ``targets`` and ``periods`` are by year: a year without a target is «не предусмотрено».

    ``change``: in what a growth is counted. ``per`` makes a ratio of a count that has a
    denominator: per one teacher, per 10 pupils; it may exceed 1. ``cumulative``: a number counts
    from the beginning of the term («нарастающим итогом»). ``from_level``: the lowest answer of a
    list that counts in a share of organisations («не ниже основного»); a target of a level is its
    place in the list, from 1. The rest is kept as the order or the office has it, and makes no
    verdict: ``weight``, ``baseline`` with its day, texts of the passport.
    """

    code: str
    kind: Kind
    level: Level
    counted: str
    scope: Scope | None = None
    out_of: str | None = None
    base: tuple[int, ...] = ()
    comparison_bases: tuple[tuple[int, ...], ...] = ()
    operator: Operator = Operator.AT_LEAST
    unit: str = ""
    targets: dict[int, Target] = field(default_factory=dict)
    periods: dict[int, Period] = field(default_factory=dict)
    requires_growth: bool = False
    partly_from: Decimal = Decimal("0.8")
    control: bool = False
    also_counted: tuple[str, ...] = ()
    change: Change | None = None
    per: int | None = None
    cumulative: bool = False
    from_level: str = ""
    weight: Decimal | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    formula: str = ""
    source: str = ""
    frequency: str = ""
    methodology: str = ""

    @property
    def is_ratio(self) -> bool:
        """A number per something: per teacher, per centre, per 10 pupils, a mean mark."""
        return self.kind is Kind.COUNT and self.per is not None

    @property
    def in_points(self) -> bool:
        """A share set against that of a year ago, in percentage points."""
        return self.kind is Kind.GROWTH and self.change is Change.POINTS

    @property
    def may_have_school_targets(self) -> bool:
        """Whether schools have numbers of their own that a target can be set for."""
        has_rows = self.level is not Level.MUNICIPALITY or self.control
        is_number = self.kind not in {Kind.PRESENCE, Kind.SHARE_OF_ORGS, Kind.LEVEL}
        return has_rows and is_number and self.operator is not Operator.RANGE

    def is_part_of(self, year: int) -> bool:
        """Whether it is measured for a part of the year, a quarter say."""
        period = self.periods.get(year)
        return period is not None and period.part > 0

    def operator_of(self, year: int) -> Operator:
        """How a year is compared."""
        target = self.targets.get(year)
        return target.operator if target and target.operator else self.operator

    @property
    def questions(self) -> tuple[str, ...]:
        """Codes of the questions that the indicator asks: counted, its whole, also collected."""
        whole = () if self.out_of in {None, ROLL} else (str(self.out_of),)
        return (self.counted, *whole, *self.also_counted)

    def roll_year(self, year: int) -> int:
        """The year of the roll that counts for a year; without a term, that of the year itself."""
        period = self.periods.get(year)
        return period.roll_year if period else year


@dataclass(frozen=True, slots=True)
class Activity:
    """One numbered row of the order («мероприятие»), texts as approved.

    ``term`` and ``wording`` are the columns «Сроки реализации» and «Индикативный
    показатель» letter for letter; ``unsure`` says what the reading of them had to assume.
    ``section`` is the part of the order that it stands in, ``parent`` the federal or regional
    document that it comes from. ``parent_row``: the row of the region's roadmap that it answers
    («строка карты региона»), as ``row_reference`` names it. ``links``: numbers of the rows of
    another annex whose activities its indicator measures («связи приложений»). ``order_number``:
    the number of the row that it is a part of, where it is one quarter, say («spread»).
    """

    number: str
    title: str
    term: str
    wording: str
    executors: tuple[str, ...]
    indicator: Indicator
    short: str = ""
    note: str = ""
    unsure: tuple[str, ...] = ()
    section: str = ""
    parent: str = ""
    links: tuple[str, ...] = ()
    order_number: str = ""
    parent_row: str = ""

    @property
    def in_order(self) -> str:
        """Its number in the order, also where it is one part of a year."""
        return self.order_number or self.number


AMONG_SCHOOLS = re.compile(
    r"^(?:все )?(?:\w+[ыи]е ){0,2}(?:обще)?образовательн\w+ (?:организаци|учреждени)"
    r"|^(?:все )?школ(?!\w* (?:искусств|музык|художеств|спорт))"
    r"|^гимнази|^лице[йи]|^(?:М[БКА]?ОУ|СОШ|ООШ|ГБОУ)(?![а-яё])"
    r"|^(?:ОО|ОУ|ДОУ|ДОО|М[БКА]?ДО[ОУ])\b|^детск\w+ сад|^дошкольн"
    r"|(?:руководител|директор|заведующ|заместител|педагог|психолог|учител|воспитател|администраци)"
    r".*(?:\bОО\b|\bОУ\b|\bДО[ОУ]\b|школ|образовательн\w+ (?:организаци|учреждени)|детск\w+ сад)"
    r"|^классн\w+ руководител|^учител|^психологи$"
    r"|^педагоги-психологи$|^(?:социальные )?педагоги$",
    re.IGNORECASE,
)


def names_schools(executor: str) -> bool:
    """Whether an executor is schools or their staff: «ОО», «классные руководители»."""
    return AMONG_SCHOOLS.search(executor) is not None


def is_executor(executor: str, school: str) -> bool:
    """Whether an executor is this school: «школы», «МБОУ СОШ № 1, № 3», its very name."""
    if school.casefold() in executor.casefold():
        return True
    named, own = ({*re.findall(r"\d+", text.partition("№")[2])} for text in (executor, school))
    return names_schools(executor) and (not named or bool(named & own))


REFERENCE = re.compile(r"[a-z0-9-]+:[a-z0-9_]+")


def row_reference(roadmap: str, indicator: str) -> str:
    """How a row of a roadmap is named from another one: by both codes, which editions keep."""
    return f"{roadmap}:{indicator}"


@dataclass(frozen=True, slots=True)
class ParentLink:
    """A row of a district's roadmap and the row of the region's that it answers.

    ``roadmap`` and ``indicator`` are the district's codes, ``parent`` is a ``row_reference``.
    """

    municipality: str
    roadmap: str
    indicator: str
    parent: str


@dataclass(frozen=True, slots=True)
class Act:
    """The legal act that approved a roadmap («реквизиты приказа»)."""

    body: str
    kind: str
    date: date | None
    number: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a roadmap is for («цель»), and the numbers of the rows that serve it."""

    title: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roadmap:
    """One edition of a roadmap: an approved list of activities for a span of years.

    ``in_force_from`` is the first year that this edition counts for, where it came in the
    middle of the span; earlier years keep the edition before it. ``parts`` are the roadmaps of a
    year where several stand side by side (``side_by_side``): this one is then all of them.
    ``written`` is the roadmap as it is stored, where rows of this one are parts of years.
    """

    code: str
    title: str
    act: Act
    years: tuple[int, ...]
    questions: tuple[Question, ...]
    activities: tuple[Activity, ...]
    edition: int = 1
    synthetic: bool = False
    goals: tuple[Goal, ...] = ()
    in_force_from: int | None = None
    parts: tuple["Roadmap", ...] = ()
    written: "Roadmap | None" = None

    @property
    def as_written(self) -> "Roadmap":
        """As it is stored, exported and mended: a row of the order is one row."""
        return self.written or self

    @property
    def each(self) -> tuple["Roadmap", ...]:
        """The roadmaps of the year, one by one; a single one is its only part."""
        return self.parts or (self,)

    @property
    def lines(self) -> Iterator[tuple["Roadmap", Activity, str]]:
        """Every row with the roadmap it stands in, and its number in the order."""
        numbered = ((part, row.in_order) for part in self.each for row in part.activities)
        for activity, (part, number) in zip(self.activities, numbered, strict=True):
            yield part, activity, number

    def changed(self, change: Callable[[Activity], Activity]) -> "Roadmap":
        """The same roadmap with every row as ``change`` leaves it; its parts alike."""
        rows = tuple(map(change, self.activities))
        by_part: dict[str, list[Activity]] = {part.code: [] for part in self.parts}
        own = ((part, one) for part in self.each for one in part.activities)
        for (part, one), row in zip(own, rows, strict=True):
            own_names = replace(row, number=one.number, links=one.links)
            by_part.setdefault(part.code, []).append(own_names)
        parts = tuple(replace(part, activities=tuple(by_part[part.code])) for part in self.parts)
        return replace(self, activities=rows, parts=parts)

    def covers(self, year: int) -> bool:
        """Whether this edition may be in force in a year."""
        return year in self.years and year >= (self.in_force_from or year)

    def question(self, code: str) -> Question:
        return next(question for question in self.questions if question.code == code)

    def activity(self, number: str) -> Activity:
        return next(activity for activity in self.activities if activity.number == number)

    def rows_asking(self, question: str) -> list[Activity]:
        """The rows that need the answer to a question, in their order."""
        return [row for row in self.activities if question in row.indicator.questions]

    def numbers_of(self, question: str, year: int) -> list[str]:
        """Numbers of the rows that need the answer in the year; where none does, in any year."""
        rows = self.rows_asking(question)
        in_year = [row.number for row in rows if year in row.indicator.periods]
        return in_year or [row.number for row in rows]

    def roll_year(self, question: str, year: int) -> int:
        """The year of the roll that the answers to a question are set against."""
        asked = (row.indicator for row in self.rows_asking(question))
        return next((one.roll_year(year) for one in asked if year in one.periods), year)

    def roll_years(self, year: int) -> tuple[int, ...]:
        """The years of all rolls that rows asked of schools in a year are set against."""
        of_schools = {question.code for question in self.asked(Respondent.SCHOOL)}
        return tuple(
            sorted(
                {
                    row.indicator.roll_year(year)
                    for row in self.activities
                    if year in row.indicator.periods and of_schools & {*row.indicator.questions}
                }
            )
        ) or (year,)

    @property
    def asks_schools(self) -> bool:
        """Whether a school has a return to make; a plan of the office alone awaits none."""
        return any(self.asked(Respondent.SCHOOL))

    def asked(self, respondent: Respondent) -> Iterator[Question]:
        """The questions of a form, in the order of the roadmap."""
        return (question for question in self.questions if respondent in question.asked_of)


@dataclass(frozen=True, slots=True)
class WithdrawnRoadmap:
    """A roadmap that no longer counts («отозванная карта»): why, who and when.

    ``years`` are those that it was taken from; closed years, and open ones before the last of
    them, keep it. Nothing of it is deleted: loaded again, it counts again as a new edition.
    """

    code: str
    years: tuple[int, ...]
    reason: str
    person: str
    withdrawn_at: datetime


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An edition and the moment it was stored («редакция дорожной карты»)."""

    roadmap: Roadmap
    stored_at: datetime
    withdrawn: WithdrawnRoadmap | None = None


# several roadmaps of one year

AND = "+"
"""Between the codes of roadmaps in the code of a form: a hyphen stands inside a code."""


def side_by_side(parts: Sequence[Roadmap], ranks: Mapping[str, int]) -> Roadmap:
    """All roadmaps of a year as one; a single one stays what it is.

    Row numbers are those of the orders; where several stand together, «II.1» is row 1 of the
    second. A question that several ask stands there once.

    ``ranks``: which of the district's roadmaps it is, from 1, in the order they came.
    """
    if len(parts) == 1:
        return parts[0]
    questions: dict[str, Question] = {}
    for question in (one for part in parts for one in part.questions):
        questions.setdefault(question.code, question)
    return Roadmap(
        code=AND.join(part.code for part in parts),
        title="; ".join(part.title for part in parts),
        act=parts[0].act,
        years=tuple(sorted({year for part in parts for year in part.years})),
        questions=tuple(questions.values()),
        activities=tuple(
            replace(
                row,
                number=_qualified(ranks[part.code], row.number),
                links=tuple(_qualified(ranks[part.code], one) for one in row.links),
            )
            for part in parts
            for row in part.activities
        ),
        synthetic=any(part.synthetic for part in parts),
        goals=tuple(_goals(parts, ranks)),
        parts=tuple(parts),
    )


def _goals(parts: Sequence[Roadmap], ranks: Mapping[str, int]) -> Iterator[Goal]:
    for part in parts:
        for goal in part.goals:
            rows = tuple(_qualified(ranks[part.code], row) for row in goal.rows)
            yield Goal(goal.title, rows)


ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def roman(rank: int) -> str:
    """«II» for 2: a district has some eight roadmaps at a time, rarely more than thirty."""
    return "X" * (rank // 10) + ROMAN[rank % 10]


def _qualified(rank: int, number: str) -> str:
    return f"{roman(rank)}.{number}"


def written_of(in_force: Mapping[int, Roadmap], code: str) -> dict[int, Roadmap]:
    """Year → the edition of one roadmap as it is stored: what a new edition is compared with."""
    return {year: part.as_written for year, part in of_code(in_force, code).items()}


def of_code(in_force: Mapping[int, Roadmap], code: str) -> dict[int, Roadmap]:
    """Year → the edition of one roadmap."""
    return {
        year: part
        for year, roadmap in in_force.items()
        for part in roadmap.each
        if part.code == code
    }


# rows that are asked by quarters, months or half-years, one by one
#
# A form covers a year, so a part of it is a question of its own there («q_<question>_p<N>») and a
# row of its own in plan/fact, with its own term. What is stored is the row as the order has it;
# ``spread`` makes the parts of it wherever years are counted.

Divided = dict[str, Period]
"""Question → a period that divides the year for it."""


def spread(roadmap: Roadmap) -> Roadmap:
    """The roadmap with a row and a question for each part of the year; without parts, itself."""
    divided: Divided = {}
    undivided: set[str] = set()
    for one in (row.indicator for row in roadmap.activities):
        parts = [period for period in one.periods.values() if period.parts]
        if parts:
            divided |= dict.fromkeys(_counted(one), parts[0])
            undivided |= {*one.also_counted}
        if not parts or _undivided(one):
            undivided |= {*one.questions}
    if not divided:
        return roadmap
    rows = {row.number: list(_rows(row)) for row in roadmap.activities}
    return replace(
        roadmap,
        questions=tuple(_questions(roadmap.questions, divided, undivided)),
        activities=tuple(one for of_row in rows.values() for one in of_row),
        goals=tuple(
            Goal(goal.title, tuple(one.number for row in goal.rows for one in rows.get(row, ())))
            for goal in roadmap.goals
        ),
        written=roadmap,
    )


def _undivided(indicator: Indicator) -> dict[int, Period]:
    """The years that are asked as a whole, be it beside their parts.

    Beside them where every part has a target of its own and the year has one too: else that of
    the year is each part's.
    """
    return {
        year: replace(period, parts=())
        for year, period in indicator.periods.items()
        if year in indicator.targets or not period.parts
        if all(part.target for part in period.parts)
    }


def _counted(indicator: Indicator) -> tuple[str, ...]:
    """The questions that are asked part by part: numerator and denominator."""
    whole = () if indicator.out_of in {None, ROLL} else (str(indicator.out_of),)
    return (indicator.counted, *whole)


def _questions(
    questions: tuple[Question, ...], divided: Divided, undivided: set[str]
) -> Iterator[Question]:
    for question in questions:
        period = divided.get(question.code)
        if period is None or question.code in undivided:
            yield question
        for part in range(1, 1 + (len(period.parts) if period else 0)):
            assert period is not None, "it has parts"
            text = f"{question.text} — {period.of_part(part).part_words}"
            yield replace(question, code=part_code(question.code, part), text=text)


def part_code(code: str, part: int) -> str:
    """Code of a question or an indicator for one part of the year."""
    return f"{code}_p{part}"


def _rows(row: Activity) -> Iterator[Activity]:
    indicator = row.indicator
    divided = {year: one for year, one in indicator.periods.items() if one.parts}
    if not divided:
        yield row
        return
    whole = _undivided(indicator)
    if whole:
        targets = {year: one for year, one in indicator.targets.items() if year in whole}
        yield replace(row, indicator=replace(indicator, periods=whole, targets=targets))
    first = next(iter(divided.values()))
    for part in range(1, len(first.parts) + 1):
        short = first.of_part(part).short_words
        yield replace(
            row,
            number=f"{row.number}/{first.of_part(part).part_number}",
            order_number=row.number,
            short=f"{row.short or row.title}, {short}",
            indicator=_of_part(indicator, divided, part),
        )


def _of_part(indicator: Indicator, divided: dict[int, Period], part: int) -> Indicator:
    """The same measure of one part; where the part has no target, that of the year is each's."""
    targets = {
        year: target
        for year, period in divided.items()
        if (target := period.parts[part - 1].target or indicator.targets.get(year))
    }
    out_of = indicator.out_of
    return replace(
        indicator,
        code=part_code(indicator.code, part),
        counted=part_code(indicator.counted, part),
        out_of=out_of if out_of in {None, ROLL} else part_code(str(out_of), part),
        also_counted=indicator.also_counted if part == 1 else (),
        periods={year: period.of_part(part) for year, period in divided.items()},
        targets=targets,
    )
