"""SQLite as it must be set to lose nothing.

Transactions begin when we say so: the driver by itself runs DDL outside of any. Writers take
their lock at once, because a reader that turns writer fails without waiting. The log of
SQLite before 3.51.3 can damage a database (https://www.sqlite.org/wal.html#walresetbug), so
there the older rollback journal serves.
"""

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from data_model.database.address import database_file
from data_model.database.trouble import DAMAGED, FileReplaced, is_busy, trouble
from data_model.errors import DatabaseTrouble

T = TypeVar("T")
TRIES = 4
"""The first attempt and three more; each waits for the lock by itself as well."""

PAUSE = 0.05
"""Seconds before the second attempt; then twice as long, with jitter."""


class Database:
    """One database and the two ways into it: reading and writing, each one transaction."""

    def __init__(
        self,
        place: URL,
        reader: Engine,
        writer: Engine,
        gate: AbstractContextManager[object] | None = None,
    ) -> None:
        self.place = place
        self._reader = reader
        self._writer = writer
        self._gate = gate or nullcontext()

    def read(self, question: Callable[[Connection], T]) -> T:
        """The answer of a question that sees one state of the data throughout."""
        return self._attempt(self._reader, question)

    def write(self, act: Callable[[Connection], T]) -> T:
        """Do it wholly or not at all; back only after it is on the disk."""
        return self._attempt(self._writer, act)

    def rehearse(self, act: Callable[[Connection], T]) -> T:
        """What an act gives, and nothing of it stays."""

        def undone(connection: Connection) -> T:
            given = act(connection)
            connection.rollback()
            return given

        return self._attempt(self._writer, undone)

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()

    def _attempt(self, engine: Engine, act: Callable[[Connection], T]) -> T:
        for attempt in range(1, TRIES + 1):
            try:
                with self._gate, engine.begin() as connection:
                    return act(connection)
            except UnicodeDecodeError as error:
                raise DatabaseTrouble(DAMAGED) from error
            except SQLAlchemyError as error:
                told = trouble(error)
                if told is None:
                    raise
                if attempt == TRIES or not is_busy(error):
                    raise told from error
            time.sleep(PAUSE * 2**attempt * random.random())  # noqa: S311
        raise AssertionError("unreachable: the last attempt returns or raises")


class Rehearsed(Database):
    """A database as seen from inside one transaction, of which nothing will stay."""

    def __init__(self, place: URL, connection: Connection) -> None:
        super().__init__(place, connection.engine, connection.engine)
        self._connection = connection

    def close(self) -> None:
        """The transaction is ended by whoever began it."""

    def _attempt(self, engine: Engine, act: Callable[[Connection], T]) -> T:
        return act(self._connection)


SETTINGS = {
    "busy_timeout": "10000",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "temp_store": "MEMORY",
    "secure_delete": "ON",
}
"""Set on every connection."""

POOL = {"pool_size": 5, "max_overflow": 5, "pool_timeout": 15}


def journal_settings(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> dict[str, str]:
    """The write-ahead log where it is sound, else the rollback journal; both fully synced."""
    sound = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0)
    journal, synchronous = ("WAL", "FULL") if sound else ("DELETE", "EXTRA")
    return {"journal_mode": journal, "synchronous": synchronous}


def sqlite_database(place: URL) -> Database:
    """The database of a file, or a fresh one in memory."""
    if database_file(place) is None:
        return _in_memory(place)
    settings = SETTINGS | journal_settings()
    return Database(
        place,
        reader=sqlite_engine(place, "BEGIN", settings | {"query_only": "ON"}),
        writer=sqlite_engine(place, "BEGIN IMMEDIATE", settings),
    )


def sqlite_engine(place: URL, begin: str, settings: dict[str, str], **options: Any) -> Engine:
    """An engine whose connections hold the settings and whose transactions we begin."""
    engine = create_engine(place, hide_parameters=True, **(options or POOL))
    file = database_file(place)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        for name, value in settings.items():
            connection.execute(f"PRAGMA {name}={value}")
        record.info["file"] = identity(file)

    @event.listens_for(engine, "checkout")
    def same_file(connection: sqlite3.Connection, record: Any, proxy: Any) -> None:
        if record.info["file"] != identity(file):
            raise DisconnectionError("the file was replaced: it was restored from a copy")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
        if connection.connection.info["file"] != identity(file):
            raise FileReplaced

    return engine


def identity(file: Path | None) -> tuple[int, int] | None:
    """What changes when another file takes the name of this one."""
    if file is None:
        return None
    try:
        found = os.stat(file)  # noqa: PTH116 - asked for at every transaction
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _in_memory(place: URL) -> Database:
    """One connection for all threads, taken in turn; it lives as long as its store."""
    engine = sqlite_engine(
        place,
        "BEGIN",
        SETTINGS,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
    )
    return Database(place, reader=engine, writer=engine, gate=threading.RLock())
