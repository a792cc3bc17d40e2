"""`make faults`: processes killed, a disk filled, a file damaged; results in bench/faults.md.

``--only in-turn speed`` measures these alone; the rows of the others stay as they are.
"""

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path

from bench.faults import Outcome, new_database, postgresql
from bench.faults.corrections import correct_at_once
from bench.faults.damage import damage_often
from bench.faults.full_disk import fill_the_disk
from bench.faults.kills import kill_often
from bench.faults.two_people import two_at_once
from bench.faults.workers import kill_in_turn, two_beside_one

RESULTS = Path(__file__).parents[1] / "faults.md"
HEAD = "| name | fault | asked | found | holds | made |\n|---|---|---|---|---|---|"


@contextmanager
def server(chosen: argparse.Namespace) -> Iterator[str]:
    with nullcontext(chosen.postgresql) if chosen.postgresql else postgresql() as address:
        yield address


def on_two_servers(_: Path, chosen: argparse.Namespace) -> Outcome:
    with server(chosen) as address:
        return two_at_once(new_database(address), chosen.rounds, servers=2)


def in_turn(folder: Path, chosen: argparse.Namespace) -> Outcome:
    with server(chosen) as address:
        return kill_in_turn(new_database(address), folder, chosen.many, lot=25, pause=3)


def speed(folder: Path, chosen: argparse.Namespace) -> Outcome:
    with server(chosen) as address:
        return two_beside_one(address, folder, chosen.sent, chosen.timed)


Fault = Callable[[Path, argparse.Namespace], Outcome]
FAULTS: Mapping[str, Fault] = {
    "corrections": lambda folder, asked: correct_at_once(
        folder, asked.processes, asked.corrections
    ),
    "two-people": lambda folder, asked: two_at_once(f"sqlite:///{folder / 'two.db'}", asked.rounds),
    "two-servers": on_two_servers,
    "in-turn": in_turn,
    "speed": speed,
    "disk": lambda folder, asked: fill_the_disk(folder, 4 * asked.returns),
    "damage": lambda folder, asked: damage_often(folder, asked.changes, asked.returns),
    "kills": lambda folder, asked: kill_often(folder, asked.kills, asked.returns),
    "more-kills": lambda folder, asked: kill_often(folder, asked.kills // 4, 4 * asked.returns),
}


def row(name: str, one: Outcome) -> str:
    made = f"{date.today()}, load {os.getloadavg()[2]:.0f}"
    holds = "yes" if one.holds else "**no**"
    return f"| {name} | {one.fault} | {one.asked} | {one.found} | {holds} | {made} |"


def with_row(text: str, name: str, new: str) -> str:
    """The results with another row of this name, in the order of the faults."""
    rows = {
        line.split(" | ")[0].removeprefix("| "): line
        for line in text.splitlines()
        if line.startswith("| ")
    }
    rows[name] = new
    made_with = (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} cores. `make faults` writes this file."
    )
    ordered = (rows[one] for one in FAULTS if one in rows)
    return "\n".join([f"# Faults\n\n{made_with}\n", HEAD, *ordered]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=FAULTS, default=FAULTS)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--returns", type=int, default=50)
    parser.add_argument("--processes", type=int, default=6)
    parser.add_argument("--corrections", type=int, default=25)
    parser.add_argument("--many", type=int, default=3000, help="returns of ten people")
    parser.add_argument("--sent", type=int, default=600, help="returns of which speed is taken")
    parser.add_argument("--timed", type=int, default=3, help="rounds of speed")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--postgresql", default="", help="a server, by one of its databases")
    parser.add_argument("--changes", type=int, default=60)
    chosen = parser.parse_args()
    held = True
    for name in chosen.only:
        with tempfile.TemporaryDirectory() as scratch:
            one = FAULTS[name](Path(scratch), chosen)
        print(f"{'holds' if one.holds else 'FAILS'}: {one.fault}: {one.found}", flush=True)
        written = with_row(RESULTS.read_text(encoding="utf-8"), name, row(name, one))
        RESULTS.write_text(written, encoding="utf-8")
        held = held and one.holds
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
