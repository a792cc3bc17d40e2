"""Return from a copy («восстановление»): verified, made new, put in place, the old one kept."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from data_model.database.copying import (
    COMPANIONS,
    backup_into,
    new_file,
    remove_with_companions,
    stamped,
    sync_folder,
    verify,
)
from data_model.database.trouble import BUSY, sentence_of
from data_model.errors import DatabaseTrouble, Refused

BUSY_SECONDS = 10


def restore_file(source: Path, target: Path, examine: Callable[[Path], None]) -> None:
    """Put a copy of ``source`` under the name ``target``.

    ``examine`` raises where the copy is not sound. A running app notices the new file by
    itself. Raises DatabaseTrouble and changes nothing where the copy is damaged.
    """
    if target.exists() and source.samefile(target):
        raise Refused("Копия и база — один и тот же файл. Укажите другой файл копии.")
    verify(source)
    prepared = target.with_name(f"{target.name}.restored")
    remove_with_companions(prepared)
    new_file(prepared, lambda fresh: _prepare(source, fresh, examine))
    try:
        _put_in_place(prepared, target)
    finally:
        remove_with_companions(prepared)
    sync_folder(target.parent)


def _prepare(source: Path, fresh: Path, examine: Callable[[Path], None]) -> None:
    from data_model.database.upgrade import upgrade

    backup_into(source, fresh)
    verify(fresh)
    upgrade(URL.create("sqlite", database=str(fresh)))
    _renew_version(fresh)
    examine(fresh)


def _renew_version(file: Path) -> None:
    """A version that no running app has seen, so that none shows what it remembers."""
    now = time.time_ns() // 1_000_000
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE data_version SET value = max(value + 1, ?)", [now])


def _put_in_place(prepared: Path, target: Path) -> None:
    """Swap under the lock of the old file, so that no writing is lost between."""
    if not target.exists():
        prepared.rename(target)
        return
    kept = stamped(target, "replaced")
    with _locked(target):
        for suffix in COMPANIONS:
            companion = target.with_name(target.name + suffix)
            if companion.exists():
                companion.rename(kept.with_name(kept.name + suffix))
        if os.name != "nt":
            os.link(target, kept)
            prepared.replace(target)
    if os.name == "nt":
        target.rename(kept)
        prepared.rename(target)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Nobody else reads or writes; a file too damaged to be locked is let go."""
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if sentence_of(error) == BUSY:
                raise DatabaseTrouble(BUSY) from error
        yield
