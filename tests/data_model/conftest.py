"""Every test of the store runs on a SQLite file and on a real PostgreSQL.

The migrations are walked once for each engine; a test gets a copy of what they made.
"""

from pathlib import Path

import psycopg
import pytest

from data_model.store import Store
from tests.builders import a_municipality, a_roadmap, a_roll, a_school
from tests.conftest import Copier, new_database


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path.as_posix()}/var/roadmap.db"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """A database of the server without anything in it."""
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute('DROP DATABASE IF EXISTS "test" WITH (FORCE)')
    return new_database(postgresql_server, "test", "template1")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def empty_store(url: str, copy_of: Copier) -> Store:
    return copy_of(url, nothing)


@pytest.fixture
def store(url: str, copy_of: Copier) -> Store:
    """A district of two schools with a roll and a roadmap."""
    return copy_of(url, fill)


def nothing(store: Store) -> None:
    """Tables without a row."""


def fill(store: Store) -> None:
    store.save_register(a_municipality(), [a_school(), a_school("580402")])
    store.save_roll([*a_roll(), *a_roll("580402")])
    store.save_roadmap("58040", a_roadmap())
