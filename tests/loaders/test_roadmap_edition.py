"""An edition made ready: whose it is, from which year, and what of the old it keeps."""

from dataclasses import replace

import pytest

from data_model.errors import WrongDefinition
from data_model.roadmap import Goal
from loaders.roadmaps.editions import (
    as_edition,
    changes,
    goal_lines,
    of_same_act,
    predecessor,
    with_goals,
)
from loaders.roadmaps.file import read_roadmap_bytes, write_roadmap
from loaders.roadmaps.workbook import read_roadmap_workbook, write_roadmap_workbook
from tests.builders import a_roadmap, an_act

OLD = a_roadmap(goals=(Goal("Цель", ("1", "9")),))
IN_FORCE = dict.fromkeys(OLD.years, OLD)


def test_an_order_becomes_an_edition_of_the_roadmap_that_a_person_names() -> None:
    new = a_roadmap(code="order-2022", activities=OLD.activities[1:])
    edition = as_edition(new, 2022, IN_FORCE, OLD.code)
    assert (edition.code, edition.in_force_from) == (OLD.code, 2022)
    assert edition.goals == (Goal("Цель", ("9",)),)


def test_another_roadmap_of_the_same_years_stands_beside() -> None:
    edition = as_edition(a_roadmap(code="own-code"), 2020, IN_FORCE)
    assert (edition.code, edition.goals, edition.in_force_from) == ("own-code", (), None)
    assert predecessor(edition, IN_FORCE) is None


def test_the_same_act_is_the_same_roadmap() -> None:
    """Номер и дата приказа те же — та же карта; без номера или даты не сказать."""
    assert of_same_act(a_roadmap(code="order-2022"), IN_FORCE) == OLD
    for other in (an_act(number="95"), an_act(number=""), an_act(date=None)):
        assert of_same_act(a_roadmap(act=other), IN_FORCE) is None


def test_a_new_term_has_no_changes() -> None:
    assert changes(a_roadmap(years=(2023, 2024)), 2023, IN_FORCE) == ()


def test_changes_are_those_against_the_year_of_the_start() -> None:
    new = replace(OLD, title="Иначе")
    assert [change.field for change in changes(new, 2021, IN_FORCE)] == ["название"]


def test_goals_and_the_first_year_survive_both_files() -> None:
    roadmap = replace(OLD, in_force_from=2021)
    assert read_roadmap_bytes(write_roadmap(roadmap).encode(), "карта.toml") == roadmap
    assert read_roadmap_workbook(write_roadmap_workbook(roadmap)) == roadmap


def test_goals_typed_in_a_table_name_rows_that_exist() -> None:
    lines = [(line["Цель"], line["Строки карты"]) for line in goal_lines(OLD)]
    assert with_goals(a_roadmap(), [*lines, (None, None)]).goals == OLD.goals
    with pytest.raises(WrongDefinition, match="цель «Новая»: строки 77"):
        with_goals(OLD, [("Новая", "1, 77")])
