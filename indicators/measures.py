"""Measures and kinds: what each place has of each indicator, and what its kind makes of it.

    Sums            what is summed over places («исходные величины»), before any verdict
    measures_frame  one line for each place, year and indicator
    KINDS           the kinds of indicator («виды показателей»): a few pure functions over sums

Here pandas does what it is good at: answers, rolls and terms are joined, this year is set beside
the last, schools are summed. What comes out are ``Sums``, of one place or of a district alike, so
that one rule judges both (``reasons.py``).

A single school is a sum over one place, so the same kind serves a school, a municipality and a
year. To add a kind, write its function if it is new and give it a line in KINDS.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_model.roadmap import ALL_GRADES, Change, Indicator, Kind
from indicators.answers import Answers, Counts, Flags, Tally, some
from indicators.definitions import Definition

GROUP = ["year", "position"]


class Sums(NamedTuple):
    """The sums of one place, or of all schools of a district («свод»). All are integers.

    Hours are summed in hundredths.

    A place that did not answer adds nothing to what was counted, and its base to what is missing.

    places: how many there are, asked or not; counted, whole: of those that answered both;
    reported, expected: how many answered and how many should; whole_all, roll_all: over all that
    should, known as far as ``…_unknown`` is 0; base_unknown: places whose whole is unknown
    although their return is in, or it is the roll; confirmed: presences with a document,
    and answers of a list that are high enough.
    now, before: this year and the last over the ``pairs`` that answered in both (``possible``:
    that could have); whole_now, whole_before: their denominators, known as far as ``halves`` is
    0; confirmed_…: their documents. sent, declared, set_aside, above: places whose return is in,
    that say there are no data, whose value is asked about, who count more than there are.
    percents: the shares, for the mean that is shown under its own name only.
    """

    places: int
    counted: int
    whole: int
    reported: int
    expected: int
    whole_all: int
    whole_unknown: int
    base_unknown: int
    confirmed: int
    now: int
    before: int
    pairs: int
    possible: int
    whole_now: int
    whole_before: int
    halves: int
    confirmed_now: int
    confirmed_before: int
    roll_reported: int
    roll_all: int
    roll_unknown: int
    sent: int
    declared: int
    set_aside: int
    above: int
    percents: float


class Measured(NamedTuple):
    """One place under one definition: its sums, and its own numbers, known or not.

    ``place`` is the row of the answers; ``stated`` and ``stated_of`` are what it wrote, also
    where that cannot be true.
    """

    place: int
    is_own: bool
    sums: Sums
    counted: int | None
    whole: int | None
    stated: int | None
    stated_of: int | None


def measured(
    answers: Answers, definitions: Iterable[Definition]
) -> tuple[dict[tuple[int, int], list[Measured]], dict[tuple[int, int], Sums]]:
    """By year and position: every awaited place in order, and the sums of the schools."""
    definitions = tuple(definitions)
    frame = _with_previous(_from_the_beginning(measures_frame(answers, definitions)))
    sums = _sums(frame)
    keys = list(zip(frame["year"].tolist(), frame["position"].tolist(), strict=True))
    singles: dict[tuple[int, int], list[Measured]] = {}
    columns = (
        frame["place"].tolist(),
        frame["own"].tolist(),
        map(Sums._make, zip(*(sums[name].tolist() for name in Sums._fields), strict=True)),
        *(_with_none(frame[name]) for name in ("counted", "whole", "stated", "stated_of")),
    )
    for key, row in zip(keys, zip(*columns, strict=True), strict=True):
        singles.setdefault(key, []).append(Measured._make(row))
    schools = sums[~frame["own"].to_numpy()].assign(
        **{name: frame.loc[~frame["own"], name] for name in GROUP}
    )
    totals = schools.groupby(GROUP, sort=True)[list(Sums._fields)].sum()
    of_schools = {
        (int(year), int(position)): Sums._make(row)
        for (year, position), row in zip(
            totals.index, totals.itertuples(index=False, name=None), strict=True
        )
    }
    return singles, of_schools


NOBODY = Sums._make([0] * (len(Sums._fields) - 1) + [0.0])
"""The sums of a district without organisations."""


def _with_none(column: pd.Series) -> list[int | None]:
    """Whole numbers as Python has them."""
    known = column.notna().tolist()
    values = column.fillna(0).tolist()
    return [int(value) if is_known else None for value, is_known in zip(values, known, strict=True)]


def measures_frame(answers: Answers, definitions: Iterable[Definition]) -> pd.DataFrame:
    """One row per year, activity and place that the row is asked of, the municipality too.

    counted and whole: numerator and denominator (Int64, NA: unknown); awaited: false where the
    question does not apply (no pupils in the base); answered: both are known; confirmed: a
    presence with a document, a level that is high enough; series: one number for all years that
    can be compared; place: the row of the answers; org: one number for all years of an
    organisation.
    """
    numbers: dict[tuple[object, ...], int] = {}
    years = answers.places["year"].to_numpy()
    parts = [
        _columns(answers, list(group), numbers, years)
        for _, group in groupby(sorted(definitions, key=_same), key=_same)
    ]
    joined: dict[str, Any] = {
        name: np.concatenate([part[name] for part in parts]) for name in parts[0]
    }
    for name in ("counted", "whole", "stated", "stated_of", "roll"):
        unknown = ~joined.pop(f"{name}_known")
        joined[name] = pd.arrays.IntegerArray(joined[name], unknown)
    frame = pd.DataFrame(joined)
    frame["org"] = pd.factorize(answers.places["org"])[0][frame["place"]]
    return frame.sort_values([*GROUP, "place"], ignore_index=True)


def _same(one: Definition) -> tuple[int, int, int]:
    """Years of one edition that are measured by one question and one roll."""
    return id(one.roadmap), one.position, one.year - one.roll_year


def _columns(
    answers: Answers,
    of_years: list[Definition],
    numbers: dict[tuple[object, ...], int],
    years: Counts,
) -> dict[str, npt.NDArray[Any]]:
    """The columns of one indicator over the years that are measured alike."""
    first = of_years[0]
    roll = answers.rolls[first.year - first.roll_year]
    cells = [
        *answers.cells(first.question, first.grades),
        *answers.lump(first.question, first.grades),
    ]
    parts = fractions(answers, first, first.grades)
    pupils = roll.of(first.grades or ALL_GRADES)
    columns = {
        "year": years,
        "place": np.arange(len(years)),
        "own": answers.places["own"].to_numpy(),
        "confirmed": is_confirmed(answers, first, parts.counted),
        "declared": some(answers.explained[:, cells]),
        "set_aside": parts.set_aside | some(answers.set_aside[:, cells]),
        "sent": answers.sent,
        "first_year": np.isin(years, [one.year for one in of_years if one.first_year]),
        "awaited": parts.awaited,
        "answered": parts.answered,
        "above": parts.above,
    }
    tallies = {
        "counted": parts.counted,
        "whole": parts.whole,
        "stated": parts.stated,
        "stated_of": parts.whole,
        "roll": pupils,
    }
    for name, tally in tallies.items():
        columns |= {name: tally.value, f"{name}_known": tally.known}
    asked = roll.member & np.isin(years, [one.year for one in of_years])
    chosen = {name: column[asked] for name, column in columns.items()}
    same = {
        "position": first.position,
        "series": numbers.setdefault(first.series, len(numbers)),
        "of_whole": first.has_whole,
        "in_points": first.indicator.in_points,
        "of_roll": first.has_whole and first.whole is None,
        "from_year": from_year(first),
        "summed": numbers.setdefault(first.summed, len(numbers)),
        "part": first.part,
    }
    size = int(asked.sum())
    return chosen | {name: np.full(size, value) for name, value in same.items()}


def is_confirmed(answers: Answers, one: Definition, counted: Tally) -> Flags:
    """Where «есть» has its document, or the answer of a list is not lower than is needed."""
    if one.is_of_levels:
        return np.asarray(counted.known & (counted.value >= max(one.from_place, 1)))
    documented = answers.is_documented(one.question)
    return np.asarray(documented & counted.known & (counted.value == 1))


class Fractions(NamedTuple):
    """Numerators and denominators of all places, and what stands against them.

    ``stated`` is the numerator as it was written, also where it cannot be true.
    """

    counted: Tally
    whole: Tally
    stated: Tally
    awaited: Flags
    answered: Flags
    set_aside: Flags
    above: Flags


def fractions(answers: Answers, definition: Definition, base: tuple[int, ...]) -> Fractions:
    """n and d of every place for one base of grades.

    Of a part of a whole, a grade above its whole makes the number unknown, and so does a sum
    above the sum («n above d»).
    """
    question = definition.question
    roll = answers.rolls[definition.year - definition.roll_year]
    stated = answers.total(question, base, roll)
    nowhere = np.zeros(len(answers.places), dtype=bool)
    if not definition.has_whole:
        awaited = ~answers.is_waived(question, base, roll)
        none = Tally(np.zeros(len(answers.places), dtype=np.int64), nowhere)
        answered = stated.known & awaited
        return Fractions(stated, none, stated, awaited, answered, nowhere, nowhere)
    whole = answers.denominator(definition.whole, base, roll)
    if not definition.is_share:  # a ratio: what is counted is no part of the whole
        awaited = ~whole.known | (whole.value != 0)
        answered = stated.known & whole.known & awaited
        return Fractions(stated, whole, stated, awaited, answered, nowhere, nowhere)
    too_many = answers.above(question, definition.whole, base, roll)
    above = stated.known & whole.known & (stated.value > whole.value)
    possible = answers.total(question, base, roll, too_many)
    counted = Tally(possible.value, possible.known & ~above)
    awaited = ~whole.known | (whole.value != 0)
    answered = counted.known & whole.known & awaited
    return Fractions(counted, whole, stated, awaited, answered, some(too_many), above)


NEVER = 0


def from_year(one: Definition) -> int:
    """The first year that a number counts from; NEVER where it counts by the year.

    Parts of a year are added up from the beginning of their year («с начала года»).
    """
    return min(one.indicator.periods, default=NEVER) if one.indicator.cumulative else NEVER


def _from_the_beginning(measures: pd.DataFrame) -> pd.DataFrame:
    """Numbers of those rows that count from the beginning of the term («нарастающим итогом»).

    A year, or a part of one, that is not known makes every later sum unknown: it would be too
    small.
    """
    if not (measures["from_year"] != NEVER).any():
        return measures
    counting = measures[measures["from_year"] != NEVER]
    counting = counting[counting["year"] >= counting["from_year"]].sort_values(["year", "part"])
    of_one_year = counting["year"].where(counting["part"] > 0, NEVER)
    alike = [counting["summed"], counting["org"], of_one_year]
    known = counting["counted"].isna().groupby(alike).cumsum() == 0
    amounts = counting["counted"].fillna(0).groupby(alike).cumsum()
    summed = measures.copy()
    summed.loc[counting.index, "counted"] = amounts.where(known, pd.NA)
    summed.loc[counting.index, "answered"] &= known
    return summed


KEY = ["year", "series", "org"]


def _with_previous(measures: pd.DataFrame) -> pd.DataFrame:
    """Measures with last year's numbers of the same place.

    Adds ``before`` and ``whole_before`` (Int64: a year ago), ``possible`` (the place was awaited
    in both years and the roadmap was in force in both) and ``comparable`` (both are known; for a
    growth in points both shares, so their denominators too).
    """
    names = {
        "counted": "before",
        "whole": "whole_before",
        "awaited": "was_awaited",
        "confirmed": "was_confirmed",
    }
    last = measures[[*KEY, *names]].assign(year=measures["year"] + 1).rename(columns=names)
    joined = measures.merge(last.drop_duplicates(KEY), on=KEY, how="left")
    was_awaited = joined["was_awaited"].eq(True)
    joined["possible"] = was_awaited & joined["awaited"] & ~joined["first_year"]
    known = joined["counted"].notna() & joined["before"].notna()
    shares = joined["whole"].notna() & joined["whole_before"].notna()
    joined["comparable"] = joined["possible"] & known & (shares | ~joined["in_points"])
    joined["was_confirmed"] = joined["was_confirmed"].eq(True)
    return joined.drop(columns="was_awaited")


def _sums(measures: pd.DataFrame) -> pd.DataFrame:
    """The sums of each single place: one row per row of the measures, columns of ``Sums``."""
    awaited, answered = measures["awaited"], measures["answered"]
    comparable, of_whole = measures["comparable"], measures["of_whole"]
    counted, whole = _zeros(measures["counted"]), _zeros(measures["whole"])
    roll, before = _zeros(measures["roll"]), _zeros(measures["before"])
    wholes_known = measures["whole"].notna() & measures["whole_before"].notna()
    silent = awaited & ~answered
    unknown = awaited & measures["whole"].isna() & of_whole
    confirmed, was_confirmed = measures["confirmed"], measures["was_confirmed"]
    columns = {
        "places": np.ones(len(measures), dtype=np.int64),
        "counted": counted.where(answered, 0),
        "whole": whole.where(answered, 0),
        "reported": answered.astype("int64"),
        "expected": awaited.astype("int64"),
        "whole_all": whole.where(awaited, 0),
        "whole_unknown": unknown.astype("int64"),
        "base_unknown": (unknown & (measures["of_roll"] | measures["sent"])).astype("int64"),
        "confirmed": (answered & confirmed).astype("int64"),
        "now": counted.where(comparable, 0),
        "before": before.where(comparable, 0),
        "pairs": comparable.astype("int64"),
        "possible": measures["possible"].astype("int64"),
        "whole_now": whole.where(comparable, 0),
        "whole_before": _zeros(measures["whole_before"]).where(comparable, 0),
        "halves": (comparable & ~wholes_known).astype("int64"),
        "confirmed_now": (comparable & confirmed).astype("int64"),
        "confirmed_before": (comparable & was_confirmed).astype("int64"),
        "roll_reported": roll.where(answered, 0),
        "roll_all": roll.where(awaited, 0),
        "roll_unknown": (awaited & measures["roll"].isna()).astype("int64"),
        "sent": (measures["sent"] & awaited).astype("int64"),
        "declared": (measures["declared"] & silent).astype("int64"),
        "set_aside": (measures["set_aside"] & silent).astype("int64"),
        "above": (measures["above"] & silent).astype("int64"),
        "percents": (100 * counted / whole.where(whole > 0, 1)).where(answered & of_whole, 0.0),
    }
    return pd.DataFrame(columns)[list(Sums._fields)]


def _zeros(column: pd.Series) -> pd.Series:
    """Unknown as 0: only ever added where a flag beside it says that it is known."""
    return column.fillna(0).astype("int64")


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


def points(sums: Sums) -> Ratio:
    """The share less that of a year ago, in percentage points, over those that answered both."""
    known = sums.pairs > 0 and not sums.halves
    top = 100 * (sums.now * sums.whole_before - sums.before * sums.whole_now)
    return top, sums.whole_now * sums.whole_before if known else 0


def difference(sums: Sums) -> Ratio:
    """So many more than a year ago, over those that answered in both years."""
    return sums.now - sums.before, min(sums.pairs, 1)


def if_complete(sums: Sums, ratio: Callable[[Sums], Ratio]) -> Bounds:
    """What can go either way is bounded only when nobody is missing."""
    top, bottom = ratio(sums)
    if not bottom or sums.reported != sums.expected:
        return None, None
    return top / bottom, top / bottom


def when_complete(sums: Sums) -> Bounds:
    return if_complete(sums, change)


def no_bounds(_sums: Sums) -> Bounds:
    """Levels of several schools make no level together: how many reached theirs is counted."""
    return None, None


@dataclass(frozen=True, slots=True)
class KindRules:
    """One line of the table of kinds.

    ``ratio`` is the actual value; ``parts`` are the numerator and the denominator that are
    shown of several places; ``bounds`` of the figure; ``step`` is by how much one more person
    raises the top of the ratio; ``of_one``: how many of what is summed make one, hundredths in an
    hour. ``from_before``: it is counted from a year ago, whose numbers
    ``has_before`` finds fit to count from.
    """

    ratio: Callable[[Sums], Ratio]
    parts: Callable[[Sums], Ratio]
    bounds: Callable[[Sums], Bounds]
    step: Callable[[Sums], int] = lambda sums: 1
    of_one: int = 1
    from_before: bool = False
    has_before: Callable[[Sums], bool] = lambda sums: True


def hundred(sums: Sums) -> int:
    """One more person is 100 more on the top of a percent."""
    return 100


KINDS: dict[Kind, KindRules] = {
    Kind.PRESENCE: KindRules(presence, confirmed_of_expected, k_of_n),
    Kind.COUNT: KindRules(amount, amount, at_least),
    Kind.SHARE: KindRules(share, counted_of_whole, by_base, hundred),
    Kind.GROWING_SHARE: KindRules(share, counted_of_whole, by_base, hundred),
    Kind.SHARE_OF_ORGS: KindRules(share_of_places, confirmed_of_reported, by_places, hundred),
    Kind.GROWTH: KindRules(
        change, change_of_previous, when_complete, hundred, from_before=True,
        has_before=lambda sums: sums.before > 0,
    ),
    Kind.LEVEL: KindRules(amount, amount, no_bounds),
}  # fmt: skip
CHANGES: dict[Change, KindRules] = {
    Change.PERCENT: KINDS[Kind.GROWTH],
    Change.POINTS: KindRules(
        points, change_of_previous, lambda sums: if_complete(sums, points),
        step=lambda sums: 100 * sums.whole_before, from_before=True,
        has_before=lambda sums: sums.whole_before > 0,
    ),
    Change.NUMBER: KindRules(
        difference, change_of_previous, lambda sums: if_complete(sums, difference),
        from_before=True,
    ),
}  # fmt: skip
"""In what a growth is counted → how."""


def rules_of(indicator: Indicator, of_one: int = 1) -> KindRules:
    """The line of the table that an indicator is counted by; ``of_one`` as in the table."""
    return rules_by(indicator.kind, per_of(indicator), indicator.change, of_one)


def per_of(indicator: Indicator) -> int | None:
    """Of how many of the whole a ratio is counted; None: it is no ratio."""
    return (indicator.per or 1) if indicator.is_ratio else None


def rules_by(kind: Kind, per: int | None, change: Change | None, of_one: int = 1) -> KindRules:
    """The line of the table for a kind, a ratio per so many, a growth counted in this way."""
    rules = KINDS[kind]
    if per is not None:
        rules = ratio_of(per)
    elif kind is Kind.GROWTH:
        rules = CHANGES[change or Change.PERCENT]
    return rules if of_one == 1 else in_whole(rules, of_one)


def in_whole(rules: KindRules, of_one: int) -> KindRules:
    """The same of what is summed in parts: hours, whose hundredths are summed."""

    def ratio(sums: Sums) -> Ratio:
        top, bottom = rules.ratio(sums)
        return top, bottom * of_one

    def bounds(sums: Sums) -> Bounds:
        low, high = rules.bounds(sums)
        return None if low is None else low / of_one, None if high is None else high / of_one

    return replace(rules, ratio=ratio, bounds=bounds, of_one=of_one)


def ratio_of(per: int) -> KindRules:
    """A number per so many of the whole, by sums; it may exceed 1."""

    def ratio(sums: Sums) -> Ratio:
        return per * sums.counted, sums.whole

    return KindRules(
        ratio, counted_of_whole, lambda sums: if_complete(sums, ratio), step=lambda sums: per
    )
