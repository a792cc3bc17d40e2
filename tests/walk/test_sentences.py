"""Что сказано о строке, то и есть: инварианты слов для каждой строки каждого района обхода."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.compliance import Status
from data_model.roadmap import Activity, Kind, Operator, Roadmap, Target
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import MEASURED, SHORT, UNKNOWN, Reason
from tests.walk.world import (
    COMBINATIONS,
    EARLIER,
    LATER,
    YEARS,
    Situation,
    district,
    judged_rows,
    roadmap,
)

VERDICT_WORDS = {
    word for status, word in wording.STATUS_WORDS.items() if status is not Status.NO_DATA
} | set(wording.GUIDED.values())


def texts(row: PlanFactRow) -> list[str]:
    """Everything that may be said of a row."""
    return [
        *(wording.verdict(row), wording.final_verdict(row), wording.explanation(row)),
        *(wording.sentence(row), wording.matrix_text(row), wording.matrix_words(row)),
        *(wording.fact(row), wording.fact_cell(row), wording.target(row), wording.gap(row)),
        *(wording.deviation(row), wording.bounds(row), wording.action(row)),
    ]


def said(row: PlanFactRow) -> str:
    return "\n".join(texts(row)).replace(wording.NBSP, " ")


def is_in(snapshot: Snapshot, row: PlanFactRow) -> bool:
    """Whether the return that the row rests on has come."""
    org = row.org or snapshot.municipality.code
    return any((one.org, one.year) == (org, row.year) for one in snapshot.revisions)


def faults(snapshot: Snapshot, row: PlanFactRow) -> Iterator[str]:
    """Every sentence about a row that is not so."""
    text = said(row)
    if re.search(r"[{}]|\bNone\b|\bnan\b|  |\.\.", text):
        yield "не слова, а дыра в шаблоне"
    if (row.deviation is not None) and row.reason not in MEASURED:
        yield "отклонение есть только у достигнутого, близкого и далёкого"
    if (row.deficit is not None) != (row.reason in SHORT and has_deficit(row)):
        yield "дефицит есть только у близкого и далёкого"
    if "достигнут" in text and "не выполнено" in text:
        yield "«достигнут» рядом с «не выполнено»"
    if row.status is Status.MET and re.search(
        r"не хватает|не выполнено|(?<!не )ниже |не сдан", text
    ):
        yield "выполненному чего-то не хватает"
    if "не сдан" in text and (row.reason is not Reason.NO_RETURN):
        yield "«не сдан» не там"
    if row.reason is Reason.NO_RETURN and not row.by_schools and is_in(snapshot, row):
        yield "«не сдан» об отчёте, который сдан"
    if "не предусмотрено" in text and (
        row.target is not None or row.reason not in {Reason.NOT_ASKED, Reason.NO_BASE}
    ):
        yield "«не предусмотрено» прикрывает другое"
    if "не применим" in wording.verdict(row) and row.reason is not Reason.NO_BASE:
        yield "«не применимо» прикрывает другое"
    if row.is_guided and re.search(r"(?<!не )выполнено|не выполнено", text):
        yield "план района судит школу"
    if wording.is_silent(row) and (
        wording.sign(row) or VERDICT_WORDS & {line.strip() for line in text.split("\n")}
    ):
        yield "вывод там, где его не делают"
    if (row.actual is None) == (row.reason not in UNKNOWN) and row.reason in UNKNOWN | MEASURED:
        yield "факт и причина расходятся"
    if row.reason in UNKNOWN and row.status is not Status.NOT_DUE and not wording.action(row):
        yield "о неизвестном не сказано, что делать"
    yield from arithmetic_faults(row)


def has_deficit(row: PlanFactRow) -> bool:
    """A document has no distance, nor has «k из n» while schools are silent."""
    if row.measure is RowMeasure.PRESENCE:
        return False
    return row.measure is not RowMeasure.EACH_SCHOOL or row.reported == row.expected


def arithmetic_faults(row: PlanFactRow) -> Iterator[str]:
    """Fact, target, deviation and status agree."""
    if row.deviation is None or row.target is None or row.actual is None:
        return
    if row.operator is Operator.AT_LEAST and (row.deviation >= 0) != (row.reason is REACHED):
        yield "отклонение не того знака"
    if row.operator is Operator.AT_MOST and (row.deviation <= 0) != (row.reason is REACHED):
        yield "отклонение не того знака"
    if row.operator is not Operator.RANGE and row.deviation != row.actual - row.target:
        yield "отклонение не равно разности факта и плана"
    if (
        row.lower is not None
        and row.actual < row.lower - 1e-9
        and row.measure is not RowMeasure.SHARE
    ):
        yield "факт ниже нижней границы"


REACHED = Reason.REACHED


def test_nothing_false_is_said_of_any_row_of_the_walk() -> None:
    """Ни одной ложной фразы во всех районах обхода."""
    found = [
        (name, fault, row.reason, row.kind, row.scope, row.level, row.org, wording.sentence(row))
        for name, snapshot, row in judged_rows()
        for fault in faults(snapshot, row)
    ]
    assert found == []


def test_every_line_of_the_table_of_wordings_is_spoken() -> None:
    """Каждая строка таблицы формулировок достижима: лишних слов нет."""
    spoken = {id(wording.wording_of(row)) for _, _, row in judged_rows()}
    of_question = {(Reason.BASE_UNKNOWN, None, None)}
    silent = {key for key, line in wording.TABLE.items() if id(line) not in spoken}
    assert silent - of_question == set()


def test_small_bases_and_contributions_are_silent_everywhere() -> None:
    """Малая база и вклад школы — без знака и цвета."""
    silent = [row for _, _, row in judged_rows() if wording.is_silent(row)]
    assert silent
    assert {wording.shown_status(row) for row in silent} == {Status.NO_TARGET}
    assert {wording.sign(row) for row in silent} == {""}


# drawn districts

TARGETS = {
    Operator.AT_LEAST: st.builds(Target, st.integers(1, 90).map(Decimal)),
    Operator.AT_MOST: st.builds(Target, st.integers(1, 90).map(Decimal)),
    Operator.EQUAL: st.builds(Target, st.integers(1, 90).map(Decimal)),
    Operator.RANGE: st.integers(1, 60).map(lambda low: Target(Decimal(low), Decimal(low + 15))),
}


@st.composite
def plans(draw: st.DrawFn) -> Roadmap:
    """A few rows with targets and operators of any kind."""
    chosen = draw(st.lists(st.sampled_from(COMBINATIONS), min_size=1, max_size=6, unique=True))
    plan = roadmap(chosen)
    return replace(plan, activities=tuple(promised(draw, row) for row in plan.activities))


def promised(draw: st.DrawFn, row: Activity) -> Activity:
    if row.indicator.kind in {Kind.PRESENCE, Kind.SHARE_OF_ORGS}:
        return row
    operator = draw(st.sampled_from(sorted(TARGETS)))
    targets = {year: draw(TARGETS[operator]) for year in YEARS[:2]}
    return replace(row, indicator=replace(row.indicator, operator=operator, targets=targets))


SITUATIONS = st.sampled_from(Situation)


@settings(max_examples=60)
@given(
    plan=plans(),
    own=SITUATIONS,
    schools=st.lists(SITUATIONS, max_size=5),
    day=st.sampled_from([EARLIER, LATER]),
)
def test_nothing_false_is_said_of_a_drawn_district(
    plan: Roadmap, own: Situation, schools: list[Situation], day: date
) -> None:
    """Любой район, любые планы и направления: слова, знаки и числа согласны."""
    snapshot = district(own, schools, plan)
    found = [
        (fault, row.reason, row.measure, row.operator, row.target, wording.sentence(row))
        for row in plan_fact(snapshot, day)
        for fault in faults(snapshot, row)
    ]
    assert found == []


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_bare_line_or_all_its_sides(reason: Reason) -> None:
    """У причины есть слова, кого бы она ни касалась."""
    assert (reason, None, None) in wording.TABLE
