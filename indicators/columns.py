"""Columns of plan/fact: their order and their types, the same for a full and an empty frame.

Places: ``org`` is None in the district's row; ``org_name`` is the name of that year.
Figures: ``numerator`` and ``denominator`` are counts («n из d», «k из n»); ``actual``,
``target``, ``lower`` and ``upper`` are in the unit of the row, percents 0–100, not rounded.
Growth: ``previous`` and ``current_common`` are counts over those that answered both years.
Coverage: ``reported`` and ``expected`` organisations, ``roll_…`` their pupils in the base.
Beside it: ``mean_of_shares`` and ``control`` never make a verdict; ``comparison`` holds the
share over other grades; ``missing_to_target`` is in people or units; ``state`` is one of the six
states of a value and ``reason`` says in words what the verdict does not.
"""

import pandas as pd

from indicators.definitions import with_none

INTEGERS = [
    "numerator",
    "denominator",
    "previous",
    "current_common",
    "reported",
    "expected",
    "roll_reported",
    "roll_expected",
    "missing_to_target",
    "control",
]
FLOATS = ["actual", "target", "target_upper", "lower", "upper", "mean_of_shares"]

COLUMNS = [
    "year",
    "period",
    "due",
    "indicator",
    "code",
    "title",
    "short",
    "kind",
    "level",
    "scope",
    "org",
    "org_name",
    "numerator",
    "denominator",
    "actual",
    "unit",
    "operator",
    "target",
    "target_upper",
    "status",
    "growth",
    "previous",
    "current_common",
    "reported",
    "expected",
    "roll_reported",
    "roll_expected",
    "lower",
    "upper",
    "provisional",
    "missing_to_target",
    "mean_of_shares",
    "base",
    "comparison",
    "control",
    "state",
    "reason",
]


def typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns in their order and of their types, the same for an empty frame."""
    types = dict.fromkeys(INTEGERS, "Int64") | dict.fromkeys(FLOATS, "Float64")
    frame = rows[COLUMNS].astype(types | {"year": "int64", "provisional": "bool"})
    return frame.assign(growth=with_none(frame["growth"]))
