"""A picture that is saved: it says what it shows, of which district and year, in our typeface."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from tests.browser.visits import Visit

pytestmark = pytest.mark.browser
TITLE = "Ориентира «не менее 50 %» достигли 2 из 9 школ с данными; без малых баз: 1"
HEADING = "«Билет в будущее», 2022 — Бессоновский район"
SURFACES = {"light": (255, 255, 255, 255), "dark": (17, 22, 29, 255)}


def opened(visit: Visit, full: str) -> Locator:
    page = visit.go(f"{full}/indicator?year=2022&indicator=9")
    chart = page.locator(".st-key-schools .js-plotly-plot")
    chart.locator(".main-svg").first.wait_for()
    return chart


def saved(page: Page, chart: Locator) -> tuple[str, bytes]:
    with page.expect_download() as download:
        chart.locator(".modebar-btn").dispatch_event("click")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_png_has_its_title_above_the_drawing_on_its_own_ground(
    full: str, visit: Visit, scheme: str
) -> None:
    """И в тёмной теме фон закрашен: светлые буквы на прозрачном в документе не видны."""
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    chart = opened(visit, full)
    name, content = saved(visit.page, chart)
    picture = Image.open(BytesIO(content)).convert("RGBA")
    box = chart.bounding_box()
    assert box
    assert name.endswith(".png")
    assert picture.width == pytest.approx(2 * box["width"], abs=4)
    title = round(picture.height - 2 * box["height"])
    assert title > 80
    assert picture.getpixel((2, 2)) == SURFACES[scheme]
    inks = picture.crop((0, 0, picture.width // 2, title)).getcolors(1 << 20) or []
    assert sum(count for count, colour in inks if colour != SURFACES[scheme]) > 3000
    assert visit.complaints == []


def test_a_saved_svg_names_thing_district_and_year_and_brings_its_typeface(
    full: str, visit: Visit
) -> None:
    page = visit.page
    chart = opened(visit, full)
    page.get_by_role("button", name="Рисунки").click()
    page.get_by_text("SVG — печать и правка").click()
    visit.drawn()
    page.keyboard.press("Escape")
    name, content = saved(page, chart)
    text = unescape(re.sub(r"<[^>]*>", "\n", content.decode())).replace("\u00a0", " ")
    assert name.endswith(".svg")
    assert TITLE in text
    assert HEADING in text
    assert content.count(b"@font-face") >= 4
    assert b"data:font/woff2;base64" in content
    assert page.locator(".js-plotly-plot", has_text=HEADING).count() == 0
    assert visit.complaints == []
