"""One look at the data: the version is read once, and again as soon as something was stored."""

import shutil
from pathlib import Path

import pytest

from data_model.store import Store
from ui import data


@pytest.fixture
def store(sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    copied = Path(shutil.copy(sample_database, tmp_path / "look.db"))
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{copied.as_posix()}")
    return data.store()


def counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions that were read from the database, in turn."""
    read: list[int] = []
    ask = store.version
    monkeypatch.setattr(store, "version", lambda: read.append(ask()) or read[-1])
    return read


def test_a_look_reads_the_version_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read = counted(store, monkeypatch)
    with data.one_look():
        assert data.plan_fact("58040") is data.plan_fact("58040")
    assert len(read) == 1


def test_what_is_stored_within_a_look_is_seen_in_it(store: Store) -> None:
    with data.one_look():
        before = data.snapshot("58040")
        store.save_settings("58040", {"stamp": "СИНТЕТИЧЕСКИЕ ДАННЫЕ, новая метка"})
        after = data.snapshot("58040")
    assert after.version > before.version
    assert after.municipality.settings["stamp"].endswith("новая метка")


def test_another_look_sees_what_another_process_stored(store: Store) -> None:
    with data.one_look():
        before = data.version()
    other = Store.open(store.url)
    other.save_settings("58040", {"stamp": "иначе"})
    other.close()
    with data.one_look():
        assert data.version() > before
