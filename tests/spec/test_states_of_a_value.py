"""Шесть состояний значения: ни одно никогда не превращается в другое."""

from datetime import date

from data_model.roadmap import Kind, Level, Scope
from indicators.wording import explanation
from tests.spec.conftest import Spec, row_of


def test_zero_is_a_number_and_empty_is_not(spec: Spec) -> None:
    """Ноль участников — это ответ; пустая ячейка — нет ответа."""
    spec(
        given="""
            school  | year | n | d
            Школа 1 | 2021 | 0 | 100
            Школа 2 | 2021 |   | 100
        """,
        targets={2021: 55},
        expected="""
            school  | year | numerator | actual | state        | status
            Школа 1 | 2021 | 0         | 0.0    | zero         | missed
            Школа 2 | 2021 |           |        | not_reported | no_data
            район   | 2021 | 0         | 0.0    | zero         | missed
        """,
    )


def test_a_grade_left_empty_where_there_are_pupils_makes_the_number_unknown(spec: Spec) -> None:
    """7 класс не заполнен, а обучающиеся в нём есть: число участников неизвестно, а не меньше."""
    spec(
        given="""
            school  | year | grade | n  | d
            Школа 1 | 2021 | 6     | 50 | 50
            Школа 1 | 2021 | 7     |    | 50
            Школа 2 | 2021 | 6     | 20 | 50
            Школа 2 | 2021 | 7     | 0  | 50
        """,
        targets={2021: 55},
        expected="""
            school  | year | numerator | denominator | actual | status  | reported | upper
            Школа 1 | 2021 |           | 100         |        | no_data | 0        |
            Школа 2 | 2021 | 20        | 100         | 20.0   | missed  | 1        |
            район   | 2021 | 20        | 100         | 20.0   | missed  | 1        | 60.0
        """,
    )


def test_a_school_without_grades_10_and_11_is_not_marked_down(spec: Spec) -> None:
    """Основная школа: в 10–11 классах никого нет, пустые ячейки не мешают."""
    spec(
        given="""
            school  | year | grade | n  | d
            Школа 1 | 2021 | 9     | 30 | 50
            Школа 1 | 2021 | 10    |    | 0
            Школа 1 | 2021 | 11    |    | 0
        """,
        targets={2021: 55},
        expected="""
            school  | year | numerator | denominator | actual | status
            Школа 1 | 2021 | 30        | 50          | 60.0   | met
        """,
    )


def test_a_primary_school_has_nothing_to_report_on_grades_6_to_11(spec: Spec) -> None:
    """Начальная школа: в базе нет обучающихся, показатель к ней не применим и её не ждут."""
    rows = spec(
        given="""
            school  | year | grade | n       | d
            Школа 1 | 2021 | 4     | 10      | 30
            Школа 1 | 2021 | 9     | 30      | 50
            Школа 2 | 2021 | 4     | не сдан | 30
        """,
        base=(9,),
        targets={2021: 55},
        expected="""
            school  | year | status         | state          | reported | expected | provisional
            Школа 2 | 2021 | not_applicable | not_applicable | 0        | 0        | False
            район   | 2021 | met            | value          | 1        | 1        | False
        """,
    )
    assert explanation(row_of(rows, "Школа 2", 2021)) == "нет обучающихся в базе показателя"


def test_no_data_with_a_reason_is_not_the_same_as_no_return(spec: Spec) -> None:
    """«Нет данных» с причиной, «не сдано» и «не применимо» различаются."""
    spec(
        given="""
            school  | year | n       | d
            Школа 1 | 2021 | причина | 100
            Школа 2 | 2021 | не сдан | 100
            Школа 3 | 2021 |         | 0
        """,
        targets={2021: 55},
        expected="""
            school  | year | state          | status         | reason
            Школа 1 | 2021 | no_data        | no_data        | declared_no_data
            Школа 2 | 2021 | not_reported   | no_data        | no_return
            Школа 3 | 2021 | not_applicable | not_applicable | no_base
        """,
    )


def test_before_the_term_silence_is_a_term_that_has_not_come(spec: Spec) -> None:
    """До срока молчание — «срок не наступил», а не «не сдано»."""
    spec(
        given="""
            school  | year | n       | d
            Школа 1 | 2021 | не сдан | 100
        """,
        targets={2021: 55},
        as_of=date(2021, 12, 31),
        expected="""
            school  | year | state   | status
            Школа 1 | 2021 | not_due | not_due
        """,
    )


def test_an_answer_that_does_not_apply_is_left_out_of_the_count(spec: Spec) -> None:
    """Школа ответила «не применимо»: её нет ни среди ожидаемых, ни среди отчитавшихся."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2021 | 4
            Школа 2 | 2021 | неприм.
        """,
        kind=Kind.COUNT,
        level=Level.SCHOOL,
        scope=Scope.DISTRICT_TOTAL,
        by_grade=False,
        targets={2021: 3},
        expected="""
            school  | year | numerator | status         | reported | expected
            район   | 2021 | 4         | met            | 1        | 1
            Школа 2 | 2021 |           | not_applicable | 0        | 0
        """,
    )
