"""What is asked of many schools is said once, and each is named with its own figure."""

from dataclasses import replace

from indicators.plan_fact import plan_fact
from reports import collect, composed
from reports.compose import advice
from reports.summary import Paragraph, Recommendations
from tests.reports.district import TRICKY, a_district

DISTRICT = a_district()
MATERIAL = collect(DISTRICT, 2022, plan_fact=plan_fact(DISTRICT))
ITEMS = advice.for_schools(MATERIAL).items
GROUPS = advice.grouped(MATERIAL, ITEMS)


def texts(kind: str) -> list[str]:
    blocks = composed(kind, MATERIAL).blocks()
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_every_recommendation_stands_in_one_group():
    assert sorted(item.finding for group in GROUPS for item in group.items) == sorted(
        item.finding for item in ITEMS
    )
    assert len(GROUPS) < len(ITEMS)


def test_no_instruction_of_the_order_is_said_twice():
    said = texts("order")
    assert len(said) > 5
    assert len(said) == len(set(said))


def test_each_school_is_named_with_the_figure_that_caused_the_instruction():
    blocks = composed("order", MATERIAL).blocks()
    annexed = next(one for one in blocks if isinstance(one, Recommendations))
    told = [one.finding for one in annexed.items if one.addressee == TRICKY]
    rows = [row for row in MATERIAL.by_school["581001"] if row.is_share]
    missing = [row.deficit for row in rows if row.deficit]
    assert missing
    for people in missing:
        assert any(f"дополнительно вовлечь {people}" in text for text in told)


def test_the_example_of_a_similar_school_follows_the_figure_of_each():
    with_example = [item for item in ITEMS if item.example]
    for item in with_example:
        assert item.action.endswith(item.example)
        assert item.example not in item.common
    assert any("Обратить особое внимание на" in item.action for item in with_example)


def test_an_executor_of_a_common_name_has_no_capital_inside_a_list():
    named = advice.executors(("МКУ Центр", "Общеобразовательные организации", "Отдел образования"))
    assert named == ("МКУ Центр", "общеобразовательные организации", "Отдел образования")


def test_the_word_for_several_responsible_posts_is_plural():
    assert advice.duty("до мая", "Методист") == "Срок – до мая. Ответственный – методист"
    assert "Ответственные – методист, психолог" in advice.duty("до мая", "Методист, психолог")


def test_control_of_the_order_is_said_in_the_nominative():
    assert any(
        text.endswith("осуществляет главный специалист Управления образования.")
        for text in texts("order")
    )


def test_schools_of_whom_the_same_is_found_stand_in_one_line():
    silent = replace(
        next(item for item in ITEMS if item.rule == "not_reported"), addressee="Другая школа"
    )
    (group,) = advice.grouped(MATERIAL, [*(i for i in ITEMS if i.rule == silent.rule), silent])
    (line,) = group.findings()
    assert line.text.endswith("; Другая школа — отчёт за 2022 год не представлен.")
