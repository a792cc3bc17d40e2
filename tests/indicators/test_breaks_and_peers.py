"""Breaks in the row of years, and schools that are like one another."""

from dataclasses import replace

from data_model.snapshot import Snapshot
from indicators.breaks import changed_years
from indicators.similar import peers
from tests.builders import a_roadmap, a_roll, a_school, a_snapshot


def a_district(**changes: object) -> Snapshot:
    schools = (a_school("580401"), a_school("580402"))
    roll = (*a_roll("580401", pupils=20), *a_roll("580402", pupils=30))
    return replace(a_snapshot(), organisations=schools, roll=roll, **changes)


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


def test_a_small_group_of_peers_widens_to_the_type() -> None:
    group = peers(a_district(), 2021, "580401")
    assert group.codes == {"580401", "580402"}
    assert group.name == "СОШ, все размеры"


def test_a_school_that_is_not_awaited_is_alone() -> None:
    assert peers(a_district(), 2021, "580499").codes == {"580499"}
