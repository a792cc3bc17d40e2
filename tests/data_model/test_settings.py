"""Settings of the databases, troubles told in Russian, tries when it is busy."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from data_model.database import open_database
from data_model.database.opening import journal_settings
from data_model.errors import DatabaseTrouble
from data_model.store import Store
from tests.builders import a_return, a_submission
from tests.data_model.conftest import fill

PRAGMAS = {
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,
    "secure_delete": 1,
}


def pragma(name: str) -> object:
    return lambda connection: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.mark.parametrize("way", ["read", "write"])
def test_every_connection_is_set_to_lose_nothing(sqlite_url: str, way: str) -> None:
    Store.create(sqlite_url).close()
    database = open_database(sqlite_url)
    ask = getattr(database, way)
    assert {name: ask(pragma(name)) for name in PRAGMAS} == PRAGMAS
    expected = {"DELETE": ("delete", 3), "WAL": ("wal", 2)}[journal_settings()["journal_mode"]]
    assert (ask(pragma("journal_mode")), ask(pragma("synchronous"))) == expected
    database.close()


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
    ],
)
def test_the_log_is_used_only_where_it_is_sound(version: tuple[int, ...], journal: str) -> None:
    assert journal_settings(version)["journal_mode"] == journal


def test_a_reader_cannot_write(url: str, store: Store) -> None:
    database = open_database(url)
    with pytest.raises(DatabaseTrouble, match="только для чтения"):
        database.read(lambda connection: connection.execute(text("DELETE FROM municipality_seals")))
    database.close()


def test_an_act_that_fails_leaves_nothing(url: str, store: Store) -> None:
    database = open_database(url)

    def fails(connection: object) -> None:
        connection.execute(text("DELETE FROM targets"))  # type: ignore[attr-defined]
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        database.write(fails)
    database.close()
    assert store.roadmaps("58040")[2021].activity("9").indicator.targets


def test_parameters_are_not_in_the_error(sqlite_url: str) -> None:
    Store.create(sqlite_url).close()
    database = open_database(sqlite_url)
    with pytest.raises(SQLAlchemyError) as told:
        database.write(
            lambda connection: connection.execute(
                text("INSERT INTO municipality_seals VALUES (:name, '', NULL)"), {"name": "secret"}
            )
        )
    database.close()
    assert "secret" not in str(told.value)


def test_a_database_that_stays_busy_is_told_and_nothing_is_stored(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data_model.database import opening

    monkeypatch.setitem(opening.SETTINGS, "busy_timeout", "20")
    store = Store.create(sqlite_url)
    fill(store)
    with closing(sqlite3.connect(tmp_path / "var/roadmap.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseTrouble, match="занята"):
            store.save_return(a_submission())
        other.execute("ROLLBACK")
    assert store.revisions("580401", 2021) == ()
    assert store.save_return(a_submission()).revision == 1
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows не знает предела размера файла")
def test_a_full_disk_is_told_and_reading_goes_on(sqlite_url: str) -> None:
    import resource
    import signal

    store = Store.create(sqlite_url)
    fill(store)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        with pytest.raises(DatabaseTrouble, match="нет места"):
            store.save_return(a_submission(content=bytes(4 << 20)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert store.snapshot("58040").revisions == ()
    assert store.save_return(a_submission(a_return())).revision == 1
    store.close()
