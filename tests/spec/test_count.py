"""«Не менее 3 участников в год»: число по району никогда не судит школу."""

from data_model.roadmap import Kind, Level, Scope
from tests.spec.conftest import Spec, row_of

TOTAL = {"kind": Kind.COUNT, "scope": Scope.DISTRICT_TOTAL, "by_grade": False}


def test_the_number_of_the_municipality_never_judges_a_school(spec: Spec) -> None:
    """«Арт-Профи-Форум»: школа показывает свой вклад, без плана и без вердикта."""
    spec(
        given="""
            school  | year | n
            район   | 2021 | 3
            Школа 1 | 2021 | 2
            Школа 2 | 2021 | 0
        """,
        level=Level.MUNICIPALITY,
        control=True,
        targets={2021: 3},
        expected="""
            school  | year | numerator | actual | target | status    | control | missing_to_target
            район   | 2021 | 3         | 3.0    | 3.0    | met       | 2       | 0
            Школа 1 | 2021 | 2         | 2.0    |        | no_target |         |
            Школа 2 | 2021 | 0         | 0.0    |        | no_target |         |
        """,
        **TOTAL,
    )


def test_the_numbers_of_schools_are_a_control_and_never_added(spec: Spec) -> None:
    """Школы назвали 9 участников, район — 2: факт района — 2, сумма школ стоит рядом."""
    spec(
        given="""
            school  | year | n
            район   | 2021 | 2
            Школа 1 | 2021 | 9
            Школа 2 | 2021 |
        """,
        level=Level.MUNICIPALITY,
        control=True,
        targets={2021: 3},
        expected="""
            school | year | actual | status | control | reported | expected | missing_to_target
            район  | 2021 | 2.0    | missed | 9       | 1        | 1        | 1
        """,
        **TOTAL,
    )


def test_a_total_that_only_schools_know_is_their_sum(spec: Spec) -> None:
    """Район не спрашивают: число по району — сумма школ, верхней границы нет, пока не все."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2020 | 2
            Школа 2 | 2020 | 2
            Школа 1 | 2021 | 2
            Школа 2 | 2021 | не сдан
        """,
        level=Level.SCHOOL,
        targets={2020: 3, 2021: 3},
        expected="""
            school  | year | actual | status    | lower | upper | reported | expected
            район   | 2020 | 4.0    | met       | 4.0   | 4.0   | 2        | 2
            район   | 2021 | 2.0    | missed    | 2.0   |       | 1        | 2
            Школа 1 | 2021 | 2.0    | no_target |       |       | 1        | 1
        """,
        **TOTAL,
    )


def test_each_school_may_be_promised_the_number(spec: Spec) -> None:
    """«В каждой школе не менее 3»: район выполнил, когда выполнили все ответившие."""
    rows = spec(
        given="""
            school  | year | n
            Школа 1 | 2020 | 3
            Школа 2 | 2020 | 5
            Школа 3 | 2020 | не сдан
            Школа 1 | 2021 | 3
            Школа 2 | 2021 | 2
            Школа 3 | 2021 | 2
        """,
        kind=Kind.COUNT,
        level=Level.SCHOOL,
        scope=Scope.EACH_SCHOOL,
        by_grade=False,
        targets={2020: 3, 2021: 3},
        expected="""
            school  | year | actual | status | missing_to_target
            район   | 2020 | 8.0    | met    | 0
            район   | 2021 | 7.0    | missed | 2
            Школа 2 | 2021 | 2.0    | missed | 1
        """,
    )
    assert row_of(rows, "район", 2020)["provisional"]


def test_a_share_promised_by_each_school_is_shown_by_sums_and_judged_by_schools(
    spec: Spec,
) -> None:
    """«В каждой школе не менее 55 %»: доля района — по сумме, вердикт — по школам."""
    rows = spec(
        given="""
            school  | year | n  | d
            Школа 1 | 2021 | 90 | 100
            Школа 2 | 2021 | 90 | 100
            Школа 3 | 2021 | 90 | 100
            Школа 4 | 2021 | 90 | 100
            Школа 5 | 2021 | 1  | 10
            Школа 6 | 2021 | 0  | 0
        """,
        scope=Scope.EACH_SCHOOL,
        targets={2021: 55},
        expected="""
            school  | year | actual | status | missing_to_target
            район   | 2021 | 88.0   | partly | 5
            Школа 5 | 2021 | 10.0   | missed | 5
        """,
    )
    assert row_of(rows, "район", 2021)["reason"] == "выполнили 4\u00a0из\u00a05 организаций"
