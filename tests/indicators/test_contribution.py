"""Who pulls the district up or down, and what the next year takes."""

from datetime import date

import pandas as pd
import pytest

from data_model.roadmap import Kind
from indicators.contribution import contribution, next_target, people_for
from indicators.plan_fact import plan_fact
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
def rows() -> pd.DataFrame:
    promise = Promise(kind=Kind.GROWING_SHARE, targets={2021: 35, 2022: 50})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def test_the_school_that_misses_most_comes_first(rows: pd.DataFrame) -> None:
    found = contribution(rows, 2021, "1")
    assert found["org"].tolist() == ["Школа 2", "Школа 3", "Школа 1"]
    assert found["balance"].tolist() == [-50, -1, 55]


def test_the_pulls_sum_up_to_the_deviation_of_the_district(rows: pd.DataFrame) -> None:
    pulls = contribution(rows, 2021, "1")["pull"].sum()
    assert pulls == pytest.approx(100 * 113 / 310 - 35)


def test_the_next_target_is_said_in_people_and_percent(rows: pd.DataFrame) -> None:
    found = next_target(rows, 2021, "1")
    assert found is not None
    assert (found.year, found.now, found.base, found.needed) == (2022, 113, 310, 155)
    assert found.more == 42
    assert found.growth == pytest.approx(100 * 42 / 113)
    assert not found.base_is_this_year


def test_after_the_last_year_there_is_no_next_target(rows: pd.DataFrame) -> None:
    assert next_target(rows, 2022, "1") is None


def test_without_schools_there_is_no_contribution(rows: pd.DataFrame) -> None:
    assert contribution(rows, 2022, "1").empty


@pytest.mark.parametrize(
    ("target", "base", "people"), [(50.0, 310, 155), (33.3, 1000, 333), (55.0, 2500, 1375)]
)
def test_people_are_counted_exactly(target: float, base: int, people: int) -> None:
    assert people_for(target, base) == people
