"""`python -m bench.pages`: our pages beside a bare Streamlit application, in one run.

Start, cold and warm first chart, menu → chart, reruns alone and with 20 sessions, memory.
Results go to bench/pages.md as ratios to the floor. Needs a Chromium.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench import district
from bench.sessions import rerun_median

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "pages.md"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
YEARS = (2021, 2022)
CHART = ".js-plotly-plot .main-svg"


@dataclass(frozen=True)
class Contender:
    """Who is measured: the module to serve, its first page and the link to the chart page."""

    name: str
    module: str
    link: str


OURS = Contender("ours", "app:app", "Матрица")
FLOOR = Contender("bare Streamlit", "bench.bare_app:app", "Heatmap")
MEASURES = (
    "start, s",
    "cold chart, ms",
    "warm chart, ms",
    "menu → chart, ms",
    "rerun, 1 session, ms",
    "rerun, 20 sessions, ms",
    "memory, MiB",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(contender: Contender, schools: int, database: Path) -> Iterator[tuple[str, float, int]]:
    """Address, seconds to healthy, process id."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", contender.module, "--port", str(port)]
        + ["--log-level", "warning"],
        cwd=ROOT,
        env={
            **os.environ,
            "ROADMAP_DATABASE_URL": f"sqlite:///{database}",
            "BENCH_SCHOOLS": str(schools),
        },
    )
    try:
        wait_until_healthy(address)
        yield address, time.perf_counter() - begun, process.pid
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


def chart_after(context: BrowserContext, address: str) -> float:
    """Milliseconds from asking for the address to the drawn chart."""
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(f"{address}/matrix", wait_until="commit")
    page.wait_for_selector(CHART, timeout=60_000)
    taken = time.perf_counter() - begun
    page.close()
    return 1000 * taken


def chart_from_menu(context: BrowserContext, address: str, link: str) -> float:
    """Milliseconds from the click in the menu to the drawn chart."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector('[data-testid="stDataFrame"]', timeout=60_000)
    page.wait_for_timeout(1500)
    begun = time.perf_counter()
    page.get_by_role("link", name=link).first.click()
    page.wait_for_selector(CHART, timeout=60_000)
    taken = time.perf_counter() - begun
    page.close()
    return 1000 * taken


def memory(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def measured(browser: Browser, contender: Contender, schools: int, database: Path) -> list[float]:
    """One value per entry of MEASURES."""
    with served(contender, schools, database) as (address, started, process):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        cold = chart_after(context, address)
        warm = statistics.median(chart_after(context, address) for _ in range(5))
        menu = statistics.median(
            chart_from_menu(context, address, contender.link) for _ in range(5)
        )
        context.close()
        alone = 1000 * rerun_median(address, "matrix", 1)
        crowd = 1000 * rerun_median(address, "matrix", 20)
        return [started, cold, warm, menu, alone, crowd, memory(process)]


def table(schools: int, ours: list[float], floor: list[float]) -> str:
    lines = [
        f"## {schools} schools",
        f"| | {OURS.name} | {FLOOR.name} | ratio |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {mine:.1f} | {least:.1f} | {mine / least:.2f} |"
        for name, mine, least in zip(MEASURES, ours, floor, strict=True)
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, nargs="+", default=[14, 300, 1000])
    sizes = parser.parse_args().schools
    chromium = shutil.which("chromium") or sys.exit("no Chromium was found")
    parts = [f"# Pages\n\n{date.today()}. Medians; ratios carry over, milliseconds do not."]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for schools in sizes:
            database = Path(scratch) / f"{schools}.db"
            district.filled_store(f"sqlite:///{database}", schools, YEARS).close()
            floor = measured(browser, FLOOR, schools, database)
            ours = measured(browser, OURS, schools, database)
            parts.append(table(schools, ours, floor))
        browser.close()
    text = "\n\n".join(parts)
    print(text)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
