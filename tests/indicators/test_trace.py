"""From a figure to the cells that it was made from, and to no others."""

from dataclasses import replace

import pytest

from data_model.errors import NothingThere
from data_model.returns import ValueState
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.trace import trace
from tests.builders import (
    OLDER_GRADES,
    a_district_office,
    a_document,
    a_fact,
    a_return,
    a_roll,
    a_school,
    a_snapshot,
    facts_by_grade,
)

EMPTY = a_fact(grade=7, value=None, state=ValueState.NOT_REPORTED, cell="I7", written="")


@pytest.fixture
def snapshot() -> Snapshot:
    """Three schools: a whole return, one with an empty grade, one that never came."""
    whole = facts_by_grade(dict.fromkeys(OLDER_GRADES, 10))
    gap = tuple(EMPTY if fact.grade == 7 else fact for fact in whole)
    plan = replace(a_document(), name="План работы")
    yes = a_fact("work_plan", value=1, sheet="Документы", cell="C5", written="есть")
    return a_snapshot(
        (
            a_return("580401", 2021, facts=whole),
            a_return("580402", 2021, facts=gap),
            a_return("58040", 2021, facts=(yes,), documents=(plan,)),
        ),
        organisations=(
            a_district_office(),
            a_school(),
            a_school("580402"),
            a_school("580403"),
        ),
        roll=tuple(
            row
            for org in ("580401", "580402", "580403")
            for year in (2020, 2021)
            for row in a_roll(org, year)
        ),
    )


def test_the_inputs_of_the_district_sum_up_to_its_numerator(snapshot: Snapshot) -> None:
    found = trace(snapshot, 2021, "9")
    row = plan_fact(snapshot).numbered(2021, "9")
    assert row is not None
    assert sum(one.value or 0 for one in found.inputs) == row.numerator == 60
    assert sum(one.pupils for one in found.roll) == row.denominator == 150
    assert found.row.actual == row.actual == 40.0


def test_a_return_with_a_gap_is_set_aside_whole(snapshot: Snapshot) -> None:
    found = trace(snapshot, 2021, "9")
    assert {one.org for one in found.inputs} == {"580401"}
    assert {one.org for one in found.set_aside} == {"580402"}
    assert {one.org for one in found.roll} == {"580401"}


def test_every_input_names_its_file_sheet_and_cell(snapshot: Snapshot) -> None:
    first = trace(snapshot, 2021, "9", "580401").inputs[0]
    assert (first.file, first.sheet, first.cell) == ("580401_2021.xlsx", "Показатели", "H7")
    assert (first.grade, first.value, first.revision, first.written) == (6, 10, 1, "10")
    assert len(first.sha256) == 64
    assert first.received_at is not None


def test_a_school_without_a_figure_has_no_inputs(snapshot: Snapshot) -> None:
    found = trace(snapshot, 2021, "9", "580402")
    assert found.row.actual is None
    assert found.inputs == ()
    assert len(found.set_aside) == len(OLDER_GRADES)


def test_a_presence_comes_with_its_document(snapshot: Snapshot) -> None:
    found = trace(snapshot, 2021, "1")
    assert [(one.org, one.value, one.cell) for one in found.inputs] == [("58040", 1, "C5")]
    assert [one.document.name for one in found.documents] == ["План работы"]
    assert found.roll == ()


def test_grades_outside_the_base_are_not_inputs(snapshot: Snapshot) -> None:
    outside = facts_by_grade({3: 99})
    facts = [*snapshot.facts, *(snapshot.facts[0]._replace(fact=fact) for fact in outside)]
    found = trace(replace(snapshot, facts=tuple(facts)), 2021, "9", "580401")
    assert {one.grade for one in found.inputs} == set(OLDER_GRADES)


@pytest.mark.parametrize(
    ("year", "indicator", "org", "said"),
    [
        (2030, "9", None, "дорожной карты нет"),
        (2021, "99", None, "нет показателя 99"),
        (2021, "1", "580401", "нет показателя"),
    ],
)
def test_what_has_no_row_is_said_in_russian(
    snapshot: Snapshot, year: int, indicator: str, org: str | None, said: str
) -> None:
    with pytest.raises(NothingThere, match=said):
        trace(snapshot, year, indicator, org)
