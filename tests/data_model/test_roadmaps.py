"""Editions of the roadmap: exact, append-only, in force by year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from data_model.errors import UnknownPlace, WrongDefinition
from data_model.roadmap import Goal, Operator, Period, PeriodKind, Target
from data_model.store import Store
from tests.builders import a_roadmap, an_activity, an_indicator


def test_a_roadmap_comes_back_letter_for_letter(empty_store: Store, store: Store) -> None:
    indicator = an_indicator(
        operator=Operator.RANGE,
        targets={2021: Target(Decimal("33.30"), Decimal("66.6666666666666667"))},
        periods={2021: Period(2021, PeriodKind.SCHOOL_YEAR, date(2021, 8, 31))},
        comparison_bases=((6, 7), (8, 9, 10, 11)),
        partly_from=Decimal("0.75"),
        also_counted=("work_plan",),
    )
    activity = an_activity(indicator=indicator, note="сноска", unsure=("раз", "два"))
    roadmap = a_roadmap(activities=(activity,))
    assert store.save_roadmap("58040", roadmap) == 2
    assert store.roadmaps("58040")[2021] == replace(roadmap, edition=2)


def test_a_target_keeps_its_digits(store: Store) -> None:
    exact = Target(Decimal("19.960"))
    roadmap = a_roadmap(activities=(an_activity(indicator=an_indicator(targets={2021: exact})),))
    store.save_roadmap("58040", roadmap)
    stored = store.roadmaps("58040")[2021].activity("9").indicator.targets[2021].value
    assert str(stored) == "19.960"


def test_the_same_roadmap_again_stores_nothing(store: Store) -> None:
    version = store.version()
    assert store.save_roadmap("58040", a_roadmap()) == 1
    assert store.version() == version


def test_a_changed_roadmap_is_the_next_edition(store: Store) -> None:
    assert store.save_roadmap("58040", a_roadmap(title="Новая редакция")) == 2
    in_force = store.roadmaps("58040")[2021]
    assert (in_force.edition, in_force.title) == (2, "Новая редакция")
    assert store.save_roadmap("58040", a_roadmap()) == 3


def test_roadmaps_of_one_year_stand_side_by_side(store: Store) -> None:
    later = a_roadmap(code="next", title="Следующая", years=(2022, 2023))
    store.save_roadmap("58040", later)
    codes = {
        year: [part.code for part in roadmap.each]
        for year, roadmap in store.roadmaps("58040").items()
    }
    first = ["example-2020-2022"]
    assert codes == {2020: first, 2021: first, 2022: [*first, "next"], 2023: ["next"]}


def test_a_closed_year_keeps_the_edition_it_was_closed_by(store: Store) -> None:
    store.close_year("58040", 2021, date(2022, 1, 31), "приказ об итогах")
    store.save_roadmap("58040", a_roadmap(title="Новая редакция"))
    editions = {year: roadmap.edition for year, roadmap in store.roadmaps("58040").items()}
    assert editions == {2020: 2, 2021: 1, 2022: 2}


def test_an_indicator_of_a_question_that_is_not_asked_is_refused(store: Store) -> None:
    wrong = replace(a_roadmap(), questions=())
    with pytest.raises(WrongDefinition, match="Строка 1"):
        store.save_roadmap("58040", wrong)


def test_a_roadmap_belongs_to_a_known_municipality(store: Store) -> None:
    with pytest.raises(UnknownPlace):
        store.save_roadmap("99", a_roadmap())


def test_an_edition_in_mid_term_leaves_the_years_before_it_alone(store: Store) -> None:
    store.save_roadmap("58040", a_roadmap(title="С 2022 года", in_force_from=2022))
    editions = {year: roadmap.edition for year, roadmap in store.roadmaps("58040").items()}
    assert editions == {2020: 1, 2021: 1, 2022: 2}
    assert store.roadmaps("58040")[2022].in_force_from == 2022


def test_goals_come_back_with_their_rows(store: Store) -> None:
    goals = (Goal("Ранняя профориентация", ("1", "9")), Goal("Взаимодействие с предприятиями"))
    store.save_roadmap("58040", a_roadmap(goals=goals))
    assert store.roadmaps("58040")[2021].goals == goals


def test_editions_are_listed_the_newest_first(store: Store) -> None:
    store.save_roadmap("58040", a_roadmap(title="Новая редакция"))
    listed = store.roadmap_editions("58040")
    assert [one.roadmap.edition for one in listed] == [2, 1]
    assert listed[0].stored_at >= listed[1].stored_at
