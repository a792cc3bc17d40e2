"""Tables in the browser: a head sorts and leads nowhere, a link leads on, a choice stays."""

from datetime import datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.visits import Visit

pytestmark = pytest.mark.browser


def names(page: Page) -> list[str]:
    return page.locator(".table tbody th").all_inner_texts()


def head(page: Page, name: str) -> Locator:
    return page.locator(".table thead button:not(.help)", has_text=name)


def test_a_tap_on_a_head_sorts_and_leads_nowhere(full: str, browser: Browser) -> None:
    """На телефоне касание заголовка — сортировка: адрес и страница те же, неизвестные — в конце."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, locale="ru-RU"
    )
    visit = Visit(phone.new_page())
    page = visit.go(f"{full}/indicators?year=2022")
    page.locator(".table[data-ready]").wait_for()
    address = page.url
    head(page, "Выполнение").tap()
    assert names(page)[0] == "Мероприятия с предприятиями"
    head(page, "Отклонение, п. п.").tap()
    assert names(page)[:2] == ["Билет в будущее", "Онлайн-уроки «ПроеКтория»"]
    head(page, "Отклонение, п. п.").tap()
    assert names(page)[:2] == ["Онлайн-уроки «ПроеКтория»", "Билет в будущее"]
    page.wait_for_timeout(700)
    assert page.url == address
    assert visit.overflow() <= 0
    page.get_by_role("link", name="Билет в будущее").tap()
    page.get_by_role("heading", name="«Билет в будущее», 2022").wait_for()
    assert visit.complaints == []
    phone.close()


def test_a_link_leads_on_within_the_program_and_back(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/indicators?year=2022")
    page.evaluate("window.stays = true")
    page.locator(".table[data-ready]").wait_for()
    page.get_by_role("row", name="Билет в будущее").get_by_role("link", name="37,1 %").click()
    page.get_by_role("heading", name="Исходные данные: «Билет в будущее»").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Показатели, 2022").wait_for()
    assert page.evaluate("window.stays")
    assert visit.complaints == []


def test_the_choice_of_columns_stays_in_the_browser(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/indicators?year=2022")
    term = page.locator(".table thead th", has_text="Срок")
    expect(term).to_be_hidden()
    page.locator(".columns summary").click()
    page.get_by_role("checkbox", name="Срок").check()
    expect(term).to_be_visible()
    page.reload()
    visit.drawn()
    expect(term).to_be_visible()


OVER = """[...document.querySelectorAll(".table")]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.dataset.key)"""
NARROW = (
    "indicators",
    "indicator?indicator=9",
    "matrix",
    "school",
    "provenance?indicator=9",
    "board",
)


@pytest.mark.parametrize("name", NARROW)
def test_what_a_table_is_about_is_seen_in_a_narrow_window(
    full: str, browser: Browser, name: str
) -> None:
    """1024 точки: таблица помещается целиком, уступают столбцы второго ряда, а не пояснение."""
    narrow = browser.new_context(viewport={"width": 1024, "height": 768}, locale="ru-RU")
    visit = Visit(narrow.new_page())
    page = visit.go(f"{full}/{name}{'&' if '?' in name else '?'}year=2022")
    page.locator(".table[data-ready]").first.wait_for()
    assert page.evaluate(OVER) == []
    narrow.close()


def test_columns_that_gave_way_come_back_in_a_wide_window(full: str, browser: Browser) -> None:
    profile = browser.new_context(viewport={"width": 1024, "height": 768}, locale="ru-RU")
    visit = Visit(profile.new_page())
    page = visit.go(f"{full}/indicators?year=2022")
    column = page.locator(".table thead th", has_text="Отклонение, п. п.")
    reason = page.locator(".table thead th", has_text="Пояснение")
    expect(column).to_be_hidden()
    expect(reason).to_be_visible()
    expect(page.locator(".columns summary")).to_contain_text(" из ")
    page.set_viewport_size({"width": 1600, "height": 900})
    expect(column).to_be_visible()
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(column).to_be_hidden()
    page.locator(".columns summary").click()
    page.get_by_role("checkbox", name="Отклонение, п. п.").check()
    expect(column).to_be_visible()
    page.reload()
    visit.drawn()
    expect(column).to_be_visible()
    profile.close()


def test_a_search_narrows_the_rows_of_a_table(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/indicators?year=2022")
    page.get_by_role("searchbox", name="Найти в таблице").fill("арт-профи")
    assert page.locator(".table tbody tr:visible th").all_inner_texts() == ["Арт-Профи-Форум"]


def column(visit: Visit, key: str, name: str) -> list[str]:
    """A column of a table, sorted by its head."""
    table = visit.page.locator(f".table[data-ready][data-key={key}]")
    table.get_by_role("button", name=name, exact=True).click()
    return table.locator(f"tbody td[data-name='{name}']:not(.none)").all_inner_texts()


def test_numbers_and_days_are_sorted_by_what_they_are(full: str, visit: Visit) -> None:
    """Сортировка сравнивает числа и дни, а не их знаки по порядку."""
    page = visit.go(f"{full}/provenance?indicator=9&year=2022")
    people = [int(text) for text in column(visit, "origin-places", "Участников")]
    assert people == sorted(people) != sorted(people, key=str)
    expect(page.locator("td[data-name=Участников]").first).to_have_css("text-align", "right")
    visit.go(f"{full}/evidence?year=2022")
    days = [datetime.strptime(text, "%d.%m.%Y") for text in column(visit, "evidence", "Дата")]
    assert days == sorted(days) != sorted(days, key=lambda day: (day.day, day))
