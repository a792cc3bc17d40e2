"""Every test of the store runs on a SQLite file and on a real PostgreSQL.

The migrations are walked once for each engine; a test gets a copy of what they made.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from data_model.store import Store
from tests.builders import a_municipality, a_roadmap, a_roll, a_school


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


Fill = Callable[[Store], object]
Templates = Callable[[str, Fill], str]
Copier = Callable[[str, Fill], Store]


@pytest.fixture(scope="session")
def templates(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Templates:
    """``templates(engine, fill)``: the address of a database filled once, to be copied."""
    made: dict[tuple[str, Fill], str] = {}

    def template(engine: str, fill: Fill) -> str:
        if (engine, fill) not in made:
            if engine == "sqlite":
                url = f"sqlite:///{(tmp_path_factory.mktemp('template') / 'roadmap.db').as_posix()}"
            else:
                server = request.getfixturevalue("postgresql_server")
                url = new_database(server, f"template_{len(made)}", "template1")
            store = Store.create(url)
            fill(store)
            store.close()
            made[engine, fill] = url
        return made[engine, fill]

    return template


def new_database(server: str, name: str, template: str) -> str:
    """The address of a new database of the server, a copy of another."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def copied(template: str, url: str) -> Store:
    """The template where the test expects its database, opened."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        target = Path(str(place.database))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy(str(make_url(template).database), target)
        return Store.open(url)
    name = str(place.database)
    server = place.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
    new_database(server, name, str(make_url(template).database))
    return Store.open(url)


@pytest.fixture
def copy_of(templates: Templates) -> Iterator[Copier]:
    """``copy_of(url, fill)``: a store at this address, filled so; it is filled once and copied."""
    with ExitStack() as opened:

        def copy(url: str, fill: Fill) -> Store:
            store = copied(templates(make_url(url).get_backend_name(), fill), url)
            opened.callback(store.close)
            return store

        yield copy


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
