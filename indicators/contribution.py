"""Contribution («вклад школ»): who pulls the district up or down, and what the next year takes."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from data_model.roadmap import Operator
from indicators.definitions import JUDGED_BY_SHARE

CONTRIBUTION = [
    "org",
    "org_name",
    "numerator",
    "denominator",
    "actual",
    "target",
    "status",
    "missing_to_target",
    "balance",
    "pull",
    "growth_people",
]


def contribution(plan_fact: pd.DataFrame, year: int, indicator: str) -> pd.DataFrame:
    """One row per school with a known share, the one that misses most first.

    balance: whole people above the district's target, negative where they are missing to it;
    pull: percentage points that the school adds to the district's share or takes from it
    beside the target (they sum up to the district's deviation); growth_people: against the
    year before.
    """
    rows = rows_of(plan_fact, year, indicator)
    schools = rows[rows["org"].notna() & rows["actual"].notna() & rows["target"].notna()]
    if schools.empty or schools["denominator"].isna().any():
        return pd.DataFrame(columns=CONTRIBUTION)
    promised = schools["target"] * schools["denominator"].astype("Float64") / 100
    above = schools["numerator"].astype("Float64") - promised
    schools = schools.assign(
        balance=_whole_people(schools, above),
        pull=100 * above / float(schools["denominator"].sum()),
        growth_people=schools["current_common"] - schools["previous"],
    )
    ordered = schools.sort_values(["balance", "org_name"], kind="stable", ignore_index=True)
    return ordered[CONTRIBUTION]


def _whole_people(schools: pd.DataFrame, above: pd.Series) -> pd.Series:
    """Missing pupils as plan/fact has them; a surplus rounded down to whole people."""
    missing = schools["missing_to_target"].fillna(0).astype("int64")
    spare = pd.Series(np.floor(above.clip(lower=0).to_numpy(dtype=float)), index=above.index)
    return spare.astype("int64").where(missing == 0, -missing)


def rows_of(plan_fact: pd.DataFrame, year: int, indicator: str) -> pd.DataFrame:
    """The rows of one year and one row of the roadmap, the district's first."""
    return plan_fact[(plan_fact["year"] == year) & (plan_fact["indicator"] == indicator)]


@dataclass(frozen=True, slots=True)
class NextTarget:
    """What the target of the next year takes («что потребуется»), from this year's figure.

    ``needed`` is the whole number of people, ``more`` how many more than now, ``growth`` the
    same in percent; ``base`` is the denominator: next year's roll where it is known already,
    else this year's (``base_is_this_year``).
    """

    year: int
    target: float
    now: int
    base: int
    needed: int
    more: int
    growth: float | None
    base_is_this_year: bool


def next_target(plan_fact: pd.DataFrame, year: int, indicator: str) -> NextTarget | None:
    """People needed for next year's target of a share; None where there is nothing to say."""
    now = _district(plan_fact, year, indicator)
    coming = _district(plan_fact, year + 1, indicator)
    if now is None or coming is None or pd.isna(now["actual"]) or pd.isna(coming["target"]):
        return None
    if now["kind"] not in JUDGED_BY_SHARE or coming["operator"] != Operator.AT_LEAST:
        return None
    known = not pd.isna(coming["roll_expected"])
    base = int(coming["roll_expected"] if known else now["denominator"])
    have = int(now["numerator"])
    needed = people_for(float(coming["target"]), base)
    if coming["growth"] is not None:
        needed = max(needed, have + 1)
    more = max(needed - have, 0)
    growth = 100 * more / have if have else None
    return NextTarget(
        year + 1, float(coming["target"]), have, base, needed, more, growth, not known
    )


def people_for(target: float, base: int) -> int:
    """The smallest whole number of people that is at least the target percent of a base."""
    exact = Fraction(str(target)) * base / 100
    return -(-exact.numerator // exact.denominator)


def _district(plan_fact: pd.DataFrame, year: int, indicator: str) -> pd.Series | None:
    rows = rows_of(plan_fact, year, indicator)
    district = rows[rows["org"].isna()]
    return None if district.empty else district.iloc[0]
