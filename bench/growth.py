"""`python -m bench.growth`: what lies in the base costs no act of one district.

    tab        a return stored in district A, and what an open tab of district B does about it
    district   register, roll and roadmap of the last district beside those of the first ones
    file       one return, checked and stored, in a base of many districts beside a base of two
    region     the districts of a region side by side, from the verdicts that are kept
    help       `roadmap --help` beside the start of Python with typer and rich

All are processor time of one process and ratios inside one run; results go to bench/growth.md.

    --export   `roadmap export --all` of 3,000 schools in ten years, as one district and as thirty:
               processor time and peak memory of the command; goes into a section of its own
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from bench.district import roadmap, roadmap_of, rolls, schools, submission
from data_model.places import Municipality, Organisation
from data_model.returns import JudgedDistrict
from data_model.snapshot import DistrictJudge, Snapshot
from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.region import JUDGE, district_rows, region_rows
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest
from loaders.intake import check, context_of

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


def places_of(number: int) -> tuple[Organisation, ...]:
    """The schools of one district; codes of two districts are never alike."""
    return tuple(
        replace(place, code=f"{1000 + number}{place.code[-3:]}") for place in schools(SCHOOLS)
    )


def load(store: Store, number: int) -> None:
    """Register, roll and roadmap of a district, and the returns of its schools."""
    code, places = str(1000 + number), places_of(number)
    store.save_register(Municipality(code, f"Район {number}", f"Район {number}"), places)
    store.save_roll(rolls(places, (YEAR,)))
    store.save_roadmap(code, roadmap())


def report(store: Store, number: int) -> None:
    places = places_of(number)
    roll = rolls(places, (YEAR,))
    plan = roadmap()
    store.save_returns([submission(plan, one, roll, YEAR) for one in places])


def filled(url: str, districts: int) -> tuple[Store, list[float]]:
    """A base of so many districts, and what the loading of each has cost."""
    store, costs = Store.create(url), []
    for number in range(districts):
        costs.append(cpu(lambda number=number: load(store, number), 1))
        report(store, number)
    return store, costs


def tab(store: Store) -> Iterator[str]:
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
    yield line("tab of B after a return in A, beside making its figures anew", asked, anew)


def file(small: Store, large: Store) -> str:
    """A form of the first district, checked against either base."""
    place = places_of(0)[0]
    roll = rolls((place,), (YEAR,))
    content = write_form(
        FormRequest(roadmap(), place, YEAR, roll, (), stamp="СИНТЕТИЧЕСКИЕ ДАННЫЕ")
    )

    def checked(store: Store) -> float:
        return cpu(lambda: check(content, "form.xlsx", context_of(store), store), 3)

    return line(
        "one file checked in the whole base, beside a base of two",
        checked(large),
        checked(small),
    )


def kept_verdicts(url: str, districts: int) -> tuple[Store, tuple[Municipality, ...]]:
    """A base of so many districts, each with the verdicts of one that has reported.

    Only what a region reads is made: to fill so many registers would take an hour.
    """
    store = Store.create(url)
    load(store, 0)
    report(store, 0)
    (first,) = store.municipalities()
    judged = JUDGE.judged(store.snapshot(first.code), date.today())
    for number in range(1, districts):
        store.save_register(Municipality(str(1000 + number), f"Район {number}", ""), ())

    def same(snapshot: Snapshot, day: date) -> JudgedDistrict:
        whose = snapshot.municipality.code
        return replace(
            judged, verdicts=tuple(replace(one, municipality=whose) for one in judged.verdicts)
        )

    places = store.districts()
    judge = DistrictJudge(JUDGE.rules, same)
    store.district_verdicts([one.code for one in places], judge, date.today())
    return store, places


def region(scratch: Path, sizes: Sequence[int]) -> Iterator[str]:
    """All indicators of a year over the districts and their sums, beside one district computed."""
    for districts in sizes:
        store, places = kept_verdicts(f"sqlite:///{scratch / f'region{districts}.db'}", districts)
        codes = [one.code for one in places]

        def compared(store: Store = store, codes: list[str] = codes, places: Any = places) -> None:
            found = store.district_verdicts(codes, JUDGE, date.today(), year=YEAR)
            assert len(region_rows(district_rows(found, places))) == len(found) // len(codes)

        def one(store: Store = store) -> None:
            plan_fact(store.snapshot("1000"))

        def indicator(store: Store = store, codes: list[str] = codes, places: Any = places) -> None:
            code = "ticket_to_future"
            found = store.district_verdicts(codes, JUDGE, date.today(), code=code)
            assert len(district_rows(found, places)) >= len(codes)

        alone = cpu(one, 3)
        yield line(f"a year of {districts} districts with sums", cpu(compared, 3), alone)
        yield line(f"one indicator of {districts} districts, all years", cpu(indicator, 3), alone)
        store.close()


def help_of_commands() -> str:
    ours, floor = [], []
    for _ in range(10):
        floor.append(of_process([sys.executable, "-c", "import typer, rich"]))
        ours.append(of_process([sys.executable, "cli.py", "--help"]))
    return line(
        "roadmap --help, beside importing typer and rich", *map(statistics.median, (ours, floor))
    )


def measured(districts: int, scratch: Path) -> Iterator[str]:
    small, _ = filled(f"sqlite:///{scratch / 'small.db'}", 2)
    large, costs = filled(f"sqlite:///{scratch / 'large.db'}", districts)
    first, last = statistics.median(costs[1:6]), statistics.median(costs[-5:])
    yield from tab(large)
    yield line(f"loading district {districts}, beside the first ones", last, first)
    yield file(small, large)
    yield from region(scratch, (300, 2300))
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


def of_command(words: list[str]) -> tuple[float, float]:
    """Seconds of processor and peak MiB of a command in a process of its own."""
    process = subprocess.Popen([sys.executable, "cli.py", *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def exported(schools_in_all: int, shapes: tuple[int, ...], scratch: Path) -> Iterator[str]:
    for districts in shapes:
        url, out = f"sqlite:///{scratch / f'{districts}.db'}", scratch / f"whole-{districts}"
        region_store(url, districts, schools_in_all // districts, TEN_YEARS)
        what = f"{districts} × {schools_in_all // districts} × {len(TEN_YEARS)}"
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
        lines = list(exported(schools_in_all, (30, 1), Path(scratch)))
    load_now = f"{date.today()}. Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    others = RESULTS.read_text(encoding="utf-8").partition(EXPORT)[0].rstrip()
    section = "\n".join([f"{EXPORT}\n\n{load_now}\n", EXPORT_HEAD, *lines])
    RESULTS.write_text(f"{others}\n\n{section}\n", encoding="utf-8")
    print(section)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--districts", type=int, default=60)
    parser.add_argument("--export", type=int, metavar="SCHOOLS", help="3000: schools of ten years")
    chosen = parser.parse_args()
    if chosen.export:
        write_export(chosen.export)
        return
    districts = chosen.districts
    load_now = f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    told = (
        f"{districts} districts of {SCHOOLS} schools; processor time, ratios carry over. {load_now}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        lines = list(measured(districts, Path(scratch)))
    of_export = "".join(RESULTS.read_text(encoding="utf-8").partition(EXPORT)[1:])
    told_first = "\n".join([f"# Growth\n\n{date.today()}. {told}\n", HEAD, *lines])
    RESULTS.write_text(f"{told_first}\n\n{of_export}", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
