"""Двое загружают, проверяют и принимают сразу, каждый в своём браузере: ничьё не пропало.

Each sends a return of a school of her own and, in the same moment as the other, the very same
return of a third school. Two rounds here, twenty by `make faults`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from access.passwords import hash_password
from bench import district
from bench.faults import new_database, two_people
from data_model.people import Grant, Role
from data_model.store import Store
from tests.browser.conftest import PATIENCE, running
from tests.browser.test_school_year import PASSWORD, window
from tests.browser.visits import Visit

ROUNDS = int(os.environ.get("ROADMAP_ROUNDS_IN_TESTS", "2"))
HERE = district.MUNICIPALITY.code


def office(url: str) -> Store:
    """A district of three schools that have not reported, and two methodists of it."""
    store = district.empty_store(url, two_people.SCHOOLS)
    for name in two_people.NAMES:
        grant = Grant(Role.METHODIST, HERE)
        store.add_person(name, name, grant, hash_password(PASSWORD, name))
    store.add_person("admin", "Администратор", Grant(Role.ADMINISTRATOR))
    return store


def enter(visit: Visit, address: str, login: str) -> None:
    visit.page.goto(f"{address}/login")
    visit.page.fill("input[name=login]", login)
    visit.page.fill("input[name=password]", PASSWORD)
    visit.page.get_by_role("button", name="Войти").click()
    visit.go(f"{address}/upload?year={two_people.YEAR}")


def at_once(visits: Sequence[Visit], button: Callable[[Visit], Locator]) -> None:
    """Both have the button before them; then both press it, and nobody waits for the other."""
    buttons = [button(visit) for visit in visits]
    for one in buttons:
        expect(one).to_be_enabled()
    for one in buttons:
        one.click()


def choose(visit: Visit, files: Sequence[tuple[str, bytes]]) -> None:
    visit.page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files
        ]
    )


def two_in_browsers(browser: Browser, addresses: Sequence[str], forms: list[list[bytes]]) -> None:
    with window(browser) as anna, window(browser) as olga:
        visits = [anna, olga]
        for visit, address, login in zip(visits, addresses, two_people.NAMES, strict=True):
            enter(visit, address, login)
        for turn, shared in enumerate(forms[two_people.SHARED]):
            for number, visit in enumerate(visits):
                own = forms[number][turn]
                choose(visit, [(f"{number}-{turn}.xlsx", own), (f"общий-{turn}.xlsx", shared)])
            at_once(visits, lambda one: one.page.get_by_role("button", name="Проверить 2 файла"))
            for visit in visits:
                if turn:
                    reason = visit.page.get_by_label("Причина исправления").first
                    reason.fill("школа уточнила")
                    reason.press("Tab")
            at_once(visits, lambda one: one.page.get_by_role("button", name="Принять").first)
            for visit in visits:
                expect(visit.page.get_by_role("button", name="Принять")).to_have_count(0)
        for visit in visits:
            visit.page.reload()
            visit.page.locator("input[type=file]").wait_for(state="attached")
            assert visit.complaints == []


@contextmanager
def servers(folder: Path, database: Path | str, count: int) -> Iterator[list[str]]:
    with ExitStack() as stack:
        yield [stack.enter_context(running(folder, database))[0] for _ in range(count)]


@pytest.mark.timeout(PATIENCE // 1000 * ROUNDS)
@pytest.mark.parametrize("count", [1, 2], ids=["один сервер", "два сервера на PostgreSQL"])
def test_every_file_is_stored_once_by_whoever_has_sent_it(
    count: int,
    browser: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setenv("ROADMAP_MODE", "office")
    database: Path | str = tmp_path / "two.db"
    url = f"sqlite:///{database}"
    if count > 1:
        url = database = new_database(request.getfixturevalue("postgresql_server"))
    office(url).close()
    forms = two_people.all_forms(ROUNDS)
    with servers(tmp_path, database, count) as addresses:
        two_in_browsers(browser, addresses * (3 - count), forms)
    kept = Store.open(url)
    assert two_people.wrong_in(kept, forms) == []
    kept.close()
