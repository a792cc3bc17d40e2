"""The page of the roadmap in a real browser: an order is confirmed row by row, F5 loses nothing."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from data_model.roadmap import Kind, Operator
from data_model.store import Store
from tests.browser.conftest import PATIENCE, running
from tests.browser.visits import Visit, settled
from tests.loaders.orders.files import as_tabbed_word, as_word, text_of

pytestmark = pytest.mark.browser
ADDRESS = f"roadmap?district={quote('Башмаковский район')}&year=2021&part="
SURE = "Подтвердить строки без вопросов"


def confirmed(visit: Visit) -> int:
    heading = visit.page.get_by_text(re.compile(r"подтверждено\s\d+\sиз"))
    heading.wait_for()
    found = re.search(r"подтверждено\s(\d+)", heading.inner_text().replace("\u00a0", " "))
    assert found
    return int(found[1])


def order_on_the_desk(visit: Visit, address: str, word: bytes) -> Page:
    """The order is loaded, nothing of it counts yet; then its undoubted rows are confirmed."""
    page = visit.go(f"{address}/{ADDRESS}{quote('Новая редакция')}")
    page.locator("input[type=file]").set_input_files(
        {"name": "приказ.docx", "mimeType": "application/octet-stream", "buffer": word}
    )
    page.get_by_role("button", name="Загрузить файл").click()
    assert confirmed(visit) == 0
    visit.drawn()
    page.get_by_role("button", name=SURE).click()
    page.get_by_role("button", name=SURE).wait_for(state="detached")
    return page


def test_a_draft_of_an_order_outlives_a_reload(full: str, visit: Visit) -> None:
    page = order_on_the_desk(visit, full, as_tabbed_word(text_of("bessonovka")))
    before = confirmed(visit)
    assert before > 0
    page.get_by_role("button", name="Подтвердить строку").click()
    page.get_by_text(re.compile(r"Строка\s\d+\sподтверждена")).wait_for()
    visit.go(page.url)
    assert confirmed(visit) == before + 1
    assert visit.english() == []
    assert visit.faults() == []
    page.get_by_role("button", name="Убрать черновик").click()
    page.get_by_text("Черновик убран").wait_for()
    assert visit.complaints == []


def test_a_bar_of_the_terms_opens_its_indicator(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/{ADDRESS}{quote('Сроки')}")
    bar = settled(page, page.locator(".barlayer .point path").first.bounding_box)
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.wait_for_url(re.compile(r"/indicator\?.*indicator="))


@pytest.fixture(scope="module")
def own(
    sample_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """A server of its own, for a roadmap that stays stored."""
    folder = tmp_path_factory.mktemp("own")
    database = Path(shutil.copy(sample_database, folder / "roadmap.db"))
    with running(folder, database) as (address, _):
        yield address, database


TEN_MINUTES = 600


def choose(visit: Visit, label: str, word: str) -> None:
    """A list that a rerun has closed under the hand is opened again, as a person would."""
    visit.drawn()
    option = visit.page.get_by_role("option", name=word, exact=True)
    for patience in (5_000, 5_000, PATIENCE):
        visit.page.get_by_role("combobox", name=label).first.click()
        try:
            option.click(timeout=patience)
        except PlaywrightTimeout:
            visit.page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"no «{word}» in «{label}»")


def confirm_row(visit: Visit, number: str) -> None:
    visit.drawn()
    visit.page.get_by_text("Подтвердить строку", exact=True).click()
    visit.page.get_by_text(f"Строка {number} подтверждена").wait_for()


@pytest.mark.timeout(TEN_MINUTES)
def test_a_roadmap_of_twenty_rows_is_built_from_an_order_of_two_annexes(
    own: tuple[str, Path], visit: Visit
) -> None:
    """Двенадцать мероприятий и восемь показателей: сомнительные — по одной, за минуты."""
    address, database = own
    began = time.monotonic()
    page = order_on_the_desk(visit, address, as_word(text_of("two_annexes_of_talents")))
    assert confirmed(visit) == 17
    confirm_row(visit, "6")
    choose(visit, "Вид показателя", "наличие документа")
    confirm_row(visit, "9")
    choose(visit, "Сравнение", "не менее (больше — лучше)")
    confirm_row(visit, "П8")
    visit.drawn()
    page.get_by_role("button", name="Сохранить редакцию").click()
    page.get_by_text(re.compile("сохранена, редакция")).first.wait_for()
    assert time.monotonic() - began < TEN_MINUTES
    assert (visit.faults(), visit.complaints) == ([], [])

    store = Store.open(f"sqlite:///{database.as_posix()}")
    roadmap = store.roadmaps("58030")[2027]
    assert len(roadmap.activities) == 20
    kinds = {row.number: row.indicator.kind for row in roadmap.activities}
    assert (kinds["6"], kinds["9"]) == (Kind.COUNT, Kind.PRESENCE)
    last = roadmap.activity("П8").indicator
    assert (last.operator, last.targets[2027].value) == (Operator.AT_LEAST, 14)
