"""Every reason, kind, scope and level in a few districts: what the walk goes through.

``ROADMAP`` has one row for each combination of kind, scope and level that a roadmap may hold. A
place is in one ``Situation`` for all rows at once: it answers, or fails to, in one way. ``uniform``
is a district whose places are all in the same situation, so that the district's own rows get its
reason; ``mixed`` has a school for each situation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import product

from data_model.places import (
    Municipality,
    Organisation,
    OrganisationKind,
    OrganisationName,
    RollRow,
)
from data_model.returns import (
    NO_GRADE,
    EvidenceDocument,
    Fact,
    Origin,
    Problem,
    Revision,
    Severity,
    StoredDocument,
    StoredFact,
    StoredProblem,
    ValueState,
)
from data_model.roadmap import (
    HIGHER,
    ROLL,
    Act,
    Activity,
    AnswerType,
    Indicator,
    Kind,
    Level,
    Operator,
    Period,
    PeriodKind,
    Question,
    Respondent,
    Roadmap,
    Scope,
    Target,
    roll_date,
)
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow

BEFORE, NOW, NOT_PLANNED = 2020, 2021, 2022
YEARS = (BEFORE, NOW, NOT_PLANNED)
OFFICE = "9000"
GRADE = 9
LATER, EARLIER = date(2030, 1, 1), date(2020, 12, 1)
"""By the one every term has passed, by the other none of this year's has."""


class Situation(StrEnum):
    """How a place answers all questions of the year."""

    REACHED = "выполнила"
    NEARLY = "почти"
    BELOW = "мало"
    NOTHING = "ноль, «нет»"
    WITHOUT_DOCUMENT = "«есть» без реквизитов"
    NOT_GROWN = "без роста"
    YEAR_AGO_UNKNOWN = "год назад не сдала"
    YEAR_AGO_NOTHING = "год назад ноль"
    WITHOUT_PUPILS = "нет обучающихся"
    WITHOUT_ROLL = "нет контингента"
    TOO_MANY = "больше, чем есть"
    ASKED_ABOUT = "под вопросом"
    DECLARED = "нет данных с причиной"
    SILENT_ANSWER = "пустая ячейка"
    NOT_SENT = "не сдала"
    SMALL_REACHED = "малая, выполнила"
    SMALL_BELOW = "малая, мало"


PUPILS = 100
SMALL = 8
COUNTS: dict[Situation, tuple[int | None, int | None]] = {
    Situation.REACHED: (50, 60),
    Situation.NEARLY: (40, 47),
    Situation.BELOW: (5, 10),
    Situation.NOTHING: (5, 0),
    Situation.WITHOUT_DOCUMENT: (50, 60),
    Situation.NOT_GROWN: (70, 60),
    Situation.YEAR_AGO_UNKNOWN: (None, 60),
    Situation.YEAR_AGO_NOTHING: (0, 60),
    Situation.WITHOUT_PUPILS: (0, 0),
    Situation.WITHOUT_ROLL: (50, 60),
    Situation.TOO_MANY: (50, 101),
    Situation.ASKED_ABOUT: (50, None),
    Situation.DECLARED: (50, None),
    Situation.SILENT_ANSWER: (50, None),
    Situation.NOT_SENT: (50, None),
    Situation.SMALL_REACHED: (4, 6),
    Situation.SMALL_BELOW: (0, 1),
}
"""Participants a year ago and now; the target is 50, «частично» from 40, growth by 20 %."""

STATES = {
    Situation.ASKED_ABOUT: ValueState.NO_DATA,
    Situation.DECLARED: ValueState.NO_DATA,
    Situation.SILENT_ANSWER: ValueState.NOT_REPORTED,
}


@dataclass(frozen=True)
class Combination:
    """One row of the roadmap of the walk."""

    kind: Kind
    scope: Scope | None
    level: Level
    control: bool = False
    grows: bool = False

    @property
    def code(self) -> str:
        more = ("control" if self.control else "", "grows" if self.grows else "")
        return "_".join(filter(None, (self.kind, self.scope or "", self.level, *more)))


def combinations() -> Iterator[Combination]:
    """All of kind × scope × level, with and without growth, and a number with its control."""
    for kind, scope, level in product(Kind, (*Scope, None), Level):
        yield Combination(kind, scope, level)
        if kind not in {Kind.PRESENCE, Kind.GROWING_SHARE, Kind.LEVEL}:
            yield Combination(kind, scope, level, grows=True)
    yield Combination(Kind.COUNT, Scope.DISTRICT_TOTAL, Level.MUNICIPALITY, control=True)


COMBINATIONS = tuple(combinations())
PRESENT = frozenset({Kind.PRESENCE, Kind.SHARE_OF_ORGS})
OPTIONS = ("не участвует", "базовый", "основной")
TARGETS = {
    Kind.PRESENCE: Target(Decimal(1)),
    Kind.COUNT: Target(Decimal(50)),
    Kind.SHARE: Target(Decimal(50)),
    Kind.GROWING_SHARE: Target(Decimal(50)),
    Kind.SHARE_OF_ORGS: Target(Decimal(100)),
    Kind.GROWTH: Target(Decimal(20)),
    Kind.LEVEL: Target(Decimal(3)),
}


def question(row: Combination) -> Question:
    asked: tuple[Respondent, ...] = (Respondent.SCHOOL, Respondent.MUNICIPALITY)
    if row.level is Level.SCHOOL:
        asked = (Respondent.SCHOOL,)
    if row.level is Level.MUNICIPALITY and not row.control:
        asked = (Respondent.MUNICIPALITY,)
    is_present = row.kind in PRESENT
    by_grade = row.kind in {Kind.SHARE, Kind.GROWING_SHARE}
    return Question(
        code=row.code,
        text=f"Вопрос {row.code}",
        answer=AnswerType.PRESENCE if is_present else ANSWERS.get(row.kind, AnswerType.COUNT),
        asked_of=asked,
        grades=(GRADE,) if by_grade else (),
        unit="" if is_present or row.kind is Kind.LEVEL else "чел.",
        documents=1 if is_present else 0,
        options=OPTIONS if row.kind is Kind.LEVEL else (),
    )


ANSWERS = {Kind.LEVEL: AnswerType.CHOICE}


UNITS = {Kind.PRESENCE: "", Kind.COUNT: "чел.", Kind.LEVEL: HIGHER.join(OPTIONS)}


def indicator(row: Combination) -> Indicator:
    of_roll = row.kind in {Kind.SHARE, Kind.GROWING_SHARE}
    return Indicator(
        code=row.code,
        kind=row.kind,
        level=row.level,
        counted=row.code,
        scope=row.scope,
        out_of=ROLL if of_roll else None,
        base=(GRADE,) if of_roll else (),
        operator=Operator.EXISTS if row.kind is Kind.PRESENCE else Operator.AT_LEAST,
        unit=UNITS.get(row.kind, "%"),
        targets=dict.fromkeys((BEFORE, NOW), TARGETS[row.kind]),
        periods={
            year: Period(year, PeriodKind.CALENDAR, date(year, 12, 31)) for year in (BEFORE, NOW)
        },
        requires_growth=row.grows,
        control=row.control,
    )


def activity(number: int, row: Combination) -> Activity:
    title = f"Мероприятие {number}"
    executors = ("МКУ МЦПРО", "Общеобразовательные организации")
    return Activity(str(number), title, "ежегодно", "показатель", executors, indicator(row), title)


def roadmap(rows: Iterable[Combination]) -> Roadmap:
    """A roadmap of these rows, numbered from 1."""
    rows = tuple(rows)
    return Roadmap(
        code="walk",
        title="Все виды показателей (СИНТЕТИЧЕСКИЕ ДАННЫЕ)",
        act=Act("Управление образования", "приказ", date(2020, 1, 14), "1"),
        years=YEARS,
        questions=tuple(question(row) for row in rows),
        activities=tuple(activity(number, row) for number, row in enumerate(rows, start=1)),
        synthetic=True,
    )


ROADMAP = roadmap(COMBINATIONS)


@dataclass
class World:
    """A district in the making: places in their situations, and what they sent."""

    places: dict[str, Situation]
    roadmap: Roadmap
    facts: list[StoredFact] = field(default_factory=list)
    documents: list[StoredDocument] = field(default_factory=list)
    problems: list[StoredProblem] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    roll: list[RollRow] = field(default_factory=list)

    def snapshot(self) -> Snapshot:
        for org, situation in self.places.items():
            self.reported(org, situation)
        organisations = [office(), *(school(org) for org in self.places if org != OFFICE)]
        return Snapshot(
            version=1,
            municipality=Municipality(OFFICE, "Примерный район", "Примерный район"),
            roadmaps=dict.fromkeys(YEARS, self.roadmap),
            organisations=tuple(organisations),
            roll=tuple(self.roll),
            revisions=tuple(self.revisions),
            facts=tuple(self.facts),
            documents=tuple(self.documents),
            problems=tuple(self.problems),
            deadlines={NOW: date(NOW, 12, 20)},
        )

    def reported(self, org: str, situation: Situation) -> None:
        """Both years of a place, and its roll."""
        if org != OFFICE:
            self.counted(org, situation)
        before, now = COUNTS[situation]
        if before is not None:
            self.sent(org, BEFORE, before, Situation.REACHED)
        if situation is not Situation.NOT_SENT:
            self.sent(org, NOW, now, situation)

    def counted(self, org: str, situation: Situation) -> None:
        pupils = PUPILS
        if situation in {Situation.SMALL_REACHED, Situation.SMALL_BELOW}:
            pupils = SMALL
        if situation is Situation.WITHOUT_PUPILS:
            pupils = 0
        for year in YEARS:
            if situation is Situation.WITHOUT_ROLL and year == NOW:
                continue
            self.roll.append(RollRow(org, year, roll_date(year), GRADE, pupils))

    def sent(self, org: str, year: int, count: int | None, situation: Situation) -> None:
        number = len(self.revisions) + 1
        moment = datetime(year, 12, 19, tzinfo=UTC)
        name = f"{org}_{year}.xlsx"
        self.revisions.append(
            Revision(number, org, year, 1, True, name, f"{number:064d}", moment, Origin.FILE, "")
        )
        who = Respondent.MUNICIPALITY if org == OFFICE else Respondent.SCHOOL
        for line, asked in enumerate(self.roadmap.asked(who), start=5):
            self.answered(org, year, asked, count, situation, f"C{line}")

    def answered(
        self,
        org: str,
        year: int,
        asked: Question,
        count: int | None,
        situation: Situation,
        cell: str,
    ) -> None:
        grade = asked.grades[0] if asked.grades else NO_GRADE
        value = count
        if value and org == OFFICE and asked.grades:  # of all pupils of the district
            value *= len(self.places) - 1
        if value is not None and asked.answer is AnswerType.PRESENCE:
            value = int(value > 10 or situation is Situation.SMALL_REACHED)
        if value is not None and asked.answer is AnswerType.CHOICE:
            value = 1 + (value > 10) + (value >= 50)  # a list has no zero
        waived = situation is Situation.WITHOUT_PUPILS
        state = ValueState.VALUE if value else ValueState.ZERO
        state = STATES.get(situation, ValueState.NOT_APPLICABLE if waived else state)
        if state not in {ValueState.VALUE, ValueState.ZERO}:
            value = None
        written = "" if situation is Situation.SILENT_ANSWER else str(count or "н/д")
        reason = "ответственный в отпуске" if situation is Situation.DECLARED else ""
        fact = Fact(asked.code, grade, value, state, "Показатели", cell, written, reason)
        self.facts.append(StoredFact(org, year, fact, 1))
        if situation is Situation.ASKED_ABOUT:
            told = Problem("odd", Severity.QUESTION, "Что записано?", "Показатели", cell)
            self.problems.append(StoredProblem(org, year, 1, told, id=len(self.problems) + 1))
        if value and situation is not Situation.WITHOUT_DOCUMENT and asked.documents:
            document = EvidenceDocument(asked.code, 1, "План", "1", date(year, 9, 1))
            self.documents.append(StoredDocument(org, year, document, 1))


def school(code: str) -> Organisation:
    name = OrganisationName(f"МБОУ СОШ {code}", f"СОШ {code}")
    return Organisation(code, OrganisationKind.SECONDARY, "с. Примерное", (name,))


def office() -> Organisation:
    name = OrganisationName("Примерный район", "Примерный район")
    return Organisation(OFFICE, OrganisationKind.MUNICIPALITY, "с. Примерное", (name,))


def district(own: Situation, schools: Iterable[Situation], plan: Roadmap = ROADMAP) -> Snapshot:
    """A district whose municipality and schools are in these situations."""
    places = {OFFICE: own}
    places |= {f"90{number:02d}": one for number, one in enumerate(schools, start=1)}
    return World(places, plan).snapshot()


def uniform(situation: Situation, schools: int = 2) -> Snapshot:
    """Everybody in one situation."""
    return district(situation, [situation] * schools)


def mixed(own: Situation = Situation.REACHED) -> Snapshot:
    """A school for every situation."""
    return district(own, Situation)


def nearly_all(situation: Situation) -> Snapshot:
    """Nine of ten schools have reached it, the tenth is in this situation."""
    return district(situation, [Situation.REACHED] * 9 + [situation])


def empty() -> Snapshot:
    """A district whose register and roll are empty."""
    return replace(district(Situation.NOT_SENT, ()), organisations=())


@cache
def covering() -> dict[str, tuple[Snapshot, date]]:
    """The districts of the walk by name, each with the day on which it is looked at."""
    found = {f"все: {one}": (uniform(one), LATER) for one in Situation}
    found |= {
        f"почти все, одна {one}": (nearly_all(one), LATER)
        for one in (Situation.BELOW, Situation.NOT_GROWN, Situation.WITHOUT_DOCUMENT)
    }
    found["одна школа, почти"] = uniform(Situation.NEARLY, 1), LATER
    found["смешанный"] = mixed(), LATER
    found["смешанный, район молчит"] = mixed(Situation.NOT_SENT), LATER
    found["смешанный, срок не наступил"] = mixed(Situation.BELOW), EARLIER
    found["пустой"] = empty(), LATER
    return found


@cache
def judged(name: str) -> PlanFact:
    """Plan/fact of a district of the walk on its day."""
    snapshot, day = covering()[name]
    return plan_fact(snapshot, day)


@cache
def judged_rows() -> tuple[tuple[str, Snapshot, PlanFactRow], ...]:
    """Every row of every district of the walk, with the name of the district."""
    return tuple(
        (name, snapshot, row) for name, (snapshot, _) in covering().items() for row in judged(name)
    )
