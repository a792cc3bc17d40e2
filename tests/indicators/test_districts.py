"""Districts side by side: only what several of them measure, in the years that they share."""

from data_model.snapshot import Snapshot
from indicators.peers import have_shared, side_by_side
from indicators.plan_fact import plan_fact
from tests.builders import a_municipality, a_roadmap, a_snapshot, an_activity, an_indicator


def another(**changes) -> Snapshot:
    place = a_municipality(code="58030", short="Соседний")
    return a_snapshot(municipality=place, **changes)


def compared(other: Snapshot):
    frames = {"58040": plan_fact(a_snapshot()), "58030": plan_fact(other)}
    return side_by_side(frames, {"58040": "Примерный", "58030": "Соседний"})


def test_a_shared_indicator_has_a_row_per_district_and_year() -> None:
    found = compared(another())
    keys = [(one.row.code, one.row.year, one.district) for one in found]
    assert {code for code, _, _ in keys} == {"work_plan", "ticket_to_future"}
    assert len(keys) == len(set(keys)) == 2 * len({key[:2] for key in keys})


def test_figures_stand_as_each_district_has_them() -> None:
    own = {(row.code, row.year): row for row in plan_fact(a_snapshot()).of_place(None)}
    mine = {
        (one.row.code, one.row.year): one.row
        for one in compared(another())
        if one.district == "58040"
    }
    assert mine == own


def test_an_indicator_of_one_district_alone_is_not_compared() -> None:
    alone = a_roadmap(
        activities=(a_roadmap().activities[0], an_activity(indicator=an_indicator("other_code")))
    )
    other = another(roadmaps=dict.fromkeys((2020, 2021, 2022), alone))
    assert {one.row.code for one in compared(other)} == {"work_plan"}


def test_a_year_of_one_district_alone_is_not_compared() -> None:
    other = another(roadmaps={2021: a_roadmap()})
    assert {one.row.year for one in compared(other)} == {2021}


def test_only_the_same_year_counts_as_shared() -> None:
    assert have_shared([{2021: a_roadmap()}, {2021: a_roadmap()}])
    assert not have_shared([{2021: a_roadmap()}, {2022: a_roadmap()}])
    assert not have_shared([{2021: a_roadmap()}])
