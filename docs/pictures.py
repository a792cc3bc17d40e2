"""Pictures of every page of the sample district: `make pictures`.

A private server with a fresh sample database, a Chromium without a window, one file per page in
docs/pictures; a few pages also dark and on a telephone. Colours are reduced, so files are small.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from data_model.store import Store
from loaders.sample import load_sample
from ui.navigation import PAGES

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "pictures"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WIDE, NARROW = 1440, 390
TALLEST = 2400
COLOURS = 128
UNFINISHED = ("[data-testid='stStatusWidget']", "[data-testid='stSkeleton']")
"""What stands on a page that is still being computed or drawn."""
YEAR = 2022
OTHER_YEARS = {"effect": 2021}
"""Pages that tell more in another year: what was decided after it, and whether it helped."""

OF_SCHOOLS = {"fill_in", "my_return"}
"""Pages for who has signed in as a school, which nobody does on one PC."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: which page, how wide, in which theme, under which name."""

    page: str
    name: str
    width: int = WIDE
    theme: str = "light"


def shots() -> Iterator[Shot]:
    """All pages at the desk; the first one and the matrix also dark and on a telephone."""
    for row in PAGES:
        if row.name not in OF_SCHOOLS:
            yield Shot(row.name, row.name)
    for name in ("overview", "matrix", "indicator"):
        yield Shot(name, f"{name}-dark", theme="dark")
    for name in ("overview", "school", "upload"):
        yield Shot(name, f"{name}-390", width=NARROW)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The app with the sample district on a free port."""
    url = f"sqlite:///{(folder / 'pictures.db').as_posix()}"
    store = Store.create(url)
    load_sample(store)
    store.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app:app", "--app-dir", str(ROOT)]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "warning"],
        cwd=folder,
        env={**os.environ, "ROADMAP_DATABASE_URL": url},
    )
    try:
        wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait(address: str) -> None:
    for _ in range(150):
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(address)


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Open the page, let it be drawn whole, keep it as a small PNG."""
    context = browser.new_context(
        locale="ru-RU",
        viewport={"width": shot.width, "height": 900},
        color_scheme="dark" if shot.theme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{address}/{shot.page}?year={OTHER_YEARS.get(shot.page, YEAR)}")
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_load_state("networkidle")
    for unfinished in UNFINISHED:
        page.wait_for_selector(unfinished, state="detached", timeout=60_000)
    page.wait_for_timeout(2500)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": shot.width, "height": min(int(height), TALLEST)})
    page.wait_for_timeout(1500)
    keep(page.screenshot(), FOLDER / f"{shot.name}.png")
    context.close()


def keep(picture: bytes, path: Path) -> None:
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        sys.exit("Chromium не найден: установите его и повторите.")
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        server(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in shots():
            take(browser, address, shot)
        browser.close()


if __name__ == "__main__":
    main()
