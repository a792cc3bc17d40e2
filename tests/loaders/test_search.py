"""Rare values are found among others, and what was looked at is not looked at again."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files import search
from loaders.files.search import ORDINARY, Search
from loaders.files.workbook import Grid, Value, Workbook

VALUES = st.one_of(
    st.none(), st.text(max_size=2), st.integers(0, 3), st.floats(0, 3), st.booleans()
)
ASKED: list[Value] = []


def is_loud(value: Value) -> bool:
    ASKED.append(value)
    return isinstance(value, str) and value.endswith("!")


def is_large(value: Value) -> bool:
    return isinstance(value, int | float) and value > 2


@pytest.fixture(scope="module", autouse=True)
def searches() -> Iterator[None]:
    """Two searches and no others, as long as this module runs."""
    others = search._searches[:]
    search._searches.clear()
    ORDINARY.cache_clear()
    yield
    search._searches[:] = others
    ORDINARY.cache_clear()


@pytest.fixture(scope="module")
def loud(searches: None) -> Search:
    return Search(is_loud)


@pytest.fixture(scope="module")
def large(searches: None) -> Search:
    return Search(is_large)


def book(*values: Value) -> Workbook:
    """A book with the values on two sheets."""
    half = len(values) // 2
    return Workbook("", (Grid("а", [list(values[:half])]), Grid("б", [[], list(values[half:])])))


def found(workbook: Workbook) -> set[Value]:
    """What any search has found."""
    return set().union(*workbook.rare.values())


@given(many=st.lists(st.lists(VALUES), max_size=5))
def test_whatever_was_looked_at_before_the_same_is_found(
    loud: Search, large: Search, many: list[list[Value]]
) -> None:
    for values in (*many, *many):
        rare = book(*values, "да", "нет!").rare
        assert rare[loud] == {one for one in (*values, "нет!") if is_loud(one)}
        assert rare[large] == {one for one in values if is_large(one)}


def test_a_value_that_nobody_is_after_is_looked_at_once(loud: Search) -> None:
    ASKED.clear()
    assert found(book("школа", "класс")) == found(book("класс", "школа")) == set()
    assert sorted(map(str, ASKED)) == ["класс", "школа"]


def test_a_search_that_came_later_finds_what_was_ordinary_before(loud: Search) -> None:
    assert found(book("тихо")) == set()
    quiet = Search(lambda value: value == "тихо")
    assert book("тихо").rare[quiet] == {"тихо"}


def test_no_more_is_remembered_than_may_be(loud: Search) -> None:
    step = search.MOST // 2 + 1
    for first in range(0, -4 * search.MOST, -step):
        assert found(book(*range(first - step, first))) == set()
        assert ORDINARY.cache_info().currsize <= search.MOST
    assert found(book(*range(-2 * search.MOST, 0))) == set()
    assert ORDINARY.cache_info().currsize <= search.MOST
