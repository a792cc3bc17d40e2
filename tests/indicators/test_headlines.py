"""Titles of charts: a sentence with the finding, correct in number and in words."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.compliance import Status
from data_model.roadmap import Kind, Operator
from indicators import headlines, wording
from indicators.by_grade import GradeFigure
from indicators.changes import changed_since, seen_lines
from indicators.contribution import contributions
from indicators.coverage import returns_board
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow, RowMeasure
from indicators.reasons import Reason
from tests.builders import a_snapshot
from tests.rows import a_row
from tests.spec.district import Promise, district

GIVEN = """
    school  | year | n   | d
    Школа 1 | 2021 | 90  | 100
    Школа 2 | 2021 | 20  | 200
    Школа 3 | 2021 | 5   | 50
    Школа 4 | 2021 |     | 10
"""


@pytest.fixture
def rows() -> PlanFact:
    promise = Promise(kind=Kind.SHARE, targets={2021: 35, 2022: 50})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def of_schools(rows: PlanFact) -> tuple[PlanFactRow, ...]:
    return rows.schools(2021)


def the_district(rows: PlanFact) -> PlanFactRow:
    return rows.district(2021)[0]


def test_the_years_are_told_by_the_last_known_one(rows: PlanFact) -> None:
    title = headlines.yearly(rows.of_place(None))
    assert title == (
        "2021: 32,9\u00a0% при плане не менее 35\u00a0% — выполнено частично, предварительно"
    )


def test_schools_are_counted_among_those_with_data(rows: PlanFact) -> None:
    title = headlines.by_school(of_schools(rows))
    assert title == "Ориентира «не менее 35\u00a0%» достигли 1\u00a0из\u00a03\u00a0школ с данными"


def test_the_schools_that_miss_most_are_named(rows: PlanFact) -> None:
    title = headlines.contribution(contributions(rows, 2021, "example"), the_district(rows))
    assert title == (
        "Району не хватает 8\u00a0обучающихся; больше всех недобрали Школа 2 (50) и Школа 3 (13)"
    )


def test_without_a_gap_the_strongest_school_is_named(rows: PlanFact) -> None:
    reached = replace(the_district(rows), deficit=None, status=Status.MET, reason=Reason.REACHED)
    title = headlines.contribution(contributions(rows, 2021, "example"), reached)
    assert title == "План района достигнут; больше всех сверх плана — Школа 1 (+55\u00a0чел.)"


def test_the_matrix_names_the_row_that_most_schools_miss(rows: PlanFact) -> None:
    title = headlines.matrix(of_schools(rows))
    assert title.startswith("Чаще всего ниже ориентира: №\u00a01 ")
    assert title.endswith("2\u00a0из\u00a04\u00a0школ")


def test_a_share_that_nobody_has_told_is_no_limit_of_the_conclusions(rows: PlanFact) -> None:
    """«От 0,0 % до 100,0 %» ни о чём не говорит: пределы — у доли, о которой кто-то сообщил."""
    row = replace(the_district(rows), provisional=True, lower=0, upper=100)
    board = returns_board(a_snapshot(), 2021)
    assert "доля может оказаться" in headlines.how_sure([row], board).text
    silent = headlines.how_sure([replace(row, actual=None)], board).text
    assert "предварительные" not in silent


def test_a_year_before_its_terms_is_no_year_without_a_plan(rows: PlanFact) -> None:
    waits = [replace(the_district(rows), status=Status.NOT_DUE)]
    told = "2021: ни по одному показателю срок ещё не наступил"
    assert headlines.better_or_worse(waits, 2021) == told


def test_nothing_known_is_said_as_such(rows: PlanFact) -> None:
    silent = [row for row in of_schools(rows) if row.actual is None]
    assert headlines.by_school(silent) == "Ни одна школа ещё не дала этих данных"
    assert headlines.distribution(silent) == "Данных по школам ещё нет"


def with_term(row: PlanFactRow, number: str, due: date, status: Status) -> PlanFactRow:
    return replace(row, indicator=number, due=due, status=status)


def test_the_nearest_term_is_named_with_its_rows(rows: PlanFact) -> None:
    row, waits = the_district(rows), Status.NOT_DUE
    terms = [
        with_term(row, "1", date(2021, 8, 31), waits),
        with_term(row, "4", date(2021, 8, 31), waits),
        with_term(row, "9", date(2021, 12, 31), waits),
    ]
    title = headlines.terms(terms, date(2021, 3, 1))
    assert title == "Ближайший срок — 31\u00a0августа 2021\u00a0года: № 1 и № 4"


def test_when_all_terms_have_passed_what_is_left_is_counted_and_the_unknown_told_apart(
    rows: PlanFact,
) -> None:
    verdicts = [Status.MET, Status.MISSED, Status.NO_TARGET, Status.NO_DATA]
    terms = [
        with_term(the_district(rows), str(number), date(2021, 8, 31), status)
        for number, status in enumerate(verdicts)
    ]
    title = headlines.terms(terms, date(2022, 3, 1))
    assert title == (
        "Все сроки года прошли; не выполнено полностью: 1\u00a0показатель, "
        "нет данных: 1\u00a0показатель"
    )


def test_a_single_school_is_declined() -> None:
    board = returns_board(a_snapshot(), 2021)
    assert headlines.coverage(board) == ("Отчёты сдали 0\u00a0из\u00a01\u00a0школы; ждём: СОШ № 1")


def test_grades_of_a_few_pupils_are_not_compared() -> None:
    grades = [
        GradeFigure(6, 10, 50, "%"),
        GradeFigure(7, 24, 60, "%"),
        GradeFigure(10, 4, 4, "%"),
    ]
    assert headlines.by_grade(grades).startswith("Больше всего участвуют в 7 классе")


def test_what_is_unknown_is_no_failure_of_the_year(rows: PlanFact) -> None:
    """«Выполнено 0 из 4» о школе, которая не сдала отчёт, — неправда."""
    silent = [row for row in of_schools(rows) if row.actual is None]
    assert headlines.better_or_worse(silent, 2021) == ("2021: нет данных по 1 показателю")


def at_most() -> PlanFact:
    promise = Promise(kind=Kind.SHARE, operator=Operator.AT_MOST, targets={2021: 30})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def test_where_less_is_better_the_limit_is_kept_from_below() -> None:
    title = headlines.by_school(of_schools(at_most()))
    assert title == "Ориентира «не более 30\u00a0%» достигли 2\u00a0из\u00a03\u00a0школ с данными"


def test_where_less_is_better_an_excess_is_called_so() -> None:
    rows = at_most()
    assert wording.gap(the_district(rows)) == "сверх предела 10\u00a0обучающихся"
    title = headlines.contribution(contributions(rows, 2021, "example"), the_district(rows))
    assert title == "У района сверх предела 10\u00a0обучающихся; больше всех — Школа 1 (60)"


def test_a_reached_target_leaves_no_gap(rows: PlanFact) -> None:
    assert wording.gap(of_schools(rows)[0]) == ""


def test_organisations_that_are_missing_stand_in_the_genitive(rows: PlanFact) -> None:
    row = replace(the_district(rows), measure=RowMeasure.SHARE_OF_ORGS)
    assert wording.gap(replace(row, deficit=3)) == "не хватает 3\u00a0организаций"
    assert wording.gap(replace(row, deficit=1)) == "не хватает 1\u00a0организации"
    assert wording.gap(replace(row, deficit=None)) == ""


def test_the_terms_of_the_next_month_are_told_with_the_day_of_the_returns() -> None:
    """Срок завтра и через месяц — названы, вчерашний и дальний — нет."""
    rows = [
        a_row(indicator="1", due=date(2021, 8, 31)),
        a_row(indicator="3", due=date(2021, 9, 30)),
        a_row(indicator="7", due=date(2021, 9, 30)),
        a_row(indicator="9", due=date(2021, 12, 31)),
    ]
    told = headlines.coming_terms(rows, date(2021, 9, 1), date(2021, 9, 20)).replace("\u00a0", " ")
    assert told == "Ближайшие 31 день: 20.09 — сдача отчётов; 30.09 — № 3 и № 7"
    assert headlines.coming_terms(rows, date(2022, 1, 1), None) == ""
    assert (
        headlines.coming_terms(rows, date(2021, 12, 23), date(2021, 12, 20)) == ""
    )  # in ``terms``


def test_what_has_changed_since_a_look_is_a_figure_or_a_verdict() -> None:
    before = [a_row(code="a", actual=35.2), a_row(code="b", actual=None), a_row(code="c")]
    lines = seen_lines(before)
    assert changed_since(lines, before) == ()
    now = [replace(before[0], actual=36.0), before[1], before[2], a_row(code="new")]
    ((row, told),) = changed_since(lines, now)
    assert (row.code, "35,2" in told) == ("a", True)
