"""The roadmap file («файл дорожной карты») as pydantic sees it: shapes and types, no meaning.

One model mirrors one table of the TOML file. What the values mean together is judged by
``roadmap_rules``. Nothing is converted silently: a text where a number belongs is an error.
"""

import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from data_model.roadmap import (
    Act,
    Activity,
    AnswerType,
    Goal,
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
)


def _exact(value: Any) -> Any:
    """Whole numbers of the file as Decimal; fractions already come so from the TOML reader."""
    return Decimal(value) if type(value) is int else value


def _pair_or_single(value: Any) -> Any:
    """A target is a number, or ``[a, b]`` for a range: both become a list."""
    return value if isinstance(value, list) else [value]


def _year(key: Any) -> Any:
    """Keys of a TOML table are texts; those of ours are years."""
    return int(key) if isinstance(key, str) and key.isascii() and key.isdigit() else key


Written = Field(strict=False)
"""A value of an enumeration is written in the file as its text."""

Text = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Exact = Annotated[Decimal, BeforeValidator(_exact)]
Year = Annotated[int, BeforeValidator(_year), Field(ge=2000, le=2100)]
Grade = Annotated[int, Field(ge=1, le=11)]
TargetValue = Annotated[
    list[Exact], BeforeValidator(_pair_or_single), Field(min_length=1, max_length=2)
]


class Table(BaseModel):
    """A TOML table: strict types, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid")


class ActTable(Table):
    body: Text
    kind: Text
    date: datetime.date | None = None
    number: str = ""
    title: str = ""


class QuestionTable(Table):
    code: Code
    text: Text
    answer: Annotated[AnswerType, Written]
    asked_of: Annotated[list[Annotated[Respondent, Written]], Field(min_length=1)]
    grades: list[Grade] = []
    unit: str = ""
    hint: str = ""
    documents: Annotated[int, Field(ge=0, le=20)] = 0


class PeriodTable(Table):
    kind: Annotated[PeriodKind, Written]
    due: datetime.date


class IndicatorTable(Table):
    code: Code
    kind: Annotated[Kind, Written]
    level: Annotated[Level, Written]
    counted: Code
    scope: Annotated[Scope, Written] | None = None
    out_of: Code | None = None
    base: list[Grade] = []
    comparison_bases: list[list[Grade]] = []
    operator: Annotated[Operator, Written] = Operator.AT_LEAST
    unit: str = ""
    targets: dict[Year, TargetValue] = {}
    periods: dict[Year, PeriodTable] = {}
    requires_growth: bool = False
    partly_from: Annotated[Exact, Field(gt=0, le=1)] = Decimal("0.8")
    control: bool = False
    also_counted: list[Code] = []


class ActivityTable(Table):
    number: Text
    title: Text
    term: Text
    wording: Text
    executors: Annotated[list[Text], Field(min_length=1)]
    short: Text
    note: str = ""
    unsure: list[Text] = []
    indicator: IndicatorTable


class GoalTable(Table):
    title: Text
    rows: list[Text] = []


class RoadmapTable(Table):
    """The whole file."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
    title: Text
    years: Annotated[list[Year], Field(min_length=1)]
    synthetic: bool = False
    in_force_from: Year | None = None
    act: ActTable
    goal: list[GoalTable] = []
    question: Annotated[list[QuestionTable], Field(min_length=1)]
    activity: Annotated[list[ActivityTable], Field(min_length=1)]


def to_roadmap(table: RoadmapTable) -> Roadmap:
    """The noun that the rest of the house knows."""
    return Roadmap(
        code=table.code,
        title=table.title,
        act=Act(**table.act.model_dump()),
        years=tuple(table.years),
        questions=tuple(_question(question) for question in table.question),
        activities=tuple(_activity(activity) for activity in table.activity),
        synthetic=table.synthetic,
        goals=tuple(Goal(goal.title, tuple(goal.rows)) for goal in table.goal),
        in_force_from=table.in_force_from,
    )


def _question(table: QuestionTable) -> Question:
    return Question(**_frozen(table.model_dump()))


def _activity(table: ActivityTable) -> Activity:
    plain = _frozen(table.model_dump(exclude={"indicator"}))
    return Activity(**plain, indicator=_indicator(table.indicator))


def _indicator(table: IndicatorTable) -> Indicator:
    plain = _frozen(table.model_dump(exclude={"targets", "periods"}))
    return Indicator(
        **plain,
        targets={year: Target(*ends) for year, ends in sorted(table.targets.items())},
        periods={
            year: Period(year, period.kind, period.due)
            for year, period in sorted(table.periods.items())
        },
    )


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    """Lists as tuples, all the way down."""
    return {name: _freeze(value) for name, value in fields.items()}


def _freeze(value: Any) -> Any:
    return tuple(map(_freeze, value)) if isinstance(value, list) else value
