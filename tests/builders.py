"""One-line valid examples of the nouns: a test names only what it is about.

``a_school(code="580402")`` is a whole school that differs from the example in its code.
Places, names and figures are invented.
"""

import hashlib
from dataclasses import replace
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
    ParsedReturn,
    Problem,
    Revision,
    Severity,
    StoredDocument,
    StoredFact,
    Submission,
    ValueState,
)
from data_model.roadmap import (
    ALL_GRADES,
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

YEARS = (2020, 2021, 2022)
OLDER_GRADES = (6, 7, 8, 9, 10, 11)
RECEIVED_AT = datetime(2021, 12, 20, 9, 30, tzinfo=UTC)


# places


def a_municipality(**changes: Any) -> Municipality:
    example = Municipality(code="58040", name="Муниципальный район Примерный", short="Примерный")
    return replace(example, **changes)


def a_name(short: str = "СОШ № 1", **changes: Any) -> OrganisationName:
    return replace(OrganisationName(full=f"МБОУ {short}", short=short), **changes)


def a_school(code: str = "580401", **changes: Any) -> Organisation:
    example = Organisation(
        code=code,
        kind=OrganisationKind.SECONDARY,
        settlement="с. Примерное",
        names=(a_name(f"СОШ № {code[-2:].lstrip('0')}"),),
    )
    return replace(example, **changes)


def a_district_office(code: str = "58040", **changes: Any) -> Organisation:
    """The municipality as an organisation: its return is one too."""
    example = Organisation(code, OrganisationKind.MUNICIPALITY, "с. Примерное", (a_name("Район"),))
    return replace(example, **changes)


def a_roll(
    org: str = "580401",
    year: int = 2021,
    pupils: int | dict[int, int] = 25,
    grades: tuple[int, ...] = ALL_GRADES,
) -> tuple[RollRow, ...]:
    """The same number in each grade, or a number by grade."""
    by_grade = pupils if isinstance(pupils, dict) else dict.fromkeys(grades, pupils)
    return tuple(
        RollRow(org, year, roll_date(year), grade, count) for grade, count in by_grade.items()
    )


# the roadmap


def a_question(code: str = "ticket_pupils", **changes: Any) -> Question:
    example = Question(
        code=code,
        text="Участники проекта «Билет в будущее»",
        answer=AnswerType.COUNT,
        asked_of=(Respondent.SCHOOL,),
        grades=OLDER_GRADES,
        unit="чел.",
    )
    return replace(example, **changes)


def a_presence_question(code: str = "work_plan", **changes: Any) -> Question:
    example = Question(
        code=code,
        text="План работы",
        answer=AnswerType.PRESENCE,
        asked_of=(Respondent.MUNICIPALITY,),
        documents=1,
    )
    return replace(example, **changes)


def periods(
    years: tuple[int, ...] = YEARS, kind: PeriodKind = PeriodKind.CALENDAR
) -> dict[int, Period]:
    """Due on the last day of each year."""
    return {year: Period(year, kind, date(year, 12, 31)) for year in years}


def targets(**by_year: str | int) -> dict[int, Target]:
    """``targets(y2020=20, y2021="35.5")``: Decimals by year."""
    return {int(year[1:]): Target(Decimal(value)) for year, value in by_year.items()}


def an_indicator(code: str = "ticket_to_future", **changes: Any) -> Indicator:
    """A growing share over grades 6–11: 20, 35, 50 %."""
    example = Indicator(
        code=code,
        kind=Kind.GROWING_SHARE,
        level=Level.SCHOOL,
        counted="ticket_pupils",
        scope=Scope.DISTRICT_SHARE,
        out_of=ROLL,
        base=OLDER_GRADES,
        operator=Operator.AT_LEAST,
        unit="%",
        targets=targets(y2020=20, y2021=35, y2022=50),
        periods=periods(),
        requires_growth=True,
    )
    return replace(example, **changes)


def a_presence_indicator(code: str = "work_plan", **changes: Any) -> Indicator:
    """A document of the municipality, each year."""
    example = Indicator(
        code=code,
        kind=Kind.PRESENCE,
        level=Level.MUNICIPALITY,
        counted="work_plan",
        operator=Operator.EXISTS,
        targets=targets(y2020=1, y2021=1, y2022=1),
        periods=periods(),
    )
    return replace(example, **changes)


def an_activity(number: str = "9", **changes: Any) -> Activity:
    example = Activity(
        number=number,
        title="Участие в проекте «Билет в будущее»",
        term="ежегодно",
        wording="2020 – 20%, 2021 – 35%, 2022 – 50%",
        executors=("Общеобразовательные организации",),
        indicator=an_indicator(),
        short="Билет в будущее",
    )
    return replace(example, **changes)


def a_presence_activity(number: str = "1", **changes: Any) -> Activity:
    example = Activity(
        number=number,
        title="Разработка плана работы",
        term="Ежегодно август",
        wording="Наличие плана",
        executors=("МКУ МЦПРО",),
        indicator=a_presence_indicator(),
        short="План работы",
        unsure=("Дня в приказе нет.",),
    )
    return replace(example, **changes)


def an_act(**changes: Any) -> Act:
    example = Act(body="Управление образования", kind="приказ", date=date(2020, 7, 14), number="94")
    return replace(example, **changes)


def a_roadmap(**changes: Any) -> Roadmap:
    """Two rows: a plan of the municipality, a growing share of the schools."""
    example = Roadmap(
        code="example-2020-2022",
        title="Самоопределение и профессиональная ориентация",
        act=an_act(),
        years=YEARS,
        questions=(a_presence_question(), a_question()),
        activities=(a_presence_activity(), an_activity()),
        synthetic=True,
    )
    return replace(example, **changes)


LEVELS = ("базовый", "основной", "продвинутый")


def a_roadmap_of_levels_and_hours(**changes: Any) -> Roadmap:
    """Three rows of a school year: hours of each school, its level, a share of schools by level."""
    years = (2025, 2026)
    term = {"out_of": None, "base": (), "requires_growth": False,
            "periods": periods(years, PeriodKind.SCHOOL_YEAR)}  # fmt: skip
    each = {"level": Level.SCHOOL, "scope": Scope.EACH_SCHOOL, **term}
    hours = an_indicator(
        "lesson_hours", kind=Kind.COUNT, counted="lesson_hours", unit="ч",
        targets=targets(y2025=34, y2026="34.5"), **each,
    )  # fmt: skip
    level = an_indicator(
        "model_level", kind=Kind.LEVEL, counted="model_level", unit=" → ".join(LEVELS),
        targets=targets(y2025=1, y2026=2), **each,
    )  # fmt: skip
    share = an_indicator(
        "schools_by_level", kind=Kind.SHARE_OF_ORGS, counted="model_level",
        scope=Scope.DISTRICT_SHARE, from_level="основной", targets=targets(y2025=30, y2026=60),
        **term,
    )  # fmt: skip
    whole = {"grades": (), "asked_of": (Respondent.SCHOOL,)}
    example = a_roadmap(
        code="levels-2025-2026",
        title="Единая модель профориентации",
        years=years,
        questions=(
            a_question("lesson_hours", text="Часы курса «Россия — мои горизонты» за год",
                       answer=AnswerType.HOURS, unit="ч", **whole),
            a_question("model_level", text="Уровень модели профориентации",
                       answer=AnswerType.CHOICE, unit="", options=LEVELS, **whole),
        ),
        activities=(
            an_activity("1", title="Курс «Россия — мои горизонты»", indicator=hours,
                        wording="не менее 34 часов", short="Россия — мои горизонты"),
            an_activity("2", title="Реализация модели", indicator=level,
                        wording="уровень не ниже основного", short="Уровень модели"),
            an_activity("3", title="Школы основного уровня", indicator=share,
                        wording="не менее 60 % школ", short="Школы основного уровня"),
        ),
    )  # fmt: skip
    return replace(example, **changes)


# returns


def a_fact(question: str = "ticket_pupils", grade: int = NO_GRADE, **changes: Any) -> Fact:
    example = Fact(question, grade, 10, ValueState.VALUE, "Показатели", "C7", "10")
    return example._replace(**changes)


def facts_by_grade(by_grade: dict[int, int], question: str = "ticket_pupils") -> tuple[Fact, ...]:
    """One counted answer for each grade; zero is a zero."""
    return tuple(
        a_fact(
            question,
            grade,
            value=count,
            state=ValueState.VALUE if count else ValueState.ZERO,
            cell=f"{chr(ord('B') + grade)}7",
            written=str(count),
        )
        for grade, count in by_grade.items()
    )


def a_document(question: str = "work_plan", ordinal: int = 1, **changes: Any) -> EvidenceDocument:
    example = EvidenceDocument(
        question, ordinal, "План работы", "12", date(2021, 8, 25), "", "Документы", "D5"
    )
    return replace(example, **changes)


def a_problem(code: str = "unanswered", **changes: Any) -> Problem:
    example = Problem(
        code, Severity.QUESTION, "Показатели, C7: пусто. Внесите число.", "Показатели", "C7"
    )
    return replace(example, **changes)


def a_return(org: str = "580401", year: int = 2021, **changes: Any) -> ParsedReturn:
    """A school's return: ten participants in each of grades 6–11."""
    example = ParsedReturn(
        form="example-2020-2022",
        version=1,
        org=org,
        year=year,
        facts=facts_by_grade(dict.fromkeys(OLDER_GRADES, 10)),
    )
    return replace(example, **changes)


def a_submission(
    parsed: ParsedReturn | None = None, content: bytes | None = None, **changes: Any
) -> Submission:
    """A return with bytes of its own: two that differ in anything differ in their bytes."""
    parsed = parsed or a_return()
    content = repr(parsed).encode() if content is None else content
    example = Submission(
        parsed=parsed,
        problems=(),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        filename=f"{parsed.org}_{parsed.year}.xlsx",
        received_at=RECEIVED_AT,
    )
    return replace(example, **changes)


def a_revision(org: str = "580401", year: int = 2021, **changes: Any) -> Revision:
    sent = a_submission(a_return(org, year))
    example = Revision(
        id=1,
        org=org,
        year=year,
        number=1,
        is_current=True,
        filename=sent.filename,
        sha256=sent.sha256,
        received_at=sent.received_at,
        origin=sent.origin,
        reason="",
    )
    return replace(example, **changes)


# everything together


def a_snapshot(returns: tuple[ParsedReturn, ...] = (), **changes: Any) -> Snapshot:
    """A district of one school with a roll of 25 in each grade, and the returns given."""
    example = Snapshot(
        version=1,
        municipality=a_municipality(),
        roadmaps={year: a_roadmap() for year in YEARS},
        organisations=(a_district_office(), a_school()),
        roll=tuple(row for year in YEARS for row in a_roll(year=year)),
        revisions=tuple(
            a_revision(parsed.org, parsed.year, id=number)
            for number, parsed in enumerate(returns, start=1)
        ),
        facts=tuple(
            StoredFact(parsed.org, parsed.year, fact, revision=1)
            for parsed in returns
            for fact in parsed.facts
        ),
        documents=tuple(
            StoredDocument(parsed.org, parsed.year, document, revision=1)
            for parsed in returns
            for document in parsed.documents
        ),
    )
    return replace(example, **changes)
