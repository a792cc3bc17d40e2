"""Pages without a browser: the app on a copy of the sample, and on a database that is not there."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_model.people import PROGRAM, Author, Grant, Role
from data_model.store.access import name_author
from ui.returns import jobs

APP = Path(__file__).parents[2] / "app.py"
Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Caches and jobs outlive a test; each begins without them."""
    yield
    st.cache_data.clear()
    st.cache_resource.clear()
    jobs.registry.cache_clear()


def opener() -> Open:
    def open_page(file: str, **address: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        return app.run() if file == first_file() else app.switch_page(file).run()

    return open_page


def first_file() -> str:
    from ui.navigation import first

    return first().file


@pytest.fixture
def sample(
    sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Opens pages on a copy of the sample district."""
    database = Path(shutil.copy(sample_database, tmp_path / "roadmap.db"))
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{database.as_posix()}")
    monkeypatch.chdir(tmp_path)
    yield opener()


SCHOOL = Author("Завуч", (Grant(Role.SCHOOL, "58040", "580411"),), "school-580411", 1)
METHODIST = Author("Методист", (Grant(Role.METHODIST, "58040"),), "anna", 2)
CONTROLLER = Author("Главный специалист", (Grant(Role.CONTROLLER, "58040"),), "vera", 3)
Enter = Callable[[Author], None]


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Enter]:
    """From now on this person sits before the pages, as on an office server."""

    def sit(who: Author) -> None:
        monkeypatch.setattr("ui.data.current_person", lambda store: who)

    yield sit
    name_author(PROGRAM)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens pages where there is no database yet."""
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    monkeypatch.chdir(tmp_path)
    yield opener()


def plain(app: AppTest) -> str:
    """The same as a person reads it: without escapes and with ordinary spaces."""
    return words(app).replace("\\", "").replace("\u00a0", " ")


def words(app: AppTest) -> str:
    """Everything that stands on the page as text."""
    texts = [*app.title, *app.markdown, *app.caption, *app.subheader, *app.error, *app.success]
    return "\n".join(str(text.value) for text in texts)
