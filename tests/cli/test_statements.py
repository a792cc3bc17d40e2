"""A check asks the database for all files together, never for each of them."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from data_model.store import Store
from indicators.coverage import returns_board
from tests.cli.conftest import Roadmap
from tests.statements import statements
from tests.test_house import filled


@pytest.fixture
def forms(demo: Roadmap, tmp_path: Path) -> list[Path]:
    """Twenty filled forms of schools, of two years."""
    made: list[Path] = []
    for year in ("2021", "2022"):
        assert demo("forms", "--year", year, "--out", tmp_path / year).code == 0
        made += sorted((tmp_path / year).rglob("*_*.xlsx"))
    return [filled(form) for form in made[:20]]


def test_twenty_files_are_checked_by_as_many_statements_as_one(
    demo: Roadmap, forms: list[Path], tmp_path: Path
) -> None:
    alone = Path(shutil.copy(forms[0], tmp_path / "alone.xlsx"))
    sent = []
    for files in ([alone], forms):
        with statements() as of_json:
            answer = demo("check", *files, "--json").json
        with statements() as of_words:
            demo("check", *files)
        assert answer["accepted"] == len(files)
        sent.append((len(of_json), len(of_words)))
    assert len(forms) == 20
    assert sent[0] == sent[1]


def test_who_has_reported_is_told_without_reading_answers(sample_database: Path) -> None:
    """Список сдавших тот же, что из полных данных, и ни один ответ для него не читается."""
    store = Store.open(f"sqlite:///{sample_database.as_posix()}")
    whole, day = store.snapshot("58040"), date(2023, 1, 1)
    bare = store.snapshot("58040", ())
    assert (bare.facts, bare.documents) == ((), ()) and whole.facts and whole.documents
    assert {one.year for one in store.snapshot("58040", (2021,)).facts} == {2021}
    for year in whole.years:
        assert returns_board(bare, year, day) == returns_board(whole, year, day)
    store.close()
