"""Район по частям: строки района те же, что из всех данных сразу, как его ни подели."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.snapshot import Snapshot
from indicators.plan_fact import district_plan_fact, plan_fact
from indicators.plan_fact_row import PlanFactRow
from indicators.region import JUDGE
from tests.walk.world import OFFICE, covering, judged


def part(seen: Snapshot, orgs: set[str]) -> Snapshot:
    """What is of these organisations alone, as ``Store.lots`` reads it."""

    def own(rows: Iterable) -> tuple:
        return tuple(one for one in rows if one.org in orgs)

    return replace(
        seen,
        organisations=tuple(one for one in seen.organisations if one.code in orgs),
        roll=own(seen.roll),
        revisions=own(seen.revisions),
        facts=own(seen.facts),
        documents=own(seen.documents),
        problems=own(seen.problems),
    )


def without_mean(rows: Iterable[PlanFactRow]) -> list[PlanFactRow]:
    """All but the mean of shares: shares are added as they are, in another order here."""
    return [
        replace(
            row,
            mean_of_shares=None,
            summed=row.summed and replace(row.summed, sums=row.summed.sums._replace(percents=0)),
        )
        for row in rows
    ]


def agree(lots: list[Snapshot], name: str) -> None:
    _, day = covering()[name]
    found, wanted = district_plan_fact(lots, day).rows, judged(name).of_place(None)
    assert without_mean(found) == without_mean(wanted)
    means = [
        (one.mean_of_shares, other.mean_of_shares) for one, other in zip(found, wanted, strict=True)
    ]
    assert all(one == (other if other is None else pytest.approx(other)) for one, other in means)


@pytest.mark.parametrize("name", covering())
def test_school_by_school_gives_the_rows_of_the_whole(name: str) -> None:
    """Каждый вид, уровень и причина: по одной школе, район последним."""
    seen, _ = covering()[name]
    codes = [one.code for one in seen.organisations if one.code != OFFICE]
    agree([part(seen, {code}) for code in [*codes, OFFICE]], name)


@settings(max_examples=25)
@given(cut=st.data())
def test_any_cut_gives_the_rows_of_the_whole(cut: st.DataObject) -> None:
    name = cut.draw(st.sampled_from(["смешанный", "смешанный, срок не наступил"]))
    seen, _ = covering()[name]
    last = 3
    groups: list[set[str]] = [set() for _ in range(last + 1)]
    for one in seen.organisations:
        number = last if one.code == OFFICE else cut.draw(st.integers(0, last))
        groups[number].add(one.code)
    agree([part(seen, orgs) for orgs in groups if orgs], name)


def test_how_many_have_reported_is_counted_over_all_parts() -> None:
    seen, day = covering()["смешанный"]
    lots = [part(seen, {one.code}) for one in sorted(seen.organisations, key=lambda one: one.code)]
    lots.sort(key=lambda lot: lot.organisations[0].code == OFFICE)
    whole, parts = JUDGE.judged([seen], day), JUDGE.judged(lots, day)
    assert parts.collected == whole.collected
    assert parts.holds_until == whole.holds_until
    assert any(one.reported for one in whole.collected)


def test_a_number_of_the_schools_depends_on_all_parts() -> None:
    """Без одной части итог другой: проверка выше не проходит сама собой."""
    seen, day = covering()["смешанный"]
    school = next(one.code for one in seen.organisations if one.code != OFFICE)
    rest = {one.code for one in seen.organisations} - {school}
    found = district_plan_fact([part(seen, rest)], day).rows
    assert without_mean(found) != without_mean(plan_fact(seen, day).of_place(None))
