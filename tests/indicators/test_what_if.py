"""Moved targets and changed counts: the same computing, nothing stored."""

from datetime import date
from decimal import Decimal

import pytest

from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.what_if import ChangedCount, MovedTarget, differences, spread, what_if
from tests.builders import a_district_office, a_return, a_snapshot

LATER = date(2030, 1, 1)


@pytest.fixture
def snapshot() -> Snapshot:
    """One school: 60 of 150 in 2020 and in 2021."""
    return a_snapshot((a_return(year=2020), a_return(year=2021)))


def test_a_moved_target_turns_the_verdict_and_stores_nothing(snapshot: Snapshot) -> None:
    before = plan_fact(snapshot, LATER)
    after = what_if(snapshot, [MovedTarget(2020, "9", Decimal(50))], LATER)
    found = differences(before, after)
    assert [one.before and one.before.status for one in found] == ["met", "met"]
    assert [one.after and one.after.status for one in found] == ["partly", "partly"]
    assert all(one.turns for one in found)
    assert plan_fact(snapshot, LATER).rows == before.rows


def test_a_changed_count_changes_the_figure(snapshot: Snapshot) -> None:
    before = plan_fact(snapshot, LATER)
    found = differences(before, what_if(snapshot, [ChangedCount(2021, "9", "580401", 61)], LATER))
    district = next(one for one in found if one.row.is_district)
    assert district.before is not None
    assert district.after is not None
    assert (district.before.numerator, district.after.numerator) == (60, 61)
    assert (district.before.status, district.after.status) == ("partly", "met")


def test_the_number_of_the_municipality_can_be_changed_too() -> None:
    snapshot = a_snapshot(organisations=(a_district_office(),), roll=())
    after = what_if(snapshot, [ChangedCount(2021, "1", "58040", 1)], LATER)
    row = after.numbered(2021, "1")
    assert row is not None
    assert (row.actual, row.status) == (1.0, "partly")


def test_nothing_changed_turns_nothing(snapshot: Snapshot) -> None:
    before = plan_fact(snapshot, LATER)
    assert differences(before, what_if(snapshot, [], LATER)) == ()


@pytest.mark.parametrize("value", [0, 1, 7, 100])
def test_the_parts_by_grade_sum_up_to_the_number(value: int) -> None:
    parts = spread(value, {6: 25, 7: 0, 8: 24})
    assert sum(parts.values()) == value
    assert parts[7] == 0
    assert sum(spread(value, {6: 0, 7: 0}).values()) == value
