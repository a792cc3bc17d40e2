"""Every page is drawn, with the sample district and without any data."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from access import rights
from data_model.store import Store
from tests.builders import (
    a_district_office,
    a_municipality,
    a_presence_activity,
    a_presence_question,
    a_return,
    a_roadmap,
    a_school,
    a_submission,
)
from tests.pages.conftest import Open, opener, plain
from ui.navigation import HOUSE, PAGES
from ui.printing.sheets import SHEETS
from ui.words import INSTEAD

FILES = [row.file for row in PAGES]
WITHOUT_FIGURES = {
    "pages/registers/start.py",
    "pages/access/people.py",
    "pages/returns/my_return.py",
    "pages/returns/fill_in.py",
    "pages/access/journal.py",
}

OF_SCHOOLS = {"pages/returns/my_return.py", "pages/returns/fill_in.py"}
"""On one PC nobody is a school: they lead back to the work with returns."""


@pytest.mark.parametrize("file", FILES)
def test_a_page_with_data_is_drawn_and_tells_how_fresh_and_complete_they_are(
    sample: Open, file: str
) -> None:
    app = sample(file, year="2021")
    assert [error.message for error in app.exception] == []
    assert [error.value for error in app.error] == []
    assert len(app.title) == 1
    assert [word for word in INSTEAD if word in plain(app)] == []
    if file in WITHOUT_FIGURES:
        return
    text = plain(app)
    assert "данные на" in text
    assert "отчёты сдали 15 из 15 школ" in text
    assert "отчёт муниципалитета сдан" in text
    assert "редакция карты № 1" in text


@pytest.mark.parametrize("file", [one for one in FILES if one not in OF_SCHOOLS])
def test_a_page_without_data_says_what_to_do(empty: Open, file: str) -> None:
    app = empty(file)
    assert [error.message for error in app.exception] == []
    assert [error.value for error in app.error] == []
    assert "Добавить район" in [link.label for link in app.main.get("page_link")]


@pytest.fixture(scope="module")
def office_alone(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A district with a school and a roadmap that asks the municipality only."""
    url = f"sqlite:///{(tmp_path_factory.mktemp('office') / 'roadmap.db').as_posix()}"
    own = a_roadmap(questions=(a_presence_question(),), activities=(a_presence_activity(),))
    with closing(Store.create(url)) as store:
        store.save_register(a_municipality(), (a_district_office(), a_school()))
        store.save_roadmap(a_municipality().code, own)
    return url


@pytest.mark.parametrize("file", [one for one in FILES if one not in OF_SCHOOLS])
def test_a_roadmap_that_asks_no_school_awaits_none(
    office_alone: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Карта мероприятий самого управления: школы есть, отчётов с них не ждут."""
    monkeypatch.setenv("ROADMAP_DATABASE_URL", office_alone)
    monkeypatch.chdir(tmp_path)
    text = plain(app := opener()(file, year="2021"))
    assert [error.message for error in app.exception] == []
    assert [error.value for error in app.error] == []
    assert "СОШ № 1" not in text
    assert "из 0 школ" not in text
    assert "разошлите их школам" not in text and "загрузите школы" not in text
    assert file in WITHOUT_FIGURES or "школ, от которых ждут отчёт, нет" in text


def test_where_no_school_is_asked_no_filter_is_blamed(
    office_alone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Район отчитался, школ карта не спрашивает: «Таких школ нет. Уберите отбор» было неправдой."""
    database = tmp_path / "answered.db"
    shutil.copy(office_alone.removeprefix("sqlite:///"), database)
    with closing(Store.open(url := f"sqlite:///{database.as_posix()}")) as store:
        store.save_return(a_submission(a_return("58040", facts=())))
    monkeypatch.setenv("ROADMAP_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    text = plain(opener()("pages/monitoring/matrix.py", year="2021"))
    assert "школы не спрашивает: отчёт за год заполняет сам район" in text
    assert "Уберите отбор" not in text


def test_the_first_of_all_is_an_administrator(empty: Open) -> None:
    """Районов ещё нет: другой роли дать нельзя, и она не предлагается."""
    app = empty("pages/access/people.py")
    assert app.selectbox(key="new-role").options == ["администратор"]


def test_every_page_of_the_menu_exists() -> None:
    assert [row.file for row in PAGES if not (HOUSE / row.file).exists()] == []


def test_addresses_are_file_names_and_none_is_used_twice() -> None:
    names = [row.name for row in PAGES]
    assert len(set(names)) == len(names)
    assert all(name.isascii() for name in names)


def test_every_page_has_its_line_of_who_may_open_it() -> None:
    """Страница без строки в таблице прав не открывается никому."""
    assert {row.name for row in PAGES} == rights.PAGES.keys()
    assert SHEETS.keys() <= rights.PAGES.keys(), "a print view is as open as its page"
    assert all(rights.PAGES.values())
