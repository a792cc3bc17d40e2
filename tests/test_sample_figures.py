"""Every figure of the sample, twice: by the product and by an independent loop over the files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from tests import oracle
from tests.oracle import DISTRICT, YEARS, Row

AFTER_ALL_TERMS = date(2023, 1, 15)
SHARES = ("8", "9")
MUNICIPAL = ("1", "2", "3", "4", "5", "6", "7", "10", "11", "12")
PRESENCE_OF_SCHOOLS = ("5", "7")


Frame = dict[tuple[int, str, str], PlanFactRow]


@pytest.fixture(scope="module")
def frame(sample_database: Path) -> Iterator[Frame]:
    """Plan and fact of the loaded sample by year, row and place."""
    store = Store.open(f"sqlite:///{sample_database.as_posix()}")
    rows = plan_fact(store.snapshot(DISTRICT), as_of=AFTER_ALL_TERMS)
    yield {(row.year, row.indicator, row.org or ""): row for row in rows}
    store.close()


def found(frame: Frame, year: int, number: str, org: str | None = None) -> Row:
    """A row of the frame as the independent loop says it."""
    row = frame[year, number, org or ""]
    return Row(**{name: getattr(row, name) for name in Row.__dataclass_fields__})


BILET = {
    2020: Row("met", 348, 1615, 100 * 348 / 1615, "not_applicable", 13, 14),
    2021: Row("partly", 532, 1669, 100 * 532 / 1669, "met", 14, 14),
    2022: Row("missed", 556, 1499, 100 * 556 / 1499, "met", 10, 13),
}
"""«Билет в будущее» of the district, counted once by hand from the tables of the sample."""


@pytest.mark.parametrize("year", YEARS)
def test_the_ticket_of_the_district_is_as_counted_by_hand(frame: Frame, year: int) -> None:
    row, expected = found(frame, year, "9"), BILET[year]
    assert (row.status, row.growth) == (expected.status, expected.growth)
    assert (row.numerator, row.denominator) == (expected.numerator, expected.denominator)
    assert row.actual == expected.actual
    assert (row.reported, row.expected) == (expected.reported, expected.expected)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("number", SHARES)
def test_shares_of_district_and_schools_agree_to_the_last_digit(
    frame: Frame, number: str, year: int
) -> None:
    expected = dict(oracle.share_rows(number, year))
    rows = {org: found(frame, year, number, org) for org in expected}
    for org, row in rows.items():
        if expected[org].reason is None:
            assert row.reason in {"no_return", "unanswered", "set_aside", "declared_no_data"}
            rows[org] = replace(row, reason=None)
    assert rows == expected


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("number", MUNICIPAL)
def test_verdicts_of_the_municipality_agree(frame: Frame, number: str, year: int) -> None:
    assert found(frame, year, number).status == oracle.district_status(number, year)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("number", PRESENCE_OF_SCHOOLS)
def test_presence_at_schools_agrees(frame: Frame, number: str, year: int) -> None:
    expected = dict(oracle.presence_rows(number, year))
    assert {org: found(frame, year, number, org).status for org in expected} == expected
    have = sum(oracle.has_it(number, org, year) for org in expected)
    beside = frame[year, number, ""].schools
    if not any(status != "no_target" for status in expected.values()):
        assert beside is None
        return
    assert beside is not None
    assert (beside.met, beside.expected) == (have, len(expected))
    assert beside.reported == sum(status != "no_data" for status in expected.values())


@pytest.mark.parametrize("year", YEARS)
def test_numbers_of_the_schools_stand_beside_the_municipal_one(frame: Frame, year: int) -> None:
    own = oracle.numbers_of_schools("10", year)
    assert frame[year, "10", ""].control == sum(own.values())
    assert {org: found(frame, year, "10", org).numerator for org in own} == own
    assert {found(frame, year, "10", org).status for org in own} == {"no_target"}


def test_every_row_of_the_frame_has_been_compared(frame: Frame) -> None:
    schools = sum(len(oracle.expected_schools(year)) for year in YEARS)
    with_school_rows = len((*SHARES, *PRESENCE_OF_SCHOOLS, "10"))
    assert len(frame) == 12 * len(YEARS) + with_school_rows * schools


EDGES = {
    ("580401", 2020, "9"): ("19.970", "partly"),
    ("580401", 2021, "8"): ("54.958", "partly"),
    ("580403", 2022, "8"): ("54.964", "partly"),
    ("580406", 2021, "8"): ("55.000", "met"),
    ("580409", 2022, "9"): ("50.000", "met"),
    ("580401", 2022, "9"): ("40.000", "partly"),
    ("580413", 2020, "9"): ("0.000", "missed"),
}
"""Shares that a careless rounding, or a zero taken for nothing, would judge wrongly."""


@pytest.mark.parametrize(("org", "year", "number"), EDGES)
def test_an_edge_is_judged_exactly(frame: Frame, org: str, year: int, number: str) -> None:
    row = found(frame, year, number, org)
    assert (f"{row.actual:.3f}", row.status) == EDGES[org, year, number]


def test_the_threshold_without_growth_is_met_in_part_only(frame: Frame) -> None:
    reached, unknown = found(frame, 2021, "9", "580410"), found(frame, 2021, "9", "580412")
    assert (reached.status, reached.growth) == ("partly", "missed")
    assert (unknown.status, unknown.growth) == ("partly", "no_data")


def test_a_primary_school_is_not_judged_on_the_older_grades(frame: Frame) -> None:
    assert {found(frame, year, "9", "580414").status for year in YEARS} == {"not_applicable"}
