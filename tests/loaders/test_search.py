"""Rare values are found among others, and what was looked at is not looked at again."""

from hypothesis import given
from hypothesis import strategies as st

from loaders import search
from loaders.cells import Grid, Hollow, Workbook
from loaders.search import Search

VALUES = st.one_of(
    st.none(), st.text(max_size=2), st.integers(0, 3), st.floats(0, 3), st.booleans()
)


def is_loud(value: object) -> bool:
    return isinstance(value, str) and value.endswith("!")


@given(st.lists(st.sets(VALUES), max_size=5))
def test_whatever_was_looked_at_before_the_same_is_found(many: list[set[object]]) -> None:
    loud = Search(is_loud)
    for values in (*many, *many):
        asked = {*values, "да", "нет!"}
        assert loud.among(asked) == {value for value in asked if is_loud(value)}


def test_a_value_that_is_not_of_the_kind_is_looked_at_once() -> None:
    seen: list[object] = []
    never = Search(lambda value: bool(seen.append(value)))
    never.among({"а", "б"})
    never.among({"б", "в"})
    assert sorted(map(str, seen)) == ["а", "б", "в"]


def test_it_remembers_no_more_than_it_may() -> None:
    loud = Search(is_loud)
    for first in range(0, 4 * search.MOST, search.MOST // 2 + 1):
        loud.among(set(range(first, first + search.MOST // 2 + 1)))
        assert loud.cache_info().currsize <= search.MOST
    loud.among(set(range(2 * search.MOST)))
    assert loud.cache_info().currsize <= search.MOST


def test_the_values_of_a_workbook_are_those_of_all_its_sheets_once() -> None:
    first = Grid("Титул", [["а", None], ["а", 1.0]])
    second = Grid("Показатели", [[Hollow("#Н/Д")], []])
    assert Workbook("", (first, second)).values == {"а", None, 1.0, Hollow("#Н/Д")}
