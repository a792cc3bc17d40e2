"""One of a kind («один сервер», «один разбор почты»): the second one says so and ends.

A file is locked for as long as the process lives; a process that was killed holds no lock. For a
SQLite database it lies beside it; PostgreSQL serves any number of servers, but the mail of one
database is dealt with by one process of a machine.
"""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import IO

from data_model.database.opening import address, database_file
from data_model.errors import Refused

_held: list[IO[str]] = []
"""Open for the life of the process: closing a file gives its lock back."""


def hold(url: str) -> None:
    """Take the database for this server; Refused where another one has it."""
    if (file := _file_of(url)) is not None:
        _take(
            file.with_name(f"{file.name}.server"),
            "Эту базу уже открыла другая программа на этом компьютере (процесс {number}). "
            "Закройте её или укажите другую базу.",
        )


def hold_mail(url: str) -> None:
    """Take the letters of a database for this process; Refused where another one deals with them.

    Two of them would answer each letter twice.
    """
    file = _file_of(url) or Path(gettempdir()) / f"roadmap-{sha256(url.encode()).hexdigest()[:16]}"
    _take(
        file.with_name(f"{file.name}.mail"),
        "Письма этой базы уже разбирает другая программа на этом компьютере (процесс {number}). "
        "Второй не нужно: дождитесь её или остановите.",
    )


def _file_of(url: str) -> Path | None:
    place = address(url)
    return database_file(place) if place.get_backend_name() == "sqlite" else None


def _take(beside: Path, told: str) -> None:
    """Lock a file for this process. Raises Refused with the number of the one that has it."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    if any(Path(one.name) == beside for one in _held):
        return
    mark = beside.open("a+", encoding="ascii")
    if not _lock(mark):
        mark.seek(0)
        number = mark.read().strip() or "неизвестен"
        mark.close()
        raise Refused(told.format(number=number))
    mark.truncate(0)
    mark.write(f"{os.getpid()}\n")
    mark.flush()
    _held.append(mark)


def _lock(mark: IO[str]) -> bool:
    """Whether the file is ours now; asked without waiting."""
    try:
        if os.name == "nt":
            import msvcrt

            mark.seek(1 << 20)  # beyond what is read: a locked byte cannot be read there
            msvcrt.locking(mark.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(mark.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
