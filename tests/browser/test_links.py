"""Addresses: the selection in them, the way back, what does not exist."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import NAMES, Visit

pytestmark = pytest.mark.browser


def test_a_year_in_the_address_survives_a_reload_the_menu_and_the_way_back(
    full: str, visit: Visit
) -> None:
    page = visit.go(f"{full}/forms?year=2020")
    page.reload()
    visit.drawn()
    assert "2020 год" in page.locator("[data-testid='stMain']").inner_text()
    visit.asks_for(year="2020")
    page.get_by_role("link", name="Кто сдал").click()
    page.get_by_role("heading", name="Сбор отчётов, 2020").wait_for()
    visit.asks_for(year="2020")
    page.go_back()
    page.get_by_role("heading", name="Бланки, 2020").wait_for()
    visit.asks_for(year="2020")


def test_an_address_without_a_year_gets_one_and_back_does_not_stumble_over_it(
    full: str, visit: Visit
) -> None:
    """Закладка, сделанная сегодня, и через год откроет тот же год и тот же район."""
    page = visit.go(f"{full}/forms?year=2020")
    page.goto(f"{full}/matrix")
    page.wait_for_url("**/matrix?district=*&year=2022")
    visit.drawn()
    page.get_by_role("combobox", name="Поиск").fill("Заозёрино")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="МБОУ СОШ с. Заозёрино, 2022 — Бессоновский район").wait_for()
    visit.asks_for(school="580402", year="2022")
    page.go_back()
    page.get_by_role("heading", name="Школы и показатели, 2022").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Бланки, 2020").wait_for()


def test_the_menu_says_which_place_and_which_part_is_shown(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/indicator?indicator=9&year=2022")
    shown = page.locator("[aria-current=page]")
    expect(shown).to_contain_text(["Показатели", "Показатель"])
    page.get_by_role("link", name="Главная").click()
    page.get_by_role("heading", name="Бессоновский район, 2022 год").wait_for()
    expect(shown).to_contain_text(["Главная", "Итоги года"])


def test_an_unknown_address_is_told_in_russian(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/nowhere")
    page.get_by_role("dialog").wait_for()
    assert "Страницы «nowhere» нет." in page.locator("[data-testid='stMain']").inner_text()
    assert page.locator(".table, [data-testid='stPlotlyChart']").count() == 0
    assert [text for text in visit.english() if "nowhere" not in text] == []


def said(page: Page) -> str:
    return page.locator("[data-testid='stMain']").inner_text().replace("\u00a0", " ")


def test_a_closed_branch_is_named_and_its_last_year_is_one_click_away(
    full: str, visit: Visit
) -> None:
    """Адрес филиала, закрытого 31.08.2022: не другая школа, а слова и ссылка на 2021 год."""
    page = visit.go(f"{full}/school?school=580415&year=2022")
    assert "закрыт 31.08.2022, отчёт за 2022 год не сдаёт." in said(page)
    page.reload()
    visit.drawn()
    assert "закрыт 31.08.2022" in said(page)
    page.get_by_role("button", name="Открыть 2021 год").click()
    page.get_by_text("Показатели 2021 года").wait_for()
    visit.drawn()
    visit.asks_for(school="580415", year="2021")
    page.get_by_role("combobox", name="Год").click()
    page.get_by_role("option", name="2022").click()
    page.get_by_text("закрыт 31.08.2022").wait_for()
    page.wait_for_timeout(1500)
    assert "school=580415" in page.url
    assert "закрыт 31.08.2022" in said(page)
    assert visit.complaints == []


def test_a_year_without_a_roadmap_is_said_and_another_is_one_click_away(
    full: str, visit: Visit
) -> None:
    page = visit.go(f"{full}/matrix?year=1999")
    assert "На 1999 год дорожной карты нет." in said(page)
    page.reload()
    visit.drawn()
    assert "На 1999 год дорожной карты нет." in said(page)
    page.get_by_role("button", name="2020 год").click()
    page.get_by_text("2020 год · данные на").wait_for()
    visit.asks_for(year="2020")


def test_a_district_is_found_by_its_code_and_stays_after_a_reload(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/school?municipality=58030&school=580301")
    assert "Ясная Гряда" in said(page)
    page.reload()
    visit.drawn()
    assert "Ясная Гряда" in said(page)
    page.get_by_role("link", name="Сбор отчётов").first.click()
    page.get_by_role("heading", name="Сбор отчётов").wait_for()
    visit.drawn()
    district = page.get_by_role("combobox", name="Район").input_value()
    assert district == "Башмаковский район"


def test_a_verdict_on_the_first_page_leads_to_its_rows(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/?year=2022")
    page.locator("label", has_text="не выполнено: 2").click()
    expect(page.get_by_role("radio", name="не выполнено: 2")).to_be_checked()
    visit.drawn()
    page.reload()
    visit.drawn()
    expect(page.get_by_role("radio", name="не выполнено: 2")).to_be_checked()
    assert page.get_by_role("link", name="№ 9 Билет в будущее").count() == 1


def test_the_first_page_answers_to_its_own_name_too(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/{NAMES[0]}?year=2020")
    assert page.get_by_role("dialog").count() == 0
    assert "2020 год" in page.locator("[data-testid='stMain']").inner_text()
