"""Rows of plan/fact in the making: every school judged, then the district from sums."""

import pandas as pd

from data_model.roadmap import Kind, Operator
from indicators.growth import with_previous
from indicators.kinds import KINDS
from indicators.roll_up import GROUP, SUMS, bounds, roll_up, sums_of_one
from indicators.verdicts import by_each_school, is_applicable, judged
from indicators.wording import YES_NO

BESIDE = ["have", "reported", "expected", "roll_reported", "roll_all", "roll_unknown"]
"""What the schools add to a district row whose verdict is the district's own answer."""


def single_places(measures: pd.DataFrame) -> pd.DataFrame:
    """One judged row per year, activity and place; ``measures`` hold their definitions.

    ``own_counted`` and ``own_whole`` are the place's own numbers, known or not.
    """
    places = with_previous(measures)
    sums = sums_of_one(places)
    own = {"own_counted": places["counted"], "own_whole": places["whole"]}
    rows = places.assign(**own).drop(columns=places.columns.intersection(SUMS)).join(sums)
    return _tried(judged(_as_asked_of_one(rows)))


def _as_asked_of_one(rows: pd.DataFrame) -> pd.DataFrame:
    """A school is judged by its own promise: «есть» for a share of schools, or nothing at all."""
    school = ~rows["own"]
    one_of_many = school & (rows["kind"] == Kind.SHARE_OF_ORGS)
    unjudged = school & ~rows["school_judged"] & ~one_of_many
    return rows.assign(
        single=True,
        measured=rows["kind"].where(~one_of_many, Kind.PRESENCE),
        operator=rows["operator"].where(~one_of_many, Operator.EXISTS),
        unit=rows["unit"].where(~one_of_many, YES_NO),
        has_target=rows["has_target"] & ~unjudged,
        target=rows["target"].where(~one_of_many, 1.0).where(rows["has_target"] & ~unjudged),
        target_upper=rows["target_upper"].where(~unjudged & ~one_of_many),
    )


def _tried(rows: pd.DataFrame) -> pd.DataFrame:
    applicable = is_applicable(rows)
    tried = applicable & rows["actual"].notna()
    return rows.assign(
        applicable=applicable,
        tried=tried.astype("int64"),
        met=(tried & rows["enough"]).astype("int64"),
        school_missing=rows["missing"].where(tried, 0),
    )


def district_rows(singles: pd.DataFrame, definitions: pd.DataFrame) -> pd.DataFrame:
    """One row per year and activity: from the schools' sums, or the district's own answer."""
    sums = definitions[GROUP].merge(roll_up(singles[~singles["own"]]), on=GROUP, how="left")
    rolled = definitions.merge(sums.fillna(0), on=GROUP)
    rolled = rolled.astype(dict.fromkeys([*SUMS[:-1], "tried", "met", "school_missing"], "int64"))
    means = rolled["percents"] / rolled["reported"].where(rolled["reported"] > 0)
    of_whole = rolled["kind"].isin([kind for kind, rules in KINDS.items() if rules.of_whole])
    rolled = rolled.assign(
        measured=rolled["kind"],
        single=False,
        mean_of_shares=means.where(of_whole & rolled["by_schools"]),
        control=rolled["counted"].where(rolled["controlled"] & (rolled["reported"] > 0)),
        awaiting=rolled["reported"] < rolled["expected"],
    )
    own = _own_rows(singles[singles["own"] & ~singles["by_schools"]], rolled)
    summed = by_each_school(judged(rolled[rolled["by_schools"]]))
    rows = pd.concat([summed.assign(applicable=is_applicable(summed)), own], ignore_index=True)
    rows["lower"], rows["upper"] = bounds(rows)
    none = rows["single"]
    return rows.assign(lower=rows["lower"].where(~none), upper=rows["upper"].where(~none))


def _own_rows(own: pd.DataFrame, rolled: pd.DataFrame) -> pd.DataFrame:
    """Rows that the municipality answered; «k из n» of the schools beside a presence."""
    beside = rolled[[*GROUP, "control", *BESIDE]]
    rows = own.merge(beside, on=GROUP, how="left", suffixes=("", "_schools"))
    rows["awaiting"] = rows["reported"] < rows["expected"]
    for column in BESIDE:
        rows[column] = rows[column].where(~rows["beside"], rows[f"{column}_schools"])
    rows["awaiting"] |= rows["reported"] < rows["expected"]
    return rows.assign(single=~rows["beside"])
