"""`make bench`: our intake and plan/fact beside the script a user would write and the floors.

Ratios carry over to other machines; seconds do not. Results go to bench/results.md.
"""

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench import district, floors, naive
from bench.measure import Cost, in_turns, peak_of
from indicators.plan_fact import plan_fact
from loaders.form import FormRequest, write_form
from loaders.intake import handle_all, receive_all
from loaders.marked import Copier

RESULTS = Path(__file__).parent / "results.md"
LIBRARIES = ("pandas", "openpyxl", "python-calamine", "SQLAlchemy", "streamlit", "plotly")
FLOOR, OURS, NAIVE = "expat pass", "our intake", "pandas + openpyxl script"
CALAMINE, AGAIN, WORKERS = "bare calamine", "our intake, unchanged files", "our intake, 2 workers"
FORM, COPY = "empty form", "marked copy"
FEW, YEAR = 30, 2021
YEARS = (2018, 2019, 2020, 2021, 2022)


def prepare(count: int, folder: Path) -> None:
    """The register, the roll and the roadmap, before any return: not part of the intake."""
    district.empty_store(f"sqlite:///{folder / 'empty.db'}", count).close()


def intake(files: list[Path], folder: Path, jobs: int = 1) -> None:
    """The whole way: parse, check, store, into a database without returns."""
    database = folder / "ours.db"
    database.unlink(missing_ok=True)
    shutil.copy(folder / "empty.db", database)
    store = district.Store.open(f"sqlite:///{database}")
    outcomes = [receipt.outcome for receipt in receive_all(files, store, jobs=jobs)]
    store.close()
    if refused := [outcome for outcome in outcomes if not outcome.startswith("accepted")]:
        sys.exit(f"{len(refused)} of {len(files)} returns were not taken: {refused[0]}")


def again(files: list[Path], folder: Path) -> None:
    """The same files into the database that holds them."""
    store = district.Store.open(f"sqlite:///{folder / 'ours.db'}")
    list(receive_all(files, store))
    store.close()


def intake_costs(files: list[Path], folder: Path, rounds: int, *, script: bool) -> dict[str, Cost]:
    ways: dict[str, Callable[[], object]] = {
        FLOOR: lambda: floors.expat_pass(files),
        CALAMINE: lambda: floors.bare_calamine(files),
        OURS: lambda: intake(files, folder),
        AGAIN: lambda: again(files, folder),
        WORKERS: lambda: intake(files, folder, jobs=2),
    }
    if script:
        ways[NAIVE] = lambda: naive.consolidate(files, folder / "naive.db")
    return in_turns(ways, rounds)


def peaks(count: int, folder: Path) -> Iterator[tuple[str, ...]]:
    """Peak memory of the intake of some and of all returns, each in a process of its own."""
    least = peak_of("bench.memory", str(FEW), str(folder))
    yield str(FEW), f"{least:.0f}", "1.00"
    most = peak_of("bench.memory", str(count), str(folder))
    yield str(count), f"{most:.0f}", f"{most / least:.2f}"


def copy_costs(rounds: int, count: int = 20) -> dict[str, Cost]:
    """The marked copy of a return with remarks beside the empty form that it is made of."""
    plan, places = district.roadmap(), district.schools(count)
    blanks = [FormRequest(plan, place, YEAR, district.rolls((place,), (YEAR,))) for place in places]
    with tempfile.TemporaryDirectory() as scratch:
        for number, blank in enumerate(blanks):
            (Path(scratch) / f"{number}.xlsx").write_bytes(write_form(blank))
        with closing(district.empty_store("sqlite://", count)) as store:
            refused = list(handle_all([Path(scratch)], store, dry_run=True))
            copier = Copier(store)
            ways: dict[str, Callable[[], object]] = {
                FORM: lambda: [write_form(blank) for blank in blanks],
                COPY: lambda: [copier.copy(one) for one in refused],
            }
            return in_turns(ways, rounds)


def plan_fact_costs(rounds: int) -> dict[str, Cost]:
    districts = {count: district.snapshot(count, YEARS) for count in (15, 1000)}
    ways: dict[str, Callable[[], object]] = {
        f"plan/fact, {count} schools × {len(YEARS)} years": (
            lambda data=data: plan_fact(data, date(2023, 1, 1))
        )
        for count, data in districts.items()
    }
    return in_turns(ways, rounds)


def table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def intake_rows(costs: dict[str, Cost], count: int) -> Iterator[tuple[str, ...]]:
    for name, cost in costs.items():
        yield (
            name,
            f"{1000 * cost.cpu / count:.2f}",
            f"{cost.cpu / costs[FLOOR].cpu:.2f}",
            f"{costs[NAIVE].cpu / cost.cpu:.1f}" if NAIVE in costs else "—",
            f"{count / cost.wall:.0f}",
            f"{costs[OURS].wall / cost.wall:.2f}",
        )


def copy_rows(costs: dict[str, Cost], count: int = 20) -> Iterator[tuple[str, ...]]:
    for name, cost in costs.items():
        yield name, f"{1000 * cost.cpu / count:.1f}", f"{cost.cpu / costs[FORM].cpu:.2f}"


def plan_fact_rows(costs: dict[str, Cost]) -> Iterator[tuple[str, ...]]:
    for name, cost in costs.items():
        yield name, f"{1000 * cost.wall:.0f}", f"{1000 * cost.cpu:.0f}"


INTAKE_HEADS = (
    "way",
    "CPU ms a file",
    "× expat pass",
    "times less than the script",
    "files/s",
    "speed beside one worker",
)


def intake_report(count: int, rounds: int, forms: Path | None, *, script: bool) -> list[str]:
    """The intake of one number of returns: time of every way, and memory."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if forms:
            (folder / "returns").symlink_to(forms.resolve(), target_is_directory=True)
        print(f"writing {count} returns", file=sys.stderr)
        files = district.write_returns(folder / "returns", count)
        prepare(count, folder)
        print(f"taking in {count} returns", file=sys.stderr)
        costs = intake_costs(files, folder, rounds, script=script)
        memory = list(peaks(count, folder))
    return [
        f"## Intake of {count} returns, medians of {rounds} rounds in turns",
        table(INTAKE_HEADS, intake_rows(costs, count)),
        table(("returns", "peak MiB", f"× that at {FEW}"), iter(memory)),
    ]


def report(counts: list[int], rounds: int, forms: Path | None = None) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    parts = [
        "# Measured",
        f"{date.today()}, Python {platform.python_version()}, {versions}.",
        "Our intake is the whole way: door, child, parse, all checks, durable store. The script "
        "reads three sheets of each file and checks nothing; it runs with the first number only.",
    ]
    for number, count in enumerate(counts):
        parts += intake_report(count, rounds, forms, script=number == 0)
    return "\n\n".join(
        [
            *parts,
            "## Marked copies",
            table(("way", "CPU ms each", "× an empty form"), copy_rows(copy_costs(rounds))),
            "## Plan and fact of a whole district",
            table(("district", "wall ms", "CPU ms"), plan_fact_rows(plan_fact_costs(rounds))),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, nargs="+", default=[300])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--forms", type=Path, help="where filled forms of an earlier run lie")
    chosen = parser.parse_args()
    text = report(chosen.returns, chosen.rounds, chosen.forms)
    print(text)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
