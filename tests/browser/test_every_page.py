"""Every page, full and empty: drawn, Russian, quiet, from this machine only, wide and narrow."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.visits import NAMES, Visit
from ui.navigation import NAMED, first

pytestmark = pytest.mark.browser
ALARMS = "[data-testid='stException'], [data-testid='stAlertContentError']"


DARK = "rgb(17, 22, 29)"


@pytest.fixture(scope="module")
def tab(context: BrowserContext, full: str) -> Iterator[Visit]:
    """One tab for all pages of the sample district: a person goes from page to page as well."""
    yield from opened(context, full)


@pytest.fixture(scope="module")
def empty_tab(context: BrowserContext, empty: str) -> Iterator[Visit]:
    """One tab for all pages of an empty database."""
    yield from opened(context, empty)


def opened(context: BrowserContext, address: str) -> Iterator[Visit]:
    visit = Visit(context.new_page())
    visit.go(address)
    yield visit
    visit.page.close()


def turn_to(visit: Visit, name: str) -> Page:
    """The page by its place in the menu and its part of it, in a wide and light window.

    What is not offered where nothing is stored yet is opened by its address.
    """
    page = visit.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    visit.complaints.clear()
    visit.foreign.clear()
    row, parts = NAMED[name], page.locator(".st-key-parts")
    menu = page.locator("[data-testid='stSidebar']")
    menu.locator("a", has=page.get_by_text(row.place.title, exact=True)).dispatch_event("click")
    visit.drawn()
    part = parts.locator("a", has=page.get_by_text(row.title, exact=True))
    if part.count():
        part.dispatch_event("click")
        address = "" if row is first() else name
        expect(page).to_have_url(re.compile(rf"//[^/]+/{address}(\?|$)"))
    else:
        page.goto(urljoin(page.url, name))
    visit.drawn()
    return page


def is_narrow_and_dark_too(visit: Visit) -> None:
    """The page that stands there fits a phone, and can be read in the dark."""
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)
    assert visit.overflow() <= 0
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-testid='stApp']")).to_have_css("background-color", DARK)
    visit.drawn()
    assert visit.faults("color-contrast") == []  # the theme changes colours alone
    assert visit.complaints == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_sample_district_is_whole(tab: Visit, name: str) -> None:
    """Светлая и тёмная, широкая и узкая: по-русски, без жалоб браузера, доступна, своя."""
    visit, page = tab, turn_to(tab, name)
    assert page.locator("[data-testid='stSidebar'] >> text=Сбор отчётов").count() == 1
    assert page.locator(ALARMS).all_inner_texts() == []
    assert visit.english() == []
    assert visit.complaints == []
    assert visit.foreign == []
    assert visit.faults() == []
    is_narrow_and_dark_too(visit)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_an_empty_database_says_what_to_do(empty_tab: Visit, name: str) -> None:
    visit, page = empty_tab, turn_to(empty_tab, name)
    assert page.locator(ALARMS).all_inner_texts() == []
    main = page.locator("[data-testid='stMain']")
    assert main.get_by_role("link").or_(main.get_by_role("button")).count() > 0
    assert visit.english() == []
    assert visit.complaints == []
    assert visit.foreign == []


SECTIONS = (
    "matrix?year=2022&find=лицей",
    "board?year=2022&show=Не сдали",
    "documents?year=2022&kind=school&whom=580402&section=Реквизиты&pages=True",
    "documents?year=2022&section=Диаграммы",
    "registers?year=2022&section=Контингент",
    "registers?year=2022&section=Органы и должности",
    "roadmap?year=2022&part=Цели",
    "roadmap?year=2022&part=Новая редакция",
    "roadmap?year=2022&part=Все редакции",
    "what_if?year=2022&indicator=9&target-9-2022=37",
)
"""Views behind the first one of a page: by the address that asks for them."""


@pytest.mark.parametrize("view", SECTIONS)
def test_a_further_view_of_a_page_is_whole_too(full: str, visit: Visit, view: str) -> None:
    page = visit.go(f"{full}/{view}")
    assert page.locator(ALARMS).all_inner_texts() == []
    assert [text for text in visit.english() if "DOCX" not in text] == []
    assert visit.complaints == []
    assert visit.faults() == []
    is_narrow_and_dark_too(visit)


def test_the_typeface_and_the_language_are_ours(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/board")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    )
    assert "PT Sans" in loaded
    assert page.evaluate("document.documentElement.lang") == "ru"


INK = "document.querySelector('.ytick text')?.style.fill ?? light"
"""Of the chart; while it is drawn anew nothing has changed yet."""


def test_a_chart_follows_the_theme_that_is_chosen_meanwhile(full: str, visit: Visit) -> None:
    """Тему сменили на открытой странице: подписи рисунка — чернилами новой, без перезагрузки."""
    page = visit.go(f"{full}/matrix?year=2022")
    page.locator(".ytick text").first.wait_for()
    light = page.evaluate(f"(light) => {INK}", "")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(light) => {INK} !== light", arg=light)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"(light) => {INK} === light", arg=light)
    assert visit.complaints == []
