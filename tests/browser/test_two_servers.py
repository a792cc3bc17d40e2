"""Два сервера за прокси, который спрашивает их по очереди: человек этого не замечает.

Sign-in, an upload and its acceptance, and a file handed over do not depend on which one answers;
uploads are dealt with by a worker beside them.
"""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench import district
from bench.faults import new_database, two_people
from data_model.store import Store
from tests.browser import round_robin
from tests.browser.conftest import ROOT, running
from tests.browser.test_school_year import window
from tests.browser.test_two_people import choose, enter, office

YEAR, ORG = two_people.YEAR, district.schools(1)[0].code


@contextmanager
def working(folder: Path, url: str) -> Iterator[None]:
    """A worker of its own; it ends when it is asked to."""
    command = [sys.executable, "-c", "import cli; cli.run()", "--db", url, "work"]
    with (folder / "worker.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0, "по просьбе закончить исполнитель заканчивает сам"


def test_whichever_server_answers_a_person_signs_in_sends_accepts_and_gets_her_files(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgresql_server: str
) -> None:
    url = new_database(postgresql_server)
    store = office(url)
    (form,) = two_people.all_forms(1)[0]
    monkeypatch.setenv("ROADMAP_MODE", "office")
    monkeypatch.setenv("ROADMAP_INTAKE", "workers")
    with ExitStack() as stack:
        servers = [stack.enter_context(running(tmp_path, url))[0] for _ in range(2)]
        stack.enter_context(working(tmp_path, url))
        proxy = stack.enter_context(round_robin.before(servers))
        anna = stack.enter_context(window(browser))
        enter(anna, proxy.address, "anna")
        choose(anna, [("отчёт.xlsx", form)])
        anna.page.get_by_role("button", name="Проверить 1 файл").click()
        anna.page.get_by_role("button", name="Принять 1 отчёт").click()
        expect(anna.page.get_by_text("Приняли 1 отчёт")).to_be_visible()
        anna.go(f"{proxy.address}/board?year={YEAR}")
        link = anna.page.get_by_role("link", name=re.compile("Скачать таблицу")).first
        files = [handed_over(anna.page, proxy, str(link.get_attribute("href"))) for _ in range(4)]
        assert files == [(b"PK", files[0][1])] * 4
        of_files = {number for path, number in proxy.answered if path.startswith("/export/")}
        assert of_files == {0, 1}, "файл выдаёт любой из серверов"
        assert {number for path, number in proxy.answered if path == "/login"} == {0, 1}
        assert anna.complaints == []
    assert [one.number for one in store.revisions(ORG, YEAR)] == [1]
    assert store.return_authors(ORG, YEAR).popitem()[1] == "anna"
    assert_whole(store)
    store.close()


def handed_over(page: Page, proxy: round_robin.RoundRobin, address: str) -> tuple[bytes, str]:
    """What kind of file comes from an address, and under which name."""
    got = page.context.request.get(f"{proxy.address}/{address.removeprefix('./')}")
    assert got.status == 200, got.text()
    return got.body()[:2], got.headers["content-disposition"]


def assert_whole(store: Store) -> None:
    """Each file stands in the journal with who has taken it; nothing is left between servers."""
    told = [one for one in store.journal() if one.act == "скачан файл"]
    assert len(told) == 4
    assert {one.person for one in told} == {"anna"}
    assert store.wanted_files("") == ()
