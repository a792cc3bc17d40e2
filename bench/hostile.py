"""`python -m bench.hostile`: a second person's click while somebody uploads hostile files.

The files are those of the tests: each means harm or is odd. They go through the upload page in a
browser, all at once, several times over; meanwhile another session asks for its page again and
again. Told: its reruns before and meanwhile, the longest verdict, the server's own memory before
and after (its reading children apart). Results go to bench/hostile.md. Needs a Chromium.
"""

import asyncio
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event

from playwright.sync_api import Browser
from websockets.asyncio.client import connect

from bench import district
from bench.serving import Run, Server, chromium, request, run, served
from loaders.intake import check, context_of
from tests.loaders.files.hostile import READ, REFUSED

RESULTS = Path(__file__).parent / "hostile.md"
SCHOOLS, YEARS = 14, (2021, 2022)
PAGE = "matrix"
TIMES = 3
CALM = 20
"""Reruns before the upload begins."""
SETTLED = 1500
"""Milliseconds after which the verdicts of the upload before have left the page."""
PAUSE = 0.2
"""Seconds between two clicks of the second person."""
VERDICT, CLICK, GROWTH = 5.0, 2.0, 50.0
"""Seconds of a verdict, seconds of a click of twenty, MiB of the server: what must hold."""


@dataclass(frozen=True)
class Watched:
    """Reruns of the second session in seconds, and MiB of the server before and after."""

    calm: list[float]
    meanwhile: list[float]
    before: float
    after: float


def corpus() -> dict[str, bytes]:
    """Name of a file → its bytes; made anew, as the tests do."""
    makers: dict[str, Callable[[], bytes]] = {
        name: make for name, (make, _) in (REFUSED | READ).items()
    }
    return {f"{name.replace(',', '')}.xlsx": make() for name, make in makers.items()}


def verdict_seconds(files: dict[str, bytes], folder: Path) -> dict[str, float]:
    """How long the verdict on each file takes, one after the other."""
    store = district.empty_store(f"sqlite:///{folder / 'verdicts.db'}", SCHOOLS)
    context, taken = context_of(store), {}
    for name, content in files.items():
        begun = time.perf_counter()
        check(content, name, context, store)
        taken[name] = time.perf_counter() - begun
    store.close()
    return taken


async def clicking(address: str, enough: Callable[[int], bool]) -> list[float]:
    """Reruns of one session, a pause between them, until it is enough."""
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(url, origin=address, subprotocols=["streamlit"], max_size=None) as socket:
        last = await run(socket, request(PAGE, Run()))
        seconds: list[float] = []
        while not enough(len(seconds)):
            last = await run(socket, request(PAGE, last))
            seconds.append(last.seconds)
            await asyncio.sleep(PAUSE)
        return seconds


def upload(browser: Browser, address: str, paths: Sequence[Path]) -> None:
    """All files at once through the page, until every one has its verdict."""
    page = browser.new_page()
    page.goto(f"{address}/upload")
    page.locator("input[type=file]").set_input_files(list(paths))
    button = page.get_by_role("button", name=re.compile(r"^Проверить \d"))
    button.click()
    button.wait_for(state="detached", timeout=60_000)
    page.wait_for_timeout(SETTLED)
    page.get_by_text("Можно принять").first.wait_for(timeout=600_000)
    page.close()


def watched(browser: Browser, server: Server, paths: Sequence[Path]) -> Watched:
    """The second session clicks before and while the first one uploads."""
    upload(browser, server.address, paths[:1])
    ended = Event()
    with ThreadPoolExecutor(1) as thread:
        calm = thread.submit(
            asyncio.run, clicking(server.address, lambda count: count >= CALM)
        ).result()
        before = server.memory()
        clicks = thread.submit(asyncio.run, clicking(server.address, lambda _: ended.is_set()))
        try:
            for _ in range(TIMES):
                upload(browser, server.address, paths)
        finally:
            ended.set()
        meanwhile = clicks.result()
    return Watched(calm, meanwhile, before, server.memory())


def slowest_of_twenty(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def report(seen: Watched, verdicts: dict[str, float]) -> str:
    """What was measured beside what must hold."""
    worst = max(verdicts, key=lambda name: verdicts[name])
    rows = (
        ("rerun before, median, ms", f"{1000 * statistics.median(seen.calm):.0f}", ""),
        ("rerun meanwhile, median, ms", f"{1000 * statistics.median(seen.meanwhile):.0f}", ""),
        (
            "rerun meanwhile, 95 of 100 within, ms",
            f"{1000 * slowest_of_twenty(seen.meanwhile):.0f}",
            f"{1000 * CLICK:.0f}",
        ),
        (f"longest verdict, s ({worst})", f"{verdicts[worst]:.2f}", f"{VERDICT:.0f}"),
        ("growth of the server, MiB", f"{seen.after - seen.before:.0f}", f"{GROWTH:.0f}"),
    )
    lines = ["| what | measured | at most |", "|---|---|---|"]
    return "\n".join(
        [
            "# A second person's click during a hostile upload",
            "",
            f"{date.today()}. {len(verdicts)} files, {TIMES} times; {len(seen.meanwhile)} clicks.",
            "",
            *lines,
            *(f"| {' | '.join(row)} |" for row in rows),
            "",
        ]
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        folder, files = Path(scratch), corpus()
        paths = [folder / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        url = f"sqlite:///{folder / 'roadmap.db'}"
        district.filled_store(url, SCHOOLS, YEARS).close()
        verdicts = verdict_seconds(files, folder)
        with served("app:app", folder, ROADMAP_DATABASE_URL=url) as server:
            text = report(watched(browser, server, paths), verdicts)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
