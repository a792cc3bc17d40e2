"""Copies of a database («резервная копия») and the return from them («восстановление»).

new_file       a file that is whole from its first moment
copy_database  a SQLite file, by the online backup and never of a live file
dump           a PostgreSQL database, by its own programs; load_dump puts it back
restore_file   a copy verified, made new, put in place; what was there is kept
"""

import os
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from glob import glob
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from data_model.database.opening import postgresql_engine, refuse_what_is_no_database
from data_model.database.trouble import BUSY, DAMAGED, OTHER, sentence_of, trouble
from data_model.errors import DatabaseTrouble, Refused

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
COMPANIONS = ("-journal", "-wal", "-shm")
BUSY_SECONDS = 10

T = TypeVar("T")


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


def _name_it(fresh: Path, file: Path) -> None:
    """Give the file its name, never over another one."""
    try:
        if os.name == "nt":
            fresh.rename(file)
        else:
            os.link(fresh, file)
    except FileExistsError:
        return


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


def dump(place: URL, target: Path) -> None:
    """Write the whole database into one file by ``pg_dump``, and read its contents back."""
    programs = programs_for(place)

    def fill(fresh: Path) -> None:
        _run([programs / "pg_dump", "--format=custom", f"--file={fresh}", *_server(place)], place)
        _run([programs / "pg_restore", "--list", str(fresh)], place)

    new_file(target, fill)


def load_dump(source: Path, place: URL) -> None:
    """Put the dump in place of our tables, in one transaction, and bring it up to date.

    Tables that a later version has made go first: the dump does not know them.
    """
    from data_model.database.upgrade import upgrade

    programs = programs_for(place)
    with TemporaryDirectory(prefix="roadmap-restore-") as scratch:
        script, gone = Path(scratch) / "script.sql", Path(scratch) / "gone.sql"
        _run([programs / "pg_restore", "--no-owner", f"--file={script}", str(source)], place)
        gone.write_text(_no_tables_of_ours(), encoding="utf-8")
        whole = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        files = [f"--file={gone}", f"--file={script}"]
        _run([programs / "psql", *whole, *files, *_server(place)], place)
    upgrade(place)
    engine = postgresql_engine(place, {})
    try:
        with engine.begin() as connection:
            for act in _renewal():
                connection.exec_driver_sql(act)
    finally:
        engine.dispose()


def _no_tables_of_ours() -> str:
    """A script that drops our tables and those of the queue, and nothing of anybody else's."""
    from data_model.tables import Base

    ours = ", ".join(f"'{name}'" for name in (*sorted(Base.metadata.tables), "alembic_version"))
    return f"""
SET lock_timeout = '60s';
SET client_min_messages = warning;
DO $$ DECLARE one text; BEGIN
FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
    AND (tablename IN ({ours}) OR tablename LIKE 'procrastinate\\_%') LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', one);
END LOOP;
FOR one IN SELECT oid::regprocedure FROM pg_proc
    WHERE (proname LIKE 'procrastinate\\_%' OR proname LIKE '%\\_only\\_added')
    AND pronamespace = 'public'::regnamespace LOOP
    EXECUTE 'DROP FUNCTION IF EXISTS ' || one || ' CASCADE';
END LOOP;
FOR one IN SELECT typname FROM pg_type
    WHERE typname LIKE 'procrastinate\\_%' AND typnamespace = 'public'::regnamespace LOOP
    EXECUTE format('DROP TYPE IF EXISTS public.%I CASCADE', one);
END LOOP;
END $$;
"""  # noqa: S608  names of our own


PROGRAMS = "ROADMAP_POSTGRESQL_PROGRAMS"
"""A setting: the folder with pg_dump, pg_restore and psql."""
USUAL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)


def programs_for(place: URL) -> Path:
    """Where the programs of the server's version lie, else of the next later one.

    Raises DatabaseTrouble where there are none: an older one refuses a newer server.
    """
    engine = postgresql_engine(place, {})
    try:
        with engine.connect() as connection:
            told = connection.exec_driver_sql("SHOW server_version_num").scalar_one()
    except SQLAlchemyError as error:
        raise (trouble(error) or error) from error
    finally:
        engine.dispose()
    server = int(told) // 10_000
    known = {folder: found for folder in _folders() if (found := _version_in(folder))}
    fit = [(found, folder) for folder, found in known.items() if found >= server]
    if fit:
        return min(fit, key=lambda one: one[0])[1]
    have = f" Здесь есть только версия {max(known.values())}." if known else ""
    raise DatabaseTrouble(
        f"Копию базы делают программы pg_dump и psql той же версии, что сервер PostgreSQL: "
        f"{server}.{have} Установите пакет postgresql-client-{server} или укажите их папку: "
        f"{PROGRAMS}."
    )


def _folders() -> Iterator[Path]:
    """The folder that was named, those of the search path, the usual ones."""
    named = os.environ.get(PROGRAMS, "").strip()
    if named:
        yield Path(named)
    yield from map(Path, filter(None, os.environ.get("PATH", "").split(os.pathsep)))
    for usual in USUAL_FOLDERS:
        yield from map(Path, sorted(glob(usual)))  # noqa: PTH207  the pattern is absolute


def _version_in(folder: Path) -> int:
    """The major version of the programs in a folder; 0 where they are not there."""
    found = [shutil.which(name, path=str(folder)) for name in ("pg_dump", "pg_restore", "psql")]
    if not all(found) or found[0] is None:
        return 0
    told = subprocess.run([found[0], "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"(\d+)(?:\.\d+)*", told.stdout)
    return int(number[1]) if number else 0


def _server(place: URL) -> list[str]:
    """The address for libpq; the password goes by the environment, where no list shows it."""
    bare = place.set(drivername="postgresql", password=None)
    return [f"--dbname={bare.render_as_string(hide_password=False)}"]


def _run(command: list[str | Path], place: URL) -> None:
    environment = os.environ | ({"PGPASSWORD": str(place.password)} if place.password else {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = " ".join(done.stderr.split()) or "без объяснений"
        raise DatabaseTrouble(
            f"Программа {Path(command[0]).name} не справилась, база осталась прежней. "
            f"Её слова: {said}"
        )


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
    with closing(sqlite3.connect(file)) as connection, connection:
        for act in _renewal():
            connection.execute(act)


def _renewal() -> tuple[str, str]:
    """Statements for versions that no running app has seen: none shows what it remembers."""
    now = time.time_ns() // 1_000_000
    later = f"CASE WHEN value < {now} THEN {now} ELSE value + 1 END"
    return (
        f"UPDATE data_version SET value = {later}",  # noqa: S608  numbers of our own
        "UPDATE municipality_versions SET value = (SELECT value FROM data_version)",
    )


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
