"""«Наличие плана», «наличие отчёта»: подтверждает документ с наименованием, номером и датой."""

from data_model.roadmap import Kind, Level, Operator
from indicators.wording import explanation
from tests.spec.conftest import Spec, row_of

PRESENCE = {"kind": Kind.PRESENCE, "scope": None, "operator": Operator.EXISTS}


def test_the_document_of_the_municipality_decides(spec: Spec) -> None:
    """«Есть» с документом — выполнено, без реквизитов — частично, «нет» — не выполнено."""
    rows = spec(
        given="""
            school | year | n       | document
            район  | 2020 | да      | есть
            район  | 2021 | да      | без даты
            район  | 2022 | да      |
            район  | 2023 | нет     |
            район  | 2024 |         |
            район  | 2025 | нет     | есть
        """,
        level=Level.MUNICIPALITY,
        expected="""
            school | year | actual | status  | reason      | state        | target
            район  | 2020 | 1.0    | met     | reached     | value        | 1.0
            район  | 2021 | 1.0    | partly  | unconfirmed | value        | 1.0
            район  | 2022 | 1.0    | partly  | unconfirmed | value        | 1.0
            район  | 2023 | 0.0    | missed  | answered_no | zero         | 1.0
            район  | 2024 |        | no_data | unanswered  | not_reported | 1.0
            район  | 2025 | 0.0    | missed  | answered_no | zero         | 1.0
        """,
        **PRESENCE,
    )
    assert explanation(row_of(rows, "район", 2021)) == (
        "не подтверждено: нет документа с наименованием, номером и датой"
    )


def test_rows_of_the_municipality_have_no_school_rows(spec: Spec) -> None:
    """План района — дело района: у школ такой строки нет."""
    rows = spec(
        given="""
            school  | year | n  | document
            район   | 2021 | да | есть
            Школа 1 | 2021 |    |
        """,
        level=Level.MUNICIPALITY,
        expected="""
            school | year | status
            район  | 2021 | met
        """,
        **PRESENCE,
    )
    assert [row.org for row in rows] == [None]


def test_where_both_answer_the_own_document_of_the_district_decides(spec: Spec) -> None:
    """График района — вердикт района; рядом «k из n» школ, каждая отвечает за себя."""
    spec(
        given="""
            school  | year | n   | document
            район   | 2021 | нет |
            Школа 1 | 2021 | да  | есть
            Школа 2 | 2021 | да  |
            Школа 3 | 2021 | нет |
        """,
        level=Level.BOTH,
        expected="""
            school  | year | actual | status | numerator | k из n | reported | expected
            район   | 2021 | 0.0    | missed |           | 1 из 3 | 1        | 1
            Школа 1 | 2021 | 1.0    | met    | 1         |        | 1        | 1
            Школа 2 | 2021 | 1.0    | partly | 1         |        | 1        | 1
            Школа 3 | 2021 | 0.0    | missed | 0         |        | 1        | 1
        """,
        **PRESENCE,
    )


def test_a_district_that_is_silent_is_not_answered_for_by_its_schools(spec: Spec) -> None:
    """Все школы отчитались, район — нет: по району «нет данных»."""
    spec(
        given="""
            school  | year | n       | document
            район   | 2021 | не сдан |
            Школа 1 | 2021 | да      | есть
        """,
        level=Level.BOTH,
        expected="""
            school  | year | actual | status  | reason    | k из n | provisional
            район   | 2021 |        | no_data | no_return | 1 из 1 | True
            Школа 1 | 2021 | 1.0    | met     | reached   |        | False
        """,
        **PRESENCE,
    )


def test_a_presence_asked_of_schools_only_needs_all_of_them(spec: Spec) -> None:
    """«Во всех школах»: выполнено, когда подтвердили все ответившие; от 80 % — частично."""
    spec(
        given="""
            school  | year | n   | document
            Школа 1 | 2020 | да  | есть
            Школа 2 | 2020 | да  | есть
            Школа 1 | 2021 | да  | есть
            Школа 2 | 2021 | нет |
            Школа 1 | 2022 | да  | есть
            Школа 2 | 2022 | да  |
        """,
        level=Level.SCHOOL,
        expected="""
            school | year | numerator | denominator | status
            район  | 2020 | 2         | 2           | met
            район  | 2021 | 1         | 2           | missed
            район  | 2022 | 1         | 2           | partly
        """,
        **PRESENCE,
    )
