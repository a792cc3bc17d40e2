"""«Отчитались N из M школ»: выполнение никогда не показано без охвата и границ."""

from data_model.roadmap import Kind, Level, Operator, Scope
from indicators.plan_fact_row import OfSchools
from indicators.wording import explanation
from tests.spec.conftest import Spec, row_of


def test_a_missing_return_is_neither_zero_nor_failure(spec: Spec) -> None:
    """Школа не сдала отчёт: у неё «нет данных», в доле района её нет, в границах — есть."""
    rows = spec(
        given="""
            school  | year | n      | d
            Школа 1 | 2021 | 60     | 100
            Школа 2 | 2021 | не сдан | 300
        """,
        targets={2021: 55},
        expected="""
            school  | year | actual | status  | reported | expected | lower | upper | provisional
            район   | 2021 | 60.0   | met     | 1        | 2        | 15.0  | 90.0  | True
            Школа 2 | 2021 |        | no_data | 0        | 1        |       |       | True
        """,
    )
    assert explanation(row_of(rows, "район", 2021)) == (
        "предварительно: ответили 1\u00a0из\u00a02\u00a0организаций"
    )
    assert explanation(row_of(rows, "Школа 2", 2021)) == "отчёт не сдан"


def test_the_share_of_the_roll_that_has_reported_is_shown(spec: Spec) -> None:
    """«X % контингента»: отчитались школы, в которых 100 из 400 обучающихся."""
    spec(
        given="""
            school  | year | n      | d
            Школа 1 | 2021 | 60     | 100
            Школа 2 | 2021 | не сдан | 300
        """,
        targets={2021: 55},
        expected="""
            school | year | roll_reported | roll_expected
            район  | 2021 | 100           | 400
        """,
    )


def test_when_all_have_reported_both_bounds_are_the_share(spec: Spec) -> None:
    """Отчитались все: нижняя и верхняя границы равны факту, вывод не предварительный."""
    spec(
        given="""
            school  | year | n  | d
            Школа 1 | 2021 | 60 | 100
            Школа 2 | 2021 | 30 | 300
        """,
        targets={2021: 55},
        expected="""
            school | year | actual | lower | upper | provisional
            район  | 2021 | 22.5   | 22.5  | 22.5  | False
        """,
    )


def test_when_nobody_has_reported_anything_is_possible(spec: Spec) -> None:
    """Отчётов нет совсем: «нет данных», границы — от 0 до 100 %."""
    spec(
        given="""
            school  | year | n       | d
            Школа 1 | 2021 | не сдан | 100
        """,
        targets={2021: 55},
        expected="""
            school | year | numerator | denominator | actual | status  | lower | upper | reported
            район  | 2021 |           |             |        | no_data | 0.0   | 100.0 | 0
        """,
    )


def test_an_unknown_roll_leaves_no_bounds(spec: Spec) -> None:
    """Контингент школы неизвестен: она ожидается, но доли и границ нет."""
    rows = spec(
        given="""
            school  | year | n  | d
            Школа 1 | 2021 | 60 | 100
            Школа 2 | 2021 | 30 |
        """,
        targets={2021: 55},
        expected="""
            school  | year | numerator | denominator | actual | status  | expected | lower | upper
            район   | 2021 | 60        | 100         | 60.0   | met     | 2        |       |
            Школа 2 | 2021 | 30        |             |        | no_data | 1        |       |
        """,
    )
    assert explanation(row_of(rows, "Школа 2", 2021)) == "нет контингента на 20.09.2021"


def test_a_presence_of_schools_is_bounded_by_k_of_n(spec: Spec) -> None:
    """Рядом с ответом района — «k из n» школ: границы — k и k плюс те, кто ещё не ответил."""
    rows = spec(
        given="""
            school  | year | n       | document
            район   | 2021 | да      | есть
            Школа 1 | 2021 | да      | есть
            Школа 2 | 2021 | нет     |
            Школа 3 | 2021 | не сдан |
        """,
        kind=Kind.PRESENCE,
        level=Level.BOTH,
        scope=None,
        operator=Operator.EXISTS,
        expected="""
            school | year | numerator | denominator | reported | expected | lower | upper | status
            район  | 2021 |           |             | 1        | 1        |       |       | met
        """,
    )
    assert row_of(rows, "район", 2021).schools == OfSchools(met=1, reported=2, expected=3)
    assert (OfSchools(1, 2, 3).lower, OfSchools(1, 2, 3).upper) == (1, 2)


def test_a_number_of_the_municipality_has_no_bounds(spec: Spec) -> None:
    """Муниципальные строки: отчитывается сам район, 1 из 1, границ нет."""
    spec(
        given="""
            school | year | n
            район  | 2021 | 16
        """,
        kind=Kind.COUNT,
        level=Level.MUNICIPALITY,
        scope=Scope.DISTRICT_TOTAL,
        by_grade=False,
        targets={2021: 15},
        expected="""
            school | year | numerator | denominator | status | reported | expected | lower | upper
            район  | 2021 | 16        |             | met    | 1        | 1        |       |
        """,
    )
