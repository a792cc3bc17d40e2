"""Качество данных: в срок, полнота, вопросы на сто ячеек, исправления; выбросы — вопросы."""

from dataclasses import replace
from datetime import date

from data_model.returns import Severity, StoredProblem, ValueState
from data_model.snapshot import Snapshot
from indicators.coverage import returns_board
from indicators.plan_fact_row import PlanFactRow
from indicators.quality import ReturnQuality, outliers, quality
from tests.builders import (
    a_district_office,
    a_fact,
    a_problem,
    a_return,
    a_revision,
    a_roadmap,
    a_school,
    a_snapshot,
    facts_by_grade,
)
from tests.rows import a_school_row

PLACES = (a_district_office(), a_school(), a_school("580402"))
EMPTY = {"value": None, "state": ValueState.NOT_REPORTED}
REASON = {"value": None, "state": ValueState.NO_DATA, "reason": "болел"}
FOREIGN = {"value": None, "state": ValueState.NOT_APPLICABLE}
FACTS = (
    *facts_by_grade({6: 1, 7: 0, 8: 3}),
    a_fact(grade=9, **REASON),
    a_fact(grade=10, **EMPTY),
    a_fact(grade=11, **FOREIGN),
)
"""Пять ячеек спрошено: три числа, «н/д» с причиной, пустая; 11 класса в школе нет."""


def of(snapshot: Snapshot, org: str = "580401", year: int = 2021) -> ReturnQuality:
    board = returns_board(snapshot, year, date(2022, 1, 10))
    return next(one for one in quality(snapshot, year, board) if one.line.org == org)


def asked(
    count: int, year: int = 2021, severity: Severity = Severity.QUESTION
) -> list[StoredProblem]:
    problem = replace(a_problem(), severity=severity)
    return [StoredProblem("580401", year, 1, problem, is_open=False) for _ in range(count)]


def test_a_return_is_whole_by_its_cells_and_its_questions_are_told_for_a_hundred() -> None:
    """3 числа и «н/д» с причиной из 5 ячеек — 80 %; 1 вопрос на 5 ячеек — 20 на сто."""
    problems = (*asked(1), *asked(3, severity=Severity.NOTE))
    snapshot = a_snapshot((a_return(facts=FACTS),), organisations=PLACES, problems=problems)
    found = of(snapshot)
    assert (found.asked, found.answered, found.complete) == (5, 4, 80.0)
    assert (found.questions, found.per_hundred, found.corrections) == (1, 20.0, 0)


def test_of_what_has_not_come_nothing_is_said_but_that_it_is_late() -> None:
    snapshot = a_snapshot(organisations=PLACES, deadlines={2021: date(2021, 12, 20)})
    found = of(snapshot, "580402")
    assert (found.complete, found.per_hundred, found.trend) == (None, None, None)
    assert found.line.late


def test_a_correction_is_counted_and_a_first_return_is_none() -> None:
    first = a_revision(is_current=False)
    second = a_revision(id=2, number=2)
    assert of(a_snapshot(revisions=(first, second), organisations=PLACES)).corrections == 1


def test_the_trend_compares_questions_for_a_hundred_cells_not_their_number() -> None:
    """Год назад 1 вопрос на 3 ячейки, теперь 1 на 5: меньше, хотя вопрос тоже один."""
    returns = (a_return(facts=FACTS), a_return(year=2020, facts=FACTS[:3]))
    roadmaps = {year: a_roadmap() for year in (2020, 2021)}
    snapshot = a_snapshot(
        returns, organisations=PLACES, roadmaps=roadmaps, problems=(*asked(1), *asked(1, 2020))
    )
    assert of(snapshot).trend == -1
    assert of(snapshot, year=2020).trend is None, "сравнить не с чем"


def schools(*shares: float, **changes: object) -> list[PlanFactRow]:
    return [a_school_row(f"58{n:04}", share, **changes) for n, share in enumerate(shares)]


def test_a_share_outside_the_band_of_the_others_is_asked_about() -> None:
    """Квартили 32 и 38, размах 6: полоса от 23 до 47 %; 92 % вне её, 47 % — в ней."""
    found = outliers(schools(30, 31, 32, 33, 35, 36, 38, 47, 92))
    assert [one.row.actual for one in found] == [92]
    assert (found[0].low, found[0].high) == (23.0, 47.0)


def test_few_schools_and_small_bases_make_no_band() -> None:
    assert outliers(schools(30, 31, 32, 33, 35, 36, 92)) == ()
    assert outliers(schools(30, 31, 32, 33, 35, 36, 38, 40, 92, small_base=True)) == ()
