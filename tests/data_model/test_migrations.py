"""Migrations make exactly the tables of the metadata, wholly or not at all."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from data_model.database.address import address
from data_model.database.upgrade import known_versions, upgrade
from data_model.errors import DatabaseTrouble
from data_model.migrations import HEAD
from data_model.store import Store
from data_model.store.safety import doctor
from data_model.tables import Base
from tests.data_model.test_opening import older_database, version_in


def definitions(file: Path) -> dict[str, list[str]]:
    """Name → lines of its definition, in an order of their own."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> ?",
            ["alembic_version"],
        ).fetchall()
    return {name: sorted(line.strip(" ,\t") for line in sql.split("\n")) for name, sql in found}


def test_the_migrations_make_the_tables_of_the_metadata(url: str, empty_store: Store) -> None:
    engine = create_engine(address(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_checks_and_partial_indexes_are_the_same_too(tmp_path: Path) -> None:
    migrated, created = tmp_path / "migrated.db", tmp_path / "created.db"
    Store.create(f"sqlite:///{migrated}").close()
    engine = create_engine(f"sqlite:///{created}")
    Base.metadata.create_all(engine)
    engine.dispose()
    assert definitions(migrated) == definitions(created)


def test_the_program_works_with_the_last_migration() -> None:
    assert known_versions()[0] == HEAD


def test_facts_are_clustered_by_their_key(tmp_path: Path) -> None:
    Store.create(f"sqlite:///{tmp_path}/a.db").close()
    assert "WITHOUT ROWID" in definitions(tmp_path / "a.db")["facts"]


def test_an_upgrade_again_changes_nothing(url: str, empty_store: Store) -> None:
    before = empty_store.version()
    Store.create(url).close()
    assert empty_store.version() == before


def test_a_failing_step_leaves_nothing_behind(
    url: str, empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_half_way(connection: object, to: str) -> None:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))  # type: ignore[attr-defined]
        raise DatabaseTrouble("посреди обновления")

    monkeypatch.setattr("data_model.database.upgrade.run_migrations", fails_half_way)
    with pytest.raises(DatabaseTrouble, match="посреди"):
        upgrade(address(url))
    engine = create_engine(address(url))
    with engine.connect() as connection:
        assert not engine.dialect.has_table(connection, "half")
    engine.dispose()


HALF = """
import os, signal, sys
from sqlalchemy import event
from data_model.database import sqlite
from data_model.store import Store
from data_model.store.safety import doctor

steps = 0
prepared = sqlite.sqlite_engine

def counted(*arguments, **options):
    engine = prepared(*arguments, **options)
    @event.listens_for(engine, "before_cursor_execute")
    def count(*_):
        global steps
        steps += 1
        if steps == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
    return engine

from data_model.database import upgrade
upgrade.sqlite_engine = counted
Store.create(sys.argv[1])
"""


@pytest.mark.fault
@pytest.mark.parametrize("step", [3, 12, 24, 36])
def test_a_migration_killed_half_way_leaves_the_old_state(tmp_path: Path, step: int) -> None:
    """The first migration starts from nothing: there is no file, or a whole one."""
    file = tmp_path / "roadmap.db"
    killed = subprocess.run([sys.executable, "-c", HALF, f"sqlite:///{file}", str(step)])
    assert killed.returncode < 0
    assert not file.exists()
    store = Store.create(f"sqlite:///{file}")
    assert store.is_empty()
    store.close()


@pytest.mark.fault
@pytest.mark.parametrize("step", [4, 7, 10, 1000])
def test_an_upgrade_killed_half_way_leaves_the_old_or_the_new(tmp_path: Path, step: int) -> None:
    file = tmp_path / "roadmap.db"
    older_database(f"sqlite:///{file}")
    subprocess.run([sys.executable, "-c", HALF, f"sqlite:///{file}", str(step)])
    assert version_in(file) in {known_versions()[-1], HEAD}
    assert list(tmp_path.glob(f"roadmap-before-{HEAD}-*.db"))
    store = Store.create(f"sqlite:///{file}")
    assert store.is_empty()
    store.close()
    assert [finding.text for finding in doctor(f"sqlite:///{file}") if not finding.ok] == []
