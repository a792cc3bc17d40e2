"""Masking («скрытие малых групп»): what a document for publication does not show.

A group of fewer than five people is hidden, or one that all but fewer than five belong to; its
share, change and verdict with it. No hidden number can be computed back: where one part of a
sum would be hidden alone, the next smallest is hidden with it, and where that does not help, the
sum; a figure over a part of the schools only (last year's comparison) goes where the difference
to the whole would tell.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from data_model.compliance import Status
from indicators import wording
from indicators.plan_fact_row import PlanFact, PlanFactRow, RowMeasure
from indicators.reasons import Reason

OF_PEOPLE = frozenset({RowMeasure.SHARE, RowMeasure.COUNT, RowMeasure.GROWTH})
PEOPLE = frozenset({"%", "чел.", ""})
"""Measures and units of people; schools, events and documents are no groups of people."""
Key = tuple[int, str, str | None]
"""Year, code of the indicator, organisation (None: the district)."""
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SumPart:
    """A part of a sum: so many people, of so many where there is a whole."""

    people: int
    whole: int | None = None

    @property
    def rest(self) -> int | None:
        return None if self.whole is None else self.whole - self.people

    @property
    def is_small(self) -> bool:
        return any(_is_few(number) for number in (self.people, self.rest, self.whole))


def _is_few(number: int | None) -> bool:
    """More than nobody and fewer than five."""
    return number is not None and 0 < number < wording.SMALL_GROUP


class Hidden(NamedTuple):
    """Which parts of a sum are hidden, and whether the sum must be."""

    parts: frozenset[Hashable]
    total: bool = False


def hidden_parts(parts: Mapping[Name, SumPart], also: Collection[Hashable] = frozenset()) -> Hidden:
    """Small parts, those ``also`` named, and so many of the next smallest that none comes out.

    Hidden parts are never alone, and their sum is not such that each must be one or none.
    """
    chosen = {name for name, part in parts.items() if part.is_small or name in also}
    left = (name for name in parts if name not in chosen)
    others = sorted(left, key=lambda name: _last(parts[name]))
    while chosen and not _is_safe([parts[name] for name in chosen]):
        if not others:
            return Hidden(frozenset(parts), total=True)
        chosen.add(others.pop(0))
    return Hidden(frozenset(chosen))


def _last(part: SumPart) -> tuple[bool, bool, int]:
    """Those with somebody inside and somebody outside come first, the smallest of them."""
    return part.people == 0, part.rest == 0, part.people


def _is_safe(hidden: Collection[SumPart]) -> bool:
    """Whether the sum of the hidden parts leaves open what each of them is."""
    if len(hidden) < 2:
        return False
    rests = [part.rest for part in hidden if part.rest is not None]
    sums = [sum(part.people for part in hidden)]
    sums += [sum(rests)] if len(rests) == len(hidden) else []
    return all(one not in {0, len(hidden)} for one in sums)


def masked(plan_fact: PlanFact) -> PlanFact:
    """Plan/fact as it may be published."""
    hidden: set[Key] = set()
    codes: dict[tuple[int, str], list[PlanFactRow]] = {}
    for row in plan_fact:
        codes.setdefault((row.year, row.code), []).append(row)
    for year, code in sorted(codes):
        hidden |= _of_group(codes[year, code], hidden)
    return PlanFact(tuple(_shown(plan_fact, row, hidden) for row in plan_fact))


def _of_group(rows: list[PlanFactRow], before: set[Key]) -> set[Key]:
    """Hidden rows of one indicator and year; ``before`` are those of the years before it."""
    parts = {row.org: part for row in rows if row.org and (part := _part(row))}
    failed = (row for row in rows if row.reason is Reason.GROWTH_FAILED)
    found = hidden_parts(parts, [row.org for row in failed if _before(row) in before])
    district = [row for row in rows if row.is_district and _must_hide(row, found)]
    return {_key(row) for row in (*district, *(row for row in rows if row.org in found.parts))}


def _must_hide(district: PlanFactRow, found: Hidden) -> bool:
    """A small sum; one that gives its parts away; schools counted by a hidden number of each."""
    own = _part(district)
    if own and own.is_small:
        return True
    counts_hidden = bool(found.parts) and district.measure is RowMeasure.EACH_SCHOOL
    return district.by_schools and (found.total or counts_hidden)


def _part(row: PlanFactRow) -> SumPart | None:
    """The people of a row whose figure is known; None where no people are counted."""
    if row.actual is None or row.measure not in OF_PEOPLE or row.unit not in PEOPLE:
        return None
    if row.measure is RowMeasure.GROWTH:
        matched = row.matched
        return SumPart(int(matched.now), int(matched.now + matched.before)) if matched else None
    return None if row.numerator is None else SumPart(row.numerator, row.denominator)


def _key(row: PlanFactRow) -> Key:
    return row.year, row.code, row.org


def _before(row: PlanFactRow) -> Key:
    return row.year - 1, row.code, row.org


def _shown(plan_fact: PlanFact, row: PlanFactRow, hidden: set[Key]) -> PlanFactRow:
    if _key(row) in hidden:
        return _hidden(row)
    few = any(_is_few(number) for number in (row.denominator, row.stated, row.stated_of))
    beside = any((row.year, row.code) == key[:2] for key in hidden)
    return replace(
        row,
        comparison=(),
        matched=row.matched if _may_compare(plan_fact, row, hidden) else None,
        mean_of_shares=None if beside else row.mean_of_shares,
        control=None if beside else row.control,
        total=None if beside else row.total,
        denominator=None if few and row.actual is None else row.denominator,
        stated=None if few else row.stated,
        stated_of=None if few else row.stated_of,
    )


def _may_compare(plan_fact: PlanFact, row: PlanFactRow, hidden: set[Key]) -> bool:
    """Whether last year's comparison tells nothing of a hidden number.

    A school's holds last year's number. The district's holds sums over the schools of both
    years: where these are all schools of each year, they are told already.
    """
    if row.matched is None or _before(row) in hidden:
        return row.matched is None
    before = plan_fact.before(row)
    if row.org is not None or before is None or not row.by_schools:
        return True
    years = {(row.year, row.code), (row.year - 1, row.code)}
    is_whole = row.matched.organisations == row.reported == before.reported
    return is_whole or not any(key[:2] in years for key in hidden)


def _hidden(row: PlanFactRow) -> PlanFactRow:
    """Without any number, and without the verdict that would tell its size."""
    return replace(
        row,
        masked=True,
        numerator=None,
        denominator=None,
        actual=None,
        status=Status.NO_TARGET,
        reason=Reason.CONTRIBUTION,
        growth=None,
        deviation=None,
        deficit=None,
        matched=None,
        lower=None,
        upper=None,
        roll_reported=None,
        roll_expected=None,
        total=None,
        control=None,
        mean_of_shares=None,
        comparison=(),
        stated=None,
        stated_of=None,
    )
