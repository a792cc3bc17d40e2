"""Rows of plan/fact for tests of documents: a share below its guide."""

from typing import Any

from data_model.compliance import Status
from indicators.changes import YearChange
from indicators.plan_fact_row import LikeForLike, PlanFactRow
from indicators.reasons import Reason
from tests import rows

BELOW_ITS_GUIDE: dict[str, Any] = {
    "roadmap": "example-2020-2022",
    "indicator": "8",
    "code": "any",
    "title": "Название",
    "short": "Название",
    "org": "1",
    "org_name": "Школа",
    "numerator": 30,
    "actual": 30.0,
    "target": 60.0,
    "status": Status.MISSED,
    "reason": Reason.BELOW,
    "deviation": -30.0,
    "deficit": 30,
    "base": "1–11 классы, на 20.09.2021",
}


def a_row(**changes: Any) -> PlanFactRow:
    """A school's share below its guide: 30 of 100 pupils where 60 % are asked."""
    return rows.a_row(**BELOW_ITS_GUIDE | changes)


def a_change(amount: float, **changes: Any) -> YearChange:
    """A district's share that was 50 % a year ago, over the same five schools."""
    row = a_row(org=None, **changes)
    matched = LikeForLike(5, 100, 100, 200, 200)
    return YearChange(row, matched, 50.0, 50.0 + amount, 50.0, 50.0 + amount)
