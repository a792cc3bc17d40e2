"""The page of the roadmap in a real browser: an order is confirmed row by row, F5 loses nothing."""

import re
from urllib.parse import quote

import pytest

from tests.browser.visits import Visit
from tests.loaders.orders.files import as_tabbed_word, text_of

pytestmark = pytest.mark.browser
ADDRESS = f"roadmap?district={quote('Башмаковский район')}&year=2021&part="
SURE = "Подтвердить строки без вопросов"


def confirmed(visit: Visit) -> int:
    heading = visit.page.get_by_text(re.compile(r"подтверждено\s\d+\sиз"))
    heading.wait_for()
    found = re.search(r"подтверждено\s(\d+)", heading.inner_text().replace("\u00a0", " "))
    assert found
    return int(found[1])


def test_a_draft_of_an_order_outlives_a_reload(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/{ADDRESS}{quote('Новая редакция')}")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "приказ.docx",
            "mimeType": "application/octet-stream",
            "buffer": as_tabbed_word(text_of("bessonovka")),
        }
    )
    page.get_by_role("button", name="Загрузить файл").click()
    assert confirmed(visit) == 0
    page.get_by_role("button", name=SURE).click()
    page.get_by_role("button", name=SURE).wait_for(state="detached")
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
    bar = page.locator(".barlayer .point path").first.bounding_box()
    assert bar
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.wait_for_url(re.compile("/indicator"))
    assert "indicator=" in page.url
