"""Who pulls the district up or down, and what the next year takes."""

from datetime import date

import pytest

from data_model.roadmap import Kind
from indicators.contribution import NextTarget, contributions, next_target, people_for
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact
from tests.spec.district import Promise, district

GIVEN = """
    school  | year | n   | d
    Школа 1 | 2021 | 90  | 100
    Школа 2 | 2021 | 20  | 200
    Школа 3 | 2021 | 3   | 10
    Школа 4 | 2021 | 0   | 0
    Школа 1 | 2022 |     | 110
    Школа 2 | 2022 |     | 190
    Школа 3 | 2022 |     | 10
"""


@pytest.fixture
def rows() -> PlanFact:
    promise = Promise(kind=Kind.GROWING_SHARE, targets={2021: 35, 2022: 50})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def test_the_school_that_misses_most_comes_first(rows: PlanFact) -> None:
    found = contributions(rows, 2021, "example")
    assert [one.row.org for one in found] == ["Школа 2", "Школа 3", "Школа 1"]
    assert [one.balance for one in found] == [-50, -1, 55]


def test_the_pulls_sum_up_to_the_deviation_of_the_district(rows: PlanFact) -> None:
    pulls = sum(one.pull for one in contributions(rows, 2021, "example"))
    assert pulls == pytest.approx(100 * 113 / 310 - 35)


def coming_after(rows: PlanFact, year: int) -> NextTarget | None:
    now = rows.row(year, "example")
    assert now is not None
    return next_target(rows, now)


def test_the_next_target_is_said_in_people_and_percent(rows: PlanFact) -> None:
    found = coming_after(rows, 2021)
    assert found is not None
    assert (found.year, found.now, found.base, found.needed) == (2022, 113, 310, 155)
    assert found.more == 42
    assert found.growth == pytest.approx(100 * 42 / 113)
    assert not found.base_is_this_year


def test_after_the_last_year_there_is_no_next_target(rows: PlanFact) -> None:
    assert coming_after(rows, 2022) is None


def test_without_schools_there_is_no_contribution(rows: PlanFact) -> None:
    assert contributions(rows, 2022, "example") == ()


@pytest.mark.parametrize(
    ("target", "base", "people"), [(50.0, 310, 155), (33.3, 1000, 333), (55.0, 2500, 1375)]
)
def test_people_are_counted_exactly(target: float, base: int, people: int) -> None:
    assert people_for(target, base) == people
