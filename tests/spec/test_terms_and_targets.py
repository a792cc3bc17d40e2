"""Плановые значения заданы не на каждый год, сроки — до дня: порядок вердиктов."""

from datetime import date

import pytest

from data_model.roadmap import Kind, Level, Operator, Scope
from indicators.wording import explanation
from tests.spec.conftest import Spec, row_of

MUNICIPAL = {
    "kind": Kind.COUNT,
    "level": Level.MUNICIPALITY,
    "scope": Scope.DISTRICT_TOTAL,
    "by_grade": False,
}


def test_a_year_without_a_target_is_neither_met_nor_missed(spec: Spec) -> None:
    """«Диалоговая площадка, август 2021 г.»: в другие годы «не предусмотрено»."""
    spec(
        given="""
            school | year | n
            район  | 2020 | 1
            район  | 2021 | 20
            район  | 2022 |
        """,
        targets={2021: 20},
        expected="""
            school | year | actual | target | status    | deficit
            район  | 2020 | 1.0    |        | no_target |
            район  | 2021 | 20.0   | 20.0   | met       |
            район  | 2022 |        |        | no_target |
        """,
        **MUNICIPAL,
    )


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2021, 8, 30), "not_due"),
        (date(2021, 8, 31), "not_due"),
        (date(2021, 9, 1), "missed"),
    ],
)
def test_the_term_lasts_up_to_and_including_its_day(spec: Spec, as_of: date, status: str) -> None:
    """«Август»: срок — 31.08, по этот день включительно он не наступил."""
    spec(
        given="""
            school | year | n
            район  | 2021 | 5
        """,
        targets={2021: 20},
        due={2021: date(2021, 8, 31)},
        as_of=as_of,
        expected=f"""
            school | year | actual | status
            район  | 2021 | 5.0    | {status}
        """,
        **MUNICIPAL,
    )


def test_what_is_already_met_is_met_before_the_term(spec: Spec) -> None:
    """Выполнено досрочно — выполнено."""
    spec(
        given="""
            school | year | n
            район  | 2021 | 20
        """,
        targets={2021: 20},
        as_of=date(2021, 1, 1),
        expected="""
            school | year | status
            район  | 2021 | met
        """,
        **MUNICIPAL,
    )


def test_the_order_of_verdicts_is_the_same_for_every_row(spec: Spec) -> None:
    """Не применимо → не предусмотрено → выполнено → срок → нет данных → частично → нет."""
    spec(
        given="""
            school  | year | n       | d
            Школа 1 | 2021 | 0       | 0
            Школа 2 | 2021 | 50      | 100
            Школа 3 | 2021 | 40      | 100
            Школа 4 | 2021 | 39      | 100
            Школа 5 | 2021 | не сдан | 100
            Школа 1 | 2022 | 0       | 0
            Школа 2 | 2022 | 50      | 100
            Школа 3 | 2022 | 40      | 100
            Школа 5 | 2022 | не сдан | 100
            Школа 1 | 2023 | 0       | 0
            Школа 2 | 2023 | 50      | 100
        """,
        targets={2021: 50, 2022: 50},
        as_of=date(2022, 6, 1),
        expected="""
            school  | year | status
            Школа 1 | 2021 | not_applicable
            Школа 2 | 2021 | met
            Школа 3 | 2021 | partly
            Школа 4 | 2021 | missed
            Школа 5 | 2021 | no_data
            Школа 1 | 2022 | not_applicable
            Школа 2 | 2022 | met
            Школа 3 | 2022 | not_due
            Школа 5 | 2022 | not_due
            Школа 1 | 2023 | not_applicable
            Школа 2 | 2023 | no_target
        """,
    )


def test_partly_begins_at_a_stated_part_of_the_target(spec: Spec) -> None:
    """«Частично» — не менее 80 % планового значения, если не сказано иное; часть печатается."""
    rows = spec(
        given="""
            school | year | n
            район  | 2020 | 12
            район  | 2021 | 11
        """,
        targets={2020: 15, 2021: 15},
        expected="""
            school | year | status
            район  | 2020 | partly
            район  | 2021 | missed
        """,
        **MUNICIPAL,
    )
    assert explanation(row_of(rows, "район", 2020)) == (
        "достигнуто не менее 80\u00a0% планового значения"
    )
    spec(
        given="""
            school | year | n
            район  | 2021 | 11
        """,
        targets={2021: 15},
        partly_from="0.7",
        expected="""
            school | year | status
            район  | 2021 | partly
        """,
        **MUNICIPAL,
    )


@pytest.mark.parametrize(
    ("operator", "target", "numbers"),
    [
        (Operator.AT_LEAST, 10, {10: "met", 9: "partly", 8: "partly", 7: "missed", 0: "missed"}),
        (Operator.AT_MOST, 8, {8: "met", 0: "met", 9: "partly", 10: "partly", 11: "missed"}),
        (Operator.AT_MOST, 0, {0: "met", 1: "missed"}),
        (Operator.EQUAL, 8, {8: "met", 7: "partly", 10: "partly", 6: "missed", 11: "missed"}),
        (Operator.RANGE, (8, 12), {8: "met", 12: "met", 7: "partly", 15: "partly", 16: "missed"}),
    ],
)
def test_less_may_be_better(
    spec: Spec, operator: Operator, target: object, numbers: dict[int, str]
) -> None:
    """«Не менее», «не более», «ровно», «от … до»: направление — свойство показателя."""
    for number, status in numbers.items():
        spec(
            given=f"""
                school | year | n
                район  | 2021 | {number}
            """,
            targets={2021: target},
            operator=operator,
            expected=f"""
                school | year | status
                район  | 2021 | {status}
            """,
            **MUNICIPAL,
        )


def test_less_is_better_in_a_share_too(spec: Spec) -> None:
    """«Доля желающих сменить профиль не более 10 %»: лишние считаются так же точно."""
    spec(
        given="""
            school  | year | n   | d
            Школа 1 | 2021 | 10  | 100
            Школа 2 | 2021 | 101 | 1000
            Школа 3 | 2021 | 40  | 100
        """,
        operator=Operator.AT_MOST,
        targets={2021: 10},
        expected="""
            school  | year | status | deficit
            Школа 1 | 2021 | met    |
            Школа 2 | 2021 | partly | 1
            Школа 3 | 2021 | missed | 30
        """,
    )


def test_targets_of_the_years_are_never_added_up(spec: Spec) -> None:
    """20 + 35 + 50 — не 105 %: у каждого года своё плановое значение."""
    rows = spec(
        given="""
            school  | year | n  | d
            Школа 1 | 2020 | 20 | 100
            Школа 1 | 2021 | 35 | 100
            Школа 1 | 2022 | 50 | 100
        """,
        targets={2020: 20, 2021: 35, 2022: 50},
        expected="""
            school | year | target | actual | status
            район  | 2020 | 20.0   | 20.0   | met
            район  | 2021 | 35.0   | 35.0   | met
            район  | 2022 | 50.0   | 50.0   | met
        """,
    )
    assert len(rows) == 6
