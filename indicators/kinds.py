"""Kinds of indicator («виды показателей»).

A kind is a few pure functions over columns of sums (see ``roll_up``). A single school is a sum
over one place, so the same kind serves a school, a municipality and a year. To add a kind,
write its function if it is new and give it a line in KINDS.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from data_model.roadmap import Kind

Sums = pd.DataFrame
Ratio = tuple[pd.Series, pd.Series]
"""An actual value as integers, top and bottom: exact until it is worded."""


def amount(sums: Sums) -> Ratio:
    """The number itself."""
    return sums["counted"], sums["reported"].clip(upper=1)


def share(sums: Sums) -> Ratio:
    """Percent of the whole, by sums; 0 of 0 has no bottom and so no value."""
    return 100 * sums["counted"], sums["whole"]


def presence(sums: Sums) -> Ratio:
    """1 where all that answered have it, else 0."""
    everyone = sums["counted"] == sums["reported"]
    return everyone.astype("int64"), sums["reported"].clip(upper=1)


def share_of_places(sums: Sums) -> Ratio:
    """Percent of the organisations that answered which have it confirmed."""
    return 100 * sums["have"], sums["reported"]


def change(sums: Sums) -> Ratio:
    """Percent change against a year ago, over those that answered in both years."""
    return 100 * (sums["current_common"] - sums["previous"]), sums["previous"]


def counted_of_whole(sums: Sums) -> Ratio:
    return sums["counted"], sums["whole"]


def have_of_expected(sums: Sums) -> Ratio:
    """«k из n»: how many of the awaited organisations have it confirmed."""
    return sums["have"], sums["expected"]


def have_of_reported(sums: Sums) -> Ratio:
    return sums["have"], sums["reported"]


def change_of_previous(sums: Sums) -> Ratio:
    return sums["current_common"] - sums["previous"], sums["previous"]


def by_base(sums: Sums) -> Ratio:
    """Bounds of a share: the base of those that are missing, and the base of all."""
    return sums["whole_all"] - sums["whole"], sums["whole_all"].where(sums["whole_unknown"] == 0, 0)


def by_places(sums: Sums) -> Ratio:
    """Bounds of «k из n» in percent: the organisations that are missing, and all."""
    return sums["expected"] - sums["reported"], sums["expected"]


@dataclass(frozen=True)
class KindRules:
    """One line of the table of kinds.

    ``ratio`` is the actual value; ``parts`` are the numerator and the denominator that are
    shown; ``missing`` gives what the missing could add and of how much (bounds in percent),
    None where there is nothing to bound by; ``factor`` is 100 for percents.
    """

    ratio: Callable[[Sums], Ratio]
    parts: Callable[[Sums], Ratio]
    missing: Callable[[Sums], Ratio] | None = None
    factor: int = 1
    present: bool = False
    grows: bool = False
    of_whole: bool = False


KINDS: dict[Kind, KindRules] = {
    Kind.PRESENCE: KindRules(presence, have_of_expected, present=True),
    Kind.COUNT: KindRules(amount, amount),
    Kind.SHARE: KindRules(share, counted_of_whole, by_base, factor=100, of_whole=True),
    Kind.GROWING_SHARE: KindRules(
        share, counted_of_whole, by_base, factor=100, grows=True, of_whole=True
    ),
    Kind.SHARE_OF_ORGS: KindRules(share_of_places, have_of_reported, by_places, factor=100),
    Kind.GROWTH: KindRules(change, change_of_previous, factor=100),
}
