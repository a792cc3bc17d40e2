"""Participants by grade, of those whose answers count."""

from dataclasses import replace

from data_model.returns import Fact, StoredFact, ValueState
from data_model.snapshot import Snapshot
from indicators.by_grade import by_grade
from tests.builders import a_roll, a_school, a_snapshot


def a_count(org: str, grade: int, value: int | None) -> StoredFact:
    state = ValueState.NO_DATA if value is None else ValueState.VALUE
    return StoredFact(org, 2021, Fact("ticket_pupils", grade, value, state))


def a_district(*facts: StoredFact, **changes: object) -> Snapshot:
    schools = (a_school("580401"), a_school("580402"))
    roll = (*a_roll("580401", pupils={6: 20, 7: 25}), *a_roll("580402", pupils={6: 30, 10: 0}))
    return replace(a_snapshot(), organisations=schools, roll=roll, facts=facts, **changes)


def number(snapshot: Snapshot) -> str:
    activities = snapshot.roadmaps[2021].activities
    return next(one.number for one in activities if one.indicator.counted == "ticket_pupils")


def test_grades_are_summed_over_the_schools_that_count() -> None:
    snapshot = a_district(a_count("580401", 6, 5), a_count("580402", 6, 10))
    both = by_grade(snapshot, 2021, number(snapshot), frozenset({"580401", "580402"}))
    one = by_grade(snapshot, 2021, number(snapshot), frozenset({"580401"}))
    assert [(g.numerator, g.denominator) for g in both if g.grade == 6] == [(15, 50)]
    assert [g.actual for g in one if g.grade == 6] == [25.0]


def test_a_grade_without_pupils_has_no_share() -> None:
    snapshot = a_district(a_count("580402", 10, 0))
    grades = by_grade(snapshot, 2021, number(snapshot), frozenset({"580402"}))
    assert [g.actual for g in grades if g.grade == 10] == [None]


def test_the_grades_are_those_of_the_base() -> None:
    snapshot = a_district()
    grades = by_grade(snapshot, 2021, number(snapshot), frozenset({"580401"}))
    assert [g.grade for g in grades] == [6, 7, 8, 9, 10, 11]
