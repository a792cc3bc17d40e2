"""Pages without a browser: the app on a copy of the sample, and on a database that is not there."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from data_model.people import PROGRAM, Author, Grant, Role
from data_model.store.access import name_author
from ui.returns import batches

APP = Path(__file__).parents[2] / "app.py"
Open = Callable[..., AppTest]
State = tuple[int, int]


class Copies:
    """Copies of the sample district: one for all tests that only read, then a new one."""

    def __init__(self, sample: Path, folder: Path) -> None:
        self.sample, self.folder, self.count = sample, folder, 0
        self.current, self.as_made = self._new()

    def untouched(self) -> Path:
        """A copy in which nobody has stored anything; what was computed from it is kept."""
        if state(self.current) != self.as_made:
            forget()
            self.current, self.as_made = self._new()
        return self.current

    def _new(self) -> tuple[Path, State]:
        self.count += 1
        copy = Path(shutil.copy(self.sample, self.folder / f"{self.count}.db"))
        return copy, state(copy)


def state(database: Path) -> State:
    """Changes with every byte that is stored, in the file or in the log beside it."""
    log = database.with_name(f"{database.name}-wal")
    return database.stat().st_mtime_ns, log.stat().st_size if log.exists() else 0


def forget() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def copies(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Copies:
    return Copies(sample_database, tmp_path_factory.mktemp("copies"))


@pytest.fixture(scope="session", autouse=True)
def no_components() -> Iterator[None]:
    """Each app of a test would look through all installed packages for components; none has any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", list)
        yield


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """What tabs show and who acted outlive a test; each begins without them."""
    yield
    batches._shown.clear()
    name_author(PROGRAM)


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
def sample(copies: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens pages on a copy of the sample district."""
    database = copies.untouched()
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


def opened(app: AppTest, label: str) -> AppTest:
    """The page after a click on a word of the bar."""
    app.session_state[f"bar-{label}"] = True
    return app.run()


def plain(app: AppTest) -> str:
    """The same as a person reads it: without escapes and with ordinary spaces."""
    return words(app).replace("\\", "").replace("\u00a0", " ")


def words(app: AppTest) -> str:
    """Everything that stands on the page as text."""
    texts = [
        *app.title,
        *app.markdown,
        *app.caption,
        *app.header,
        *app.subheader,
        *app.error,
        *app.success,
    ]
    return "\n".join(str(text.value) for text in texts)


def shown_tables(app: AppTest) -> list[pd.DataFrame]:
    """The tables of a page as a person reads them, numbers as the numbers they are sorted by."""
    boxes = [ElementTree.fromstring(one.proto.body) for one in app.get("html")]
    return [_frame(box) for box in boxes if box.get("class") == "table"]


def _frame(box: ElementTree.Element) -> pd.DataFrame:
    heads = _of_row(box.iterfind("./table/thead/tr/th"))
    names = ["".join(head.itertext()) for head in heads]
    kinds = [head.get("data-kind") for head in heads]
    rows = [
        dict(zip(names, map(_value, _of_row(row), kinds), strict=True))
        for row in box.iterfind("./table/tbody/tr")
    ]
    return pd.DataFrame(rows, columns=names)


def _of_row(row: Iterable[ElementTree.Element]) -> list[ElementTree.Element]:
    return [cell for cell in row if cell.get("class") != "count"]


def _value(cell: ElementTree.Element, kind: str | None) -> Any:
    text = "".join(cell.itertext())
    if cell.get("class") == "none":
        return text if kind else None
    if kind != "number":
        return text
    number = float(cell.get("data-order", text))
    return int(number) if number.is_integer() else number
