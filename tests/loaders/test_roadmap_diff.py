"""What differs between two roadmaps, in words."""

from dataclasses import fields, replace
from datetime import date

from data_model.roadmap import Activity, Indicator, Kind, Period, PeriodKind
from loaders.roadmaps.editions import MEASURE, ROW, RoadmapChange, diff_roadmaps
from tests.builders import (
    a_question,
    a_roadmap,
    an_act,
    an_activity,
    an_indicator,
    targets,
)


def changed(**changes):
    """The example with its second row's indicator changed."""
    first, _ = a_roadmap().activities
    return a_roadmap(activities=(first, an_activity(indicator=an_indicator(**changes))))


def test_the_same_roadmap_has_no_differences() -> None:
    assert diff_roadmaps(a_roadmap(), a_roadmap()) == ()


def test_a_changed_path_is_one_difference_of_its_row() -> None:
    new = changed(targets=targets(y2020=20, y2021=40, y2022="50.5"))
    assert diff_roadmaps(a_roadmap(), new) == (
        RoadmapChange(
            "9", "план по годам", "2020: 20; 2021: 35; 2022: 50", "2020: 20; 2021: 40; 2022: 50,5"
        ),
    )


def test_kinds_terms_and_grades_are_worded() -> None:
    new = changed(
        kind=Kind.SHARE,
        base=(8, 9),
        periods={2021: Period(2021, PeriodKind.SCHOOL_YEAR, date(2021, 8, 31))},
    )
    shown = {change.field: (change.old, change.new) for change in diff_roadmaps(a_roadmap(), new)}
    assert shown["вид"] == ("растущая доля", "доля")
    assert shown["база, классы"] == ("6, 7, 8, 9, 10, 11", "8, 9")
    assert shown["сроки"][1] == "2020/21 — 31.08.2021"


def test_rows_that_come_and_go_are_told() -> None:
    fewer = a_roadmap(activities=a_roadmap().activities[:1])
    title = a_roadmap().activities[1].title
    assert diff_roadmaps(a_roadmap(), fewer) == (RoadmapChange("9", "строка", title, "снята"),)
    assert diff_roadmaps(fewer, a_roadmap()) == (RoadmapChange("9", "строка", "—", title),)


def test_act_and_questions_are_compared_too() -> None:
    new = a_roadmap(
        act=an_act(number="12-од", date=date(2022, 1, 10)),
        questions=(a_roadmap().questions[0], a_question(grades=(8, 9))),
    )
    act, question = diff_roadmaps(a_roadmap(), new)
    assert (act.field, act.new) == (
        "приказ",
        "Управление образования, приказ от 10.01.2022 № 12-од",
    )
    assert question.field == "вопрос ticket_pupils"
    assert question.new.endswith("классы 8, 9)")


def test_every_field_of_a_row_and_of_an_indicator_is_compared() -> None:
    """A new field of the nouns must get its line in the tables."""
    assert len(ROW) == len(fields(Activity)) - 3, "all but both numbers and the indicator"
    assert len(MEASURE) == len(fields(Indicator))


def test_a_note_is_a_difference() -> None:
    old = a_roadmap()
    new = replace(
        old, activities=(replace(old.activities[0], note="Так в приказе."), old.activities[1])
    )
    assert diff_roadmaps(old, new) == (RoadmapChange("1", "примечание", "—", "Так в приказе."),)
