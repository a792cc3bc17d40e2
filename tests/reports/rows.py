"""Rows of plan/fact for tests of documents: a test names only what it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from data_model.compliance import Status
from data_model.roadmap import Kind, Level, Operator, Scope
from indicators.changes import Change
from indicators.plan_fact_row import LikeForLike, Measure, PlanFactRow
from indicators.reasons import Reason


def a_row(**changes: Any) -> PlanFactRow:
    """A school's share below its guide: 30 of 100 pupils where 60 % are asked."""
    example = PlanFactRow(
        year=2021,
        period="2021",
        due=date(2021, 12, 31),
        roadmap="example-2020-2022",
        indicator="8",
        code="any",
        title="Название",
        short="Название",
        kind=Kind.SHARE,
        level=Level.SCHOOL,
        scope=Scope.DISTRICT_SHARE,
        measure=Measure.SHARE,
        by_schools=True,
        org="1",
        org_name="Школа",
        numerator=30,
        denominator=100,
        actual=30.0,
        unit="%",
        operator=Operator.AT_LEAST,
        target=60.0,
        target_upper=None,
        partly_from=0.8,
        status=Status.MISSED,
        reason=Reason.BELOW,
        growth=None,
        deviation=-30.0,
        deficit=30,
        matched=None,
        reported=1,
        expected=1,
        roll_reported=100,
        roll_expected=100,
        lower=None,
        upper=None,
        provisional=False,
        base="1–11 классы, на 20.09.2021",
        base_date=date(2021, 9, 20),
        small_base=False,
    )
    return replace(example, **changes)


def a_change(amount: float, **changes: Any) -> Change:
    """A district's share that was 50 % a year ago, over the same five schools."""
    row = a_row(org=None, **changes)
    matched = LikeForLike(5, 100, 100, 200, 200)
    return Change(row, matched, 50.0, 50.0 + amount, 50.0, 50.0 + amount)
