"""Plan/fact («план–факт»): the frame that sets the target beside the actual, with a verdict.

Everything that is drawn, written or printed comes from this one frame.
"""

from datetime import date

import numpy as np
import pandas as pd

from data_model.returns import ValueState
from data_model.roadmap import Kind
from data_model.snapshot import Snapshot
from indicators.answers import Answers, answers_of
from indicators.columns import COLUMNS, typed
from indicators.comparisons import comparisons
from indicators.definitions import SAID, definitions_frame
from indicators.kinds import KINDS
from indicators.measures import measures_frame
from indicators.reasons import reasons
from indicators.roll_up import GROUP
from indicators.rows import district_rows, single_places
from indicators.verdicts import status

__all__ = ["COLUMNS", "plan_fact"]


def plan_fact(snapshot: Snapshot, as_of: date | None = None) -> pd.DataFrame:
    """One row per year and indicator for the district, and per organisation that has one.

    The district's row has no ``org`` and comes first; the schools follow in the order of the
    register. Years and rows are those of the roadmaps in force. ``as_of`` (today, unless
    given) moves terms only, it hides no data. Columns: COLUMNS; unknown is NA or None, percents
    are 0–100 and not rounded, a presence is 1 or 0.
    """
    definitions = definitions_frame(snapshot, as_of or date.today())
    if definitions.empty:
        return typed(pd.DataFrame(columns=COLUMNS))
    answers = answers_of(snapshot)
    rows = _rows(snapshot, answers, definitions)
    compared = comparisons(snapshot, answers)
    if compared:
        keys = zip(rows["year"], rows["position"], rows["org"], strict=True)
        rows["comparison"] = pd.Series([compared.get(key) for key in keys], dtype=object)
    return typed(_shown(rows))


def _rows(snapshot: Snapshot, answers: Answers, definitions: pd.DataFrame) -> pd.DataFrame:
    """District rows and school rows together, in their order, with all that is said of them."""
    promised = definitions.drop(columns=SAID)
    singles = single_places(measures_frame(snapshot, answers).merge(promised, on=GROUP))
    schools = singles[~singles["own"] & singles["school_rows"]]
    schools = schools.assign(awaiting=schools["reported"] < schools["expected"])
    district = district_rows(singles, promised).assign(place=DISTRICT)
    rows = pd.concat([district, schools], ignore_index=True)
    rows = rows.sort_values([*GROUP, "place"], ignore_index=True)
    said = rows[GROUP].merge(definitions[[*GROUP, *SAID]], on=GROUP).drop(columns=GROUP)
    return _named(rows.join(said), snapshot, answers)


DISTRICT = -1
"""The place of the district's own row: before its organisations."""


def _named(rows: pd.DataFrame, snapshot: Snapshot, answers: Answers) -> pd.DataFrame:
    """Codes and names of the places; the district has a name and no code."""
    codes = np.array([*answers.places["org"], None], dtype=object)
    names = np.array([*answers.places["name"], snapshot.municipality.short], dtype=object)
    place = rows["place"].to_numpy()
    org = pd.Series(codes[place], index=rows.index, dtype=object)
    return rows.assign(org=org, org_name=names[place], comparison=None)


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that only words and masks are made of."""
    numerator, denominator = _parts(rows)
    paired = rows["pairs"] > 0
    rolled = (rows["roll_unknown"] == 0) & ~(rows["org"].isna() & rows["single"])
    bounded = rows["has_period"] | (rows["reported"] > 0)
    asked = rows["has_target"] & rows["applicable"] & rows["actual"].notna()
    counted = rows["measured"] != Kind.PRESENCE
    rows = rows.assign(
        numerator=numerator,
        denominator=denominator,
        actual=rows["actual"].where(rows["applicable"]),
        status=status(rows),
        growth=rows["growth"].where(rows["applicable"] | ~rows["grows"], "not_applicable"),
        previous=rows["previous"].where(paired & counted),
        current_common=rows["current_common"].where(paired & counted),
        roll_reported=rows["roll_reported"].where(rolled),
        roll_expected=rows["roll_all"].where(rolled),
        lower=rows["lower"].where(bounded),
        upper=rows["upper"].where(bounded),
        provisional=rows["awaiting"] & rows["has_period"] & rows["applicable"],
        missing_to_target=rows["missing"].where(asked & counted),
        state=_states(rows),
    )
    return rows.assign(reason=reasons(rows))


def _parts(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Numerator and denominator as they are shown: n of d, k of n, or a number alone."""
    numerator = rows["own_counted"].astype("Int64").where(rows["applicable"])
    denominator = rows["own_whole"].astype("Int64")
    for kind, rules in KINDS.items():
        part = rows[(rows["measured"] == kind) & ~(rows["single"] & (kind != Kind.GROWTH))]
        if len(part):
            top, bottom = rules.parts(part)
            known = part["reported"].gt(0) & (part["pairs"].gt(0) | (kind != Kind.GROWTH))
            asked = known | (rules.present & part["has_period"])
            whole = known & (kind != Kind.COUNT) | rules.present
            numerator.loc[part.index] = top.where(asked).astype("Int64")
            denominator.loc[part.index] = bottom.where(whole).astype("Int64")
    return numerator, denominator


def _states(rows: pd.DataFrame) -> pd.Series:
    """Which of the six states the value of the row is in; none turns into another."""
    known = rows["actual"].notna()
    unexplained = (rows["explained"] == 0) & (rows["whole_unknown"] == 0)
    states = np.select(
        [
            ~rows["applicable"],
            known & (rows["top"] == 0),
            known,
            rows["pending"] & unexplained,
            ~unexplained & (rows["sent"] > 0),
        ],
        [
            ValueState.NOT_APPLICABLE,
            ValueState.ZERO,
            ValueState.VALUE,
            ValueState.NOT_DUE,
            ValueState.NO_DATA,
        ],
        default=ValueState.NOT_REPORTED,
    )
    return pd.Series(states, index=rows.index, dtype=object)
