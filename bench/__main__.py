"""`make bench`: our intake and plan/fact beside the script a user would write and the floors.

Ratios carry over to other machines; seconds do not. Results go to bench/results.md.
"""

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench import district, floors, naive
from bench.measure import Cost, in_turns
from indicators.plan_fact import plan_fact
from loaders.intake import receive_all

RESULTS = Path(__file__).parent / "results.md"
LIBRARIES = ("pandas", "openpyxl", "python-calamine", "SQLAlchemy", "streamlit", "plotly")
FLOOR, OURS, NAIVE = "expat pass", "our intake", "pandas + openpyxl script"
CALAMINE, AGAIN, WORKERS = "bare calamine", "our intake, unchanged files", "our intake, 2 workers"
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


def intake_costs(files: list[Path], folder: Path, rounds: int) -> dict[str, Cost]:
    ways: dict[str, Callable[[], object]] = {
        FLOOR: lambda: floors.expat_pass(files),
        CALAMINE: lambda: floors.bare_calamine(files),
        OURS: lambda: intake(files, folder),
        AGAIN: lambda: again(files, folder),
        WORKERS: lambda: intake(files, folder, jobs=2),
        NAIVE: lambda: naive.consolidate(files, folder / "naive.db"),
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
            f"{costs[NAIVE].cpu / cost.cpu:.1f}",
            f"{count / cost.wall:.0f}",
        )


def plan_fact_rows(costs: dict[str, Cost]) -> Iterator[tuple[str, ...]]:
    for name, cost in costs.items():
        yield name, f"{1000 * cost.wall:.0f}", f"{1000 * cost.cpu:.0f}"


def report(count: int, rounds: int) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = district.write_returns(folder / "returns", count)
        prepare(count, folder)
        intakes = intake_costs(files, folder, rounds)
    figures = plan_fact_costs(rounds)
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return "\n\n".join(
        [
            "# Measured",
            f"{date.today()}, Python {platform.python_version()}, {versions}.",
            f"## Intake of {count} returns, medians of {rounds} rounds in turns",
            table(
                ("way", "CPU ms a file", "× expat pass", "times less than the script", "files/s"),
                intake_rows(intakes, count),
            ),
            "Our intake is the whole way: parse, all checks, a durable transaction per return.",
            "## Plan and fact of a whole district",
            table(("district", "wall ms", "CPU ms"), plan_fact_rows(figures)),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    text = report(chosen.returns, chosen.rounds)
    print(text)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
