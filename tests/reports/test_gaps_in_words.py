"""How far a line is from its target reads right for every kind of indicator."""

import pytest

from data_model.compliance import Status
from indicators.wording import NBSP
from reports import figures
from reports.lines import Line
from reports.recommendations import Case, read_rules, recommend


def line(kind: str, operator: str, actual: float, missing: int, unit: str = "%") -> Line:
    return Line(
        *(2021, "2020/21", "6", "any", "Название", "Название", kind, "school", Status.MISSED),
        org="1",
        org_name="Школа",
        numerator=30,
        denominator=100,
        actual=actual,
        unit=unit,
        operator=operator,
        target=5.0 if operator == "<=" else 60.0,
        missing_to_target=missing,
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (line("share", ">=", 30.0, 30), f"не хватает 30{NBSP}обучающихся"),
        (line("share", "<=", 30.0, 25), f"превышение 25{NBSP}чел."),
        (line("share_of_orgs", ">=", 30.0, 3), f"не хватает 3{NBSP}организаций"),
        (line("share_of_orgs", ">=", 30.0, 1), f"не хватает 1{NBSP}организации"),
        (line("share", ">=", 60.0, 0), "ориентир достигнут"),
    ],
)
def test_a_gap_is_worded_by_its_kind(asked: Line, words: str) -> None:
    assert figures.gap(asked).text == words


def test_a_share_that_may_not_grow_is_not_told_to_add_participants() -> None:
    found = list(recommend([Case(line("share", "<=", 30.0, 25), "undecided", ())], read_rules()))
    assert [one.rule for one in found] == ["share_over"]
    assert "превышение" in found[0].finding
    assert "Охватить" not in found[0].action


def test_a_share_of_another_district_is_not_sent_to_online_lessons() -> None:
    found = list(recommend([Case(line("share", ">=", 30.0, 30), "diagnosed", ())], read_rules()))
    assert "онлайн-уроки" not in found[0].action
