"""Many returns in one zip through a real browser: 26, or as many as `make faults` says (300).

Every verdict is right, progress is seen, the marked copy of a bad one comes back mended, and a
server killed in the midst has lost nothing and half-stored nothing.
"""

import io
import os
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench import district
from data_model.store import Store
from tests.browser.conftest import running, serve
from tests.browser.test_intake import hand_in, take_in
from tests.browser.visits import Visit
from tests.loaders.filling import changed, filled
from ui.navigation import PAGES, always

pytestmark = pytest.mark.browser
COUNT, YEAR = int(os.environ.get("ROADMAP_RETURNS_IN_TESTS", "26")), 2021
CODES = [place.code for place in district.schools(COUNT)]
ASKED, REFUSED = CODES[10], CODES[20]
PATIENCE = 300_000
MENU = {row.place for row in PAGES if row.offered is always}
"""What is offered on one PC with one district."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district of schools that have not reported yet."""
    path = tmp_path_factory.mktemp("mass") / "roadmap.db"
    district.empty_store(f"sqlite:///{path.as_posix()}", COUNT).close()
    return path


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    yield from serve(database.parent, database)


class WindowsEntry(zipfile.ZipInfo):
    """A member whose name is written in cp866 and not said to be UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  a name of the library
        return self.filename.encode("cp866"), self.flag_bits


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Their returns as Windows packs them, two of them spoilt."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for path in district.write_returns(tmp_path_factory.mktemp("sent"), COUNT, YEAR):
            packed.writestr(WindowsEntry(f"Отчёт {path.stem}.xlsx"), spoilt(path))
    return target.getvalue()


def spoilt(path: Path) -> bytes:
    code, content = path.stem.partition("_")[0], path.read_bytes()
    if code == ASKED:
        return filled(content, {"q_ticket_pupils_g9": "много"})
    if code == REFUSED:
        return changed(content, lambda book: book["Показатели"].delete_cols(5))
    return content


def progress_then_reload(page: Page, ended: str) -> None:
    """The bar is seen (a quick machine may be done by then), and F5 harms nothing."""
    bar, end = page.get_by_text("Разобрали"), page.get_by_text(ended)
    bar.or_(end).first.wait_for(timeout=PATIENCE)
    page.reload()
    end.wait_for(timeout=PATIENCE)


def marked_copies(page: Page, folder: Path) -> dict[str, bytes]:
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("link", name="Скачать бланки с замечаниями").click()
    download.value.save_as(folder / "marked.zip")
    with zipfile.ZipFile(folder / "marked.zip") as zipped:
        return {name: zipped.read(name) for name in zipped.namelist() if name.endswith(".xlsx")}


@pytest.mark.timeout(900)
def test_many_returns_are_checked_taken_in_and_a_mended_copy_follows(
    address: str, database: Path, archive: bytes, visit: Visit, tmp_path: Path
) -> None:
    page = visit.go(f"{address}/upload")
    hand_in(visit, "отчёты.zip", archive)
    well = COUNT - 1
    verdict = f"Можно принять {well} отчётов, из них с вопросами — {well}, нельзя принять — 1."
    progress_then_reload(page, verdict)
    copies = marked_copies(page, tmp_path)
    take_in(visit)
    progress_then_reload(page, f"Приняли {COUNT - 1} отчётов")

    name = f"{ASKED}_{YEAR}_замечания.xlsx"
    hand_in(visit, name, filled(copies[name], {"q_ticket_pupils_g9": 1}))
    page.get_by_text("Можно принять 1 отчёт").wait_for(timeout=PATIENCE)
    take_in(visit)
    page.get_by_text("Приняли 1 отчёт").wait_for(timeout=PATIENCE)
    assert revisions(database) == {
        code: 2 if code == ASKED else 0 if code == REFUSED else 1 for code in CODES
    }
    assert unread(database) == set()
    assert visit.complaints == []


@pytest.mark.timeout(900)
def test_an_intake_cut_in_the_middle_is_gone_on_with(
    archive: bytes, visit: Visit, tmp_path: Path
) -> None:
    database = tmp_path / "roadmap.db"
    district.empty_store(f"sqlite:///{database.as_posix()}", COUNT).close()
    with running(tmp_path, database, most_returns=4) as (address, process):
        page = visit.go(f"{address}/upload")
        hand_in(visit, "отчёты.zip", archive)
        page.get_by_text(f"Можно принять {COUNT - 1}").wait_for(timeout=PATIENCE)
        take_in(visit)
        until_some_are_in(database)
        process.kill()
        process.wait(10)
        page.goto("about:blank")
    visit.complaints.clear()

    before = revisions(database)
    taken = sum(before.values())
    assert (set(before.values()), 0 < taken < COUNT - 1) == ({0, 1}, True)
    with running(tmp_path, database) as (address, _):
        page = visit.go(f"{address}/upload?year={YEAR}")
        is_whole_at_the_first_request(page)
        page.get_by_text(f"уже были — {taken}").wait_for(timeout=PATIENCE)
        page.get_by_text(f"Приняли {COUNT - 1 - taken}").wait_for(timeout=PATIENCE)
        assert revisions(database) == {code: 0 if code == REFUSED else 1 for code in CODES}
    assert visit.complaints == []


def is_whole_at_the_first_request(page: Page) -> None:
    """A deep link may be the first that a server is asked for after its start."""
    expect(page.locator("h1")).to_have_text(f"Загрузка отчётов, {YEAR} — Синтетический район")
    expect(page).to_have_title(f"Загрузка отчётов, {YEAR} — Синтетический район · Дорожная карта")
    expect(page.locator("[data-testid='stSidebar'] a")).to_have_count(len(MENU))
    assert f"{YEAR} год" in page.locator("[data-testid='stMain']").inner_text()


def until_some_are_in(database: Path) -> None:
    """The intake has begun to store, and is not through."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for _ in range(6000):
            if connection.execute("SELECT count(*) FROM returns").fetchone()[0]:
                return
            time.sleep(0.01)
    raise TimeoutError("nothing was stored")


def unread(database: Path) -> set[str]:
    """Schools one of whose answers is still not understood."""
    store = Store.open(f"sqlite:///{database.as_posix()}")
    problems = store.snapshot(district.MUNICIPALITY.code).problems
    store.close()
    return {one.org for one in problems if one.problem.code == "text_in_count"}


def revisions(database: Path) -> dict[str, int]:
    store = Store.open(f"sqlite:///{database.as_posix()}")
    counts = {code: len(store.revisions(code, YEAR)) for code in CODES}
    store.close()
    return counts
