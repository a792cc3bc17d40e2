"""`python -m bench.growth`: what lies in the base costs no act of one district.

The base of the country (2,300 districts, 40,000 schools) beside a base of 14 schools:

    tab        a return stored in district A, and what an open tab of district B does about it
    district   register, roll and roadmap of one more district
    file       one return, read, checked and stored
    region     districts side by side, from the verdicts that are kept
    click      a page whose data has not changed, drawn again by a server of its own
    help       `roadmap --help` beside the start of Python with typer and rich

All are processor time of one process and ratios inside one run; results go to bench/growth.md.

    --districts, --schools  a smaller country, quicker
    --base FILE             the base is made in this file, or taken where it stands; a tenth of
                            its districts is loaded by the store, the others are their copies
    --export   `roadmap export --all` of 3,000 schools in ten years, as one district and as thirty:
               processor time and peak memory of the command, of a tenth too: how they grow with it;
               goes into a section of its own
"""

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from typing import Any

from bench.district import corrections, roadmap, roadmap_of, rolls, schools, submission
from bench.serving import Server, rerun, served
from data_model.people import PROGRAM, Author, Grant, Role
from data_model.places import Municipality, Organisation
from data_model.store import Store
from data_model.store.access import acting
from indicators.plan_fact import plan_fact
from indicators.region import JUDGE, district_rows, region_rows
from loaders.intake import context_of, receive

RESULTS = Path(__file__).parent / "growth.md"
YEAR = 2021
SCHOOLS = 14
"""Of each district."""
ROUNDS = 5
HEAD = "| what | ms | against, ms | ratio |\n|---|---|---|---|"


def cpu(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds of processor of an act, the median of some."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - begun))
    return statistics.median(taken)


def of_process(command: list[str]) -> float:
    """Milliseconds of processor of a command, by itself and for the system."""
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    spent = after.children_user + after.children_system
    return 1000 * (spent - before.children_user - before.children_system)


def line(what: str, taken: float, against: float) -> str:
    return f"| {what} | {taken:.2f} | {against:.2f} | {taken / against:.2f} |"


def places_of(number: int, each: int = SCHOOLS) -> tuple[Organisation, ...]:
    """The schools of one district; codes of two districts are never alike."""
    return tuple(
        replace(place, code=f"{1000 + number}{place.code[-3:]}") for place in schools(each)
    )


def load(store: Store, number: int, each: int = SCHOOLS) -> None:
    """Register, roll and roadmap of a district."""
    code, places = str(1000 + number), places_of(number, each)
    store.save_register(Municipality(code, f"Район {number}", f"Район {number}"), places)
    store.save_roll(rolls(places, (YEAR,)))
    store.save_roadmap(code, roadmap())


def report(store: Store, number: int, each: int = SCHOOLS) -> None:
    """The returns of its schools."""
    places = places_of(number, each)
    roll = rolls(places, (YEAR,))
    plan = roadmap()
    store.save_returns([submission(plan, one, roll, YEAR) for one in places])


TENTH = 10


def fill(base: Path, districts: int, in_all: int) -> None:
    """A base of so many districts and schools: all have reported.

    What does not divide by ten is loaded by the store, as one district alone is.
    """
    store, begun = Store.create(f"sqlite:///{base}"), time.monotonic()
    times = 1 if districts % TENTH or in_all % TENTH else TENTH
    loaded = districts // times
    each, larger = divmod(in_all // times, loaded)
    for number in range(loaded):
        size = each + (number < larger)
        load(store, number, size)
        report(store, number, size)
        if number % 100 == 99:
            say(f"{number + 1} districts after {time.monotonic() - begun:.0f} s")
    store.close()
    judge_all(base)
    first = Path(shutil.copy(base, base.with_suffix(".first")))
    with closing(sqlite3.connect(base)) as connection:
        connection.execute("ATTACH ? AS first", [str(first)])
        for number in range(1, times):
            copy(connection, number, loaded)
        connection.commit()
    first.unlink()
    say(f"{districts} districts after {time.monotonic() - begun:.0f} s")


OF_THE_BASE = ("data_version", "alembic_version")


def copy(connection: sqlite3.Connection, number: int, loaded: int) -> None:
    """Once more all districts that were loaded, under other codes, with other bytes and prints.

    Seals and journals are those of the first ones: nothing that is measured looks at them.
    """
    shift = number * loaded
    code = f"CAST(substr({{0}}, 1, 4) + {shift} AS TEXT) || substr({{0}}, 5)"
    print_ = f"'{number:04x}' || substr({{0}}, 5)"
    name = f"'Район ' || (substr({{0}}, 7) + {shift})"
    ids = "SELECT (SELECT max(id) FROM first.returns), (SELECT max(id) FROM first.roadmaps)"
    returns, roadmaps = connection.execute(ids).fetchone()
    changed = dict.fromkeys(("municipality", "organisation", "chain", "head"), code)
    changed |= dict.fromkeys(("municipalities.code", "organisations.code"), code)
    changed |= dict.fromkeys(("municipalities.name", "municipalities.short"), name)
    changed |= {"municipalities.position": f"{{0}} + {shift}", "uploads.sha256": print_}
    changed |= dict.fromkeys(("returns.sha256", "returns.numbers_sha256"), print_)
    changed |= dict.fromkeys(("returns.id", "return_id"), f"{{0}} + {number * returns}")
    changed |= dict.fromkeys(("roadmaps.id", "roadmap_id"), f"{{0}} + {number * roadmaps}")
    asked = "SELECT name FROM first.sqlite_master WHERE type = 'table'"
    for (table,) in connection.execute(asked).fetchall():
        if table in OF_THE_BASE:
            continue
        columns = [one[1] for one in connection.execute(f"PRAGMA first.table_info({table})")]
        told = ", ".join(
            changed.get(f"{table}.{one}", changed.get(one, "{0}")).format(one) for one in columns
        )
        which = " WHERE municipality <> ''" if "municipality" in columns else ""
        connection.execute(
            f"INSERT INTO {table} SELECT {told} FROM first.{table}{which}"  # noqa: S608  our tables
        )


def judge_all(base: Path) -> None:
    """The base in the schema of today, with the verdicts of all its districts."""
    begun, store = time.monotonic(), Store.create(f"sqlite:///{base}")
    codes = [one.code for one in store.districts()]
    for at in range(0, len(codes), 100):
        store.district_verdicts(codes[at : at + 100], JUDGE, date.today(), year=YEAR)
        say(f"verdicts of {at + 100} districts after {time.monotonic() - begun:.0f} s")
    store.close()
    say(f"{base.stat().st_size / 2**20:.0f} MiB")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def tab(store: Store) -> str:
    """A tab asks for the version of its own district; only if it rose, the page is made anew."""
    here, there = "1000", "1001"
    before = store.version(there)
    place = places_of(0)[0]
    again = submission(roadmap(), place, rolls((place,), (YEAR,)), YEAR)
    store.save_return(replace(again, content=b"corrected", sha256="1" * 64))
    assert store.version(there) == before
    assert store.version(here) > before
    asked = cpu(lambda: store.version(there), 200)
    anew = cpu(lambda: plan_fact(store.snapshot(there), date(YEAR, 12, 31)))
    return line("tab of B after a return in A, beside making its figures anew", asked, anew)


def in_turns(act: Callable[[Store, int], object], small: Store, large: Store) -> tuple[float, ...]:
    """What an act costs in the large base and in the small one, medians; they take turns."""
    taken: dict[Store, list[float]] = {large: [], small: []}
    for number in range(ROUNDS):
        for store, found in taken.items():
            found.append(cpu(partial(act, store, number), 1))
    return tuple(map(statistics.median, taken.values()))


def district(small: Store, large: Store, districts: int) -> str:
    """One more district; the first bases of a process also pay for what it loads once."""
    load(small, 9000)
    found = in_turns(lambda store, number: load(store, 8000 + number), small, large)
    return line(f"loading district {districts + 1}, beside one in a base of 14 schools", *found)


def file(small: Store, large: Store) -> Iterator[str]:
    """Corrections of the first school, each read, checked and stored in either base.

    A methodist's is compared with the returns of her district; one that the program takes in for
    nobody, by a command on the server, with those of all.
    """
    methodist = Author("methodist", (Grant(Role.METHODIST, "1000"),))
    forms = corrections(places_of(0)[0], YEAR, 2 * (ROUNDS + 1))

    def take(forms: Sequence[bytes], store: Store, number: int) -> None:
        context = context_of(store)
        receipt = receive(forms[number], "form.xlsx", context, store, reason="сверено")
        assert receipt.revision is not None

    for who, whose, own in (
        (methodist, "of a methodist", forms[: ROUNDS + 1]),
        (PROGRAM, "of the program itself", forms[ROUNDS + 1 :]),
    ):
        with acting(who):
            for store in (small, large):
                take(own, store, ROUNDS)
            found = in_turns(partial(take, own), small, large)
        yield line(f"one file {whose}, beside a base of 14 schools", *found)


def region(store: Store, sizes: Sequence[int]) -> Iterator[str]:
    """All indicators of a year over the districts and their sums, beside one district computed."""
    all_places = store.districts()
    alone = cpu(lambda: plan_fact(store.snapshot("1000")), 3)
    for districts in sizes:
        places = all_places[:districts]
        codes = [one.code for one in places]
        asked = partial(store.district_verdicts, codes, JUDGE, date.today())

        def compared(asked: Any = asked, places: Any = places) -> None:
            found = asked(year=YEAR)
            assert len(region_rows(district_rows(found, places))) == len(found) // len(places)

        def indicator(asked: Any = asked, places: Any = places) -> None:
            found = asked(code="ticket_to_future")
            assert len(district_rows(found, places)) >= len(places)

        yield line(f"a year of {districts} districts with sums", cpu(compared, 3), alone)
        yield line(f"one indicator of {districts} districts, all years", cpu(indicator, 3), alone)


PAGES = ("", "matrix", "board", "districts")
CLICKS = 40
"""Whose processor time is taken together: its clock ticks in hundredths of a second."""


def clicks(small: Path, large: Path) -> Iterator[str]:
    """Reruns of pages by servers of either base; the first visit of a page is not counted."""
    with ExitStack() as stack:
        servers = [
            stack.enter_context(served("app:app", ROADMAP_DATABASE_URL=f"sqlite:///{base}"))
            for base in (large, small)
        ]
        for page in PAGES:
            found = [of_click(server, page) for server in servers]
            yield line(f"a click on unchanged data, page «{page or 'overview'}»", *found)
        memory = [server.memory() for server in servers]
        yield line("memory of the server after these, MiB", *memory)


def of_click(server: Server, page: str) -> float:
    """Milliseconds of processor of one rerun; what a visit costs besides is taken off."""

    def spent(reruns: int) -> float:
        before = server.cpu()
        rerun(server.address, page, reruns=reruns)
        return server.cpu() - before

    spent(1)
    return 1000 * (spent(CLICKS + 1) - spent(1)) / CLICKS


def help_of_commands() -> str:
    ours, floor = [], []
    for _ in range(15):
        floor.append(of_process([sys.executable, "-c", "import typer, rich"]))
        ours.append(of_process([sys.executable, "cli.py", "--help"]))
    return line(
        "roadmap --help, beside importing typer and rich", *map(statistics.median, (ours, floor))
    )


def measured(base: Path, scratch: Path, districts: int) -> Iterator[str]:
    small_base, large_base = scratch / "small.db", scratch / "large.db"
    fill(small_base, 1, SCHOOLS)
    judge_all(small_base)
    shutil.copy(base, large_base)
    yield from clicks(small_base, large_base)
    small, large = (Store.open(f"sqlite:///{one}") for one in (small_base, large_base))
    yield from region(large, sorted({min(300, districts), districts}))
    yield tab(large)
    yield district(small, large, districts)
    yield from file(small, large)
    yield help_of_commands()


# the whole base as Parquet

EXPORT = "## Export of all districts"
EXPORT_HEAD = (
    "| districts × schools × years | run | CPU s | peak MiB | Parquet MiB |\n|---|---|---|---|---|"
)
TEN_YEARS = tuple(range(2016, 2026))


def region_store(url: str, districts: int, each: int, years: tuple[int, ...]) -> None:
    """A region in which every school has reported in every year, without files."""
    store, plan = Store.create(url), roadmap_of(years)
    for number in range(districts):
        code = str(1000 + number)
        places = tuple(replace(one, code=f"{code}{one.code[2:]}") for one in schools(each))
        store.save_register(Municipality(code, f"Район {number}", f"Район {number}"), places)
        roll = rolls(places, years)
        store.save_roll(roll)
        store.save_roadmap(code, plan)
        store.save_region(code, "Синтетическая область")
        of_place = {org: tuple(rows) for org, rows in groupby(roll, attrgetter("org"))}
        for place in places:
            own = of_place[place.code]
            store.save_returns([submission(plan, place, own, year) for year in years])
    store.close()


def apart(act: Callable[..., object], *arguments: object) -> None:
    """In a process of its own: what this one has held counts in the peak of its commands."""
    process = get_context("spawn").Process(target=act, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{act.__name__} ended with {process.exitcode}")


def of_command(words: list[str]) -> tuple[float, float]:
    """Seconds of processor and peak MiB of a command in a process of its own."""
    process = subprocess.Popen([sys.executable, "cli.py", *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def exported(shapes: Sequence[tuple[int, int]], scratch: Path) -> Iterator[str]:
    """Districts and schools of each."""
    for districts, each in shapes:
        name = f"{districts}-{each}"
        url, out = f"sqlite:///{scratch / f'{name}.db'}", scratch / f"whole-{name}"
        apart(region_store, url, districts, each, TEN_YEARS)
        what = f"{districts} × {each} × {len(TEN_YEARS)}"
        command = ["--db", url, "export", "--all", "--out", str(out)]
        for run in ("first, verdicts are made", "verdicts are kept", "nothing has changed"):
            if run == "verdicts are kept":
                shutil.rmtree(out)
            taken, peak = of_command(command)
            size = sum(path.stat().st_size for path in out.rglob("*.parquet")) / 2**20
            yield f"| {what} | {run} | {taken:.1f} | {peak:.0f} | {size:.1f} |"
            print(f"{what} {run}: {taken:.1f} s, {peak:.0f} MiB", file=sys.stderr)


def write_export(schools_in_all: int) -> None:
    """The section of the results that is of the export; the others stay as they are."""
    with tempfile.TemporaryDirectory() as scratch:
        shapes = ((1, schools_in_all // 10), (1, schools_in_all), (30, schools_in_all // 30))
        lines = list(exported(shapes, Path(scratch)))
    load_now = f"{date.today()}. Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    others = RESULTS.read_text(encoding="utf-8").partition(EXPORT)[0].rstrip()
    section = "\n".join([f"{EXPORT}\n\n{load_now}\n", EXPORT_HEAD, *lines])
    RESULTS.write_text(f"{others}\n\n{section}\n", encoding="utf-8")
    print(section)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--districts", type=int, default=2_300)
    parser.add_argument("--schools", type=int, default=40_000)
    parser.add_argument("--base", type=Path, help="a file for the base, kept")
    parser.add_argument("--export", type=int, metavar="SCHOOLS", help="3000: schools of ten years")
    chosen = parser.parse_args()
    if chosen.export:
        write_export(chosen.export)
        return
    with tempfile.TemporaryDirectory() as scratch:
        base = chosen.base or Path(scratch) / "base.db"
        if not base.exists():
            fill(base, chosen.districts, chosen.schools)
        judge_all(base)
        told = (
            f"{chosen.districts} districts, {chosen.schools} schools, all reported, in SQLite, "
            "nine tenths of them copies of the others; "
            "processor time, ratios carry over. "
            f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
        )
        lines = []
        for one in measured(base, Path(scratch), chosen.districts):
            say(one)
            lines.append(one)
    of_export = "".join(RESULTS.read_text(encoding="utf-8").partition(EXPORT)[1:])
    told_first = "\n".join([f"# Growth\n\n{date.today()}. {told}\n", HEAD, *lines])
    RESULTS.write_text(f"{told_first}\n\n{of_export}".rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
