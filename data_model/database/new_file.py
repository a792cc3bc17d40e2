"""Files of SQLite («файл базы»): made whole under another name, then given their own."""

import os
from collections.abc import Callable
from pathlib import Path

from data_model.errors import DatabaseTrouble

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
