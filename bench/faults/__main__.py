"""`make faults`: processes killed, a disk filled, a file damaged; results in bench/faults.md."""

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from bench.faults import Outcome, postgresql
from bench.faults.corrections import correct_at_once
from bench.faults.damage import damage_often
from bench.faults.full_disk import fill_the_disk
from bench.faults.kills import kill_often
from bench.faults.two_people import two_at_once
from bench.faults.workers import kill_in_turn

RESULTS = Path(__file__).parents[1] / "faults.md"


def outcomes(folder: Path, chosen: argparse.Namespace) -> Iterator[Outcome]:
    yield correct_at_once(folder, chosen.processes, chosen.corrections)
    yield two_at_once(f"sqlite:///{folder / 'two.db'}", chosen.rounds)
    with nullcontext(chosen.postgresql) if chosen.postgresql else postgresql() as address:
        yield two_at_once(address, chosen.rounds, servers=2)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE in_turn")
        other = make_url(address).set(database="in_turn").render_as_string(hide_password=False)
        yield kill_in_turn(other, folder / "in turn", chosen.many, lot=25, pause=3)
    yield fill_the_disk(folder, 4 * chosen.returns)
    yield damage_often(folder, chosen.changes, chosen.returns)
    yield kill_often(folder / "kills", chosen.kills, chosen.returns)
    yield kill_often(folder / "more kills", chosen.kills // 4, 4 * chosen.returns)


def report(found: list[Outcome]) -> str:
    rows = "\n".join(
        f"| {one.fault} | {one.asked} | {one.found} | {'yes' if one.holds else '**no**'} |"
        for one in found
    )
    made_with = (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"load {os.getloadavg()[2]:.0f} on {os.cpu_count()} cores"
    )
    return (
        f"# Faults\n\n{date.today()}, {made_with}. `make faults` writes this file.\n\n"
        f"| fault | asked | found | holds |\n|---|---|---|---|\n{rows}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--returns", type=int, default=50)
    parser.add_argument("--processes", type=int, default=6)
    parser.add_argument("--corrections", type=int, default=25)
    parser.add_argument("--many", type=int, default=3000, help="returns of ten people")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--postgresql", default="", help="an empty database to take")
    parser.add_argument("--changes", type=int, default=60)
    chosen = parser.parse_args()
    found: list[Outcome] = []
    with tempfile.TemporaryDirectory() as scratch:
        for one in outcomes(Path(scratch), chosen):
            print(f"{'holds' if one.holds else 'FAILS'}: {one.fault}: {one.found}", flush=True)
            found.append(one)
    RESULTS.write_text(report(found), encoding="utf-8")
    sys.exit(0 if all(one.holds for one in found) else 1)


if __name__ == "__main__":
    main()
