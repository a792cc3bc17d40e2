"""Pages as a person sees them: milliseconds until the chart of a page stands in Chromium."""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CHART = ".heatmaplayer image"
TABLE = '[data-testid="stDataFrame"]'
SCREEN = {"width": 1440, "height": 900}
PATIENCE = 60_000


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or sys.exit("no Chromium was found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def chart_after_address(context: BrowserContext, address: str) -> float:
    """From asking for the address to the drawn chart."""
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(f"{address}/matrix", wait_until="commit")
    page.wait_for_selector(CHART, timeout=PATIENCE)
    taken = time.perf_counter() - begun
    page.close()
    return 1000 * taken


def chart_from_menu(context: BrowserContext, address: str, start: str, link: str) -> float:
    """From the click in the menu of a page with a table, and without charts, to the chart."""
    page = context.new_page()
    page.goto(f"{address}/{start}")
    page.wait_for_selector(TABLE, timeout=PATIENCE)
    page.wait_for_timeout(800)
    assert page.query_selector(CHART) is None
    begun = time.perf_counter()
    page.get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_selector(CHART, timeout=PATIENCE)
    taken = time.perf_counter() - begun
    page.close()
    return 1000 * taken
