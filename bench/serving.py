"""Servers to be measured, and who visits them.

    served    a server started, waited for, ended
    chromium  pages as a person sees them: milliseconds until the chart of a page stands
    rerun     reruns as the server sees them: sessions without a browser, over the real socket

The messages of a session are the framework's own (its version is pinned). A session opens, the page
is asked for, and each further rerun is timed from the request to «script finished». Like a
browser, a session says which of the large messages it still has, and asks for a part of the page
where a widget of that part was touched.
"""

import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).parents[1]
OPTIONS = ("--log-level", "error", "--ws-per-message-deflate", "false")


@dataclass(frozen=True)
class Server:
    """A running server: its address, seconds until it was healthy, its process."""

    address: str
    started: float
    process: int

    def memory(self) -> float:
        """Resident MiB."""
        for line in Path(f"/proc/{self.process}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return float("nan")

    def cpu(self) -> float:
        """Seconds of processor that it has taken so far, by itself and for the system."""
        taken = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(taken[11]) + int(taken[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(module: str, folder: Path = ROOT, **settings: str) -> Iterator[Server]:
    """An application served from a folder as `roadmap serve` does it, with these variables."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    begun = time.perf_counter()
    command = [sys.executable, "-m", "uvicorn", module, "--app-dir", str(ROOT)]
    process = subprocess.Popen(
        [*command, "--port", str(port), *OPTIONS],
        cwd=folder,
        env={**os.environ, **settings},
    )
    try:
        wait_until_healthy(address)
        yield Server(address, time.perf_counter() - begun, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def wait_until_healthy(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    sys.exit("the server did not start")


FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CHART = ".heatmaplayer image"
TABLE = '[data-testid="stDataFrame"], .table'
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


SMALL_PART = 3
"""Messages of a fragment that only watches something."""


@dataclass
class Run:
    """One run of the script: seconds, bytes sent, and what a browser would remember of it."""

    seconds: float = 0.0
    size: int = 0
    cached: list[str] = field(default_factory=list)
    parts: Counter[str] = field(default_factory=Counter)

    def take(self, content: bytes) -> bool:
        """Note a message; whether it was the last one."""
        self.size += len(content)
        message = ForwardMsg.FromString(content)
        if message.metadata.cacheable:
            self.cached.append(message.hash)
        if message.WhichOneof("type") == "ref_hash":
            self.cached.append(message.ref_hash)
        if message.delta.fragment_id:
            self.parts[message.delta.fragment_id] += 1
        return message.WhichOneof("type") == "script_finished"


@dataclass(frozen=True)
class Rerun:
    """Medians over the sessions: seconds of a rerun, KiB of the first run and of a later one."""

    seconds: float
    first_kib: float
    later_kib: float


def request(page: str, before: Run, part: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.fragment_id = part
    message.rerun_script.cached_message_hashes.extend(before.cached)
    return message.SerializeToString()


async def run(socket: ClientConnection, asked: bytes) -> Run:
    """Ask for a run and wait for its end."""
    taken, begun = Run(), time.perf_counter()
    await socket.send(asked)
    while not taken.take(await socket.recv()):
        pass
    taken.seconds = time.perf_counter() - begun
    return taken


def largest_part(first: Run) -> str:
    """The fragment that holds most of the page; empty where there is none."""
    part, messages = next(iter(first.parts.most_common(1)), ("", 0))
    return part if messages > SMALL_PART else ""


async def session(
    address: str, page: str, reruns: int, ready: asyncio.Barrier, only_part: bool
) -> list[Run]:
    """The first run of one session, then its reruns, begun when all sessions are warm."""
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(url, origin=address, subprotocols=["streamlit"], max_size=None) as socket:
        runs = [await run(socket, request(page, Run()))]
        part = largest_part(runs[0]) if only_part else ""
        async with ready:
            pass
        for _ in range(reruns):
            runs.append(await run(socket, request(page, runs[-1], part)))
        return runs


async def together(
    address: str, page: str, sessions: int, reruns: int, only_part: bool
) -> list[list[Run]]:
    ready = asyncio.Barrier(sessions)
    return await asyncio.gather(
        *(session(address, page, reruns, ready, only_part) for _ in range(sessions))
    )


def rerun(
    address: str, page: str, sessions: int = 1, reruns: int = 10, only_part: bool = False
) -> Rerun:
    """Reruns with so many sessions at once; ``only_part``: as by a click inside the page.

    In a thread of its own: the browser's library keeps an event loop in this one.
    """
    asked = together(address, page, sessions, reruns, only_part)
    with ThreadPoolExecutor(1) as thread:
        taken = thread.submit(asyncio.run, asked).result()
    later = [run for runs in taken for run in runs[1:]]
    return Rerun(
        statistics.median(run.seconds for run in later),
        statistics.median(runs[0].size for runs in taken) / 1024,
        statistics.median(run.size for run in later) / 1024,
    )
