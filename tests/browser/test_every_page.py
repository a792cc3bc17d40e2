"""Every page, full and empty: drawn, Russian, quiet, from this machine only, wide and narrow."""

from typing import Literal

import pytest

from tests.browser.visits import NAMES, Visit

pytestmark = pytest.mark.browser
ALARMS = "[data-testid='stException'], [data-testid='stAlertContentError']"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_sample_district_is_whole(full: str, visit: Visit, name: str) -> None:
    page = visit.go(f"{full}/{name}")
    assert page.locator("[data-testid='stSidebar'] >> text=Сбор отчётов").count() == 1
    assert page.locator(ALARMS).all_inner_texts() == []
    assert visit.english() == []
    assert visit.complaints == []
    assert visit.foreign == []
    assert visit.faults() == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)
    assert visit.overflow() <= 0


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_an_empty_database_says_what_to_do(empty: str, visit: Visit, name: str) -> None:
    page = visit.go(f"{empty}/{name}")
    assert page.locator(ALARMS).all_inner_texts() == []
    main = page.locator("[data-testid='stMain']")
    assert main.get_by_role("link").or_(main.get_by_role("button")).count() > 0
    assert visit.english() == []
    assert visit.complaints == []
    assert visit.foreign == []


@pytest.mark.parametrize("name", NAMES)
def test_a_dark_page_is_dark_and_can_be_read(full: str, visit: Visit, name: str) -> None:
    visit.page.emulate_media(color_scheme="dark")
    page = visit.go(f"{full}/{name}")
    app = page.locator("[data-testid='stApp']")
    assert app.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(17, 22, 29)"
    assert visit.faults() == []


SECTIONS = (
    "matrix?year=2022&find=лицей",
    "board?year=2022&show=Не сдали",
    "documents?year=2022&kind=school&whom=580402&section=Реквизиты&pages=True",
    "registers?year=2022&section=Контингент",
    "registers?year=2022&section=Органы и должности",
    "roadmap?year=2022&part=Цели",
    "roadmap?year=2022&part=Новая редакция",
    "roadmap?year=2022&part=Все редакции",
    "what_if?year=2022&indicator=9&target-9-2022=37",
)
"""Views behind the first one of a page: by the address that asks for them."""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", SECTIONS)
def test_a_further_view_of_a_page_is_whole_too(
    full: str, visit: Visit, view: str, theme: Literal["light", "dark"]
) -> None:
    visit.page.emulate_media(color_scheme=theme)
    page = visit.go(f"{full}/{view}")
    assert page.locator(ALARMS).all_inner_texts() == []
    assert [text for text in visit.english() if "DOCX" not in text] == []
    assert visit.complaints == []
    assert visit.faults() == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)
    assert visit.overflow() <= 0


def test_the_own_typeface_is_used(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/board")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    )
    assert "PT Sans" in loaded


def test_every_page_tells_its_language(full: str, visit: Visit) -> None:
    assert visit.go(f"{full}/board").evaluate("document.documentElement.lang") == "ru"
