"""«Ежегодное увеличение числа участников: 2020 – 20 %, 2021 – 35 %, 2022 – 50 %»."""

from datetime import date

from data_model.roadmap import Kind
from indicators.plan_fact_row import PlanFact
from indicators.wording import explanation
from tests.spec.conftest import Spec, row_of

PATH = {2020: 20, 2021: 35, 2022: 50}


def grows(spec: Spec, given: str, expected: str, **more: object) -> PlanFact:
    return spec(given, expected, kind=Kind.GROWING_SHARE, targets=PATH, **more)


def test_the_first_year_of_the_roadmap_has_no_year_before(spec: Spec) -> None:
    """В 2020 году сравнивать не с чем: рост «не применимо», решает только порог."""
    grows(
        spec,
        """
            school  | year | n  | d
            Школа 1 | 2020 | 20 | 100
        """,
        """
            school  | year | actual | growth         | status | previous
            район   | 2020 | 20.0   | not_applicable | met    |
            Школа 1 | 2020 | 20.0   | not_applicable | met    |
        """,
    )


def test_reaching_the_target_without_growth_is_only_partly(spec: Spec) -> None:
    """Порог 35 % достигнут, но участников не больше, чем год назад: выполнено частично."""
    rows = grows(
        spec,
        """
            school  | year | n  | d
            Школа 1 | 2020 | 60 | 100
            Школа 1 | 2021 | 60 | 100
        """,
        """
            school  | year | actual | growth | status | reason        | previous | now | deviation
            район   | 2021 | 60.0   | missed | partly | growth_failed | 60       | 60  |
            Школа 1 | 2021 | 60.0   | missed | partly | growth_failed | 60       | 60  |
        """,
    )
    assert explanation(row_of(rows, "район", 2021)) == (
        "плановое значение достигнуто, но участников не больше, чем год назад: 60 против 60"
    )


def test_the_share_may_rise_while_the_number_of_people_falls(spec: Spec) -> None:
    """Растёт число участников, а не доля: 50 из 100 после 60 из 150 — роста нет."""
    grows(
        spec,
        """
            school  | year | n  | d
            Школа 1 | 2020 | 60 | 150
            Школа 1 | 2021 | 50 | 100
        """,
        """
            school | year | actual | growth | status
            район  | 2021 | 50.0   | missed | partly
        """,
    )


def test_growth_without_the_threshold_is_not_met(spec: Spec) -> None:
    """Участников больше, но порог не достигнут: от 80 % плана — частично, ниже — не выполнено."""
    grows(
        spec,
        """
            school  | year | n  | d
            Школа 1 | 2020 | 10 | 100
            Школа 1 | 2021 | 28 | 100
            Школа 2 | 2020 | 10 | 100
            Школа 2 | 2021 | 27 | 100
        """,
        """
            school  | year | growth | status
            Школа 1 | 2021 | met    | partly
            Школа 2 | 2021 | met    | missed
            район   | 2021 | met    | missed
        """,
    )


def test_growth_is_compared_over_those_that_reported_in_both_years(spec: Spec) -> None:
    """Школа, не сдавшая отчёт в прошлом году, в сравнении числа участников не участвует."""
    grows(
        spec,
        """
            school  | year | n      | d
            Школа 1 | 2020 | 40     | 100
            Школа 1 | 2021 | 39     | 100
            Школа 2 | 2020 | не сдан | 100
            Школа 2 | 2021 | 90     | 100
        """,
        """
            school  | year | numerator | previous | now | growth  | status
            район   | 2021 | 129       | 40       | 39             | missed  | partly
            Школа 1 | 2021 | 39        | 40       | 39             | missed  | partly
            Школа 2 | 2021 | 90        |          |                | no_data | partly
        """,
    )


def test_unknown_growth_is_said_in_words(spec: Spec) -> None:
    """Порог достигнут, а прошлый год неизвестен: частично, причина названа."""
    rows = grows(
        spec,
        """
            school  | year | n      | d
            Школа 1 | 2020 | не сдан | 100
            Школа 1 | 2021 | 90     | 100
        """,
        """
            school | year | growth  | status | reason         | deviation
            район  | 2021 | no_data | partly | growth_unknown |
        """,
    )
    assert explanation(row_of(rows, "район", 2021)) == (
        "плановое значение достигнуто, рост не установить: нет данных за 2020 год"
    )


def test_a_new_school_has_nothing_to_grow_from(spec: Spec) -> None:
    """Школа открыта в 2021 году: рост к ней не применим, порога достаточно."""
    grows(
        spec,
        """
            school  | year | n  | d
            Школа 1 | 2020 | 20 | 100
            Школа 1 | 2021 | 40 | 100
            Школа 2 | 2021 | 50 | 100
        """,
        """
            school  | year | growth         | status
            Школа 2 | 2021 | not_applicable | met
            район   | 2021 | met            | met
        """,
    )


def test_a_school_without_pupils_in_the_base_a_year_ago_has_nothing_to_grow_from(
    spec: Spec,
) -> None:
    """Год назад в 6–11 классах никого не было: рост не применим."""
    grows(
        spec,
        """
            school  | year | n  | d
            Школа 1 | 2020 | 0  | 0
            Школа 1 | 2021 | 40 | 100
        """,
        """
            school  | year | growth         | status
            Школа 1 | 2021 | not_applicable | met
            район   | 2021 | not_applicable | met
        """,
    )


def test_a_share_grows_only_where_the_order_asks_for_it(spec: Spec) -> None:
    """Рост — свойство показателя: без него доля ниже прошлогодней остаётся выполненной."""
    given = """
        school  | year | n  | d
        Школа 1 | 2020 | 60 | 100
        Школа 1 | 2021 | 50 | 100
    """
    spec(
        given,
        """
            school | year | growth | status
            район  | 2021 |        | met
        """,
        targets=PATH,
    )
    spec(
        given,
        """
            school | year | growth | status
            район  | 2021 | missed | partly
        """,
        targets=PATH,
        requires_growth=True,
    )


def test_last_year_is_one_that_the_roadmap_covers(spec: Spec) -> None:
    """Пропуск года в дорожной карте: за прошлый год ничего не спрашивали."""
    grows(
        spec,
        """
            school  | year | n  | d
            Школа 1 | 2020 | 60 | 100
            Школа 1 | 2022 | 50 | 100
        """,
        """
            school | year | growth         | status
            район  | 2022 | not_applicable | met
        """,
    )


def test_a_term_that_has_not_come_hides_no_data(spec: Spec) -> None:
    """На 1 июня 2021 года: доля видна, вердикт — срок не наступил."""
    grows(
        spec,
        """
            school  | year | n  | d
            Школа 1 | 2020 | 25 | 100
            Школа 1 | 2021 | 30 | 100
        """,
        """
            school | year | actual | growth | status
            район  | 2020 | 25.0   | not_applicable | met
            район  | 2021 | 30.0   | met    | not_due
        """,
        as_of=date(2021, 6, 1),
    )
