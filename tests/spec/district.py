"""A district drawn as a table: what the schools answered on one indicator, and its roll.

Columns of the drawing, all but ``school`` and ``year`` may be left out:

* school — «район» is the municipality's own answer; every other word is a school;
* grade — 9 where there is no such column;
* n — the answer: empty is an empty cell, «не сдан» is a return that never came, «неприм.» is
  not applicable, «причина» is no data with a reason, «да» and «нет» are a presence;
* d — pupils on the roll: empty is an unknown roll; or ``whole``, the answer to the question
  that is the denominator;
* n of hours is «34,5»; of a list the answer itself, «основной»;
* document — «есть» where the presence is proved, «без даты» where the document is incomplete.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

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
    Revision,
    StoredDocument,
    StoredFact,
    ValueState,
)
from data_model.roadmap import (
    ROLL,
    Act,
    Activity,
    AnswerType,
    Change,
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
from tests.tables import drawn

DISTRICT = "район"
NOT_SENT = "не сдан"
WORDS = {"да": 1, "нет": 0}
STATES = {
    "": ValueState.NOT_REPORTED,
    "неприм.": ValueState.NOT_APPLICABLE,
    "причина": ValueState.NO_DATA,
}
Row = dict[str, str]


@dataclass(frozen=True)
class Promise:
    """The indicator of a drawn district; the defaults are a share that the district is promised."""

    kind: Kind = Kind.SHARE
    level: Level = Level.SCHOOL
    scope: Scope | None = Scope.DISTRICT_SHARE
    operator: Operator = Operator.AT_LEAST
    targets: dict[int, Any] = field(default_factory=dict)
    due: dict[int, date] = field(default_factory=dict)
    base: tuple[int, ...] = ()
    comparison_bases: tuple[tuple[int, ...], ...] = ()
    partly_from: str = "0.8"
    requires_growth: bool = False
    control: bool = False
    by_grade: bool = True
    out_of: str = ROLL
    roadmap_years: tuple[int, ...] = ()
    change: Change | None = None
    per: int | None = None
    cumulative: bool = False
    operators: dict[int, Operator] = field(default_factory=dict)
    hours: bool = False
    options: tuple[str, ...] = ()
    from_level: str = ""


UNITS = {Kind.PRESENCE: "", Kind.COUNT: "", Kind.LEVEL: ""}


def target(value: Any) -> Target:
    """35, "35.5", or (3, 5) for a range."""
    if isinstance(value, tuple):
        return Target(Decimal(str(value[0])), Decimal(str(value[1])))
    return Target(Decimal(str(value)))


def roadmap(promise: Promise, years: tuple[int, ...], grades: tuple[int, ...]) -> Roadmap:
    """One row, «1», over the years drawn."""
    present = promise.kind in {Kind.PRESENCE, Kind.SHARE_OF_ORGS}
    asked = (Respondent.SCHOOL, Respondent.MUNICIPALITY)
    if promise.level is Level.SCHOOL:
        asked = (Respondent.SCHOOL,)
    by_grade = () if present or not promise.by_grade else grades
    answer = AnswerType.PRESENCE if present else AnswerType.COUNT
    answer = AnswerType.HOURS if promise.hours else answer
    answer = AnswerType.CHOICE if promise.options else answer
    questions = (
        Question("counted", "Участники", answer, asked, by_grade, options=promise.options),
        Question("whole", "Обучающиеся", AnswerType.COUNT, asked, by_grade),
    )
    days = {year: promise.due.get(year, date(year, 12, 31)) for year in years}
    indicator = Indicator(
        code="example",
        kind=promise.kind,
        level=promise.level,
        counted="counted",
        scope=promise.scope,
        out_of=promise.out_of,
        base=promise.base,
        comparison_bases=promise.comparison_bases,
        operator=promise.operator,
        unit="ч" if promise.hours else UNITS.get(promise.kind, "%"),
        targets={
            year: replace(target(value), operator=promise.operators.get(year))
            for year, value in promise.targets.items()
        },
        periods={year: Period(year, PeriodKind.CALENDAR, day) for year, day in days.items()},
        requires_growth=promise.requires_growth,
        partly_from=Decimal(promise.partly_from),
        control=promise.control,
        change=promise.change,
        per=promise.per,
        cumulative=promise.cumulative,
        from_level=promise.from_level,
    )
    activity = Activity("1", "Мероприятие", "ежегодно", "показатель", (), indicator)
    act = Act("Управление образования", "приказ", date(2020, 7, 14), "1")
    return Roadmap("example", "Пример", act, years, questions, (activity,))


def district(given: str, promise: Promise) -> Snapshot:
    """The snapshot of a drawn district."""
    rows = drawn(given)
    years = promise.roadmap_years or tuple(sorted({int(row["year"]) for row in rows}))
    grades = tuple(sorted({int(row.get("grade") or 9) for row in rows}))
    one = roadmap(promise, years, grades)
    schools = list(dict.fromkeys(row["school"] for row in rows if row["school"] != DISTRICT))
    sent = [row for row in rows if row.get("n") != NOT_SENT]
    return Snapshot(
        version=1,
        municipality=Municipality(DISTRICT, "Примерный район", "Примерный район"),
        roadmaps=dict.fromkeys(years, one),
        organisations=tuple(organisation(school, rows) for school in schools),
        roll=tuple(roll for row in rows for roll in pupils(row)),
        revisions=tuple(
            {
                (row["school"], row["year"]): revision(row, number)
                for number, row in enumerate(sent)
            }.values()
        ),
        facts=tuple(fact for row in sent for fact in facts(row, one)),
        documents=tuple(found for row in sent for found in documents(row)),
    )


def organisation(school: str, rows: list[Row]) -> Organisation:
    """A school that exists in the years that it is drawn in."""
    years = [int(row["year"]) for row in rows if row["school"] == school]
    return Organisation(
        code=school,
        kind=OrganisationKind.SECONDARY,
        settlement="",
        names=(OrganisationName(school, school),),
        valid_from=date(min(years), 1, 1),
        valid_to=date(max(years), 12, 31),
    )


def pupils(row: Row) -> list[RollRow]:
    year = int(row["year"])
    if row["school"] == DISTRICT or not row.get("d"):
        return []
    grade = int(row.get("grade") or 9)
    return [RollRow(row["school"], year, roll_date(year), grade, int(row["d"]))]


def revision(row: Row, number: int) -> Revision:
    year = int(row["year"])
    return Revision(
        id=number,
        org=row["school"],
        year=year,
        number=1,
        is_current=True,
        filename=f"{row['school']}_{year}.xlsx",
        sha256="0" * 64,
        received_at=datetime(year, 12, 20, tzinfo=UTC),
        origin=Origin.FILE,
        reason="",
    )


def facts(row: Row, one: Roadmap) -> list[StoredFact]:
    """The answers of a drawn row: to the counted question, and to that of the whole."""
    grade = int(row.get("grade") or 9) if one.questions[0].grades else NO_GRADE
    return [
        StoredFact(row["school"], int(row["year"]), answer(question, grade, row[column]), 1)
        for question, column in zip(one.questions, ("n", "whole"), strict=True)
        if column in row
    ]


def answer(question: Question, grade: int, text: str) -> Fact:
    if text in STATES:
        return Fact(question.code, grade, None, STATES[text], "Показатели", "C7", text)
    value = WORDS.get(text)
    if text in question.options:
        value = question.options.index(text) + 1
    if value is None:
        value = int(Decimal(text.replace(",", ".")) * question.parts)
    state = ValueState.VALUE if value else ValueState.ZERO
    return Fact(question.code, grade, value, state, "Показатели", "C7", text)


def documents(row: Row) -> list[StoredDocument]:
    kind = row.get("document")
    if not kind:
        return []
    day = date(int(row["year"]), 9, 1) if kind == "есть" else None
    found = EvidenceDocument("counted", 1, "План", "б/н", day)
    return [StoredDocument(row["school"], int(row["year"]), found, 1)]
