"""Verdicts («выполнение»): is it enough? Integers are compared, never rounded shares.

19.96 % prints as 20,0 % and is not met: 100·n·scale is set against target·d.
"""

import numpy as np
import pandas as pd

from data_model.compliance import Growth, Status
from data_model.roadmap import Kind, Operator
from indicators.growth import growth
from indicators.kinds import KINDS

WITH_LOW = [Operator.AT_LEAST, Operator.EQUAL, Operator.RANGE, Operator.EXISTS]
WITH_HIGH = [Operator.AT_MOST, Operator.EQUAL, Operator.RANGE]
"""An operator is a lower limit, an upper limit, or both: less is better works everywhere."""

SATISFIED = [Growth.MET, Growth.NOT_APPLICABLE]


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of sums and definitions with actual, growth, reached, enough, nearly and missing.

    reached: the value meets its target; enough: growth too, where it is asked; nearly: at
    least ``partly`` of the target, or the threshold without the growth; missing: units to the
    target. All are about known values only.
    """
    rows = rows.assign(**ratios(rows))
    reached, near = _by_number(rows)
    present, said = _by_presence(rows)
    is_presence = rows["measured"] == Kind.PRESENCE
    reached = reached.where(~is_presence, present)
    near = near.where(~is_presence, said)
    grown = growth(rows)
    enough = reached & (grown.isin(SATISFIED) | ~rows["grows"])
    return rows.assign(
        growth=grown, reached=reached, enough=enough, nearly=near | reached, missing=missing(rows)
    )


def ratios(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """top and bottom of the actual value, and the value itself (NaN: unknown)."""
    top = pd.Series(0, index=rows.index, dtype="int64")
    bottom = top.copy()
    for kind, rules in KINDS.items():
        part = rows[rows["measured"] == kind]
        if len(part):
            top.loc[part.index], bottom.loc[part.index] = rules.ratio(part)
    return {"top": top, "bottom": bottom, "actual": top / bottom.where(bottom > 0)}


def _by_number(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Whether the value lies within its limits, and within ``partly`` of them."""
    has_low, has_high = rows["operator"].isin(WITH_LOW), rows["operator"].isin(WITH_HIGH)
    value = rows["top"] * rows["scale"]
    low, high = rows["low"] * rows["bottom"], rows["high"] * rows["bottom"]
    known = rows["bottom"] > 0
    part, whole = rows["partly"], rows["partly_scale"]
    reached = (~has_low | (value >= low)) & (~has_high | (value <= high))
    near = (~has_low | (value * whole >= low * part)) & (~has_high | (value * part <= high * whole))
    return known & reached, known & near


def _by_presence(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Confirmed by all that answered; or «есть» of all, or confirmed by enough of them."""
    answered = rows["reported"] > 0
    confirmed = answered & (rows["have"] == rows["reported"])
    said = answered & (rows["counted"] == rows["reported"])
    return confirmed, said | (answered & _is_most(rows, rows["have"], rows["reported"]))


def _is_most(rows: pd.DataFrame, met: pd.Series, of: pd.Series) -> pd.Series:
    return met * rows["partly_scale"] >= of * rows["partly"]


def by_each_school(rows: pd.DataFrame) -> pd.DataFrame:
    """Where each school is promised the target, the district is met when all that answered are."""
    asked = rows["each_school"] & rows["tried"].gt(0)
    everyone = asked & (rows["met"] == rows["tried"])
    return rows.assign(
        reached=rows["reached"].where(~asked, everyone),
        enough=rows["enough"].where(~asked, everyone),
        nearly=rows["nearly"].where(~asked, _is_most(rows, rows["met"], rows["tried"]) | everyone),
        missing=rows["missing"].where(~rows["each_school"], rows["school_missing"]),
    )


def missing(rows: pd.DataFrame) -> pd.Series:
    """Units from the shown numerator to the nearest limit: people, organisations; 0 when reached.

    For «не более» these are the units too many. Unknown values have 0; callers mask them.
    """
    factor = rows["measured"].map({kind: rules.factor for kind, rules in KINDS.items()})
    unit = (factor * rows["scale"]).astype("int64")
    shown = rows["top"] // factor.astype("int64")
    least = -(-(rows["low"] * rows["bottom"]) // unit)
    most = (rows["high"] * rows["bottom"]) // unit
    short = (least - shown).where(rows["operator"].isin(WITH_LOW), 0)
    over = (shown - most).where(rows["operator"].isin(WITH_HIGH), 0)
    return short.clip(lower=0).where(short >= over, over.clip(lower=0)).astype("int64")


def is_applicable(rows: pd.DataFrame) -> pd.Series:
    """Whether there is anything to measure: pupils in the base, a year ago to grow from.

    Where no organisation is known at all, nothing is known either: that is not «не применимо».
    """
    empty = rows["places"] == 0
    from_nothing = (rows["pairs"] > 0) & (rows["previous"] == 0)
    no_past = (rows["possible"] == 0) | from_nothing
    return empty | ((rows["expected"] > 0) & ~((rows["measured"] == Kind.GROWTH) & no_past))


def status(rows: pd.DataFrame) -> pd.Series:
    """The order of verdicts: what does not apply or was not promised is never a failure."""
    verdicts = np.select(
        [
            ~rows["applicable"],
            ~rows["has_target"],
            rows["enough"],
            rows["pending"],
            rows["actual"].isna(),
            rows["nearly"],
        ],
        [
            Status.NOT_APPLICABLE,
            Status.NO_TARGET,
            Status.MET,
            Status.NOT_DUE,
            Status.NO_DATA,
            Status.PARTLY,
        ],
        default=Status.MISSED,
    )
    return pd.Series(verdicts, index=rows.index, dtype=object)
