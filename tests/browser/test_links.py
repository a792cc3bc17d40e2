"""Addresses: deep links after a start, the selection in them, the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serve
from tests.browser.visits import NAMES, Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def fresh(sample_database: Path, tmp_path: Path) -> Iterator[str]:
    """A server that nobody has visited yet."""
    yield from serve(tmp_path, sample_database)


def test_the_first_request_after_a_start_may_be_a_deep_link(fresh: str, visit: Visit) -> None:
    page = visit.go(f"{fresh}/board?year=2021")
    assert page.locator("h1").inner_text() == "Сбор отчётов: кто не сдал"
    expect(page.locator("[data-testid='stSidebar'] a")).to_have_count(len(NAMES))
    expect(page).to_have_title("Сбор отчётов · Дорожная карта")
    assert "2021 год" in page.locator("[data-testid='stMain']").inner_text()
    assert visit.complaints == []


def test_a_year_in_the_address_survives_a_reload(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/forms?year=2020")
    page.reload()
    visit.drawn()
    assert "2020 год" in page.locator("[data-testid='stMain']").inner_text()
    assert "year=2020" in page.url


def test_the_menu_keeps_the_year_and_back_returns(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/forms?year=2020")
    page.get_by_role("link", name="Сбор отчётов").click()
    page.get_by_role("heading", name="Сбор отчётов: кто не сдал").wait_for()
    assert "year=2020" in page.url
    page.go_back()
    page.get_by_role("heading", name="Бланки", exact=True).wait_for()
    assert "year=2020" in page.url


def test_an_unknown_address_is_told_in_russian(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/nowhere")
    page.get_by_role("dialog").wait_for()
    assert [text for text in visit.english() if "nowhere" not in text] == []


def test_the_first_page_answers_to_its_own_name_too(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/{NAMES[0]}?year=2020")
    assert page.get_by_role("dialog").count() == 0
    assert "2020 год" in page.locator("[data-testid='stMain']").inner_text()
