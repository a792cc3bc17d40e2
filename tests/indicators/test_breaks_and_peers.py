"""Breaks in the row of years, and schools that are like one another."""

from dataclasses import replace

from data_model.snapshot import Snapshot
from indicators.changes import changed_years
from indicators.peers import peers
from tests.builders import a_roadmap, a_roll, a_school, a_snapshot


def a_district(**changes: object) -> Snapshot:
    return replace(a_snapshot(), **changes)


def the_code(snapshot: Snapshot) -> str:
    return snapshot.roadmaps[2021].activities[-1].indicator.code


def test_an_unchanged_definition_breaks_nothing() -> None:
    snapshot = a_district()
    assert changed_years(snapshot, the_code(snapshot)) == ()


def test_another_base_breaks_the_row_of_years() -> None:
    old = a_roadmap()
    activity = old.activities[-1]
    wider = replace(activity, indicator=replace(activity.indicator, base=(8, 9)))
    new = replace(old, activities=(wider,))
    snapshot = a_district(roadmaps={2020: old, 2021: old, 2022: new})
    assert changed_years(snapshot, activity.indicator.code) == (2022,)


def schools(*pupils: int) -> Snapshot:
    """Schools 580401, 580402, … of one type with so many pupils in the ninth grade."""
    codes = [f"5804{place:02d}" for place in range(1, len(pupils) + 1)]
    roll = [
        row
        for code, count in zip(codes, pupils, strict=True)
        for row in a_roll(code, pupils={9: count})
    ]
    return a_district(organisations=tuple(a_school(code) for code in codes), roll=tuple(roll))


def test_peers_are_of_a_like_size() -> None:
    group = peers(schools(100, 60, 70, 150, 190, 900), 2021, "580401")
    assert group.codes == {"580401", "580402", "580403", "580404", "580405"}
    assert group.name == "СОШ, от 60 до 190\u00a0обучающихся"


def test_a_small_group_takes_the_nearest_in_size() -> None:
    group = peers(schools(100, 500, 600, 700, 900), 2021, "580401")
    assert group.codes == {"580401", "580402", "580403", "580404"}


def test_a_large_group_keeps_the_nearest() -> None:
    group = peers(schools(*range(100, 130)), 2021, "580401")
    assert len(group.codes) == 12
    assert "580402" in group.codes
    assert "580430" not in group.codes


def test_a_school_that_is_not_awaited_is_alone() -> None:
    assert peers(a_district(), 2021, "580499").codes == {"580499"}
