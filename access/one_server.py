"""One server on one SQLite file («один сервер»): the second one says so and ends.

The file beside the database is locked for as long as the process lives; a process that was killed
holds no lock. PostgreSQL serves any number of servers.
"""

import os
from pathlib import Path
from typing import IO

from data_model.database.opening import address, database_file
from data_model.errors import Refused

_held: list[IO[str]] = []
"""Open for the life of the process: closing a file gives its lock back."""


def hold(url: str) -> None:
    """Take the database for this server; Refused where another one has it."""
    place = address(url)
    file = database_file(place) if place.get_backend_name() == "sqlite" else None
    if file is None:
        return
    beside = file.with_name(f"{file.name}.server")
    beside.parent.mkdir(parents=True, exist_ok=True)
    if any(Path(one.name) == beside for one in _held):
        return
    mark = beside.open("a+", encoding="ascii")
    if not _lock(mark):
        mark.seek(0)
        number = mark.read().strip() or "неизвестен"
        mark.close()
        raise Refused(
            f"Эту базу уже открыла другая программа на этом компьютере (процесс {number}). "
            "Закройте её или укажите другую базу."
        )
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
