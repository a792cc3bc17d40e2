"""The intake of a number of returns beside the floors and the script: time, memory, workers."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import district, floors, naive
from bench.measure import Costs, in_turns, peak_of
from bench.office import OFFICE, saved_by_office
from loaders.intake import receive_all

FLOOR, OURS, NAIVE = "expat pass", "our intake", "pandas + openpyxl script"
CALAMINE, AGAIN, WORKERS = "bare calamine", "our intake, unchanged files", "our intake, 2 workers"
FEW = 30


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


def intake_costs(files: list[Path], folder: Path, rounds: int, *, script: bool) -> dict[str, Costs]:
    ways: dict[str, Callable[[], object]] = {
        FLOOR: lambda: floors.expat_pass(files),
        CALAMINE: lambda: floors.bare_calamine(files),
        OURS: lambda: intake(files, folder),
        AGAIN: lambda: again(files, folder),
        WORKERS: lambda: intake(files, folder, jobs=2),
    }
    if script:
        ways[NAIVE] = lambda: naive.consolidate(files, folder / "naive.db")
    intake(files, folder, jobs=2)  # reading processes are warm where returns are taken in
    return in_turns(ways, rounds)


def peaks(count: int, folder: Path) -> Iterator[tuple[str, ...]]:
    """Peak memory of the intake of some and of all returns, each in a process of its own."""
    least = peak_of("bench.memory", str(FEW), str(folder))
    yield str(FEW), f"{least:.0f}", "1.00"
    most = peak_of("bench.memory", str(count), str(folder))
    yield str(count), f"{most:.0f}", f"{most / least:.2f}"


def intake_rows(costs: dict[str, Costs], count: int) -> Iterator[tuple[str, ...]]:
    for name, cost in costs.items():
        yield (
            name,
            f"{1000 * cost.cpu / count:.2f}",
            f"{cost.times(costs[FLOOR]):.2f}",
            f"{costs[NAIVE].times(cost):.1f}" if NAIVE in costs else "—",
            f"{count / cost.wall:.0f}",
            f"{cost.speed(costs[OURS]):.2f}",
        )


INTAKE_HEADS = (
    "way",
    "CPU ms a file",
    "× expat pass",
    "times less than the script",
    "files/s",
    "speed beside one worker",
)


def table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def intake_report(count: int, rounds: int, forms: Path | None, *, is_first: bool) -> list[str]:
    """The intake of one number of returns: time of every way, and memory."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if forms:
            (folder / "returns").symlink_to(forms.resolve(), target_is_directory=True)
        print(f"writing {count} returns", file=sys.stderr)
        files = district.write_returns(folder / "returns", count)
        prepare(count, folder)
        print(f"taking in {count} returns", file=sys.stderr)
        costs = intake_costs(files, folder, rounds, script=is_first)
        memory = list(peaks(count, folder))
        of_office = office_report(files, folder, rounds) if is_first and OFFICE else []
    return [
        f"## Intake of {count} returns, medians of {rounds} rounds",
        table(INTAKE_HEADS, intake_rows(costs, count)),
        table(("returns", "peak MiB", f"× that at {FEW}"), iter(memory)),
        *of_office,
    ]


def office_report(files: list[Path], folder: Path, rounds: int) -> list[str]:
    """The same returns as an office program saves them."""
    count = len(files)
    print(f"saving {count} returns by LibreOffice", file=sys.stderr)
    saved = saved_by_office(files, folder / "returns" / "office")
    costs = intake_costs(saved, folder, rounds, script=True)
    return [
        f"## Intake of {count} returns saved by LibreOffice, medians of {rounds} rounds",
        table(INTAKE_HEADS, intake_rows(costs, count)),
    ]
