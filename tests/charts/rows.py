"""Rows of the plan/fact frame as charts get them, drawn in one line each."""

from typing import Any

import pandas as pd

EXAMPLE: dict[str, Any] = {
    "year": 2021,
    "period": "2021",
    "indicator": "9",
    "org": "580401",
    "org_name": "СОШ № 1",
    "numerator": 36,
    "denominator": 100,
    "actual": 36.0,
    "unit": "%",
    "operator": ">=",
    "target": 35.0,
    "status": "met",
    "lower": None,
    "upper": None,
    "provisional": False,
}
WHOLE = ["numerator", "denominator"]
PARTS = ["actual", "target", "lower", "upper"]


def rows(*changes: dict[str, Any]) -> pd.DataFrame:
    """One row per argument: the example with these changes, in the types of plan/fact."""
    frame = pd.DataFrame([{**EXAMPLE, **change} for change in changes])
    return frame.astype(dict.fromkeys(WHOLE, "Int64") | dict.fromkeys(PARTS, "Float64"))


def a_year(year: int, actual: float | None, target: float | None, **changes: Any) -> dict[str, Any]:
    """Plan and fact of one year; without an actual there is no data."""
    known = {"actual": actual, "status": "met"}
    unknown = {"actual": None, "numerator": None, "denominator": None, "status": "no_data"}
    return {
        "year": year,
        "period": str(year),
        "target": target,
        **(unknown if actual is None else known),
        **changes,
    }


def a_school_row(org: str, actual: float | None, **changes: Any) -> dict[str, Any]:
    known = {"actual": actual, "numerator": int(actual or 0), "denominator": 100}
    unknown = {"actual": None, "numerator": None, "denominator": None, "status": "no_data"}
    return {
        "org": org,
        "org_name": f"СОШ № {org}",
        **(unknown if actual is None else known),
        **changes,
    }
