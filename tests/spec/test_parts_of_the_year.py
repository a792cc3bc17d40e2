"""Кварталы, месяцы, полугодия: у каждой части года своя строка, свой срок, свой вывод.

Ниже рисованных таблиц — проверка наугад: тот же расчёт простым циклом в точных дробях.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.returns import NO_GRADE, StoredFact
from data_model.roadmap import (
    Kind,
    PartOfYear,
    Period,
    PeriodKind,
    Roadmap,
    Scope,
    Target,
    spread,
)
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from indicators.trace import trace
from tests.spec.conftest import LATER, shown
from tests.spec.district import DISTRICT, NOT_SENT, Promise, answer, district, roadmap
from tests.tables import drawn

QUARTERS = ("I", "II", "III", "IV")
DUE = ((4, 10), (7, 10), (10, 10), (12, 31))
COUNT = {"kind": Kind.COUNT, "scope": Scope.DISTRICT_TOTAL, "by_grade": False, "out_of": None}


def divided(
    one: Roadmap, own: dict[int, int], kind: PeriodKind = PeriodKind.CALENDAR, count: int = 4
) -> Roadmap:
    """The example reported by parts of the year; ``own`` are targets of single parts."""
    row = one.activities[0]
    terms = {}
    for year in one.years:
        days = [date(year, *DUE[k]) if count == 4 else date(year, 12, 31 - count + k + 1)
                for k in range(count)]  # fmt: skip
        targets = [Target(Decimal(own[k])) if k in own else None for k in range(1, count + 1)]
        parts = tuple(map(PartOfYear, days, targets))
        terms[year] = Period(year, kind, days[-1], parts)
    indicator = replace(row.indicator, periods=terms)
    return replace(one, activities=(replace(row, short="Дела", indicator=indicator),))


def by_quarters(given: str, own: dict[int, int] | None = None, **promise: Any) -> Snapshot:
    """A district drawn with a column for each quarter; «не сдан» in the first: no return."""
    rows = drawn(given)
    plain = "\n".join(["school | year | n", *(f"{r['school']} | {r['year']} | {r['I']}"
                                              for r in rows)])  # fmt: skip
    seen = district(plain, Promise(**{**COUNT, **promise}))
    one = spread(divided(seen.roadmaps[seen.years[0]], own or {}))
    facts = tuple(
        StoredFact(
            row["school"],
            int(row["year"]),
            answer(one.question(f"counted_p{k}"), NO_GRADE, row[name])._replace(cell=f"D{k}"),
            1,
        )
        for row in rows
        if row["I"] != NOT_SENT
        for k, name in enumerate(QUARTERS, start=1)
    )
    return replace(seen, roadmaps=dict.fromkeys(seen.years, one), facts=facts)


def check(seen: Snapshot, expected: str, as_of: date = LATER) -> None:
    """The drawn rows of plan/fact, one for each quarter."""
    rows = plan_fact(seen, as_of)
    for wanted in drawn(expected):
        place = None if wanted["school"] == DISTRICT else wanted["school"]
        period = f"{wanted['year']}, {wanted['кв']} квартал"
        (found,) = (one for one in rows.of_place(place) if one.period == period)
        plain = {name: told for name, told in wanted.items() if name != "кв"}
        assert shown(found, plain) == plain, wanted


def test_each_quarter_is_a_row_with_its_own_target_and_verdict() -> None:
    """«Не менее 20 дел в квартал, в IV — не менее 30»: квартал судится сам по себе."""
    seen = by_quarters(
        """
        school  | year | I  | II | III | IV
        Школа 1 | 2026 | 12 | 9  | 0   | 40
        Школа 2 | 2026 | 8  | 9  | 3   | 5
        """,
        own={4: 30},
        targets={2026: 20},
    )
    check(
        seen,
        """
        school | year | кв  | in_order | actual | target | status | reported
        район  | 2026 | I   | 1        | 20     | 20     | met    | 2
        район  | 2026 | II  | 1        | 18     | 20     | partly | 2
        район  | 2026 | III | 1        | 3      | 20     | missed | 2
        район  | 2026 | IV  | 1        | 45     | 30     | met    | 2
        """,
    )


def test_the_term_of_a_quarter_comes_when_it_comes() -> None:
    """На 1 августа: первые два квартала судятся, у двух других срок не наступил."""
    seen = by_quarters(
        """
        school  | year | I  | II | III | IV
        Школа 1 | 2026 | 25 | 1  |     |
        """,
        targets={2026: 20},
    )
    check(
        seen,
        """
        school | year | кв  | actual | status
        район  | 2026 | I   | 25     | met
        район  | 2026 | II  | 1      | missed
        район  | 2026 | III |        | not_due
        район  | 2026 | IV  |        | not_due
        """,
        as_of=date(2026, 8, 1),
    )


def test_a_number_from_the_beginning_of_the_year_starts_anew_each_year() -> None:
    """«Нарастающим итогом с начала года»: I–III складываются, новый год начинает с нуля."""
    seen = by_quarters(
        """
        school  | year | I  | II | III | IV
        Школа 1 | 2025 | 50 | 50 | 50  | 50
        Школа 1 | 2026 | 5  | 7  | 0   | 9
        Школа 2 | 2025 | 1  | 1  | 1   | 1
        Школа 2 | 2026 | 1  |    | 4   | 2
        """,
        own={1: 5, 2: 12, 3: 12, 4: 40},
        cumulative=True,
    )
    check(
        seen,
        """
        school  | year | кв  | actual | status    | reported
        район   | 2026 | I   | 6      | met       | 2
        район   | 2026 | II  | 12     | met       | 1
        район   | 2026 | III | 12     | met       | 1
        район   | 2026 | IV  | 21     | missed    | 1
        Школа 1 | 2026 | IV  | 21     | no_target | 1
        Школа 2 | 2026 | III |        | no_target | 0
        """,
    )
    found = trace(seen, 2026, "1/III")
    cells = [(one.org, one.question, one.value) for one in found.inputs]
    assert cells == [("Школа 1", f"counted_p{k}", n) for k, n in ((1, 5), (2, 7), (3, 0))]


def test_parts_of_a_year_have_the_names_they_are_called_by() -> None:
    """Кварталы, полугодия, месяцы; у учебного года — четверти и месяцы с сентября."""
    one = roadmap(Promise(**COUNT), (2026,), (9,))
    names = {
        (kind, count): [row.indicator.periods[2026].label
                        for row in spread(divided(one, {}, kind, count)).activities]
        for kind, count in ((PeriodKind.CALENDAR, 2), (PeriodKind.CALENDAR, 12),
                            (PeriodKind.SCHOOL_YEAR, 4), (PeriodKind.SCHOOL_YEAR, 12))
    }  # fmt: skip
    assert names[PeriodKind.CALENDAR, 2] == ["2026, I полугодие", "2026, II полугодие"]
    assert names[PeriodKind.CALENDAR, 12][::11] == ["2026, январь", "2026, декабрь"]
    assert names[PeriodKind.SCHOOL_YEAR, 4][3] == "2025/26, IV четверть"
    assert names[PeriodKind.SCHOOL_YEAR, 12][::11] == ["2025/26, сентябрь", "2025/26, август"]
    months = spread(divided(one, {}, PeriodKind.CALENDAR, 12))
    assert [row.number for row in months.activities[:5]] == [
        "1/1", "1/2", "1/3", "1/4", "1/5"
    ]  # fmt: skip
    assert [row.short for row in months.activities][1:5] == [
        "Дела, фев.", "Дела, март", "Дела, апр.", "Дела, май"
    ]  # fmt: skip
    assert [one.code for one in months.questions] == [
        *(f"counted_p{k}" for k in range(1, 13)), "whole"
    ]  # fmt: skip
    assert months.as_written == divided(one, {}, PeriodKind.CALENDAR, 12)


def test_a_year_that_is_not_divided_stays_one_row() -> None:
    """2025 год — целиком, 2026 — по кварталам: вопрос года и вопросы кварталов различны."""
    one = divided(roadmap(Promise(**COUNT, targets={2025: 9}), (2025, 2026), (9,)), {})
    row = one.activities[0]
    terms = row.indicator.periods | {2025: Period(2025, PeriodKind.CALENDAR, date(2025, 12, 31))}
    mixed = replace(row, indicator=replace(row.indicator, periods=terms))
    found = spread(replace(one, activities=(mixed,))).activities
    assert [one.number for one in found] == ["1", *(f"1/{name}" for name in QUARTERS)]
    assert [sorted(one.indicator.periods) for one in found] == [[2025], *[[2026]] * 4]


def test_a_year_with_a_plan_of_its_own_is_judged_beside_its_quarters() -> None:
    """«Год — 10, кварталы — 2, 4, 1, 3»: год судится по своему ответу, кварталы по своим."""
    own = {1: 2, 2: 4, 3: 1, 4: 3}
    given = """
        school  | year | I | II | III | IV
        Школа 1 | 2026 | 2 | 1  | 1   | 3
        Школа 2 | 2026 | 1 | 2  | 0   | 0
        """
    seen = by_quarters(given, own=own, targets={2026: 10})
    told = {"Школа 1": 7, "Школа 2": 4}
    counted = seen.roadmaps[2026].question("counted")
    of_year = tuple(
        StoredFact(school, 2026, answer(counted, NO_GRADE, str(n))._replace(cell="D9"), 1)
        for school, n in told.items()
    )
    seen = replace(seen, facts=(*seen.facts, *of_year))
    rows = [one for one in plan_fact(seen, LATER) if one.is_district]
    assert [(one.period, one.actual, one.target, one.status.value) for one in rows] == [
        ("2026", 11, 10, "met"),
        ("2026, I квартал", 3, 2, "met"),
        ("2026, II квартал", 3, 4, "missed"),
        ("2026, III квартал", 1, 1, "met"),
        ("2026, IV квартал", 3, 3, "met"),
    ]
    without = by_quarters(given, own=own)
    quarters = spread(divided(roadmap(Promise(**COUNT, targets={}), (2026,), (9,)), own))
    without = replace(without, roadmaps={2026: quarters})
    periods = [one.period for one in plan_fact(without, LATER) if one.is_district]
    assert periods == [f"2026, {name} квартал" for name in QUARTERS]


CELL = st.one_of(st.none(), st.integers(0, 60))
SCHOOLS = st.lists(
    st.tuples(st.booleans(), st.tuples(CELL, CELL, CELL, CELL)), min_size=1, max_size=5
)


@settings(max_examples=25)
@given(SCHOOLS, st.integers(1, 150), st.booleans())
def test_quarters_against_a_loop(
    schools: list[tuple[bool, tuple[int | None, ...]]], target: int, cumulative: bool
) -> None:
    """Любой район: сумма ответивших, часть плана, вывод — как в простом цикле."""
    lines = ["school | year | I | II | III | IV"]
    for number, (sent, cells) in enumerate(schools, start=1):
        told = [NOT_SENT] * 4 if not sent else ["" if one is None else str(one) for one in cells]
        lines.append(f"Школа {number} | 2026 | " + " | ".join(told))
    seen = by_quarters("\n".join(lines), targets={2026: target}, cumulative=cumulative)
    rows = [one for one in plan_fact(seen, LATER) if one.is_district]
    assert len(rows) == 4
    for quarter, row in enumerate(rows, start=1):
        total, answered = Fraction(0), 0
        for sent, cells in schools:
            needed = cells[:quarter] if cumulative else cells[quarter - 1 : quarter]
            if sent and None not in needed:
                total += sum(Fraction(one or 0) for one in needed)
                answered += 1
        assert row.reported == answered
        assert row.actual == (None if not answered else total)
        assert verdict(row) == expected(total, answered, target)


def verdict(row: PlanFactRow) -> str:
    return row.status.value


def expected(total: Fraction, answered: int, target: int) -> str:
    if not answered:
        return "no_data"
    if total >= target:
        return "met"
    return "partly" if total >= Fraction(8, 10) * target else "missed"
