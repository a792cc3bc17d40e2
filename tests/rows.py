"""Rows of plan/fact for tests of charts and documents: a test names only what it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from data_model.compliance import Status
from data_model.roadmap import Kind, Level, Operator, Scope
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import Reason

EXAMPLE = PlanFactRow(
    year=2021,
    period="2021",
    due=date(2021, 12, 31),
    roadmap="example",
    indicator="9",
    in_order="9",
    code="ticket",
    title="Участие в проекте «Билет в будущее»",
    short="Билет в будущее",
    kind=Kind.SHARE,
    level=Level.SCHOOL,
    scope=Scope.DISTRICT_SHARE,
    measure=RowMeasure.SHARE,
    by_schools=True,
    org="580401",
    org_name="СОШ № 1",
    numerator=36,
    denominator=100,
    actual=36.0,
    unit="%",
    operator=Operator.AT_LEAST,
    target=35.0,
    target_upper=None,
    partly_from=0.8,
    status=Status.MET,
    reason=Reason.REACHED,
    growth=None,
    deviation=1.0,
    deficit=None,
    matched=None,
    reported=1,
    expected=1,
    roll_reported=100,
    roll_expected=100,
    lower=None,
    upper=None,
    provisional=False,
    base="6–11 классы, на 20.09.2021",
    base_date=date(2021, 9, 20),
    small_base=False,
)
UNKNOWN: dict[str, Any] = {
    "actual": None,
    "numerator": None,
    "denominator": None,
    "status": Status.NO_DATA,
    "reason": Reason.NO_RETURN,
    "deviation": None,
}
BELOW: dict[str, Any] = {"status": Status.MISSED, "reason": Reason.BELOW}
CONTRIBUTION: dict[str, Any] = {
    "status": Status.NO_TARGET,
    "reason": Reason.CONTRIBUTION,
    "measure": RowMeasure.COUNT,
    "target": None,
    "unit": "чел.",
    "denominator": None,
}
SMALL: dict[str, Any] = {"numerator": 4, "denominator": 8, "small_base": True}


def a_row(**changes: Any) -> PlanFactRow:
    return replace(EXAMPLE, **changes)


def a_year(year: int, actual: float | None, target: float | None, **changes: Any) -> PlanFactRow:
    """Plan and fact of one year of the district; without an actual there is no data."""
    known = UNKNOWN if actual is None else {"actual": actual}
    of_district: dict[str, Any] = {"org": None, "org_name": "Район"}
    dated: dict[str, Any] = {"year": year, "period": str(year), "target": target}
    return a_row(**{**of_district, **dated, **known, **changes})


def a_school_row(org: str, actual: float | None, **changes: Any) -> PlanFactRow:
    known: dict[str, Any] = UNKNOWN
    if actual is not None:
        known = {"actual": actual, "numerator": int(actual), "denominator": 100}
    return a_row(**{"org": org, "org_name": f"СОШ № {org}", **known, **changes})
