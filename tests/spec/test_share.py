"""«Участие не менее 55 % обучающихся общеобразовательных организаций» — доля по району."""

from data_model.roadmap import Operator
from tests.spec.conftest import Spec, row_of


def test_the_district_is_a_sum_and_never_an_average(spec: Spec) -> None:
    """10 из 10 и 300 из 1000 — это 30,7 % по району, хотя среднее двух школ 65 %."""
    spec(
        given="""
            school  | year | n   | d
            Школа 1 | 2021 | 10  | 10
            Школа 2 | 2021 | 300 | 1000
        """,
        targets={2021: 55},
        expected="""
            school  | year | numerator | denominator | actual | mean_of_shares | status
            район   | 2021 | 310       | 1010        | 30.69  | 65.0           | missed
            Школа 1 | 2021 | 10        | 10          | 100.0  |                | met
            Школа 2 | 2021 | 300       | 1000        | 30.0   |                | missed
        """,
    )


def test_what_prints_as_20_percent_may_still_fall_short_of_20(spec: Spec) -> None:
    """19,96 % печатается как «20,0 %», но планового значения 20 % не достигает."""
    spec(
        given="""
            school  | year | n   | d
            Школа 1 | 2020 | 499 | 2500
        """,
        targets={2020: 20},
        expected="""
            school | year | actual | status | deficit
            район  | 2020 | 19.96  | partly | 1
        """,
    )


def test_54_96_percent_is_not_55(spec: Spec) -> None:
    """«Не менее 55 %»: 1374 из 2500 — это 54,96 %, одного участника не хватает."""
    spec(
        given="""
            school  | year | n    | d
            Школа 1 | 2021 | 1374 | 2500
            Школа 2 | 2021 | 1375 | 2500
        """,
        targets={2021: 55},
        expected="""
            school  | year | actual | status | deficit
            район   | 2021 | 54.98  | partly | 1
            Школа 1 | 2021 | 54.96  | partly | 1
            Школа 2 | 2021 | 55.00  | met    |
        """,
    )


def test_a_target_with_a_fraction_is_compared_exactly(spec: Spec) -> None:
    """12,5 %: 125 из 1000 достаточно, 1249 из 10000 — нет."""
    spec(
        given="""
            school  | year | n    | d
            Школа 1 | 2021 | 125  | 1000
            Школа 2 | 2021 | 1249 | 10000
        """,
        targets={2021: "12.5"},
        expected="""
            school  | year | target | status
            Школа 1 | 2021 | 12.5   | met
            Школа 2 | 2021 | 12.5   | partly
        """,
    )


def test_nobody_of_nobody_is_not_applicable(spec: Spec) -> None:
    """0 из 0 — «не применимо», а не 0 % и не 100 %."""
    spec(
        given="""
            school  | year | n | d
            Школа 1 | 2021 | 0 | 0
            Школа 2 | 2021 | 6 | 10
        """,
        targets={2021: 55},
        expected="""
            school  | year | numerator | denominator | actual | status         | reported | expected
            район   | 2021 | 6         | 10          | 60.0   | met            | 1        | 1
            Школа 1 | 2021 |           | 0           |        | not_applicable | 0        | 0
        """,
    )


def test_a_district_without_pupils_in_the_base_is_not_applicable(spec: Spec) -> None:
    """Если контингента нет ни в одной школе, то и по району «не применимо»."""
    spec(
        given="""
            school  | year | n | d
            Школа 1 | 2021 | 0 | 0
        """,
        targets={2021: 55},
        expected="""
            school | year | actual | status         | lower | upper
            район  | 2021 |        | not_applicable |       |
        """,
    )


def test_the_base_is_a_set_of_grades_printed_beside_the_share(spec: Spec) -> None:
    """База показателя — классы и день подсчёта; другие классы показаны только для сравнения."""
    rows = spec(
        given="""
            school  | year | grade | n  | d
            Школа 1 | 2021 | 5     | 10 | 100
            Школа 1 | 2021 | 6     | 40 | 50
            Школа 1 | 2021 | 9     | 30 | 50
        """,
        base=(5, 6, 9),
        comparison_bases=((6, 9), (9,)),
        targets={2021: 55},
        expected="""
            school  | year | actual | status | base
            Школа 1 | 2021 | 40.0   | missed | 5–6, 9\u00a0классы, на\u00a020.09.2021
        """,
    )
    compared = row_of(rows, "район", 2021).comparison
    assert [(one.numerator, one.denominator) for one in compared] == [(70, 100), (30, 50)]
    assert [one.actual for one in compared] == [70.0, 60.0]
    assert compared[1].base == "9\u00a0класс, на\u00a020.09.2021"


def test_the_whole_may_be_another_question(spec: Spec) -> None:
    """«Доля получивших рекомендации из прошедших диагностику»: знаменатель — другой вопрос."""
    spec(
        given="""
            school  | year | n  | whole | d
            Школа 1 | 2021 | 30 | 60    | 100
            Школа 2 | 2021 | 10 |       | 100
            Школа 3 | 2021 | 0  | 0     | 100
        """,
        out_of="whole",
        targets={2021: 50},
        expected="""
            school  | year | numerator | denominator | status         | reported | expected | upper
            район   | 2021 | 30        | 60          | met            | 1        | 2        |
            Школа 2 | 2021 | 10        |             | no_data        | 0        | 1        |
            Школа 3 | 2021 |           | 0           | not_applicable | 0        | 0        |
        """,
    )


def test_the_missing_people_are_counted_to_the_whole_person(spec: Spec) -> None:
    """«Не хватает 12 обучающихся» — наименьшее целое число до планового значения."""
    spec(
        given="""
            school  | year | n  | d
            Школа 1 | 2021 | 43 | 100
            Школа 2 | 2021 | 1  | 3
        """,
        targets={2021: 55},
        operator=Operator.AT_LEAST,
        expected="""
            school  | year | deficit
            Школа 1 | 2021 | 12
            Школа 2 | 2021 | 1
            район   | 2021 | 13
        """,
    )
