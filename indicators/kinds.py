"""Kinds of indicator («виды показателей»).

A kind is a few pure functions over sums (see ``measures.Sums``). A single school is a sum over
one place, so the same kind serves a school, a municipality and a year. To add a kind, write its
function if it is new and give it a line in KINDS.
"""

from collections.abc import Callable
from dataclasses import dataclass

from data_model.roadmap import Kind
from indicators.measures import Sums

Ratio = tuple[int, int]
"""A value as whole numbers, top and bottom: exact until it is worded; bottom 0: unknown."""
Bounds = tuple[float | None, float | None]
"""Where the figure can still end while answers are missing; None: there is nothing to say."""


def amount(sums: Sums) -> Ratio:
    """The number itself."""
    return sums.counted, min(sums.reported, 1)


def share(sums: Sums) -> Ratio:
    """Percent of the whole, by sums; 0 of 0 has no bottom and so no value."""
    return 100 * sums.counted, sums.whole


def presence(sums: Sums) -> Ratio:
    """1 where all that answered have it, else 0."""
    return int(sums.counted == sums.reported), min(sums.reported, 1)


def share_of_places(sums: Sums) -> Ratio:
    """Percent of the organisations that answered which have it confirmed."""
    return 100 * sums.confirmed, sums.reported


def change(sums: Sums) -> Ratio:
    """Percent change against a year ago, over those that answered in both years."""
    return 100 * (sums.now - sums.before), sums.before if sums.pairs else 0


def counted_of_whole(sums: Sums) -> Ratio:
    return sums.counted, sums.whole


def confirmed_of_expected(sums: Sums) -> Ratio:
    """«k из n»: how many of the awaited organisations have it confirmed."""
    return sums.confirmed, sums.expected


def confirmed_of_reported(sums: Sums) -> Ratio:
    return sums.confirmed, sums.reported


def change_of_previous(sums: Sums) -> Ratio:
    return sums.now - sums.before, sums.before


def by_base(sums: Sums) -> Bounds:
    """A share: with D the base of all, Σn/D, and (Σn + base of the missing)/D; unknown D: none."""
    if sums.whole_unknown or not sums.whole_all:
        return None, None
    could_be = sums.counted + sums.whole_all - sums.whole
    return 100 * sums.counted / sums.whole_all, 100 * could_be / sums.whole_all


def by_places(sums: Sums) -> Bounds:
    """A share of organisations: those that are missing may all have it, or none."""
    if not sums.expected:
        return None, None
    could_be = sums.confirmed + sums.expected - sums.reported
    return 100 * sums.confirmed / sums.expected, 100 * could_be / sums.expected


def k_of_n(sums: Sums) -> Bounds:
    return float(sums.confirmed), float(sums.confirmed + sums.expected - sums.reported)


def at_least(sums: Sums) -> Bounds:
    """A number cannot shrink; how far it may grow nobody knows until all have answered."""
    complete = sums.reported and sums.reported == sums.expected
    return float(sums.counted), float(sums.counted) if complete else None


def when_complete(sums: Sums) -> Bounds:
    """A change can go either way: it is bounded only when nobody is missing."""
    if not sums.before or sums.reported != sums.expected:
        return None, None
    value = 100 * (sums.now - sums.before) / sums.before
    return value, value


@dataclass(frozen=True, slots=True)
class KindRules:
    """One line of the table of kinds.

    ``ratio`` is the actual value; ``parts`` are the numerator and the denominator that are
    shown of several places; ``bounds`` of the figure; ``factor`` is 100 for percents.
    """

    ratio: Callable[[Sums], Ratio]
    parts: Callable[[Sums], Ratio]
    bounds: Callable[[Sums], Bounds]
    factor: int = 1


KINDS: dict[Kind, KindRules] = {
    Kind.PRESENCE: KindRules(presence, confirmed_of_expected, k_of_n),
    Kind.COUNT: KindRules(amount, amount, at_least),
    Kind.SHARE: KindRules(share, counted_of_whole, by_base, factor=100),
    Kind.GROWING_SHARE: KindRules(share, counted_of_whole, by_base, factor=100),
    Kind.SHARE_OF_ORGS: KindRules(share_of_places, confirmed_of_reported, by_places, factor=100),
    Kind.GROWTH: KindRules(change, change_of_previous, when_complete, factor=100),
}
