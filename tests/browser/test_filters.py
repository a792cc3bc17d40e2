"""Filters in the browser: F5, Back, a link in a fresh browser; one press of Back for one step."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_matrix import CELL, click_cell
from tests.browser.visits import Visit

pytestmark = pytest.mark.browser


def choose(visit: Visit, label: str, option: str) -> None:
    visit.page.get_by_role("combobox", name=label).click()
    visit.page.get_by_role("option", name=option).click()
    visit.drawn()


def shown(page: Page) -> tuple[str, str]:
    """The type of school and the part of a name that the matrix is asked for."""
    kind = page.get_by_role("combobox", name="Тип").input_value()
    return kind, page.get_by_label("Найти школу").input_value()


def narrowed(full: str, visit: Visit) -> Page:
    """The matrix of the ООШ with «Стан» in their name."""
    page = visit.go(f"{full}/matrix?year=2022")
    page.locator(CELL).first.wait_for(state="attached")
    choose(visit, "Тип", "ООШ")
    page.get_by_label("Найти школу").fill("Стан")
    page.get_by_label("Найти школу").press("Enter")
    visit.drawn()
    expect(page.locator(CELL)).to_have_count(10)
    return page


def test_filters_of_the_matrix_survive_a_reload_a_link_paper_and_the_way_back(
    full: str, visit: Visit, browser: Browser
) -> None:
    page = narrowed(full, visit)
    address = page.url
    page.reload()
    visit.drawn()
    assert shown(page) == ("ООШ", "Стан")
    expect(page.locator(CELL)).to_have_count(10)
    click_cell(page, 6)
    page.get_by_role("heading", name="Исходные данные").wait_for()
    visit.drawn()
    page.go_back()
    page.get_by_role("heading", name="Школы и показатели").wait_for()
    visit.drawn()
    assert page.url == address
    assert shown(page) == ("ООШ", "Стан")
    assert_paper_names_them(page)
    page.get_by_text("Ссылка на этот вид").click()
    link = page.locator("[data-testid='stPopoverBody'] code").inner_text().strip()
    assert_a_stranger_sees_the_same(browser, link)
    page.go_back()
    visit.drawn()
    assert shown(page) == ("ООШ", "")
    assert visit.complaints == []


def assert_a_stranger_sees_the_same(browser: Browser, link: str) -> None:
    """The link of the view in a browser that knows nothing yet."""
    stranger = browser.new_context(locale="ru-RU", viewport={"width": 1440, "height": 900})
    other = Visit(stranger.new_page()).go(link)
    expect(other.locator(CELL)).to_have_count(10)
    assert shown(other) == ("ООШ", "Стан")
    stranger.close()


def assert_paper_names_them(page: Page) -> None:
    """On paper stand the filters and the school that they leave, without the menu."""
    page.emulate_media(media="print")
    assert shown(page) == ("ООШ", "Стан")
    assert page.locator(".table tbody tr").count() == 1
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    page.emulate_media(media="screen")


def test_a_section_of_a_page_is_there_again_after_another_page(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/registers?year=2021")
    page.get_by_text("Контингент", exact=True).first.click()
    visit.drawn()
    page.get_by_role("link", name="Сбор отчётов").click()
    page.get_by_role("heading", name="Сбор отчётов").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Организации и контингент").wait_for()
    visit.drawn()
    expect(page.get_by_role("radio", name="Контингент")).to_be_checked()


def test_a_version_on_the_board_leads_to_its_return(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/board?year=2022")
    line = page.locator(".table").first.get_by_role("row", name="Заозёрино")
    line.get_by_role("link", name="1", exact=True).click()
    page.wait_for_url("**whose=580402**")
    visit.drawn()
    assert "Заозёрино" in page.get_by_role("combobox", name="Организация").input_value()
    assert visit.complaints == []
