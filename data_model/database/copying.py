"""Copies of SQLite files («резервная копия»): by the online backup, never of a live file."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from data_model.database.trouble import DAMAGED, OTHER, sentence_of
from data_model.errors import DatabaseTrouble, Refused

SQLITE_HEADER = b"SQLite format 3\x00"
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
COMPANIONS = ("-journal", "-wal", "-shm")


def new_file(file: Path, fill: Callable[[Path], None]) -> None:
    """Make a file that is whole from its first moment, readable by its owner only.

    What another process put there meanwhile is left alone. Raises DatabaseTrouble where the
    place cannot be written to.
    """
    try:
        _make(file, fill)
    except OSError as error:
        raise DatabaseTrouble(
            f"Файл {file} не создаётся: папки нет и её не создать, нет права записи или места. "
            "Проверьте папку и диск или укажите другой адрес."
        ) from error


def _make(file: Path, fill: Callable[[Path], None]) -> None:
    file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    remove_with_companions(fresh)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
    try:
        fill(fresh)
        _name_it(fresh, file)
    finally:
        remove_with_companions(fresh)
    sync_folder(file.parent)


def remove_with_companions(file: Path) -> None:
    """A database file and the journals that belong to it."""
    for suffix in ("", *COMPANIONS):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Let a new name survive a loss of power; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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


def _name_it(fresh: Path, file: Path) -> None:
    """Give the file its name, never over another one."""
    try:
        if os.name == "nt":
            fresh.rename(file)
        else:
            os.link(fresh, file)
    except FileExistsError:
        return


T = TypeVar("T")
BUSY_SECONDS = 10


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use; the copy is verified before it gets its name."""
    if target.exists():
        raise Refused(f"Файл {target} уже есть. Назовите копию иначе: прежняя не заменяется.")
    refuse_what_is_no_database(source)

    def fill(fresh: Path) -> None:
        backup_into(source, fresh)
        verify(fresh)

    new_file(target, fill)


def verify(file: Path) -> None:
    """Raise DatabaseTrouble unless the file is a sound database."""
    refuse_what_is_no_database(file)
    findings = _tell(lambda: integrity(file))
    if findings != ["ok"]:
        raise DatabaseTrouble(
            f"Файл {file} повреждён ({findings[0]}). Он не использован; возьмите другую копию."
        )


def integrity(file: Path) -> list[str]:
    """What SQLite itself finds wrong with a file: structure, then broken references."""
    with closing(_opened(file)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    return found + [f"foreign key: {row[0]}" for row in orphans]


def stamped(file: Path, what: str) -> Path:
    """A name beside a file that says when and why: «roadmap-before-0002-20211220T093000.db»."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return file.with_name(f"{file.stem}-{what}-{moment}{file.suffix}")


def backup_into(source: Path, fresh: Path) -> None:
    """SQLite's online backup into an empty file of ours."""

    def copy() -> None:
        with closing(_opened(source)) as reading, closing(sqlite3.connect(fresh)) as writing:
            reading.backup(writing)

    _tell(copy)


def _opened(file: Path) -> sqlite3.Connection:
    """A connection that cannot make a file, and that reads the names of a damaged one."""
    place = f"{file.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(place, uri=True, timeout=BUSY_SECONDS)
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection


def _tell(act: Callable[[], T]) -> T:
    """Errors of the driver as sentences; one that cannot be read is told of a damaged name."""
    try:
        return act()
    except UnicodeDecodeError as error:
        raise DatabaseTrouble(DAMAGED) from error
    except sqlite3.Error as error:
        raise DatabaseTrouble(sentence_of(error) or OTHER) from error
