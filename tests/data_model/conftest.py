"""Every test of the store runs on a SQLite file and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from data_model.store import Store
from tests.builders import a_municipality, a_roadmap, a_roll, a_school


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path.as_posix()}/var/roadmap.db"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """The database of the server, emptied."""
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgresql_server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def empty_store(url: str) -> Iterator[Store]:
    store = Store.create(url)
    yield store
    store.close()


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A district of two schools with a roll and a roadmap."""
    fill(empty_store)
    return empty_store


def fill(store: Store) -> None:
    store.save_register(a_municipality(), [a_school(), a_school("580402")])
    store.save_roll([*a_roll(), *a_roll("580402")])
    store.save_roadmap("58040", a_roadmap())
