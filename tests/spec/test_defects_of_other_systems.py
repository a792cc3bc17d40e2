"""What other systems got wrong, read in their code: each is a rule here."""

from data_model.roadmap import Kind, Level, Scope
from tests.spec.conftest import Spec

MUNICIPAL = {
    "kind": Kind.COUNT,
    "level": Level.MUNICIPALITY,
    "scope": Scope.DISTRICT_TOTAL,
    "by_grade": False,
}


def test_a_reported_zero_stays_a_zero(spec: Spec) -> None:
    """Ноль, сохранённый пустым, превращался в «нет данных»."""
    spec(
        given="""
            school | year | n
            район  | 2021 | 0
        """,
        targets={2021: 3},
        expected="""
            school | year | numerator | actual | state | status | deficit
            район  | 2021 | 0         | 0.0    | zero  | missed | 3
        """,
        **MUNICIPAL,
    )


def test_a_missing_plan_is_not_a_low_result(spec: Spec) -> None:
    """Без планового значения прогресс считался нулём и красился красным."""
    spec(
        given="""
            school | year | n
            район  | 2021 | 7
        """,
        targets={},
        expected="""
            school | year | actual | target | status    | deficit
            район  | 2021 | 7.0    |        | no_target |
        """,
        **MUNICIPAL,
    )


def test_more_than_the_target_is_not_capped(spec: Spec) -> None:
    """Перевыполнение видно как есть: план не потолок и не пол."""
    spec(
        given="""
            school  | year | n   | d
            Школа 1 | 2021 | 100 | 100
        """,
        targets={2021: 55},
        expected="""
            school  | year | actual | status | deviation
            Школа 1 | 2021 | 100.0  | met    | 45.0
        """,
    )


def test_more_people_than_there_are_is_no_achievement(spec: Spec) -> None:
    """9500 % считались выполнением: участников больше, чем обучающихся, — вопрос, а не вывод."""
    spec(
        given="""
            school  | year | n   | d
            Школа 1 | 2021 | 95  | 1
            Школа 2 | 2021 | 120 | 200
        """,
        targets={2021: 55},
        expected="""
            school  | year | numerator | actual | status  | reason    | reported | expected | upper
            Школа 1 | 2021 |           |        | no_data | n_above_d | 0        | 1        |
            район   | 2021 | 120       | 60.0   | met     | reached   | 1        | 2        | 60.2
        """,
    )


def test_not_applicable_never_counts_as_zero(spec: Spec) -> None:
    """«н/п» молча считалось нулём и тянуло сумму и среднее вниз."""
    rows = spec(
        given="""
            school  | year | n  | d
            Школа 1 | 2021 | 60 | 100
            Школа 2 | 2021 |    | 0
        """,
        targets={2021: 55},
        expected="""
            school | year | actual | mean_of_shares | reported | expected
            район  | 2021 | 60.0   | 60.0           | 1        | 1
        """,
    )
    assert [row.org for row in rows if row.actual is None] == ["Школа 2"]


def test_the_mean_of_shares_never_makes_a_verdict(spec: Spec) -> None:
    """Среднее школ 60 % выше плана, доля по сумме 24 % — ниже: решает сумма."""
    spec(
        given="""
            school  | year | n   | d
            Школа 1 | 2021 | 10  | 10
            Школа 2 | 2021 | 200 | 1000
        """,
        targets={2021: 55},
        expected="""
            school | year | actual | mean_of_shares | status
            район  | 2021 | 20.8   | 60.0           | missed
        """,
    )


def test_years_are_rows_of_their_own_and_never_one_progress(spec: Spec) -> None:
    """Доли за годы делили на сумму планов за годы: 20 + 35 + 50 = 105 %."""
    rows = spec(
        given="""
            school  | year | n  | d
            Школа 1 | 2020 | 20 | 100
            Школа 1 | 2021 | 35 | 100
        """,
        targets={2020: 20, 2021: 35},
        expected="""
            school | year | target | actual
            район  | 2020 | 20.0   | 20.0
            район  | 2021 | 35.0   | 35.0
        """,
    )
    assert sorted({row.year for row in rows}) == [2020, 2021]
