"""Район с картой другого предмета: ни одна страница не говорит о профориентации."""

from pathlib import Path

import pytest

from data_model.store import Store
from tests.builders import a_district_office, a_municipality, a_roll, a_school
from tests.pages.conftest import Open, opener, plain, shown_tables
from tests.test_other_subjects import GUIDANCE, of_gallery
from ui.navigation import PAGES

SUBJECTS = ("gifted-children", "preschool")
PARTS = ("Паспорта", "Цели", "Планы школ", "Сводные оценки", "Все редакции")
"""Parts of the page of the roadmap; «Новая редакция» names the roadmaps of the gallery."""
VIEWS = [
    *((row.file, {}) for row in PAGES),
    *(("pages/registers/roadmap.py", {"part": part}) for part in PARTS),
]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Open:
    """A district whose only roadmap is of this subject; nobody has reported yet."""
    url = f"sqlite:///{(tmp_path / 'roadmap.db').as_posix()}"
    store = Store.create(url)
    orgs = ("580401", "580402")
    store.save_register(a_municipality(), (a_district_office(), *map(a_school, orgs)))
    store.save_roll([row for org in orgs for row in a_roll(org, 2020)])
    store.save_roadmap("58040", of_gallery(request.param).roadmap("other"))
    store.close()
    monkeypatch.setenv("ROADMAP_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    return opener()


@pytest.mark.parametrize("office", SUBJECTS, indirect=True)
def test_no_page_speaks_of_guidance(office: Open) -> None:
    """Одарённые дети; дошкольное образование: все страницы и части карты."""
    for file, address in VIEWS:
        app = office(file, year="2021", **address)
        assert [error.message for error in app.exception] == [], (file, address)
        tables = " ".join(str(table.to_dict()) for table in shown_tables(app))
        found = GUIDANCE.findall(f"{plain(app)} {tables}")
        assert found == [], (file, address)
