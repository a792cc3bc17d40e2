"""The matrix under the mouse: a filter, and from a cell to the origin of its figure."""

import re

import pytest
from playwright.sync_api import Page, expect

from charts.labels import room
from tests.browser.visits import Visit, settled

pytestmark = pytest.mark.browser

CELL = ".scatterlayer .point"


def click_cell(page: Page, number: int) -> None:
    """Invisible squares lie over the cells; the layer of the chart above them takes the click."""
    box = settled(page, page.locator(CELL).nth(number).bounding_box)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_filtered_matrix_still_leads_to_the_origin(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/matrix?year=2021")
    page.locator(CELL).first.wait_for(state="attached")
    everything = page.locator(CELL).count()
    page.get_by_label("Найти школу").fill("лицей")
    page.get_by_label("Найти школу").press("Enter")
    page.get_by_text("Таких школ нет").wait_for()
    page.get_by_label("Найти школу").fill("ООШ")
    page.get_by_label("Найти школу").press("Enter")
    page.locator(CELL).first.wait_for(state="attached")
    visit.drawn()
    assert 0 < page.locator(CELL).count() < everything
    click_cell(page, 6)
    page.get_by_role("heading", name="Исходные данные").wait_for()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.wait_for_url(re.compile("indicator=.*school=|school=.*indicator="))
    assert visit.complaints == []


def test_the_arrow_keys_lead_through_the_matrix_and_enter_opens_a_cell(
    full: str, visit: Visit
) -> None:
    """Tab приводит к карте, стрелки ведут по ячейкам и называют их, Enter открывает."""
    page = visit.go(f"{full}/matrix?year=2022")
    page.locator(CELL).first.wait_for(state="attached")
    chart = page.get_by_role("application")
    expect(chart).to_have_accessible_name(re.compile("Чаще всего ниже ориентира.*Стрелки ведут"))
    page.get_by_label("Порядок").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if chart.evaluate("(chart) => chart === document.activeElement"):
            break
    expect(chart).to_be_focused()
    spoken = page.locator("[role='status'].aloud")
    page.keyboard.press("ArrowDown")
    expect(spoken).to_contain_text("Бессоновский район, 2022")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(spoken).to_contain_text("Новолипово")
    expect(spoken).to_contain_text("✕ ниже ориентира: 31,0")
    frame = page.locator(".mark-frame").bounding_box()
    assert frame and frame["width"] > 100 and frame["height"] > 40
    assert visit.faults() == []
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Исходные данные: «Билет в будущее»").wait_for()
    visit.asks_for(school="580403")
    assert visit.complaints == []


def test_the_bars_of_schools_are_walked_from_the_top(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/indicator?year=2022&indicator=9")
    chart = page.locator(".st-key-schools [role='application']")
    chart.focus()
    spoken = page.locator("[role='status'].aloud")
    page.keyboard.press("ArrowDown")
    expect(spoken).to_have_text("МБОУ «Верхнеракитинская СОШ», ✓\u00a052,6\u00a0%")
    page.keyboard.press("ArrowDown")
    expect(spoken).to_contain_text("Лесозаимка")
    page.keyboard.press("Tab")
    expect(page.locator(".mark-frame")).to_have_count(0)


def test_each_cell_of_the_table_below_is_a_link_to_its_origin(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/matrix?year=2022")
    row = page.get_by_role("row", name="Светлополье")
    expect(row.get_by_role("link")).to_have_count(6)
    row.get_by_role("link", name="близко к ориентиру, 40,0").click()
    page.get_by_role("heading", name="Исходные данные: «Билет в будущее»").wait_for()
    visit.asks_for(school="580401")


ROOMS = """() => {
    const { margin, _size } = document.querySelector(".js-plotly-plot")._fullLayout;
    return [margin, _size].map((room) => [room.l, room.r, room.t, room.b]);
}"""
"""The room for names as we set it and as was needed: where they differ, all is drawn anew."""
LETTERS = """(text) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = "13px 'PT Sans'";
    return canvas.measureText(text).width;
}"""


def test_the_matrix_knows_how_wide_its_names_are_before_it_is_drawn(
    full: str, visit: Visit
) -> None:
    page = visit.go(f"{full}/matrix?year=2021")
    page.locator(CELL).first.wait_for(state="attached")
    visit.drawn()
    given, needed = page.evaluate(ROOMS)
    assert given == needed
    for text in ("Синтетический", "МБОУ СОШ № 10", "«ПроеКтория», 5", "Лицей (58)"):
        assert room([text], 13) == pytest.approx(page.evaluate(LETTERS, text), abs=2), text
