"""База переносится целиком: SQLite → PostgreSQL и обратно, с историей и журналом."""

from pathlib import Path

import pytest

from data_model.database import moving
from data_model.database.moving import MovedTable
from data_model.database.opening import open_database
from data_model.errors import DatabaseTrouble, Refused
from data_model.returns import Submission
from data_model.store import Store
from data_model.store.safety import doctor, move
from data_model.tables import Base
from tests.builders import a_return, a_submission, facts_by_grade
from tests.conftest import Copier
from tests.data_model.conftest import fill


@pytest.fixture
def filled(sqlite_url: str, copy_of: Copier) -> Store:
    """A district with a return that was corrected."""
    store = copy_of(sqlite_url, fill)
    for people in (4, 5):
        store.save_return(sent(people))
    return store


def sent(people: int) -> Submission:
    return a_submission(a_return(facts=facts_by_grade({6: people})))


def content(url: str) -> dict[str, str]:
    """The sum of every table but the journal, which knows of the move."""
    database = open_database(url)
    tables = Base.metadata.sorted_tables
    try:
        sums = database.read(lambda one: [moving._sum_of(one, table) for table in tables])
    finally:
        database.close()
    return {one.name: one.sha256 for one in sums if one.name not in {"acts", "act_heads"}}


@pytest.mark.postgres
def test_there_and_back_nothing_is_lost_and_work_goes_on(
    filled: Store, sqlite_url: str, postgresql_url: str, tmp_path: Path
) -> None:
    before = content(sqlite_url)
    moved = move(sqlite_url, postgresql_url)
    assert sum(one.rows for one in moved) > 50
    assert content(postgresql_url) == before == content(sqlite_url)
    assert all(line.ok for line in doctor(postgresql_url))
    back = f"sqlite:///{(tmp_path / 'back.db').as_posix()}"
    move(postgresql_url, back)
    assert content(back) == before
    assert all(line.ok for line in doctor(back))
    for url in (postgresql_url, back):
        store = Store.open(url)
        assert store.save_return(sent(6)).revision == 3
        store.close()


def test_the_journal_goes_along_and_says_where_from(
    filled: Store, sqlite_url: str, tmp_path: Path
) -> None:
    target = f"sqlite:///{(tmp_path / 'new.db').as_posix()}"
    before = filled.journal()
    move(sqlite_url, target)
    store = Store.open(target)
    told = store.journal()
    store.close()
    assert [one.sha256 for one in before] == [one.sha256 for one in told[: len(before)]]
    assert "база перенесена из" in " ".join(map(str, told[len(before) :]))


def test_only_an_empty_database_takes_another_one_in(
    filled: Store, sqlite_url: str, tmp_path: Path
) -> None:
    target = f"sqlite:///{(tmp_path / 'new.db').as_posix()}"
    move(sqlite_url, target)
    for place in (target, sqlite_url):
        before = content(place)
        with pytest.raises(Refused):
            move(sqlite_url, place)
        assert content(place) == before


def test_what_arrives_otherwise_does_not_arrive_at_all(
    filled: Store, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = f"sqlite:///{(tmp_path / 'new.db').as_posix()}"
    monkeypatch.setattr(moving, "_sum_of", lambda _, table: MovedTable(table.name, 0, "other"))
    with pytest.raises(DatabaseTrouble, match="Ничего не перенесено"):
        move(sqlite_url, target)
    monkeypatch.undo()
    store = Store.open(target)
    assert store.municipalities() == ()
    store.close()
