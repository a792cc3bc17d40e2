"""«100 % школ имеют план», «рост числа участников на 5 %»."""

from data_model.roadmap import Kind, Level, Operator, Scope
from indicators.wording import explanation
from tests.spec.conftest import Spec, row_of


def test_a_share_of_schools_counts_confirmed_documents(spec: Spec) -> None:
    """«100 % школ»: числитель — школы с подтверждённым документом, знаменатель — ответившие."""
    spec(
        given="""
            school  | year | n       | document
            Школа 1 | 2021 | да      | есть
            Школа 2 | 2021 | да      | есть
            Школа 3 | 2021 | да      |
            Школа 4 | 2021 | не сдан |
        """,
        kind=Kind.SHARE_OF_ORGS,
        level=Level.SCHOOL,
        targets={2021: 100},
        expected="""
            school  | year | numerator | denominator | actual | status  | reported | lower | upper
            район   | 2021 | 2         | 3           | 66.67  | missed  | 3        | 50.0  | 75.0
            Школа 1 | 2021 | 1         |             | 1.0    | met     | 1        |       |
            Школа 3 | 2021 | 1         |             | 1.0    | partly  | 1        |       |
            Школа 4 | 2021 |           |             |        | no_data | 0        |       |
        """,
    )


def test_all_schools_are_a_hundred_percent(spec: Spec) -> None:
    """Все ответившие подтвердили: 100 %, выполнено."""
    spec(
        given="""
            school  | year | n  | document
            Школа 1 | 2021 | да | есть
            Школа 2 | 2021 | да | есть
        """,
        kind=Kind.SHARE_OF_ORGS,
        level=Level.SCHOOL,
        targets={2021: 100},
        expected="""
            school | year | actual | status | target | lower | upper
            район  | 2021 | 100.0  | met    | 100.0  | 100.0 | 100.0
        """,
    )


GROWTH = {"kind": Kind.GROWTH, "by_grade": False, "targets": {2020: 5, 2021: 5, 2022: 5}}


def test_growth_by_percent_compares_those_that_reported_both_years(spec: Spec) -> None:
    """«Рост на 5 %»: 105 после 100 — выполнено; школа без прошлого года не в счёт."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2020 | 100
            Школа 1 | 2021 | 105
            Школа 2 | 2021 | 500
        """,
        level=Level.SCHOOL,
        scope=Scope.DISTRICT_TOTAL,
        expected="""
            school  | year | numerator | denominator | actual | status         | previous
            район   | 2020 |           |             |        | not_applicable |
            район   | 2021 | 5         | 100         | 5.0    | met            | 100
            Школа 1 | 2021 | 5         | 100         | 5.0    | no_target      | 100
        """,
        **GROWTH,
    )


def test_the_municipality_grows_against_itself(spec: Spec) -> None:
    """Район отвечает сам: 104 после 100 — 4 % из 5 %, частично; после нуля сравнить нельзя."""
    rows = spec(
        given="""
            school | year | n
            район  | 2020 | 100
            район  | 2021 | 104
            район  | 2022 | не сдан
        """,
        level=Level.MUNICIPALITY,
        scope=Scope.DISTRICT_TOTAL,
        expected="""
            school | year | actual | status         | deficit
            район  | 2020 |        | not_applicable |
            район  | 2021 | 4.0    | partly         | 1
            район  | 2022 |        | no_data        |
        """,
        **GROWTH,
    )
    assert explanation(row_of(rows, "район", 2020)) == (
        "сравнить не с чем: год назад показатель не измерялся или равен нулю"
    )


def test_growth_from_zero_is_not_applicable(spec: Spec) -> None:
    """Год назад ноль: процента роста нет."""
    spec(
        given="""
            school | year | n
            район  | 2020 | 0
            район  | 2021 | 10
        """,
        level=Level.MUNICIPALITY,
        scope=Scope.DISTRICT_TOTAL,
        operator=Operator.AT_LEAST,
        expected="""
            school | year | actual | status
            район  | 2021 |        | not_applicable
        """,
        **GROWTH,
    )
