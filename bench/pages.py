"""`python -m bench.pages`: our pages beside a bare Streamlit application, in one run.

Start, cold and warm first chart, menu → chart, reruns alone and with 20 sessions, bytes, memory;
then each page of ours alone. Both servers run side by side and take turns, so that a busy moment
of the machine meets both. Results go to bench/pages.md, a size at a time, as ratios to the floor.
Needs a Chromium.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser

from bench import district, serving
from bench.serving import Server, served
from ui.navigation import PAGES

RESULTS = Path(__file__).parent / "pages.md"
YEARS = (2021, 2022)
ROUNDS = 5
FEWEST = 2
BUDGET = 25
"""Seconds after which a measure takes no further round, on a busy machine."""
CROWD = 20
RERUNS = 6


@dataclass(frozen=True)
class Contender:
    """Who is measured: the module to serve, a page with a table, the link to the chart page."""

    name: str
    module: str
    start: str
    link: str


OURS = Contender("ours", "app:app", "board", "Школы")
FLOOR = Contender("bare Streamlit", "bench.bare_app:app", "", "Heatmap")


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def settings(schools: int, database: Path) -> dict[str, str]:
    return {
        "ROADMAP_DATABASE_URL": f"sqlite:///{database}",
        "BENCH_SCHOOLS": str(schools),
        "BENCH_PAGES": str(len(PAGES)),
    }


def in_turns(measure: Callable[[Contender], float], rounds: int) -> dict[str, float]:
    """The median of each contender; they take turns."""
    taken: dict[str, list[float]] = {FLOOR.name: [], OURS.name: []}
    begun = time.perf_counter()
    for number in range(rounds):
        if number >= FEWEST and time.perf_counter() - begun > BUDGET:
            break
        for contender in (FLOOR, OURS):
            taken[contender.name].append(measure(contender))
    return {name: statistics.median(times) for name, times in taken.items()}


def waiting_times(
    browser: Browser, servers: dict[str, Server]
) -> Iterator[tuple[str, dict[str, float]]]:
    """What a person waits for, in milliseconds."""
    contexts = {name: browser.new_context(viewport=serving.SCREEN) for name in servers}

    def by_address(one: Contender) -> float:
        return serving.chart_after_address(contexts[one.name], servers[one.name].address)

    def by_menu(one: Contender) -> float:
        address = servers[one.name].address
        return serving.chart_from_menu(contexts[one.name], address, one.start, one.link)

    yield "cold chart, ms", in_turns(by_address, 1)
    yield "warm chart, ms", in_turns(by_address, ROUNDS)
    yield "menu → chart, ms", in_turns(by_menu, ROUNDS)
    for context in contexts.values():
        context.close()


def rerun_times(servers: dict[str, Server]) -> Iterator[tuple[str, dict[str, float]]]:
    """What the server does at a rerun of the chart page."""

    def rerun(crowd: int, only_part: bool) -> Callable[[Contender], float]:
        return lambda one: (
            1000
            * serving.rerun(
                servers[one.name].address, "matrix", crowd, RERUNS, only_part=only_part
            ).seconds
        )

    yield "CPU of a rerun of the whole page, ms", in_turns(lambda one: cpu(servers, one), ROUNDS)
    for crowd, word in ((1, "1 session"), (CROWD, f"{CROWD} sessions")):
        yield f"rerun of the whole page, {word}, ms", in_turns(rerun(crowd, False), ROUNDS)
        yield f"rerun by a click in the page, {word}, ms", in_turns(rerun(crowd, True), ROUNDS)
    yield (
        "sent at the first run, KiB",
        in_turns(lambda one: serving.rerun(servers[one.name].address, "matrix").first_kib, 1),
    )


MANY = 40
"""Reruns whose processor time is taken together: its clock ticks in hundredths of a second."""


def cpu(servers: dict[str, Server], one: Contender) -> float:
    """Milliseconds of processor of one rerun; what a visit costs besides is taken off."""
    server = servers[one.name]

    def spent(reruns: int) -> float:
        before = server.cpu()
        serving.rerun(server.address, "matrix", reruns=reruns)
        return server.cpu() - before

    spent(1)
    return 1000 * (spent(MANY + 1) - spent(1)) / MANY


def compared(browser: Browser, servers: dict[str, Server]) -> Iterator[str]:
    """Lines of the table of both."""
    yield f"| | {OURS.name} | {FLOOR.name} | ratio |"
    yield "|---|---|---|---|"
    yield line("start, s", {name: server.started for name, server in servers.items()})
    for measured in (waiting_times(browser, servers), rerun_times(servers)):
        for name, figures in measured:
            say(name)
            yield line(name, figures)
    yield line("memory, MiB", {name: server.memory() for name, server in servers.items()})


def line(name: str, figures: dict[str, float]) -> str:
    ours, floor = figures[OURS.name], figures[FLOOR.name]
    return f"| {name} | {ours:.1f} | {floor:.1f} | {ours / floor:.2f} |"


def every_page(server: Server) -> Iterator[str]:
    """Lines of the table of our pages."""
    yield "| page | rerun of the whole page, 1 session, ms | sent at the first run, KiB |"
    yield "|---|---|---|"
    for page in PAGES:
        say(page.name)
        address = "" if page is PAGES[0] else page.name
        figures = serving.rerun(server.address, address)
        yield f"| {page.title} | {1000 * figures.seconds:.1f} | {figures.first_kib:.0f} |"


def measured(browser: Browser, schools: int, scratch: Path) -> str:
    """The section of one size."""
    load = f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores before the first measure."
    say(f"{schools} schools. {load}")
    database = scratch / f"{schools}.db"
    district.filled_store(f"sqlite:///{database}", schools, YEARS).close()
    with ExitStack() as stack:
        servers = {
            one.name: stack.enter_context(served(one.module, **settings(schools, database)))
            for one in (FLOOR, OURS)
        }
        lines = [f"## {schools} schools", "", load, "", *compared(browser, servers)]
        return "\n".join([*lines, "", *every_page(servers[OURS.name])])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, nargs="+", default=[14, 300, 1000])
    sizes = parser.parse_args().schools
    parts = [f"# Pages\n\n{date.today()}. Medians; ratios carry over, milliseconds do not."]
    with tempfile.TemporaryDirectory() as scratch, serving.chromium() as browser:
        for schools in sizes:
            parts.append(measured(browser, schools, Path(scratch)))
            RESULTS.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
