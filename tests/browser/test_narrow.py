"""Narrow windows and names of any length and signs: tables that fit, addresses that come back."""

import shutil
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from tests.browser.conftest import serve
from tests.browser.visits import Visit

pytestmark = pytest.mark.browser
LONG = "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа имени Героя» "
INDICATOR = "Участие обучающихся общеобразовательных организаций муниципального образования: "
TABLES = "[...document.querySelectorAll('.table')].map(one => one.scrollWidth - one.clientWidth)"


DISTRICT = 'Район «Заречный» & "К+", 50 % #1'


@pytest.fixture(scope="module")
def odd_names(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample district under another name; schools and indicators have names of 130 letters."""
    folder = tmp_path_factory.mktemp("odd")
    database = Path(shutil.copy(sample_database, folder / "roadmap.db"))
    with sqlite3.connect(database) as connection:
        connection.execute("update organisation_names set short_name = ? || short_name", (LONG,))
        connection.execute("update activities set short = ? || short", (INDICATOR,))
        connection.execute(
            "update municipalities set name = ?, short = ? where code = '58040'", [DISTRICT] * 2
        )
    yield from serve(folder, database)


@pytest.mark.parametrize("name", ["", "matrix", "board", "journal"])
def test_two_lines_stand_above_a_page_on_a_phone(full: str, visit: Visit, name: str) -> None:
    """390 точек: район и год, под ними поиск и кнопки; вбок ничего не уходит."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.go(f"{full}/{name}?year=2022")
    page.get_by_role("button", name="Ссылка на этот вид").wait_for()
    above = page.locator(".st-key-above").bounding_box()
    assert above is not None
    assert above["height"] <= 2 * 40 + 16
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


HEADS = """() => [...document.querySelectorAll('.st-key-matrix .xtick text')].map((head) => {
  const box = head.getBoundingClientRect();
  return [box.left, box.right];
})"""


def test_heads_of_the_picture_stand_apart_on_a_phone(odd_names: str, visit: Visit) -> None:
    """390 точек, названия по 130 букв: над столбцами одни номера, под рисунком — названия."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.go(f"{odd_names}/matrix?year=2022")
    page.locator(".st-key-matrix .xtick").first.wait_for()
    boxes = page.evaluate(HEADS)
    assert len(boxes) == 5
    assert all(one[1] <= following[0] for one, following in pairwise(boxes))
    told = page.locator(".heads").inner_text()
    assert told.startswith("№\u00a05 Участие")
    assert told.endswith("Арт-Профи-Форум")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert not page.locator(".heads").is_visible()


@pytest.mark.parametrize("name", ["matrix", "journal", "evidence", "board", "indicators"])
def test_tables_of_odd_names_fit_a_narrow_window(odd_names: str, visit: Visit, name: str) -> None:
    visit.page.set_viewport_size({"width": 1024, "height": 900})
    page = visit.go(f"{odd_names}/{name}?year=2022")
    page.locator(".table").first.wait_for()
    page.wait_for_timeout(300)
    assert all(beyond <= 1 for beyond in page.evaluate(TABLES))


UNBROKEN = """() => [...document.querySelectorAll('.table thead th')].filter((head) => !head.hidden)
  .map((head) => head.getBoundingClientRect().height)"""


def test_the_table_of_a_region_fits_and_breaks_no_head_into_letters(
    full: str, visit: Visit
) -> None:
    """1024 точки, двенадцать столбцов: лишние уступают место, заголовки — в две строки."""
    visit.page.set_viewport_size({"width": 1024, "height": 900})
    page = visit.go(f"{full}/districts?year=2022")
    page.get_by_text("Таблица", exact=True).click()
    page.get_by_role("row", name="Билет в будущее").wait_for()
    page.wait_for_timeout(300)
    assert all(beyond <= 1 for beyond in page.evaluate(TABLES))
    assert max(page.evaluate(UNBROKEN)) < 60


def test_a_name_of_any_signs_stands_in_the_plain_address_and_comes_back(
    odd_names: str, visit: Visit
) -> None:
    """Район с пробелами, кавычками, «&», «#», «%» и «+» в названии: адрес, F5 и новая вкладка."""
    page = visit.go(f"{odd_names}/matrix?municipality=58040&year=2022")
    page.get_by_role("heading", name=f"2022 — {DISTRICT}").wait_for()
    page.goto(f"{odd_names}/matrix?{urlencode({'district': DISTRICT, 'year': 2021})}")
    page.get_by_role("heading", name=f"2021 — {DISTRICT}").wait_for()
    page.reload()
    page.get_by_role("heading", name=f"2021 — {DISTRICT}").wait_for()
    visit.asks_for(district=DISTRICT, year="2021")
    assert dict(parse_qsl(urlsplit(page.url).query)) == {"district": DISTRICT, "year": "2021"}
    assert visit.complaints == []
