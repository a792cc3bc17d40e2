"""«Не менее 3 участников в год»: число по району никогда не судит школу."""

from data_model.roadmap import Kind, Level, Operator, Scope
from indicators import wording
from tests.spec.conftest import Spec, row_of

EACH = {
    "kind": Kind.COUNT,
    "level": Level.SCHOOL,
    "scope": Scope.EACH_SCHOOL,
    "by_grade": False,
    "targets": {2020: 3, 2021: 3},
}
EACH_SCHOOL = """
    school  | year | n
    Школа 1 | 2020 | 3
    Школа 2 | 2020 | 5
    Школа 3 | 2020 | не сдан
    Школа 1 | 2021 | 3
    Школа 2 | 2021 | 2
    Школа 3 | 2021 | 2
"""
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
            school  | year | numerator | actual | target | status    | control | deficit
            район   | 2021 | 3         | 3.0    | 3.0    | met       | 2       |
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
            school | year | actual | status | control | reported | expected | deficit
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
    """«Не менее 3 мероприятий в каждой школе»: факт района — сколько школ выполнили, не сумма.

    План — все ожидаемые организации; выполнено, когда выполнили все ответившие.
    """
    spec(
        given=EACH_SCHOOL,
        **EACH,
        expected="""
            school  | year | numerator | denominator | actual | target | unit | total | status
            район   | 2020 | 2         | 2           | 2.0    | 3.0    | орг. | 8     | met
            район   | 2021 | 1         | 3           | 1.0    | 3.0    | орг. | 7     | missed
            Школа 2 | 2021 | 2         |             | 2.0    | 3.0    |      |       | missed
        """,
    )
    spec(
        given=EACH_SCHOOL,
        expected="""
            school  | year | reported | expected | lower | upper | provisional | deviation | deficit
            район   | 2020 | 2        | 3        | 2.0   | 3.0   | True        |           |
            район   | 2021 | 3        | 3        | 1.0   | 1.0   | False       | -2.0      | 2
            Школа 2 | 2021 | 1        | 1        |       |       | False       | -1.0      | 1
        """,
        **EACH,
    )


def test_each_school_is_partly_from_the_stated_part_of_those_that_answered(spec: Spec) -> None:
    """Выполнили 4 из 5 ответивших — частично (0,8), 3 из 5 — не выполнено; молчащие не в счёт."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2020 | 3
            Школа 2 | 2020 | 3
            Школа 3 | 2020 | 3
            Школа 4 | 2020 | 4
            Школа 5 | 2020 | 0
            Школа 6 | 2020 | не сдан
            Школа 1 | 2021 | 3
            Школа 2 | 2021 | 3
            Школа 3 | 2021 | 3
            Школа 4 | 2021 | 2
            Школа 5 | 2021 | 0
            Школа 6 | 2021 |
        """,
        expected="""
            school | year | actual | reported | expected | status | reason | provisional | deviation
            район  | 2020 | 4.0    | 5        | 6        | partly | nearly | True        |
            район  | 2021 | 3.0    | 5        | 6        | missed | below  | True        |
        """,
        **EACH,
    )


def test_each_school_without_an_answer_is_no_data_in_everything(spec: Spec) -> None:
    """Не ответил никто: нет данных, ни факта, ни границ, ни суммы."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2021 | не сдан
            Школа 2 | 2021 |
        """,
        expected="""
            school | year | numerator | denominator | actual | lower | upper | total | reason
            район  | 2021 |           |             |        |       |       |       | unanswered
        """,
        **EACH,
    )


def test_each_school_is_compared_over_the_schools_of_both_years(spec: Spec) -> None:
    """К прошлому году сравниваются школы, ответившие в оба года: было 1 из 2, стало 2 из 2."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2020 | 3
            Школа 2 | 2020 | 2
            Школа 1 | 2021 | 3
            Школа 2 | 2021 | 3
            Школа 3 | 2021 | 5
        """,
        expected="""
            school | year | previous | now | actual
            район  | 2021 | 1        | 2   | 3.0
        """,
        **EACH,
    )


def test_each_school_may_be_asked_for_a_document(spec: Spec) -> None:
    """«График в каждой школе»: школа выполнила, если «есть» подтверждено документом."""
    spec(
        given="""
            school  | year | n   | document
            Школа 1 | 2021 | да  | есть
            Школа 2 | 2021 | да  |
            Школа 3 | 2021 | нет |
        """,
        expected="""
            school  | year | numerator | denominator | target | total | status | reason
            район   | 2021 | 1         | 3           | 3.0    |       | missed | below
            Школа 2 | 2021 | 1         |             | 1.0    |       | partly | unconfirmed
            Школа 3 | 2021 | 0         |             | 1.0    |       | missed | answered_no
        """,
        kind=Kind.PRESENCE,
        level=Level.SCHOOL,
        scope=Scope.EACH_SCHOOL,
        operator=Operator.EXISTS,
    )


def test_a_share_promised_by_each_school_is_k_of_n(spec: Spec) -> None:
    """«В каждой школе не менее 55 %»: факт района — выполнившие школы, не доля по сумме."""
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
            school  | year | actual | denominator | target | status | deficit
            район   | 2021 | 4.0    | 5           | 5.0    | partly | 1
            Школа 5 | 2021 | 10.0   | 10          | 55.0   | missed | 5
        """,
    )
    found = row_of(rows, "район", 2021)
    assert wording.sentence(found) == "Выполнили 4\u00a0из\u00a05\u00a0ответивших."
    assert (found.total, found.mean_of_shares) == (None, None)
