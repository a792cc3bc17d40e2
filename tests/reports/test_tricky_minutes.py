"""A name full of signs stands literally in the minutes."""

from dataclasses import replace
from pathlib import Path

import pytest

from data_model.snapshot import Snapshot
from data_model.store import Store
from reports import write
from tests.reports.district import TRICKY
from tests.reports.reading import text_of


@pytest.fixture(scope="module")
def renamed(sample_database: Path) -> Snapshot:
    snapshot = Store.open(f"sqlite:///{sample_database.as_posix()}").snapshot("58040")
    (held,) = snapshot.protocols
    return replace(snapshot, protocols=(replace(held, present=(TRICKY,)),))


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_name_full_of_signs_stands_literally_in_the_minutes(
    renamed: Snapshot, suffix: str
) -> None:
    text = " ".join(text_of(write("minutes", suffix, renamed, 2022), suffix).split())
    assert TRICKY in text
