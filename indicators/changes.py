"""Changes («отклонение и динамика»): how far from the target, and from the year before."""

import pandas as pd

PLACE = ["code", "org"]


def with_changes(plan_fact: pd.DataFrame) -> pd.DataFrame:
    """Plan/fact with five further columns, one row each as before.

    ``deviation`` is actual minus target in the unit of the indicator (points for shares),
    for operators that name one bound. ``actual_before`` and ``numerator_before`` are those
    of the same indicator and place a year earlier; ``change`` and ``change_people`` are the
    differences. People of the district are compared over the organisations that reported
    in both years (the growth rule of row 9), so they come from ``current_common``.
    """
    frame = plan_fact.copy()
    one_bound = frame["operator"].isin([">=", "<=", "="]) & (frame["kind"] != "presence")
    frame["deviation"] = (frame["actual"] - frame["target"]).where(one_bound)
    frame = _beside_the_year_before(frame)
    frame["change"] = frame["actual"] - frame["actual_before"]
    people = frame["numerator"] - frame["numerator_before"]
    common = frame["current_common"] - frame["previous"]
    frame["change_people"] = common.where(common.notna(), people)
    return frame


def _beside_the_year_before(frame: pd.DataFrame) -> pd.DataFrame:
    before = frame[["year", *PLACE, "actual", "numerator"]].copy()
    before["year"] = before["year"] + 1
    before = before.rename(columns={"actual": "actual_before", "numerator": "numerator_before"})
    return frame.merge(before, on=["year", *PLACE], how="left", validate="one_to_one")
