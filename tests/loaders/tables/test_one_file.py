"""One table handed in alone is treated as among three hundred files."""

from data_model.returns import Outcome
from data_model.store import Store
from loaders.intake import check, context_of, receive
from tests.loaders.tables.tables import NAMES, consolidated, count, table
from tests.loaders.tables.test_consolidated import confirmed, value

NAME = "свод.xlsx"


def test_an_unknown_table_is_refused_with_the_way_to_map_it(store: Store) -> None:
    for way in (check, receive):
        receipt = way(table(), NAME, context_of(store), store)
        assert [one.code for one in receipt.problems] == ["table_unmapped"]


def test_a_confirmed_table_is_checked_and_nothing_is_stored(store: Store) -> None:
    confirmed(store, table())
    receipt = check(table(), NAME, context_of(store), store)
    assert receipt.outcome is Outcome.ACCEPTED_WITH_WARNINGS
    assert (receipt.org, receipt.year, receipt.revision) == (None, 2021, None)
    assert [store.revisions(org, 2021) for org in NAMES] == [()] * len(NAMES)


def test_a_confirmed_table_is_taken_for_each_of_its_schools(store: Store) -> None:
    confirmed(store, table())
    receipt = receive(table(), NAME, context_of(store), store)
    assert receipt.outcome is Outcome.ACCEPTED_WITH_WARNINGS
    for org in NAMES:
        assert value(store, org, "ticket_pupils", 6) == count(org, 6)


def test_the_same_table_again_is_a_duplicate(store: Store) -> None:
    confirmed(store, table())
    receive(table(), NAME, context_of(store), store)
    for way in (check, receive):
        assert way(table(), NAME, context_of(store), store).outcome is Outcome.DUPLICATE
    assert [len(store.revisions(org, 2021)) for org in NAMES] == [1] * len(NAMES)


def test_a_row_that_is_refused_stands_among_the_problems(store: Store) -> None:
    content = consolidated(names={**NAMES, "580404": "Школа имени первого космонавта"})
    confirmed(store, content)
    receipt = receive(content, NAME, context_of(store), store)
    assert receipt.outcome is Outcome.ACCEPTED_WITH_WARNINGS
    assert "table_school_unknown" in [one.code for one in receipt.problems]
    again = check(content, NAME, context_of(store), store)
    assert again.outcome is Outcome.REFUSED
