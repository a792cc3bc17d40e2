"""`make bench`: our intake beside the script a user would write and a bare pass of the parser.

Ratios carry over to other machines; seconds do not. Results go to bench/results.md.
"""

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from xml.parsers import expat

from bench import district, naive
from bench.measure import Costs, in_turns, peak_of
from loaders.intake import receive_all

RESULTS = Path(__file__).parent / "results.md"
LIBRARIES = ("pandas", "openpyxl", "python-calamine", "SQLAlchemy")
FLOOR, OURS, NAIVE = "expat pass", "our intake", "pandas + openpyxl script"
FRICTIONLESS = "frictionless validate + read"
FEW = 30


def expat_pass(files: Sequence[Path]) -> None:
    """The floor: unzip and one bare pass of the XML parser over every sheet, no handlers."""
    for path in files:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    expat.ParserCreate().Parse(archive.read(name), True)


def prepare(count: int, folder: Path) -> None:
    """The register, the roll and the roadmap, before any return: not part of the intake."""
    district.empty_store(f"sqlite:///{folder / 'empty.db'}", count).close()


def intake(files: list[Path], folder: Path) -> None:
    """The whole way: parse, check, store, into a database without returns."""
    database = folder / "ours.db"
    database.unlink(missing_ok=True)
    shutil.copy(folder / "empty.db", database)
    store = district.Store.open(f"sqlite:///{database}")
    outcomes = [receipt.outcome for receipt in receive_all(files, store)]
    store.close()
    if refused := [outcome for outcome in outcomes if not outcome.startswith("accepted")]:
        sys.exit(f"{len(refused)} of {len(files)} returns were not taken: {refused[0]}")


def by_frictionless(files: list[Path], python: Path) -> None:
    """The peer in the environment that has it; its start is a part of its cost."""
    names = [path.name for path in files]
    peer = Path(__file__).with_name("frictionless_peer.py")
    command = [python, peer, files[0].parent, *names]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert int(done.stdout) > len(files), "a file without rows was not read"


def intake_costs(
    files: list[Path], folder: Path, rounds: int, *, script: bool, frictionless: Path | None = None
) -> dict[str, Costs]:
    ways: dict[str, Callable[[], object]] = {
        FLOOR: lambda: expat_pass(files),
        OURS: lambda: intake(files, folder),
    }
    if script:
        ways[NAIVE] = lambda: naive.consolidate(files, folder / "naive.db")
    if script and frictionless:
        ways[FRICTIONLESS] = lambda: by_frictionless(files, frictionless)
    intake(files, folder)  # the reading process is warm where returns are taken in
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
        )


HEADS = ("way", "CPU ms a file", "× expat pass", "times less than the script", "files/s")


def table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def intake_report(
    count: int, rounds: int, forms: Path | None, *, is_first: bool, frictionless: Path | None = None
) -> list[str]:
    """The intake of one number of returns: time of every way, and memory."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if forms:
            (folder / "returns").symlink_to(forms.resolve(), target_is_directory=True)
        print(f"writing {count} returns", file=sys.stderr)
        files = district.write_returns(folder / "returns", count)
        prepare(count, folder)
        print(f"taking in {count} returns", file=sys.stderr)
        costs = intake_costs(files, folder, rounds, script=is_first, frictionless=frictionless)
        memory = list(peaks(count, folder))
    return [
        f"## Intake of {count} returns, medians of {rounds} rounds",
        table(HEADS, intake_rows(costs, count)),
        table(("returns", "peak MiB", f"× that at {FEW}"), iter(memory)),
    ]


def report(
    counts: list[int],
    rounds: int,
    forms: Path | None = None,
    frictionless: Path | None = None,
) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    parts = [
        "# Measured",
        f"{date.today()}, Python {platform.python_version()}, {versions}.",
        "Our intake is the whole way: child, parse, all checks, durable store. The script "
        "reads three sheets of each file and checks nothing; it runs with the first number only. "
        "Ratios are medians of the ratios round by round: a machine that is slow for a minute is "
        "slow for all ways.",
    ]
    for number, count in enumerate(counts):
        parts += intake_report(
            count, rounds, forms, is_first=number == 0, frictionless=frictionless
        )
    return "\n\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, nargs="+", default=[300])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--forms", type=Path, help="where filled forms of an earlier run lie")
    parser.add_argument(
        "--frictionless", type=Path, help="Python of an environment that has frictionless[excel]"
    )
    chosen = parser.parse_args()
    text = report(chosen.returns, chosen.rounds, chosen.forms, chosen.frictionless)
    print(text)
    RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
