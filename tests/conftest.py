"""The sample district as a database, made once per session; tests copy the file."""

from pathlib import Path

import pytest

from data_model.store import Store
from loaders.sample import load_sample


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    store = Store.create(f"sqlite:///{path.as_posix()}")
    load_sample(store)
    store.close()
    return path
