"""The way into a database: its address, its engine, its transactions, its version.

    address             what is behind a URL
    Database            reading and writing, each one transaction
    sqlite_database     SQLite as it must be set to lose nothing
    postgresql_database the same promises on a server
    open_database       an existing one of the present version
    create_database     a new one, or an upgraded one

Transactions of SQLite begin when we say so: the driver by itself runs DDL outside of any. Writers
take their lock at once, because a reader that turns writer fails without waiting. The log of
SQLite before 3.51.3 can damage a database (https://www.sqlite.org/wal.html#walresetbug), so
there the older rollback journal serves.

Every writing transaction of PostgreSQL first locks the row of the data version. Two corrections
of one return so take their turns, and the second sees the first; SQLite does the same by
``BEGIN IMMEDIATE``.

``upgrade`` and ``copying`` are imported where they are needed: the first brings Alembic along,
the second needs what stands here.
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

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from data_model.database.trouble import DAMAGED, FileReplaced, is_busy, trouble
from data_model.errors import DatabaseTrouble, MonitorError, NothingThere
from data_model.migrations import HEAD
from data_model.tables import DataVersionRow

POSTGRESQL = {"postgresql", "postgres", "postgresql+psycopg"}


def address(url: str) -> URL:
    """The URL with our driver in it; PostgreSQL may be named with or without one."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseTrouble(_unknown(url)) from error
    if parsed.drivername in POSTGRESQL:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername != "sqlite":
        raise DatabaseTrouble(_unknown(url))
    return parsed


def database_file(place: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory or on a server."""
    name = place.database
    if place.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name)


def place_in_words(place: URL) -> str:
    """The address as a person may see it: without the password."""
    file = database_file(place)
    return str(file) if file else place.render_as_string(hide_password=True)


SQLITE_HEADER = b"SQLite format 3\x00"


def refuse_what_is_no_database(file: Path) -> None:
    """Raise where something else, or nothing at all, stands under the name of a database."""
    if not file.is_file():
        raise DatabaseTrouble(f"{file} — не файл. Укажите файл базы данных.")
    with file.open("rb") as opened:
        header = opened.read(len(SQLITE_HEADER))
    if header != SQLITE_HEADER:
        what = "пуст (0 байт)" if not header else "не является базой данных программы"
        raise DatabaseTrouble(
            f"Файл {file} {what}. Он оставлен как есть: уберите его или верните копию "
            "командой «roadmap restore ФАЙЛ»."
        )


def _unknown(url: str) -> str:
    scheme = url.partition(":")[0]
    return (
        f"Не понят адрес базы данных (начинается с «{scheme}»). Укажите файл в виде "
        "sqlite:///var/roadmap.db или сервер в виде postgresql://пользователь@сервер/база."
    )


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


TIMEOUTS = {
    "lock_timeout": "10s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
    "synchronous_commit": "on",
}

ONE_WRITER = select(DataVersionRow.value).with_for_update()


def postgresql_database(place: URL) -> Database:
    """The database of a server; reading and writing share one pool."""
    engine = postgresql_engine(place, TIMEOUTS)
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    writer = engine.execution_options(isolation_level="READ COMMITTED")

    @event.listens_for(writer, "begin")
    def take_turns(connection: Connection) -> None:
        connection.execute(ONE_WRITER)

    return Database(place, reader=reader, writer=writer)


def postgresql_engine(place: URL, settings: dict[str, str]) -> Engine:
    """An engine whose sessions hold the settings."""
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return create_engine(
        place,
        hide_parameters=True,
        pool_size=5,
        max_overflow=5,
        pool_timeout=15,
        pool_pre_ping=True,
        connect_args={"options": options, "application_name": "roadmap", "connect_timeout": 10},
    )


def open_database(url: str) -> Database:
    """An existing database of the present version; else NothingThere or DatabaseTrouble."""
    place = address(url)
    file = database_file(place)
    if file is not None and not file.exists():
        raise _no_database(place)
    if file is not None:
        refuse_what_is_no_database(file)
    database = connect(place)
    version = database.read(stored_version)
    if version == HEAD:
        return database
    database.close()
    raise _wrong_version(place, version)


def create_database(url: str) -> Database:
    """A new database, or an existing one brought to the present version.

    A file is copied beside itself before it is upgraded. What is no database of ours is
    left as it is, and DatabaseTrouble raised.
    """
    place = address(url)
    if place.get_backend_name() != "sqlite":
        from data_model.database.upgrade import upgrade

        upgrade(place)
        return open_database(url)
    file = database_file(place)
    if file is None:
        return _made_in_memory(place)
    with ONE_AT_A_TIME:
        return _made_in_file(url, file)


def connect(place: URL) -> Database:
    """The two ways into a database, whatever it holds."""
    is_sqlite = place.get_backend_name() == "sqlite"
    return sqlite_database(place) if is_sqlite else postgresql_database(place)


ONE_AT_A_TIME = threading.RLock()
"""The first page and what a server does at its start may both find that there is no file yet."""


def _made_in_memory(place: URL) -> Database:
    from data_model.database.upgrade import prepare

    database = connect(place)
    database.write(prepare)
    return database


def _made_in_file(url: str, file: Path) -> Database:
    place = address(url)
    version = None
    if file.exists():
        refuse_what_is_no_database(file)
        database = connect(place)
        version = database.read(stored_version)
        database.close()
    if version != HEAD:
        _bring_up(place, file, version)
    return open_database(url)


def _bring_up(place: URL, file: Path, version: str | None) -> None:
    """A file that is not there, or of another version; Alembic is imported for these alone."""
    from data_model.database.copying import copy_database, new_file, stamped
    from data_model.database.upgrade import upgradable, upgrade

    if not file.exists():
        new_file(file, lambda fresh: upgrade(place.set(database=str(fresh))))
        return
    if version in upgradable():
        copy_database(file, stamped(file, f"before-{HEAD}"))
    upgrade(place)


def _no_database(place: URL) -> MonitorError:
    return NothingThere(
        f"Базы данных {place_in_words(place)} ещё нет. Создайте её командой «roadmap init» "
        "или загрузите пример командой «roadmap demo»."
    )


def _wrong_version(place: URL, version: str | None) -> MonitorError:
    if version is None:
        return NothingThere(
            f"В базе {place_in_words(place)} нет таблиц программы. Создайте их командой "
            "«roadmap init»."
        )
    from data_model.database.upgrade import unknown, upgradable

    if version in upgradable():
        return DatabaseTrouble(
            f"База {place_in_words(place)} прежней версии «{version}». Обновите её командой "
            "«roadmap init»: копия будет сделана сама."
        )
    return DatabaseTrouble(unknown(place, version))


def stored_version(connection: Connection) -> str | None:
    """The version written in a database; None where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version
