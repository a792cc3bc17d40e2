"""The matrix under the mouse: a filter, and from a cell to the origin of its figure."""

import pytest
from playwright.sync_api import Page, expect

from charts.labels import room
from tests.browser.visits import Visit

pytestmark = pytest.mark.browser

CELL = ".scatterlayer .point"


def click_cell(page: Page, number: int) -> None:
    """Invisible squares lie over the cells; the layer of the chart above them takes the click."""
    box = page.locator(CELL).nth(number).bounding_box()
    assert box is not None
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
    assert "indicator=" in page.url
    assert "school=" in page.url
    assert visit.complaints == []


DRAWINGS = "document.querySelector('.js-plotly-plot')._fullLayout._redrawFromAutoMarginCount"
LETTERS = """(text) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = "13px 'PT Sans'";
    return canvas.measureText(text).width;
}"""


def test_the_matrix_is_drawn_once_and_knows_how_wide_letters_are(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/matrix?year=2021")
    page.locator(CELL).first.wait_for(state="attached")
    visit.drawn()
    assert page.evaluate(DRAWINGS) is None
    for text in ("Синтетический", "МБОУ СОШ № 10", "«ПроеКтория», 5", "Лицей (58)"):
        assert room([text], 13) == pytest.approx(page.evaluate(LETTERS, text), abs=2), text
