"""Pictures of every page of the sample district: `make pictures`.

A private server with a fresh sample database, a Chromium without a window, one file per page in
docs/pictures; a few pages also dark and on a telephone. A second server, of an office, shows the
desk of a school and the returns that wait for the methodist. Colours are reduced: files are small.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from secrets import token_urlsafe
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from access.passwords import hash_password
from data_model.people import Author, Grant, Role
from data_model.store import Store
from data_model.store.access import acting
from loaders.forms.book import stamped_request
from loaders.forms.screen import ScreenForm, with_draft
from loaders.intake import context_of, receive_typed
from loaders.sample import load_sample
from ui import data
from ui.navigation import PAGES

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "pictures"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WIDE, NARROW = 1440, 390
TALLEST = 2400
COLOURS = 128
SAMPLE_FILE = "var/demo.db"
FILES = {
    data.HERE: f"sqlite:///{SAMPLE_FILE}",
    data.SAMPLE: f"sqlite:///{SAMPLE_FILE}",
    data.OWN: "sqlite:///var/roadmap.db",
}
"""Where the sample lies, and where a district of one's own would."""
UNFINISHED = ("[data-testid='stStatusWidget']", "[data-testid='stSkeleton']")
"""What stands on a page that is still being computed or drawn."""
YEAR = 2022
OTHER_YEARS = {"effect": 2021, "districts": 2021}
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
    tallest: int = TALLEST


def shots() -> Iterator[Shot]:
    """All pages at the desk; the first one and the matrix also dark and on a telephone."""
    for row in PAGES:
        if row.name not in OF_SCHOOLS:
            yield Shot(row.name, row.name)
    for name in ("overview", "matrix", "indicator"):
        yield Shot(name, f"{name}-dark", theme="dark")
    for name in ("overview", "school", "upload"):
        yield Shot(name, f"{name}-390", width=NARROW)


HERE, SCHOOL, METHODIST = "58040", "580411", "methodist"
SENT_BY = ("580401", "580403", "580412")
"""Schools whose returns wait in the picture of a review."""
IN_AN_OFFICE = {
    f"school-{SCHOOL}": (Shot("my_return", "school_desk"), Shot("fill_in", "school_form")),
    METHODIST: (Shot("board", "review", tallest=1000),),
}
"""Login → the pictures that are taken as that person."""


def office(password: str) -> Callable[[Store], None]:
    """People who may sign in, and returns that wait for the methodist."""

    def prepare(store: Store) -> None:
        hashed = hash_password(password)
        school = Grant(Role.SCHOOL, HERE, SCHOOL)
        store.add_person("administrator", "Администратор", Grant(Role.ADMINISTRATOR), hashed)
        store.add_person(METHODIST, "Методист", Grant(Role.METHODIST, HERE), hashed)
        store.add_person(f"school-{SCHOOL}", "Заместитель директора", school, hashed)
        store.switch_review(HERE, is_on=True)
        for org in SENT_BY:
            with acting(Author("Заместитель директора", (Grant(Role.SCHOOL, HERE, org),), org, 1)):
                request = stamped_request(store.snapshot(HERE), org, YEAR)
                form = ScreenForm(request, with_draft(request, {"q_ticket_pupils_g6": "12"}))
                receive_typed(form.content, request, context_of(store), store, basis=1)

    return prepare


@contextmanager
def server(
    folder: Path, prepare: Callable[[Store], None] = lambda store: None, mode: str = "one_pc"
) -> Iterator[str]:
    """The app with the sample district on a free port, as ``roadmap demo`` serves it.

    Its files are named by ``var/…``: a picture shows no folder of whoever takes it.
    """
    home = folder / mode
    (home / "var").mkdir(parents=True)
    store = Store.create(f"sqlite:///{(home / SAMPLE_FILE).as_posix()}")
    load_sample(store)
    prepare(store)
    store.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app:app", "--app-dir", str(ROOT)]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "warning"],
        cwd=home,
        env={**os.environ, **FILES, "ROADMAP_MODE": mode},
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


def take(browser: Browser, address: str, shot: Shot, login: str = "", password: str = "") -> None:
    """Open the page, as whoever ``login`` names, let it be drawn whole, keep it as a small PNG."""
    context = browser.new_context(
        locale="ru-RU",
        viewport={"width": shot.width, "height": 900},
        color_scheme="dark" if shot.theme == "dark" else "light",
    )
    page = context.new_page()
    if login:
        page.goto(f"{address}/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.get_by_role("button").last.click()
    page.goto(f"{address}/{shot.page}?year={OTHER_YEARS.get(shot.page, YEAR)}")
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_load_state("networkidle")
    for unfinished in UNFINISHED:
        page.wait_for_selector(unfinished, state="detached", timeout=60_000)
    page.wait_for_timeout(2500)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": shot.width, "height": min(int(height), shot.tallest)})
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
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        with server(Path(folder)) as address:
            for shot in shots():
                take(browser, address, shot)
        password = token_urlsafe()
        with server(Path(folder), office(password), "office") as address:
            for login, of_person in IN_AN_OFFICE.items():
                for shot in of_person:
                    take(browser, address, shot, login, password)
        browser.close()


if __name__ == "__main__":
    main()
