"""Undoing an upload: the former revision counts again, nothing is deleted."""

import pytest

from data_model.errors import NothingThere, Refused
from data_model.returns import Outcome
from data_model.store import Store
from tests.builders import a_fact, a_return, a_submission

FIRST = a_submission()
SECOND = a_submission(a_return(facts=(a_fact(value=77),)))


@pytest.fixture
def corrected(store: Store) -> Store:
    store.save_return(FIRST)
    store.save_return(SECOND)
    return store


def ids(store: Store) -> list[int]:
    return [one.id for one in store.revisions("580401", 2021)]


def test_the_former_revision_becomes_current(corrected: Store) -> None:
    restored = corrected.undo_return(ids(corrected)[1], "не тот файл")
    assert restored is not None
    assert (restored.number, restored.is_current) == (1, True)
    assert 77 not in [stored.fact.value for stored in corrected.snapshot("58040").facts]


def test_the_undone_revision_stays_with_its_reason(corrected: Store) -> None:
    corrected.undo_return(ids(corrected)[1], "не тот файл")
    undone = corrected.revisions("580401", 2021)[1]
    assert undone.undone_at is not None
    assert undone.undone_reason == "не тот файл"
    assert corrected.original(undone.id)[1] == SECOND.content
    assert [one.number for one in corrected.snapshot("58040").revisions] == [1]


def test_without_a_former_one_the_return_is_not_reported(store: Store) -> None:
    store.save_return(FIRST)
    assert store.undo_return(ids(store)[0], "чужая школа") is None
    assert store.snapshot("58040").facts == ()


def test_a_revision_under_later_ones_is_refused_and_they_are_named(corrected: Store) -> None:
    with pytest.raises(Refused, match="2 «580401_2021.xlsx»|2 \\(«580401_2021.xlsx»\\)"):
        corrected.undo_return(ids(corrected)[0], "передумали")


def test_a_reason_is_needed(corrected: Store) -> None:
    with pytest.raises(Refused, match="причину"):
        corrected.undo_return(ids(corrected)[1], " ")


def test_nothing_is_undone_twice(corrected: Store) -> None:
    last = ids(corrected)[1]
    corrected.undo_return(last, "не тот файл")
    with pytest.raises(Refused, match="уже отменена"):
        corrected.undo_return(last, "ещё раз")
    with pytest.raises(NothingThere):
        corrected.undo_return(10_000, "нет такой")


def test_an_undone_file_may_come_again_as_a_new_revision(corrected: Store) -> None:
    corrected.undo_return(ids(corrected)[1], "проверка")
    receipt = corrected.save_return(SECOND)
    assert (receipt.outcome, receipt.revision) == (Outcome.ACCEPTED, 3)


def test_revisions_can_be_undone_one_after_another(corrected: Store) -> None:
    first, second = ids(corrected)
    corrected.undo_return(second, "раз")
    corrected.undo_return(first, "два")
    assert not any(one.is_current for one in corrected.revisions("580401", 2021))


def test_undoing_raises_the_data_version(corrected: Store) -> None:
    before = corrected.version()
    corrected.undo_return(ids(corrected)[1], "не тот файл")
    assert corrected.version() > before
