"""From a red cell of «Школы и показатели» to the cell of the school's file; charts as files."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from tests.browser.visits import Visit, settled

pytestmark = pytest.mark.browser
OTHER = "Башмаковский"
CHART = "[data-testid='stPlotlyChart']"
PLACE = """(wanted) => {
  const chart = document.querySelector('.js-plotly-plot');
  const squares = chart.data.find((part) => part.customdata);
  const at = squares.customdata.findIndex((keys) => keys[0] == wanted[0] && keys[1] == wanted[1]);
  const {xaxis, yaxis} = chart._fullLayout;
  const frame = chart.getBoundingClientRect();
  return [
    frame.x + xaxis._offset + xaxis.d2p(squares.x[at]),
    frame.y + yaxis._offset + yaxis.d2p(squares.y[at]),
  ];
}"""
"""Where on the screen a cell of the matrix is: school and row of the roadmap -> pixels."""

FIRST_OF = """(district) => document.querySelector('.js-plotly-plot').data
  .find((part) => part.customdata).customdata.find((keys) => keys[0] == district)"""


def click_cell(page: Page, school: str, indicator: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 1800})
    page.wait_for_selector(f"{CHART} .heatmaplayer")
    x, y = settled(page, lambda: page.evaluate(PLACE, [school, indicator]))
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    page.get_by_role("heading", name="Исходные данные").wait_for()


def test_a_red_cell_leads_to_the_cell_of_the_file_and_to_the_file(
    full: str, visit: Visit, browser: Browser, tmp_path: Path
) -> None:
    page = visit.go(f"{full}/matrix?year=2022")
    click_cell(page, "580402", "9")
    page.get_by_role("heading", name="Ячейки отчётов").wait_for()
    visit.drawn()
    visit.asks_for(school="580402", indicator="9")
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать 580402_2022.xlsx").click()
    path = tmp_path / "original.xlsx"
    download.value.save_as(path)
    assert load_workbook(path)["Показатели"]["H12"].value == 22
    assert visit.complaints == []
    opens_the_same(browser, page)


def opens_the_same(browser: Browser, page: Page) -> None:
    """The address of the view, in a browser that knows nothing yet."""
    context = browser.new_context(locale="ru-RU")
    fresh = Visit(context.new_page())
    fresh.go(page.url)
    fresh.page.get_by_role("heading", name="Ячейки отчётов").wait_for()
    said = "[data-testid='stMain'] strong"
    assert fresh.page.locator(said).all_inner_texts() == page.locator(said).all_inner_texts()
    context.close()


@pytest.mark.parametrize(("choice", "ending"), [("PNG", ".png"), ("SVG", ".svg")])
def test_a_chart_is_saved_in_the_chosen_format(
    full: str, visit: Visit, choice: str, ending: str
) -> None:
    page = visit.go(f"{full}/dynamics?year=2021")
    page.get_by_role("button", name="Рисунки").click()
    page.get_by_text(f"{choice} —").click()
    page.keyboard.press("Escape")
    visit.drawn()
    page.locator(CHART).first.hover()
    with page.expect_download() as download:
        page.locator(f"{CHART} .modebar-btn").first.click()
    assert download.value.suggested_filename.endswith(ending)
    assert visit.english() == []


@pytest.mark.parametrize("by", ["мышь", "клавиатура"])
def test_a_cell_of_the_region_opens_the_indicator_of_its_district(
    full: str, visit: Visit, by: str
) -> None:
    page = visit.go(f"{full}/districts?year=2021&municipality=58040")
    page.set_viewport_size({"width": 1440, "height": 1800})
    page.wait_for_selector(f"{CHART} .heatmaplayer")
    place = settled(page, lambda: page.evaluate(PLACE, page.evaluate(FIRST_OF, "58030")))
    if by == "мышь":
        x, y = place
        page.mouse.move(x, y)
        page.mouse.click(x, y)
    else:
        page.locator(".js-plotly-plot").first.focus()
        page.keyboard.press("ArrowRight")
        while OTHER not in page.locator(".aloud").inner_text():
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.wait_for_url("**/indicator?**")
    visit.drawn()
    visit.asks_for(year="2021")
    asked = parse_qs(urlsplit(page.url).query)
    assert OTHER in asked["district"][0]
    assert visit.complaints == []
