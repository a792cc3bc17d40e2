"""A real Chromium against a real server: one of each for all tests of this folder.

The scope is this package, not the session: while a browser of Playwright is open, its event loop
runs in the main thread, and tests of other folders could not run their own.

Where no Chromium is found the tests are skipped, and the run says so.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Page,
    expect,
    sync_playwright,
)

from loaders.intake import MOST_RETURNS
from tests.browser.visits import Visit

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = ("/usr/bin/chromium", "/usr/lib/chromium/chromium", "/snap/bin/chromium")
PATIENCE = 120_000
"""Milliseconds that a busy machine may take for what a quiet one does in two seconds."""
expect.set_options(timeout=PATIENCE)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


def chromium() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in (*found, *PLACES) if path and Path(path).exists()), None)


@pytest.fixture(scope="package")
def chrome() -> Iterator[BrowserType]:
    if chromium() is None:
        pytest.skip("Chromium не найден: проверки в браузере пропущены")
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="package")
def browser(chrome: BrowserType) -> Iterator[Browser]:
    """A second browser, for profiles of strangers."""
    opened = chrome.launch(executable_path=chromium(), args=list(QUIET))
    yield opened
    opened.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Process = subprocess.Popen[bytes]


def serve(folder: Path, database: Path) -> Iterator[str]:
    """The address of a server with this database; stopped when the folder is through."""
    with running(folder, database) as (address, _):
        yield address


@contextmanager
def running(
    folder: Path, database: Path | str, most_returns: int = MOST_RETURNS
) -> Iterator[tuple[str, Process]]:
    """A server with this database and its process, which may be killed meanwhile.

    ``database``: a file, or the address of one on PostgreSQL.
    ``most_returns``: how many it stores in one transaction.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    begin = f"from loaders import intake; intake.MOST_RETURNS = {most_returns}; uvicorn.main()"
    command = [sys.executable, "-c", f"import uvicorn; {begin}", "app:app", "--app-dir", str(ROOT)]
    url = database if isinstance(database, str) else f"sqlite:///{database.as_posix()}"
    with (folder / f"server-{port}.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--log-level", "warning"],
            cwd=folder,
            env={**os.environ, "ROADMAP_DATABASE_URL": url},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(address, process)
            yield address, process
        finally:
            process.terminate()
            process.wait(10)


def wait_until_healthy(address: str, process: Process) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("the server stopped before it was healthy")
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(address)


@pytest.fixture(scope="package")
def full(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the sample district."""
    folder = tmp_path_factory.mktemp("full")
    database = Path(shutil.copy(sample_database, folder / "roadmap.db"))
    yield from serve(folder, database)


@pytest.fixture(scope="package")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose database does not even exist at the first visit."""
    folder = tmp_path_factory.mktemp("empty")
    yield from serve(folder, folder / "roadmap.db")


@pytest.fixture(scope="package")
def context(
    chrome: BrowserType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """One profile for all tests: scripts are fetched and compiled once, nothing is animated.

    It lies in a folder, because a browser keeps no compiled script for a profile that does not.
    """
    opened = chrome.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium(),
        args=list(QUIET),
        locale="ru-RU",
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.fixture
def visit(page: Page) -> Visit:
    """A page together with everything the browser complained about."""
    return Visit(page)
