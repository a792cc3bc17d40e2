"""Recommendations: rules are data, addressees have names, each keeps its figure."""

import pytest

from data_model.errors import WrongDefinition
from indicators.plan_fact import plan_fact
from reports import collect
from reports.compose import advice
from reports.recommendations import SHIPPED, read_rules
from tests.reports.district import TRICKY, a_district

DISTRICT = a_district()
MATERIAL = collect(DISTRICT, 2022, frame=plan_fact(DISTRICT))


def of(org: str) -> dict[str, str]:
    return {item.rule: item.finding for item in advice.for_school(MATERIAL, org).items}


def test_a_school_behind_is_told_how_many_pupils_are_missing():
    assert "не хватает 9\u00a0обучающихся" in of("581001")["ticket_behind"]


def test_a_silent_school_is_asked_for_its_return_and_for_nothing_else():
    assert of("581003") == {"not_reported": "отчёт за 2022 год не представлен"}


def test_a_school_without_the_grades_of_the_project_is_not_blamed():
    assert not {"ticket_behind", "share_without_data"} & set(of("581004"))


def test_each_recommendation_to_a_school_names_it_and_keeps_the_figure():
    items = advice.for_schools(MATERIAL).items
    assert TRICKY in {item.addressee for item in items}
    assert not any("всем" in item.addressee.lower() for item in items)
    shares = [item for item in items if item.rule in ("ticket_behind", "lessons_behind")]
    assert all({"actual", "numerator"} <= {one.column for one in item.evidence} for item in shares)


def test_every_row_of_the_order_has_a_rule_for_the_case_that_it_fails():
    text = SHIPPED.read_text(encoding="utf-8")
    covered = {
        activity.indicator.counted: activity.indicator.kind
        for activity in DISTRICT.roadmaps[2022].activities
        if activity.indicator.counted in text or activity.indicator.kind.endswith("share")
    }
    kinds = {kind for rule in read_rules() for kind in rule.kinds}
    asked = {activity.indicator.kind for activity in DISTRICT.roadmaps[2022].activities}
    assert asked <= kinds
    assert len(covered) == 12


def test_a_municipality_may_have_rules_of_its_own():
    own = SHIPPED.read_text(encoding="utf-8").replace("Включить открытые", "Вернуть открытые")
    assert any(rule.action.startswith("Вернуть") for rule in read_rules(own))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('addressee = "{школа}"', 'addressee = ""', "заполните поле «addressee»"),
        ("{факт}", "{фкт}", "слова «{фкт}» нет"),
        ("kinds =", "knds =", "поля «knds» нет"),
        ("{план}", "{план", "фигурные скобки"),
        ("[[rule]]", "[[rule", "не читаются"),
    ],
)
def test_a_wrong_rule_is_named(old: str, new: str, told: str) -> None:
    with pytest.raises(WrongDefinition, match=told):
        read_rules(SHIPPED.read_text(encoding="utf-8").replace(old, new))
