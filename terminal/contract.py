"""What `--json` prints. Kept stable: programs of others read it.

Numbers are JSON numbers, unrounded; unknown is null; percents are 0–100.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import pandas as pd

from data_model.returns import Outcome, Receipt
from data_model.roadmap import Activity, Roadmap
from indicators.trace import Trace
from loaders.order.proposal import act_to_json, targets_to_json

INDICATOR_FIELDS = (
    "indicator",
    "code",
    "kind",
    "level",
    "org",
    "period",
    "numerator",
    "denominator",
    "actual",
    "unit",
    "target",
    "operator",
    "status",
    "growth",
    "reported",
    "expected",
    "lower",
    "upper",
    "provisional",
)
STATUS_FIELDS = (
    "org",
    "name",
    "state",
    "late",
    "received_at",
    "revision",
    "errors",
    "questions",
)
INPUT_FIELDS = (
    "org",
    "question",
    "grade",
    "value",
    "revision",
    "file",
    "sha256",
    "sheet",
    "cell",
    "received_at",
)


def plain(value: Any) -> Any:
    """A value as JSON knows it: unknown becomes null, whole numbers stay whole."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    return value


def fields(row: Mapping[Any, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(row[name]) for name in names}


def indicator_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    """One row of `indicators --json`; both ends of a range stand in one list."""
    result = fields(row, INDICATOR_FIELDS)
    upper = plain(row["target_upper"])
    return result | {"target": [result["target"], upper]} if upper is not None else result


def indicators(frame: pd.DataFrame, year: int, municipality: str, as_of: date) -> dict[str, Any]:
    """The object of `indicators --json` from the plan/fact rows of one year."""
    return {
        "year": year,
        "municipality": municipality,
        "as_of": as_of.isoformat(),
        "rows": [indicator_row(row) for row in frame.to_dict("records")],
    }


def status(board: pd.DataFrame, year: int) -> dict[str, Any]:
    """The object of `status --json` from the board of returns."""
    return {"year": year, "rows": [fields(row, STATUS_FIELDS) for row in board.to_dict("records")]}


def receipt(given: Receipt) -> dict[str, Any]:
    """One file of `check` and `ingest`."""
    return {
        "file": given.filename,
        "outcome": given.outcome.value,
        "org": given.org,
        "year": given.year,
        "revision": given.revision,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "sheet": problem.sheet,
                "cell": problem.cell,
                "message": problem.message,
            }
            for problem in given.problems
        ],
    }


def receipts(given: list[Receipt]) -> dict[str, Any]:
    """The object of `check --json` and `ingest --json`."""
    outcomes = [one.outcome for one in given]
    return {
        "files": [receipt(one) for one in given],
        "accepted": sum(
            outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WARNINGS) for outcome in outcomes
        ),
        "refused": outcomes.count(Outcome.REFUSED),
        "duplicates": outcomes.count(Outcome.DUPLICATE),
    }


def trace(found: Trace) -> dict[str, Any]:
    """The object of `trace --json`: the inputs that count, no others."""
    return {
        "indicator": found.indicator,
        "org": found.org,
        "actual": plain(found.actual),
        "inputs": [
            fields(asdict(given) | {"grade": given.grade or None}, INPUT_FIELDS)
            for given in found.inputs
        ],
    }


def roadmap(stored: Roadmap) -> dict[str, Any]:
    """The object of `load-roadmap --json` for definitions that were stored."""
    return {
        "act": act_to_json(stored.act),
        "years": list(stored.years),
        "rows": [activity_row(activity) for activity in stored.activities],
        "stored": True,
    }


def activity_row(activity: Activity) -> dict[str, Any]:
    indicator = activity.indicator
    periods = sorted(indicator.periods.items())
    return {
        "indicator": activity.number,
        "title": activity.title,
        "kind": indicator.kind.value,
        "operator": indicator.operator.value,
        "unit": indicator.unit,
        "targets": targets_to_json(indicator.targets),
        "level": indicator.level.value,
        "scope": indicator.scope.value if indicator.scope else None,
        "periods": [period.label for _, period in periods],
        "due": {str(year): period.due.isoformat() for year, period in periods},
        "executors": list(activity.executors),
        "unsure": list(activity.unsure),
    }


def dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
