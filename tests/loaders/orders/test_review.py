"""The review: nothing of an order counts before a person has confirmed each row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from data_model.errors import WrongDefinition
from data_model.roadmap import Kind, Period, PeriodKind, Target
from loaders.orders.review import Review, lines_of, with_lines
from tests.loaders.orders.files import read_as


@pytest.fixture
def review() -> Review:
    return Review(read_as("bessonovka", ".txt"))


def all_confirmed(review: Review) -> Review:
    for row in review.proposal.rows:
        review = review.with_row(row)
    return review


def test_an_unconfirmed_order_is_no_roadmap(review: Review) -> None:
    with pytest.raises(WrongDefinition, match="Подтвердите строки: 1, 2"):
        review.roadmap()


def test_a_confirmed_order_is_the_roadmap_as_read(review: Review) -> None:
    roadmap = all_confirmed(review).roadmap("bessonovka")
    assert [row.number for row in roadmap.activities] == [str(n) for n in range(1, 13)]


def test_a_row_without_a_kind_cannot_be_confirmed_but_can_be_left_out(review: Review) -> None:
    bare = replace(review.proposal.row("3"), kind=None)
    with pytest.raises(WrongDefinition, match="Строка 3"):
        review.with_row(bare)
    left = all_confirmed(review).with_row(replace(bare, included=False))
    assert "3" not in {row.number for row in left.roadmap().activities}


def test_what_a_person_changes_counts(review: Review) -> None:
    row = replace(review.proposal.row("3"), kind=Kind.COUNT, targets={2021: Target(Decimal(40))})
    roadmap = all_confirmed(review).with_row(row).roadmap()
    assert roadmap.activity("3").indicator.targets == {2021: Target(Decimal(40))}


def test_the_table_of_years_gives_back_what_it_was_made_of(review: Review) -> None:
    for row in review.proposal.rows:
        assert with_lines(row, lines_of(row, review.proposal.years)) == row


def test_a_mended_line_of_the_table_is_read(review: Review) -> None:
    nothing = float("nan")
    line = {
        "Год": 2021.0,
        "План": 33.3,
        "План до": nothing,
        "Период": "учебный год",
        "Срок": date(2021, 8, 31),
    }
    row = with_lines(review.proposal.row("9"), [line])
    assert row.targets == {2021: Target(Decimal("33.3"))}
    assert row.periods == {2021: Period(2021, PeriodKind.SCHOOL_YEAR, date(2021, 8, 31))}


@pytest.mark.parametrize(
    ("kind", "due"),
    [(PeriodKind.SCHOOL_YEAR, date(2021, 8, 31)), (PeriodKind.CALENDAR, date(2021, 12, 31))],
)
def test_a_row_by_hand_has_the_periods_of_the_other_rows(
    review: Review, kind: PeriodKind, due: date
) -> None:
    """Карта по учебным годам: добавленная строка тоже считается по учебным годам."""
    rows = tuple(
        replace(row, periods={year: replace(one, kind=kind) for year, one in row.periods.items()})
        for row in review.proposal.rows
    )
    among = Review(replace(review.proposal, rows=rows))
    added, number = among.with_new_row()
    assert added.proposal.row(number).periods[2021] == Period(2021, kind, due)


def test_a_term_without_a_kind_of_period_is_asked_back(review: Review) -> None:
    line = {"Год": 2021, "План": 1, "План до": None, "Период": None, "Срок": date(2021, 8, 31)}
    with pytest.raises(WrongDefinition, match="2021 год: к сроку выберите период"):
        with_lines(review.proposal.row("9"), [line])


def test_doubtful_rows_are_looked_at_first(review: Review) -> None:
    """«Сомнительное — сначала»: строка 1 с сомнением, затем 4; прочие — после них."""
    seen = []
    while number := review.next_row:
        seen.append(number)
        review = review.with_row(review.proposal.row(number))
    doubtful = [row.number for row in review.proposal.rows if row.unsure]
    assert seen[: len(doubtful)] == doubtful
    assert sorted(seen, key=int) == [str(number) for number in range(1, 13)]
