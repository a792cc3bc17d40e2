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


@pytest.mark.parametrize("name", ["what_if", "districts"])
def test_a_page_leads_to_its_print_view(full: str, visit: Visit, name: str) -> None:
    page = visit.go(f"{full}/{name}?year=2021")
    link = page.get_by_role("link", name="Печать")
    with page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_selector("h1")
    assert f"/print/{name}?" in opened.value.url
    opened.value.close()
