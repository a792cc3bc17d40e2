"""Copies of a PostgreSQL database by its own programs («резервная копия на сервере»)."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from data_model.database.copying import new_file
from data_model.errors import DatabaseTrouble


def dump(place: URL, target: Path) -> None:
    """Write the whole database into one file by ``pg_dump``, and read its contents back."""
    program = _program("pg_dump")
    reader = _program("pg_restore")

    def fill(fresh: Path) -> None:
        _run([program, "--format=custom", f"--file={fresh}", *_server(place)], place)
        _run([reader, "--list", str(fresh)], place)

    new_file(target, fill)


def load_dump(source: Path, place: URL) -> None:
    """Put the dump in place of the tables by ``pg_restore``, in one transaction."""
    program = _program("pg_restore")
    _run([program, "--list", str(source)], place)
    whole = ["--clean", "--if-exists", "--no-owner", "--single-transaction"]
    _run([program, *whole, *_server(place), str(source)], place)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise DatabaseTrouble(
            f"Программа {name} не найдена: копию базы PostgreSQL делает она. Установите "
            "пакет postgresql-client или попросите администратора сервера."
        )
    return found


def _server(place: URL) -> list[str]:
    """The address for libpq; the password goes by the environment, where no list shows it."""
    bare = place.set(drivername="postgresql", password=None)
    return [f"--dbname={bare.render_as_string(hide_password=False)}"]


def _run(command: list[str], place: URL) -> None:
    environment = os.environ | ({"PGPASSWORD": str(place.password)} if place.password else {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = " ".join(done.stderr.split()) or "без объяснений"
        raise DatabaseTrouble(
            f"Программа {Path(command[0]).name} не справилась, база осталась прежней. "
            f"Её слова: {said}"
        )
