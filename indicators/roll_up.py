"""Roll-up («свод»): schools summed to the district. Sums, never averages.

The sums of one place and of a district have the same columns, so that one kind of indicator
serves both. All are integers; a place that did not answer adds nothing to what was counted,
and its base to what is missing.
"""

import numpy as np
import pandas as pd

from data_model.roadmap import Kind
from indicators.kinds import KINDS

GROUP = ["year", "position"]

SUMS = [
    "places",
    "counted",
    "whole",
    "reported",
    "expected",
    "whole_all",
    "whole_unknown",
    "have",
    "current_common",
    "previous",
    "pairs",
    "possible",
    "roll_reported",
    "roll_all",
    "roll_unknown",
    "sent",
    "explained",
    "percents",
]


def sums_of_one(measures: pd.DataFrame) -> pd.DataFrame:
    """The sums of a single place: one row per row of the measures, columns SUMS.

    places: how many there are, asked or not; counted, whole: of those that answered both;
    reported, expected: how many answered and how many should; whole_all, roll_all: over all
    that should, known as far as ``…_unknown`` is 0; have: presences confirmed by a document;
    current_common, previous: this year and the last over the ``pairs`` that answered in both
    (``possible``: that could have); percents: the share of the place, for the mean that is
    shown under its own name only.
    """
    awaited, answered = measures["awaited"], measures["answered"]
    comparable = measures["comparable"]
    counted, whole = _zeros(measures["counted"]), _zeros(measures["whole"])
    roll, before = _zeros(measures["roll"]), _zeros(measures["before"])
    of_whole = measures["kind"].isin([kind for kind, rules in KINDS.items() if rules.of_whole])
    return pd.DataFrame(
        {
            "places": np.ones(len(measures), dtype=np.int64),
            "counted": counted.where(answered, 0),
            "whole": whole.where(answered, 0),
            "reported": answered.astype("int64"),
            "expected": awaited.astype("int64"),
            "whole_all": whole.where(awaited, 0),
            "whole_unknown": (awaited & measures["whole"].isna() & of_whole).astype("int64"),
            "have": (answered & measures["confirmed"] & (counted == 1)).astype("int64"),
            "current_common": counted.where(comparable, 0),
            "previous": before.where(comparable, 0),
            "pairs": comparable.astype("int64"),
            "possible": measures["possible"].astype("int64"),
            "roll_reported": roll.where(answered, 0),
            "roll_all": roll.where(awaited, 0),
            "roll_unknown": (awaited & measures["roll"].isna()).astype("int64"),
            "sent": (measures["sent"] & awaited).astype("int64"),
            "explained": (measures["explained"] & awaited).astype("int64"),
            "percents": _percents(counted, whole).where(answered & of_whole, 0.0),
        }
    )


def _zeros(column: pd.Series) -> pd.Series:
    """Unknown as 0: only ever added where a flag beside it says that it is known."""
    return column.fillna(0).astype("int64")


def _percents(counted: pd.Series, whole: pd.Series) -> pd.Series:
    return 100 * counted / whole.where(whole > 0, 1)


def roll_up(schools: pd.DataFrame) -> pd.DataFrame:
    """One row per year and activity: the sums over its organisations.

    Beside SUMS: ``tried``, how many organisations have a value of their own, ``met``, how many
    of them met their own target, and ``school_missing``, the units missing to it in all.
    """
    columns = [*SUMS, "tried", "met", "school_missing"]
    return schools.groupby(GROUP, sort=True)[columns].sum().reset_index()


def bounds(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Lower and upper bound while answers are missing; both the actual where none is.

    A share: with D the base of all that are expected, 100·Σn/D and 100·(Σn + base of the
    missing)/D. «k из n»: k and k + missing. A number has no upper bound, a change none.
    """
    lower = pd.Series(np.nan, index=rows.index)
    upper = lower.copy()
    for kind, rules in KINDS.items():
        part = rows[rows["kind"] == kind]
        if part.empty:
            continue
        complete = part["actual"].where(part["reported"] == part["expected"])
        if rules.missing:
            lower.loc[part.index], upper.loc[part.index] = _percent_bounds(
                part, rules.missing(part), kind
            )
        elif rules.present:
            lower.loc[part.index] = part["have"].astype(float)
            upper.loc[part.index] = (part["have"] + part["expected"] - part["reported"]).astype(
                float
            )
        else:
            least = part["counted"] if kind is Kind.COUNT else complete
            lower.loc[part.index], upper.loc[part.index] = (
                least.astype(float),
                complete.astype(float),
            )
    return lower, upper


def _percent_bounds(
    part: pd.DataFrame, missing: tuple[pd.Series, pd.Series], kind: Kind
) -> tuple[pd.Series, pd.Series]:
    could_add, of_all = missing
    known = part["counted"] if KINDS[kind].of_whole else part["have"]
    whole = of_all.where(of_all > 0)
    return 100 * known / whole, 100 * (known + could_add) / whole
