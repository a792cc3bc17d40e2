"""Rows of a district beside the rows of its region: proposed by words, linked by a person."""

import pytest

from data_model.errors import WrongDefinition
from data_model.roadmap import Roadmap
from loaders.roadmaps.editions import (
    Ground,
    diff_roadmaps,
    parent_matches,
    rows_of_region,
    unanswered,
    with_parents,
)
from loaders.roadmaps.file import read_roadmap_bytes, write_roadmap
from loaders.roadmaps.workbook import read_roadmap_workbook, write_roadmap_workbook
from tests.builders import a_presence_activity, a_roadmap, an_activity, an_indicator


def region(*activities) -> Roadmap:
    return a_roadmap(
        code="karta-oblasti", activities=activities or (a_presence_activity(), an_activity())
    )


def grounds(own: Roadmap, above: Roadmap) -> dict[str, tuple[str | None, Ground]]:
    return {
        one.row.number: (one.parent.row.number if one.parent else None, one.ground)
        for one in parent_matches(own, [above])
    }


def test_the_same_words_under_the_same_number_are_proposed_and_link_nothing() -> None:
    """Совпадение только предлагает: связи нет, пока её не подтвердил человек."""
    own = a_roadmap()
    assert grounds(own, region()) == {"1": ("1", Ground.SAME), "9": ("9", Ground.SAME)}
    assert all(not row.parent_row for row in own.activities)
    assert len(unanswered(parent_matches(own, [region()]), [region()])) == 2


def test_other_numbers_and_almost_the_same_words_are_proposed_as_alike() -> None:
    own = a_roadmap(
        activities=(an_activity("4", title="Участие школьников в проекте «Билет в будущее»"),)
    )
    assert grounds(own, region()) == {"4": ("9", Ground.ALIKE)}


def test_other_words_are_not_proposed() -> None:
    own = a_roadmap(activities=(an_activity("9", title="Летние лагеря", wording="да"),))
    assert grounds(own, region()) == {"9": (None, Ground.NONE)}


def test_where_two_rows_are_as_like_none_is_proposed() -> None:
    """Две одинаковые строки района: какая из них отвечает, программа не гадает."""
    twins = (an_activity("4"), an_activity("5", indicator=an_indicator("twin")))
    found = grounds(a_roadmap(activities=twins), region())
    assert {ground for _, ground in found.values()} == {Ground.NONE}


def test_a_confirmed_row_is_proposed_to_nobody_else() -> None:
    own = with_parents(a_roadmap(), {"1": "9"}, [region()])
    assert own.activities[0].parent_row == "karta-oblasti:ticket_to_future"
    assert grounds(own, region()) == {"1": ("9", Ground.CONFIRMED), "9": (None, Ground.NONE)}


def test_what_is_linked_is_taken_away_by_nothing() -> None:
    own = with_parents(a_roadmap(), {"9": "9"}, [region()])
    assert with_parents(own, {"9": ""}, [region()]) == a_roadmap()


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ({"1": "9", "9": "9"}, "вошло бы в сумму дважды"),
        ({"9": "77"}, "Строки «77» в карте региона нет"),
        ({"77": "9"}, "В карте района нет строк: 77"),
    ],
)
def test_a_link_that_cannot_be_is_told(links: dict[str, str], words: str) -> None:
    with pytest.raises(WrongDefinition, match=words):
        with_parents(a_roadmap(), links, [region()])


def test_a_number_that_two_roadmaps_of_the_region_have_is_named_by_codes() -> None:
    two = [region(), a_roadmap(code="drugaya-karta")]
    with pytest.raises(WrongDefinition, match="в нескольких картах региона"):
        with_parents(a_roadmap(), {"9": "9"}, two)
    own = with_parents(a_roadmap(), {"9": "drugaya-karta:ticket_to_future"}, two)
    assert own.activities[1].parent_row in rows_of_region(two)


def test_a_link_goes_out_with_the_file_and_comes_back() -> None:
    own = with_parents(a_roadmap(), {"9": "9"}, [region()])
    assert read_roadmap_bytes(write_roadmap(own).encode(), "карта.toml") == own
    assert read_roadmap_workbook(write_roadmap_workbook(own)) == own
    (change,) = diff_roadmaps(a_roadmap(), own)
    assert (change.row, change.field) == ("9", "строка карты региона")


def test_a_link_that_is_no_pair_of_codes_is_told_with_its_row() -> None:
    own = a_roadmap(activities=(an_activity(parent_row="строка 9"),))
    with pytest.raises(WrongDefinition, match=r"строка 9, поле parent_row: .*двумя кодами"):
        read_roadmap_bytes(write_roadmap(own).encode(), "карта.toml")
