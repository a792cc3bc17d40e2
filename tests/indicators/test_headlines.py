"""Titles of charts: a sentence with the finding, correct in number and in words."""

from datetime import date

import pandas as pd
import pytest

from data_model.roadmap import Kind, Operator
from indicators import gaps, headlines
from indicators.contribution import contribution
from indicators.plan_fact import plan_fact
from tests.spec.district import Promise, district

GIVEN = """
    school  | year | n   | d
    Школа 1 | 2021 | 90  | 100
    Школа 2 | 2021 | 20  | 200
    Школа 3 | 2021 | 5   | 50
    Школа 4 | 2021 |     | 10
"""


@pytest.fixture
def rows() -> pd.DataFrame:
    promise = Promise(kind=Kind.SHARE, targets={2021: 35, 2022: 50})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def of_schools(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["org"].notna() & (rows["year"] == 2021)]


def the_district(rows: pd.DataFrame) -> pd.Series:
    return rows[rows["org"].isna() & (rows["year"] == 2021)].iloc[0]


def test_the_years_are_told_by_the_last_known_one(rows: pd.DataFrame) -> None:
    title = headlines.yearly(rows[rows["org"].isna()])
    assert title == (
        "2021: 32,9\u00a0% при плане не менее 35\u00a0% — выполнено частично, предварительно"
    )


def test_schools_are_counted_among_those_with_data(rows: pd.DataFrame) -> None:
    title = headlines.by_school(of_schools(rows))
    assert title == "Ориентира 35\u00a0% достигли 1\u00a0из\u00a03 школ с данными"


def test_the_schools_that_miss_most_are_named(rows: pd.DataFrame) -> None:
    title = headlines.contribution(contribution(rows, 2021, "1"), the_district(rows))
    assert title == (
        "Району не хватает 8\u00a0чел.; больше всех недобрали Школа 2 (50) и Школа 3 (13)"
    )


def test_without_a_gap_the_strongest_school_is_named(rows: pd.DataFrame) -> None:
    reached = the_district(rows).copy()
    reached["missing_to_target"] = 0
    title = headlines.contribution(contribution(rows, 2021, "1"), reached)
    assert title == "План района достигнут; больше всех сверх плана — Школа 1 (+55\u00a0чел.)"


def test_the_matrix_names_the_row_that_most_schools_miss(rows: pd.DataFrame) -> None:
    title = headlines.matrix(of_schools(rows))
    assert title.startswith("Чаще всего не выполнено: №\u00a01 ".replace("\u00a0", " "))
    assert title.endswith("2\u00a0из\u00a04 школ")


def test_nothing_known_is_said_as_such(rows: pd.DataFrame) -> None:
    silent = of_schools(rows).assign(actual=pd.NA)
    assert headlines.by_school(silent) == "Ни одна школа ещё не дала этих данных"
    assert headlines.distribution(silent) == "Данных по школам ещё нет"


def test_the_nearest_term_is_named_with_its_rows() -> None:
    terms = pd.DataFrame(
        {
            "indicator": ["1", "4", "9"],
            "due": [date(2021, 8, 31), date(2021, 8, 31), date(2021, 12, 31)],
            "status": ["not_due", "not_due", "not_due"],
        }
    )
    title = headlines.terms(terms, date(2021, 3, 1))
    assert title == "Ближайший срок — 31\u00a0августа 2021\u00a0года: № 1 и № 4"


def test_when_all_terms_have_passed_what_is_left_is_counted() -> None:
    terms = pd.DataFrame(
        {
            "indicator": ["1", "4", "6"],
            "due": [date(2021, 8, 31)] * 3,
            "status": ["met", "missed", "no_target"],
        }
    )
    title = headlines.terms(terms, date(2022, 3, 1))
    assert title == "Все сроки года прошли; не выполнено полностью: 1\u00a0показатель"


def test_a_single_school_is_declined() -> None:
    assert (
        headlines.coverage(0, 1, ["СОШ № 1"]) == "Отчитались 0\u00a0из\u00a01 школы; ждём: СОШ № 1"
    )


def test_grades_of_a_few_pupils_are_not_compared() -> None:
    grades = pd.DataFrame(
        {
            "grade": [6, 7, 10],
            "denominator": [50, 60, 4],
            "actual": [20.0, 40.0, 100.0],
            "unit": ["%"] * 3,
        }
    )
    assert headlines.by_grade(grades).startswith("Больше всего участвуют в 7 классе")


def at_most() -> pd.DataFrame:
    promise = Promise(kind=Kind.SHARE, operator=Operator.AT_MOST, targets={2021: 30})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def test_where_less_is_better_the_limit_is_kept_from_below() -> None:
    title = headlines.by_school(of_schools(at_most()))
    assert title == "Ориентира 30\u00a0% достигли 2\u00a0из\u00a03 школ с данными"


def test_where_less_is_better_an_excess_is_called_so() -> None:
    rows = at_most()
    assert gaps.words(the_district(rows)) == "превышение 10\u00a0чел."
    title = headlines.contribution(contribution(rows, 2021, "1"), the_district(rows))
    assert title == "У района сверх предела 10\u00a0чел.; больше всех — Школа 1 (60)"


def test_a_reached_target_leaves_no_gap(rows: pd.DataFrame) -> None:
    first = of_schools(rows).iloc[0]
    assert gaps.words(first) == ""


def test_organisations_that_are_missing_stand_in_the_genitive() -> None:
    row = {"operator": ">=", "actual": 40.0, "unit": "%", "kind": Kind.SHARE_OF_ORGS}
    assert gaps.words(row | {"missing_to_target": 3}) == "не хватает 3\u00a0организаций"
    assert gaps.words(row | {"missing_to_target": 1}) == "не хватает 1\u00a0организации"
    assert gaps.words(row | {"missing_to_target": 0}) == ""
