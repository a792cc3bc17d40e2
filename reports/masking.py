"""Masking («скрытие малых групп»): what a document for publication does not show.

A group of fewer than five people is hidden, with the share that would reveal it. Where one
school alone would be hidden, the sum of the district would give it away: the next smallest
one is hidden with it.
"""

from typing import Any

import pandas as pd

from indicators import wording

SMALLEST_SHOWN = 5
HIDDEN = [
    "numerator",
    "actual",
    "lower",
    "upper",
    "missing_to_target",
    "deviation",
    "change",
    "change_people",
    "actual_before",
    "numerator_before",
    "previous",
    "current_common",
    "control",
    "mean_of_shares",
    "comparison",
]
PEOPLE = ("share", "growing_share", "count", "growth")


def masked(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with small groups made unknown and named in the column ``masked``."""
    small = _small(frame)
    small |= _neighbour_of_a_single_one(frame, small)
    hidden = frame.copy()
    hidden["masked"] = small
    for name in (name for name in HIDDEN if name in hidden.columns):
        hidden[name] = hidden[name].mask(small)
    tiny = small & (hidden["denominator"] < SMALLEST_SHOWN).fillna(False).astype(bool)
    hidden["denominator"] = hidden["denominator"].mask(tiny)
    return hidden


def _small(frame: pd.DataFrame) -> "pd.Series[bool]":
    count = frame["numerator"]
    rest = frame["denominator"] - frame["numerator"]
    small = _between(count) | _between(rest) | _between(frame["denominator"])
    return small & frame["kind"].isin(PEOPLE)


def _between(values: "pd.Series[int]") -> "pd.Series[bool]":
    """More than nobody and fewer than five."""
    return ((values > 0) & (values < SMALLEST_SHOWN)).fillna(False).astype(bool)


def _neighbour_of_a_single_one(frame: pd.DataFrame, small: "pd.Series[bool]") -> "pd.Series[bool]":
    schools = frame["org"].notna()
    alone = small[schools].groupby([frame["year"], frame["code"]]).transform("sum") == 1
    open_rows = frame[schools][alone & ~small[schools] & (frame["numerator"][schools] > 0)]
    next_smallest = open_rows.groupby(["year", "code"])["numerator"].idxmin()
    chosen = pd.Series(False, index=frame.index)
    chosen.loc[next_smallest.to_numpy()] = True
    return chosen


def is_small(numerator: Any, denominator: Any) -> bool:
    """Whether a pair of numbers gives a group of fewer than five people away."""
    pairs = (numerator, denominator)
    if any(wording.is_unknown(value) for value in pairs):
        return False
    rest = denominator - numerator
    return any(0 < value < SMALLEST_SHOWN for value in (numerator, denominator, rest))
