"""Число на педагога, рост в пунктах и людях, «не ниже прошлого года», нарастающим итогом.

Ниже рисованных таблиц — проверка наугад: тот же расчёт простым циклом в точных дробях.
"""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.roadmap import Change, Kind, Level, Operator, Scope
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from tests.spec.conftest import LATER, Spec, row_of
from tests.spec.district import DISTRICT, Promise, district

RATIO = {"kind": Kind.COUNT, "per": 1, "out_of": "whole", "by_grade": False}
POINTS = {"kind": Kind.GROWTH, "change": Change.POINTS, "scope": Scope.DISTRICT_SHARE}
NUMBER = {
    "kind": Kind.GROWTH,
    "change": Change.NUMBER,
    "scope": Scope.DISTRICT_TOTAL,
    "by_grade": False,
}
SUMMED = {
    "kind": Kind.COUNT,
    "cumulative": True,
    "scope": Scope.DISTRICT_TOTAL,
    "by_grade": False,
}


def test_a_ratio_is_of_the_sums_and_may_exceed_one(spec: Spec) -> None:
    """«Не менее 3 уроков на педагога»: 70 уроков на 28 педагогов — 2,5; не 2,75 из средних."""
    rows = spec(
        given="""
            school  | year | n  | whole
            Школа 1 | 2022 | 30 | 8
            Школа 2 | 2022 | 40 | 20
            Школа 3 | 2022 |    | 9
        """,
        **RATIO,
        targets={2022: 3},
        expected="""
            school  | year | numerator | denominator | actual | status    | deficit | reported
            район   | 2022 | 70        | 28          | 2.5    | partly    | 14      | 2
            Школа 1 | 2022 | 30        | 8           | 3.75   | no_target |         | 1
        """,
    )
    assert wording.of_words(row_of(rows, DISTRICT, 2022)) == "70 на\u00a028"


def test_a_ratio_per_ten_pupils_in_each_school(spec: Spec) -> None:
    """«Не менее 2 кружков на 10 учащихся в каждой школе»: 3 на 15 — 2, выполнено."""
    spec(
        given="""
            school  | year | n | whole
            Школа 1 | 2022 | 3 | 15
            Школа 2 | 2022 | 1 | 15
            Школа 3 | 2022 | 1 | 0
        """,
        kind=Kind.COUNT,
        per=10,
        out_of="whole",
        by_grade=False,
        scope=Scope.EACH_SCHOOL,
        targets={2022: 2},
        expected="""
            school  | year | actual | status         | target
            район   | 2022 | 1.0    | missed         | 2.0
            Школа 1 | 2022 | 2.0    | met            | 2.0
            Школа 2 | 2022 | 0.67   | missed         | 2.0
            Школа 3 | 2022 |        | not_applicable | 2.0
        """,
    )


def test_a_share_not_below_that_of_last_year(spec: Spec) -> None:
    """«Доля не ниже уровня прошлого года»: 1 из 3 после 1 из 3 — выполнено, точно, не на глаз."""
    spec(
        given="""
            school  | year | n  | d
            Школа 1 | 2021 | 10 | 30
            Школа 1 | 2022 | 7  | 21
            Школа 2 | 2022 | 0  | 50
        """,
        **POINTS,
        targets={2022: 0},
        expected="""
            school  | year | actual | status | previous | now
            район   | 2022 | 0.0    | met    | 10       | 7
        """,
    )
    spec(
        given="""
            school  | year | n      | d
            Школа 1 | 2021 | 333334 | 1000000
            Школа 1 | 2022 | 333333 | 1000000
        """,
        **POINTS,
        targets={2022: 0},
        expected="""
            school | year | actual  | status | deficit
            район  | 2022 | -0.0001 | missed | 1
        """,
    )


def test_a_growth_in_points_is_of_the_same_organisations(spec: Spec) -> None:
    """«Рост на 5 процентных пунктов»: 30 % → 34 %, не хватает одного человека из ста."""
    rows = spec(
        given="""
            school  | year | n   | d
            Школа 1 | 2021 | 30  | 100
            Школа 1 | 2022 | 34  | 100
            Школа 2 | 2022 | 100 | 100
        """,
        **POINTS,
        targets={2022: 5},
        expected="""
            school | year | actual | status | deficit | reported | lower | upper
            район  | 2022 | 4.0    | partly | 1       | 2        | 4.0   | 4.0
        """,
    )
    assert row_of(rows, DISTRICT, 2022).mean_of_shares is None


def test_a_growth_in_points_is_of_those_whose_denominators_are_known(spec: Spec) -> None:
    """Школа без знаменателя не делает неизвестным рост остальных: у неё самой доли нет."""
    spec(
        given="""
            school  | year | n  | whole
            Школа 1 | 2021 | 30 | 100
            Школа 1 | 2022 | 34 | 100
            Школа 2 | 2021 | 9  |
            Школа 2 | 2022 | 9  |
        """,
        **POINTS,
        out_of="whole",
        by_grade=False,
        targets={2022: 4},
        expected="""
            school  | year | actual | status  | previous | now
            район   | 2022 | 4.0    | met     | 30       | 34
            Школа 2 | 2022 |        | no_data |          |
        """,
    )


def test_a_growth_in_people_may_start_from_zero(spec: Spec) -> None:
    """«Увеличить на 5 человек»: 0 → 4 — частично; без прошлого года не применимо."""
    spec(
        given="""
            school  | year | n
            Школа 1 | 2020 | 0
            Школа 1 | 2021 | 4
            Школа 1 | 2022 | 9
        """,
        **NUMBER,
        targets={2020: 5, 2021: 5, 2022: 5},
        expected="""
            school | year | actual | status         | deficit
            район  | 2020 |        | not_applicable |
            район  | 2021 | 4.0    | partly         | 1
            район  | 2022 | 5.0    | met            |
        """,
    )


def test_a_number_counts_from_the_beginning_of_the_term(spec: Spec) -> None:
    """«6 семинаров за период»: 2 + 3 + 1; год без ответа делает итог неизвестным, не меньшим."""
    spec(
        given="""
            school  | year | n
            район   | 2020 | 2
            район   | 2021 | 3
            район   | 2022 | 1
        """,
        **SUMMED,
        level=Level.MUNICIPALITY,
        targets={2022: 6},
        expected="""
            school | year | actual | status
            район  | 2020 | 2.0    | no_target
            район  | 2021 | 5.0    | no_target
            район  | 2022 | 6.0    | met
        """,
    )
    spec(
        given="""
            school  | year | n
            район   | 2020 | 2
            район   | 2021 |
            район   | 2022 | 9
        """,
        **SUMMED,
        level=Level.MUNICIPALITY,
        targets={2022: 6},
        expected="""
            school | year | actual | status
            район  | 2022 |        | no_data
        """,
    )


def test_a_year_is_compared_in_its_own_way(spec: Spec) -> None:
    """«2021 — не менее 30, 2022 — не более 30»: у каждого года своё сравнение."""
    spec(
        given="""
            school  | year | n
            район   | 2021 | 25
            район   | 2022 | 25
        """,
        kind=Kind.COUNT,
        level=Level.MUNICIPALITY,
        scope=Scope.DISTRICT_TOTAL,
        by_grade=False,
        targets={2021: 30, 2022: 30},
        operators={2022: Operator.AT_MOST},
        expected="""
            school | year | operator | status
            район  | 2021 | >=       | partly
            район  | 2022 | <=       | met
        """,
    )


# проверка наугад: тот же расчёт циклом в дробях

SMALL = st.integers(0, 12)
CELL = st.one_of(st.none(), SMALL)
YEARS = (2020, 2021, 2022)
SCHOOLS = st.lists(st.lists(st.tuples(CELL, CELL), min_size=3, max_size=3), min_size=1, max_size=4)
Answered = list[list[tuple[int | None, int | None]]]


def judged(schools: Answered, target: int, **promise: Any) -> dict[int, PlanFactRow]:
    lines = ["school | year | n | whole"]
    for number, years in enumerate(schools, start=1):
        for year, (count, whole) in zip(YEARS, years, strict=True):
            shown = ["" if cell is None else str(cell) for cell in (count, whole)]
            lines.append(f"Школа {number} | {year} | {shown[0]} | {shown[1]}")
    promise |= {"out_of": "whole", "by_grade": False, "targets": dict.fromkeys(YEARS, target)}
    made = Promise(**promise)
    rows = plan_fact(district("\n".join(lines), made), LATER)
    return {row.year: row for row in rows.of_place(None)}


def agrees(row: PlanFactRow, value: Fraction | None, target: int) -> None:
    """Факт тот же, и «выполнено» — там и только там, где дробь не меньше плана."""
    if value is None:
        assert row.actual is None
        assert row.status.value in {"no_data", "not_applicable"}
        return
    assert row.actual is not None
    assert abs(Fraction(row.actual) - value) < Fraction(1, 10**9)
    assert (row.status.value == "met") == (value >= target)


@settings(max_examples=60)
@given(SCHOOLS, st.integers(0, 12), st.sampled_from([1, 10]))
def test_ratios_agree_with_a_loop(schools: Answered, target: int, per: int) -> None:
    rows = judged(schools, target, kind=Kind.COUNT, per=per)
    for index, year in enumerate(YEARS):
        top = bottom = 0
        for years in schools:
            count, whole = years[index]
            if count is not None and whole:
                top, bottom = top + count, bottom + whole
        agrees(rows[year], Fraction(per * top, bottom) if bottom else None, target)


@settings(max_examples=60)
@given(SCHOOLS, st.integers(-10, 10))
def test_points_agree_with_a_loop(schools: Answered, target: int) -> None:
    rows = judged(schools, target, **POINTS)
    for index, year in enumerate(YEARS[1:], start=1):
        now = before = whole_now = whole_before = 0
        for years in schools:
            (count, whole), (past, past_whole) = years[index], years[index - 1]
            cells = (count, whole, past, past_whole)
            if None in cells or not whole or not past_whole:
                continue
            if count > whole or past > past_whole:  # type: ignore[operator]
                continue
            now, whole_now = now + count, whole_now + whole  # type: ignore[operator]
            before, whole_before = before + past, whole_before + past_whole  # type: ignore[operator]
        value = None
        if whole_now and whole_before:
            value = 100 * (Fraction(now, whole_now) - Fraction(before, whole_before))
        agrees(rows[year], value, target)


@settings(max_examples=60)
@given(SCHOOLS, st.integers(-10, 30))
def test_changes_in_people_and_sums_over_years_agree_with_a_loop(
    schools: Answered, target: int
) -> None:
    grown, summed = judged(schools, target, **NUMBER), judged(schools, target, **SUMMED)
    for index, year in enumerate(YEARS):
        pairs = [
            (years[index][0], years[index - 1][0])
            for years in schools
            if index and None not in (years[index][0], years[index - 1][0])
        ]
        if index:
            changes = [now - before for now, before in pairs]  # type: ignore[operator]
            agrees(grown[year], Fraction(sum(changes)) if changes else None, target)
        whole = [[one[0] for one in years[: index + 1]] for years in schools]
        known = [sum(one) for one in whole if None not in one]  # type: ignore[arg-type]
        agrees(summed[year], Fraction(sum(known)) if known else None, target)
