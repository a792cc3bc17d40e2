"""Where marked copies come from: the store, and files just dealt with."""

from pathlib import Path

import pytest

from data_model.store import Store
from loaders.intake import handle_all
from loaders.returns.marked.copy import Copier, copies_of_year, copy_of_revision
from sample_data import FOLDER

DISTRICT = "58040"


@pytest.fixture
def store(sample_database: Path) -> Store:
    return Store.open(f"sqlite:///{sample_database.as_posix()}")


def test_every_return_of_a_year_with_an_open_question_gets_its_copy(store: Store) -> None:
    asked = {
        one.org for one in store.snapshot(DISTRICT).problems if one.is_open and one.year == 2022
    }
    copies = {copy.filename.partition("_")[0] for copy in copies_of_year(store, DISTRICT, 2022)}
    assert asked
    assert copies == asked


def test_a_return_without_remarks_has_no_copy(store: Store) -> None:
    clean = next(
        one for one in store.snapshot(DISTRICT).revisions if not (one.questions + one.notes)
    )
    assert copy_of_revision(store, clean) is None


def test_of_a_file_with_personal_data_only_a_letter_is_made(store: Store) -> None:
    refused = [
        one
        for one in handle_all([FOLDER / "returns" / "2020"], store, dry_run=True)
        if one.receipt.problems
    ]
    copies = [Copier(store).copy(one) for one in refused]
    assert [one.receipt.problems[0].code for one in refused] == ["personal_data"]
    assert [copy is not None and copy.content for copy in copies] == [None]
