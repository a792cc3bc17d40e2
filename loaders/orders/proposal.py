"""Proposals («предложение по прочтении приказа»): what the reader understood, before it counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from data_model.roadmap import (
    Act,
    Activity,
    Change,
    Kind,
    Level,
    Operator,
    Period,
    Roadmap,
    Scope,
    Target,
)


@dataclass(frozen=True, slots=True)
class RowProposal:
    """One row of the order, its texts as approved and what they are taken to mean.

    ``kind`` is None where the wording fits none: a person has to say it. ``unsure`` are
    sentences for that person, each with what was assumed. ``base`` are grades, empty where the
    share is not of pupils; ``whole`` then names its denominator. ``documents`` is how many
    document lines are offered. ``included`` is False for a row that is not to be followed.
    ``scale``: the order counts in thousands (1000) or millions; targets are in whole units.
    ``links``: numbers of the rows whose activities the indicator measures.
    ``options``: the answers to choose from, the lowest first; ``from_level``: from which of them
    on a school is counted; ``asked``: the question about them, where it is not the title.
    ``stored``: the row of a stored roadmap that this one amends.
    """

    number: str
    title: str
    term: str
    wording: str
    executors: tuple[str, ...]
    kind: Kind | None = None
    operator: Operator | None = None
    unit: str = ""
    targets: dict[int, Target] = field(default_factory=dict)
    level: Level | None = None
    scope: Scope | None = None
    periods: dict[int, Period] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    base: tuple[int, ...] = ()
    comparison_bases: tuple[tuple[int, ...], ...] = ()
    whole: str = ""
    documents: int = 1
    control: bool = False
    section: str = ""
    included: bool = True
    change: Change | None = None
    cumulative: bool = False
    per: int | None = None
    weight: Decimal | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    source: str = ""
    scale: int = 1
    formula: str = ""
    frequency: str = ""
    methodology: str = ""
    parent: str = ""
    parent_row: str = ""
    links: tuple[str, ...] = ()
    short: str = ""
    note: str = ""
    options: tuple[str, ...] = ()
    from_level: str = ""
    asked: str = ""
    stored: Activity | None = None

    @property
    def is_share(self) -> bool:
        """A part of a whole, of the year or against a year ago."""
        return self.kind in {Kind.SHARE, Kind.GROWING_SHARE} or self.change is Change.POINTS

    @property
    def is_chosen(self) -> bool:
        """Answered by a choice from a list."""
        return bool(self.options) and self.kind in {Kind.LEVEL, Kind.SHARE_OF_ORGS}

    @property
    def target_rule(self) -> str | None:
        """How the target is to be reached: a value, a change of last year's, a sum of the years."""
        if self.kind is None:
            return None
        if self.kind is Kind.GROWTH:
            return f"change_{(self.change or Change.PERCENT).value}"
        return "cumulative" if self.cumulative else "value"


@dataclass(frozen=True, slots=True)
class RoadmapProposal:
    """A whole order as it was read. Nothing of it is stored before it is confirmed.

    ``stored``: the roadmap that it amends; what comes of it is an edition of that.
    """

    title: str
    act: Act
    years: tuple[int, ...]
    rows: tuple[RowProposal, ...]
    unsure: tuple[str, ...] = ()
    stored: Roadmap | None = None

    def row(self, number: str) -> RowProposal:
        return next(row for row in self.rows if row.number == number)

    def to_json(self, stored: bool = False) -> dict[str, Any]:
        """The answer of ``load-roadmap --json``."""
        return {
            "act": act_to_json(self.act),
            "years": list(self.years),
            "rows": [row_to_json(row) for row in self.rows],
            "unsure": list(self.unsure),
            "stored": stored,
        }


def act_to_json(act: Act) -> dict[str, str | None]:
    """Body, ISO date and number without «№»."""
    return {
        "body": act.body,
        "date": act.date.isoformat() if act.date else None,
        "number": act.number,
    }


def row_to_json(row: RowProposal) -> dict[str, Any]:
    """One row; what is open is null. ``periods`` are labels, ``due`` is by year.

    ``parts`` stands there where the order has quarters, months or half-years, ``links`` where an
    indicator names activities of another annex.
    """
    parts = {str(y): _parts(one) for y, one in sorted(row.periods.items()) if one.parts}
    return {
        "indicator": row.number,
        "title": row.title,
        "kind": row.kind and row.kind.value,
        "operator": row.operator and row.operator.value,
        "unit": row.unit,
        "targets": targets_to_json(row.targets),
        "level": row.level and row.level.value,
        "scope": row.scope and row.scope.value,
        "periods": [period.label for _, period in sorted(row.periods.items())],
        "due": {str(year): period.due.isoformat() for year, period in sorted(row.periods.items())},
        "executors": list(row.executors),
        "unsure": list(row.unsure),
        "baseline": None if row.baseline is None else _number(Target(row.baseline)),
        "scale": row.scale,
        "direction": row.operator and DIRECTIONS.get(row.operator),
        "weight": None if row.weight is None else _number(Target(row.weight)),
        "source": row.source,
        "target_rule": row.target_rule,
        **({"parts": parts} if parts else {}),
        **({"links": list(row.links)} if row.links else {}),
        **({"options": list(row.options)} if row.options else {}),
        **({"from_level": row.from_level} if row.from_level else {}),
    }


def _parts(period: Period) -> list[dict[str, Any]]:
    """The quarters, months or half-years of a year, each with its term and target."""
    return [
        {
            "period": period.of_part(number).label,
            "due": part.due.isoformat(),
            "target": part.target and targets_to_json({period.year: part.target})[str(period.year)],
        }
        for number, part in enumerate(period.parts, 1)
    ]


DIRECTIONS = {Operator.AT_LEAST: "up", Operator.AT_MOST: "down"}
"""More is better, or less."""


def targets_to_json(targets: Mapping[int, Target]) -> dict[str, Any]:
    """Years as text; a number, or both ends of a range."""
    return {
        str(year): _number(target)
        if target.upper is None
        else [_number(target), _number(Target(target.upper))]
        for year, target in sorted(targets.items())
    }


def _number(target: Target) -> int | float:
    value = target.value
    return int(value) if value == value.to_integral_value() else float(value)
