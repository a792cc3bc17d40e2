"""Print views in the browser: reached from the page, Russian, self-contained, A4 on paper."""

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.visits import Visit
from ui.printing.sheets import SHEETS

pytestmark = pytest.mark.browser
VIEW = "municipality=58040&year=2021&indicator=9&school=580401&shared=work_plan"
A4 = (842, 595)
"""Points of the long and the short side."""


@pytest.mark.parametrize("name", list(SHEETS))
def test_a_print_view_is_quiet_russian_fits_any_screen_and_a4(
    full: str, visit: Visit, name: str
) -> None:
    page = visit.page
    page.goto(f"{full}/print/{name}?{VIEW}")
    assert page.locator("h1").inner_text()
    assert [text for text in visit.english() if "://" not in text] == []
    assert visit.complaints == []
    assert visit.foreign == []
    assert visit.faults() == []
    leaves_nothing_out(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert visit.overflow() <= 0


def leaves_nothing_out(page: Page) -> None:
    """On paper it is A4, and the last row of every table is there."""
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in paper.pages}
    assert sizes == {A4}
    text = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    last = page.locator("tr:last-child td:first-child").all_inner_texts()
    assert all("".join(cell.split()) in text for cell in last)


PRINTED = ("", "dynamics", "indicators", "indicator", "matrix", "board", "school", "documents")
"""Pages that people print as they see them."""
UPRIGHT = {"documents", "matrix"}
"""Text, and a picture that is higher than half a sheet: it stands under the heading."""
DATA = "[data-testid='stMain'] :is(.js-plotly-plot, .table)"


@pytest.mark.parametrize("name", PRINTED)
def test_a_page_prints_what_is_seen(full: str, visit: Visit, name: str) -> None:
    """Ctrl+P: без меню, таблица целиком, рисунок не обрезан, лист по содержанию, без пустых."""
    page = visit.go(f"{full}/{name}?year=2022")
    data = page.locator(DATA)
    if name != "documents":
        data.first.wait_for()
    last = page.locator(".table tbody tr:last-child th").all_inner_texts()
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in paper.pages}
    assert sizes == {A4[::-1] if name in UPRIGHT else A4}
    texts = ["".join(sheet.extract_text().split()) for sheet in paper.pages]
    assert all(len(text) > len("1из9") for text in texts), "an empty sheet"
    assert "Настройка" not in "".join(texts)
    assert "Щёлкните" not in "".join(texts), "what the pointer may do is not for paper"
    assert all("".join(cell.split()) in "".join(texts) for cell in last)


@pytest.mark.parametrize(("name", "said"), [("dynamics", "Билет"), ("matrix", "Излучинское")])
def test_the_first_sheet_holds_more_than_the_heading(
    full: str, visit: Visit, name: str, said: str
) -> None:
    """«По годам», «Школы и показатели»: рисунок стоит под заголовком, а не на втором листе."""
    page = visit.go(f"{full}/{name}?year=2022")
    page.locator(DATA).first.wait_for()
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert said in " ".join(paper.pages[0].extract_text().split())


def test_charts_are_scaled_to_the_sheet_and_back(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/matrix?year=2022")
    chart = page.locator(".main-svg").first
    chart.wait_for()
    before = chart.bounding_box()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    scaled = chart.bounding_box()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    after = chart.bounding_box()
    assert before and scaled and after
    assert scaled["width"] <= 1030
    assert scaled["height"] <= 640
    assert after["width"] == before["width"]


def test_charts_that_stand_side_by_side_are_printed_so(full: str, visit: Visit) -> None:
    """Рисунки, стоящие рядом, и на бумаге рядом, и ни один не шире своей половины листа."""
    page = visit.go(f"{full}/indicator?year=2022&indicator=9")
    page.locator(".st-key-spread .main-svg").first.wait_for()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 695})
    left, right = (page.locator(f".st-key-{key}").bounding_box() for key in ("grades", "spread"))
    assert left and right
    assert left["x"] + left["width"] <= right["x"]
    assert right["x"] + right["width"] <= 1032
    assert abs(left["y"] + left["height"] - right["y"] - right["height"]) < 120


def test_the_button_prints_the_page_itself(full: str, visit: Visit) -> None:
    page = visit.go(f"{full}/board?year=2022")
    page.evaluate("window.print = () => { window.printed = true; }")
    tabs = len(page.context.pages)
    page.get_by_role("link", name="Печать").click()
    page.wait_for_function("window.printed")
    assert len(page.context.pages) == tabs
    assert "#" not in page.url
