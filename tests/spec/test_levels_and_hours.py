"""Ответ из списка и часы: уровень школы против нужного, часы точно до сотой.

Уровень или достигнут, или нет, «частично» у него не бывает; складывать уровни нельзя, район — это
«k из n». Часы — норма каждой школы: район — «k из n», рядом сумма и среднее под своим именем; если
план — на район в целом, часы складываются. Ниже таблиц — тот же расчёт простым циклом в дробях.
"""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.roadmap import IN_AN_HOUR, Kind, Level, Operator, Scope
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact
from tests.spec.conftest import LATER, Spec, row_of
from tests.spec.district import DISTRICT, Promise, district
from ui.monitoring import frames

LEVELS = ("базовый", "основной", "продвинутый")
SCALE = "базовый → основной → продвинутый"
LEVEL = {
    "kind": Kind.LEVEL,
    "scope": Scope.EACH_SCHOOL,
    "out_of": "whole",
    "options": LEVELS,
    "by_grade": False,
}
SHARE = LEVEL | {
    "kind": Kind.SHARE_OF_ORGS,
    "scope": Scope.DISTRICT_SHARE,
    "from_level": "основной",
}
HOURS = {"kind": Kind.COUNT, "scope": Scope.EACH_SCHOOL, "hours": True, "by_grade": False}


# уровень


def test_each_school_has_the_level_that_is_needed_or_has_it_not(spec: Spec) -> None:
    """«В каждой школе уровень не ниже основного»: базовый — не выполнено, а не «частично»."""
    rows = spec(
        given="""
            school  | year | n
            Школа 1 | 2024 | базовый
            Школа 2 | 2024 | основной
            Школа 3 | 2024 | продвинутый
            Школа 4 | 2024 |
        """,
        **LEVEL,
        targets={2024: 2},
        expected="""
            school  | year | actual | target | status  | reason     | deviation | deficit
            район   | 2024 | 2.0    | 4.0    | missed  | below      |           |
            Школа 1 | 2024 | 1.0    | 2.0    | missed  | below      | -1.0      | 1
            Школа 2 | 2024 | 2.0    | 2.0    | met     | reached    | 0.0       |
            Школа 3 | 2024 | 3.0    | 2.0    | met     | reached    | 1.0       |
            Школа 4 | 2024 |        | 2.0    | no_data | unanswered |           |
        """,
    )
    school = row_of(rows, "Школа 1", 2024)
    assert school.unit == SCALE
    assert wording.fact(school) == "базовый"
    assert wording.target(school) == "не ниже уровня «основной»"
    assert wording.gap(school) == "не хватает 1\u00a0уровня"
    shown = frames.schools(rows, rows.schools(2024))
    assert shown["Уровень"].tolist() == ["базовый", "основной", "продвинутый", "н/д"]
    district_row = row_of(rows, DISTRICT, 2024)
    assert (district_row.total, district_row.lower, district_row.upper) == (None, 2.0, 3.0)


def test_a_level_of_a_year_is_that_year_s(spec: Spec) -> None:
    """«2024 — основной, 2025 — продвинутый»: год судит по своему уровню."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2024 | основной
            Школа 1 | 2025 | основной
        """,
        **LEVEL,
        targets={2024: 2, 2025: 3},
        expected="""
            school  | year | actual | target | status
            Школа 1 | 2024 | 2.0    | 2.0    | met
            Школа 1 | 2025 | 2.0    | 3.0    | missed
        """,
    )


def test_the_district_s_own_level_stands_alone(spec: Spec) -> None:
    """Уровень отвечает сам муниципалитет: его ответ и есть факт, суммы и границ нет."""
    spec(
        given="""
            school | year | n
            район  | 2024 | основной
        """,
        **(LEVEL | {"level": Level.MUNICIPALITY, "scope": None}),
        targets={2024: 3},
        expected="""
            school | year | actual | status | deficit | numerator | lower
            район  | 2024 | 2.0    | missed | 1       |           |
        """,
    )


def test_a_district_s_level_beside_those_of_its_schools(spec: Spec) -> None:
    """Отвечают и район, и школы: вывод — по району, «k из n» школ рядом."""
    spec(
        given="""
            school  | year | n
            район   | 2024 | основной
            Школа 1 | 2024 | базовый
            Школа 2 | 2024 | продвинутый
            Школа 3 | 2024 |
        """,
        **(LEVEL | {"level": Level.BOTH, "scope": None}),
        targets={2024: 2},
        expected="""
            school  | year | actual | status | k из n | ответили | control
            район   | 2024 | 2.0    | met    | 1 из 3 | 2        |
            Школа 1 | 2024 | 1.0    | missed |        |          |
        """,
    )


def test_a_share_of_schools_that_are_at_the_level_or_above(spec: Spec) -> None:
    """«Не менее 60 % школ на основном уровне и выше»: 2 из 3 ответивших, документ не нужен."""
    rows = spec(
        given="""
            school  | year | n
            Школа 1 | 2024 | базовый
            Школа 2 | 2024 | основной
            Школа 3 | 2024 | продвинутый
            Школа 4 | 2024 | не сдан
        """,
        **SHARE,
        targets={2024: 60},
        expected="""
            school  | year | actual | numerator | denominator | target | status  | lower | upper
            район   | 2024 | 66.67  | 2         | 3           | 60.0   | met     | 50.0  | 75.0
            Школа 1 | 2024 | 1.0    |           |             | 2.0    | missed  |       |
            Школа 3 | 2024 | 3.0    |           |             | 2.0    | met     |       |
            Школа 4 | 2024 |        |           |             | 2.0    | no_data |       |
        """,
    )
    assert wording.of_words(row_of(rows, DISTRICT, 2024)) == "2\u00a0из\u00a03\u00a0организаций"
    assert wording.target(row_of(rows, "Школа 1", 2024)) == "не ниже уровня «основной»"


def test_a_year_without_a_target_keeps_the_answer(spec: Spec) -> None:
    """Плана на год нет: уровень виден, вывода нет."""
    for promise in (LEVEL, SHARE):
        spec(
            given="""
                school  | year | n
                Школа 1 | 2024 | базовый
            """,
            **promise,
            targets={},
            expected="""
                school  | year | actual | target | status    | reason
                Школа 1 | 2024 | 1.0    |        | no_target | not_asked
            """,
        )


# часы


def test_hours_of_each_school_are_exact_to_a_hundredth(spec: Spec) -> None:
    """«Не менее 34 часов в каждой школе»: 33,99 — не выполнено (частично), 34 — выполнено."""
    rows = spec(
        given="""
            school  | year | n
            Школа 1 | 2024 | 34
            Школа 2 | 2024 | 33,99
            Школа 3 | 2024 | 40,5
            Школа 4 | 2024 | 0
            Школа 5 | 2024 |
        """,
        **HOURS,
        targets={2024: 34},
        expected="""
            school  | year | actual | target | status  | deficit | deviation | total  | numerator
            район   | 2024 | 2.0    | 5.0    | missed  |         |           | 108.49 | 2
            Школа 1 | 2024 | 34.0   | 34.0   | met     |         | 0.0       |        |
            Школа 2 | 2024 | 33.99  | 34.0   | partly  | 0.01    | -0.01     |        |
            Школа 3 | 2024 | 40.5   | 34.0   | met     |         | 6.5       |        |
            Школа 4 | 2024 | 0.0    | 34.0   | missed  | 34      | -34.0     |        |
            Школа 5 | 2024 |        | 34.0   | no_data |         |           |        |
        """,
    )
    assert wording.fact(row_of(rows, "Школа 3", 2024)) == "40,5\u00a0ч"
    assert wording.gap(row_of(rows, "Школа 2", 2024)) == "не хватает 0,01\u00a0ч"
    assert wording.beside_each(row_of(rows, DISTRICT, 2024)) == (
        "всего 108,49\u00a0ч у\u00a04\u00a0организаций, в среднем 27,12\u00a0ч на организацию "
        "(для оценки не применяется)"
    )


def test_hours_of_a_district_are_added(spec: Spec) -> None:
    """«Не менее 100 часов по району»: 34,5 + 40 + 25,25 = 99,75 — не хватает четверти часа."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2024 | 34,5
            Школа 2 | 2024 | 40
            Школа 3 | 2024 | 25,25
        """,
        **(HOURS | {"scope": Scope.DISTRICT_TOTAL}),
        targets={2024: 100},
        expected="""
            school  | year | actual | status    | deficit | lower | upper | reason
            район   | 2024 | 99.75  | partly    | 0.25    | 99.75 | 99.75 | nearly
            Школа 1 | 2024 | 34.5   | no_target |         |       |       | contribution
        """,
    )


def test_hours_per_teacher_are_a_ratio_of_sums(spec: Spec) -> None:
    """«Часов на одного педагога»: 31,5 часа на 4 педагогов — 7,875."""
    spec(
        given="""
            school  | year | n    | whole
            Школа 1 | 2024 | 30   | 3
            Школа 2 | 2024 | 1,5  | 1
        """,
        **(HOURS | {"scope": Scope.DISTRICT_SHARE, "per": 1, "out_of": "whole"}),
        targets={2024: 8},
        expected="""
            school | year | actual | status | deficit
            район  | 2024 | 7.875  | partly | 0.5
        """,
    )


def test_hours_and_their_year_before(spec: Spec) -> None:
    """Год к году: часы тех же школ, в часах, а не в сотых."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2023 | 30,5
            Школа 1 | 2024 | 34
            Школа 2 | 2024 | 10
        """,
        **(HOURS | {"scope": Scope.DISTRICT_TOTAL}),
        targets={2024: 40},
        expected="""
            school | year | actual | previous | now
            район  | 2024 | 44.0   | 30.5     | 34
        """,
    )


def test_no_more_hours_than(spec: Spec) -> None:
    """«Не более 10 часов замещений»: 10,25 — сверх предела на четверть часа."""
    rows = spec(
        given="""
            school  | year | n
            Школа 1 | 2024 | 10,25
        """,
        **HOURS,
        operator=Operator.AT_MOST,
        targets={2024: 10},
        expected="""
            school  | year | status | deficit
            Школа 1 | 2024 | partly | 0.25
        """,
    )
    assert wording.gap(row_of(rows, "Школа 1", 2024)) == "сверх предела 0,25\u00a0ч"


# проверка наугад

CHOSEN = st.lists(st.one_of(st.none(), st.sampled_from(LEVELS)), min_size=1, max_size=7)
SPENT = st.lists(st.one_of(st.none(), st.integers(0, 6000)), min_size=1, max_size=7)
"""Hundredths of an hour."""


def judged(answers: list[str], **promise: object) -> PlanFact:
    lines = ["school | year | n"]
    lines += [f"Школа {number} | 2024 | {one}" for number, one in enumerate(answers, start=1)]
    return plan_fact(district("\n".join(lines), Promise(**promise)), LATER)  # type: ignore[arg-type]


@settings(max_examples=80)
@given(CHOSEN, st.integers(1, 3), st.integers(0, 100))
def test_levels_agree_with_a_loop(chosen: list[str | None], needed: int, percent: int) -> None:
    answers = [one or "" for one in chosen]
    known = [LEVELS.index(one) + 1 for one in chosen if one]
    reached = sum(place >= needed for place in known)

    each = row_of(judged(answers, **LEVEL, targets={2024: needed}), DISTRICT, 2024)
    assert (each.numerator, each.reported) == (reached if known else None, len(known))
    if known:
        is_met, most = reached == len(known), Fraction(8, 10) * len(known)
        assert each.status.value == ("met" if is_met else "partly" if reached >= most else "missed")

    level = LEVELS[needed - 1]
    share = judged(answers, **(SHARE | {"from_level": level}), targets={2024: percent})
    row = row_of(share, DISTRICT, 2024)
    if not known:
        assert row.actual is None
        return
    exact = Fraction(100 * reached, len(known))
    assert row.actual is not None and abs(Fraction(row.actual) - exact) < Fraction(1, 10**9)
    assert (row.status.value == "met") == (exact >= percent)
    for number, one in enumerate(chosen, start=1):
        school = row_of(share, f"Школа {number}", 2024)
        verdict = "no_data" if one is None else "missed"
        if one is not None and LEVELS.index(one) + 1 >= needed:
            verdict = "met"
        assert school.status.value == verdict


@settings(max_examples=80)
@given(SPENT, st.integers(1, 6000))
def test_hours_agree_with_a_loop(spent: list[int | None], target: int) -> None:
    promised = Fraction(target, IN_AN_HOUR)
    shown = f"{target / IN_AN_HOUR}"
    answers = ["" if one is None else f"{one / IN_AN_HOUR}".replace(".", ",") for one in spent]
    hours = [Fraction(one, IN_AN_HOUR) for one in spent if one is not None]

    rows = judged(answers, **HOURS, targets={2024: shown})
    for number, one in enumerate(spent, start=1):
        school = row_of(rows, f"Школа {number}", 2024)
        if one is None:
            assert school.actual is None
            continue
        exact = Fraction(one, IN_AN_HOUR)
        assert school.actual == float(exact)
        near = "partly" if exact >= Fraction(8, 10) * promised else "missed"
        assert school.status.value == ("met" if exact >= promised else near)
        missing = max(Fraction(0), promised - exact)
        assert (school.deficit or 0) == float(missing)
    each = row_of(rows, DISTRICT, 2024)
    assert each.total == (float(sum(hours)) if hours else None)

    total = judged(answers, **(HOURS | {"scope": Scope.DISTRICT_TOTAL}), targets={2024: shown})
    row = row_of(total, DISTRICT, 2024)
    assert row.actual == (float(sum(hours)) if hours else None)
    if hours:
        assert (row.status.value == "met") == (sum(hours) >= promised)
