"""`kill -9` at random moments of an ingest: nothing torn, nothing twice, no receipt lost.

Each ingest runs in a process of its own, forked from one that has loaded everything, and says
of each file that it was taken before it goes on. The same files are then sent again: the rest
must come in, and only the rest.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bench import district
from bench.faults.outcome import Outcome, complaints
from data_model.store import Store
from loaders.intake import receive_all


@dataclass
class Tally:
    """Counts over all kills; ``cut`` are those that came while files were being taken in."""

    cut: int = 0
    torn: int = 0
    twice: int = 0
    lost: int = 0
    unfinished: int = 0


def kill_often(folder: Path, kills: int, returns: int) -> Outcome:
    files = district.write_returns(folder / "returns", returns)
    district.empty_store(f"sqlite:///{folder / 'empty.db'}", returns).close()
    first, last = _times_of_one(folder, files)
    chance, tally = random.Random(94), Tally()
    for _ in range(kills):
        acknowledged = _cut_short(folder, files, chance.uniform(first, last))
        _count(folder / "cut.db", files, acknowledged, tally)
    found = (
        f"{tally.cut} of {kills} hit a running ingest; torn {tally.torn}, twice {tally.twice}, "
        f"lost after a receipt {tally.lost}, not finished by the same command {tally.unfinished}"
    )
    holds = not (tally.torn or tally.twice or tally.lost or tally.unfinished)
    return Outcome(f"kill -9, {kills} × in an ingest of {returns}", "0 of each", found, holds)


def _times_of_one(folder: Path, files: Sequence[Path]) -> tuple[float, float]:
    """Seconds to the first and to the last receipt of a whole ingest; kills fall between."""
    child, told = _begin(folder, files)
    begun = time.perf_counter()
    told.readline()
    first = time.perf_counter() - begun
    told.read()
    last = time.perf_counter() - begun
    told.close()
    os.waitpid(child, 0)
    return first, last


def _cut_short(folder: Path, files: Sequence[Path], after: float) -> list[str]:
    """Ingest into a fresh database, killed after so many seconds; what it acknowledged."""
    child, told = _begin(folder, files)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    lines = told.read().splitlines(keepends=True)
    told.close()
    os.waitpid(child, 0)
    return [line.strip() for line in lines if line.endswith("\n")]


def _begin(folder: Path, files: Sequence[Path]) -> tuple[int, TextIO]:
    """An ingest in a process of its own, and what it says of the files it has taken."""
    database = folder / "cut.db"
    for leftover in folder.glob("cut.db*"):
        leftover.unlink()
    shutil.copy(folder / "empty.db", database)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _ingest(database, files, writing)
    os.close(writing)
    return child, os.fdopen(reading)


def _ingest(database: Path, files: Sequence[Path], told: int) -> None:
    """The child: a line for each receipt, then the end without any tidying up."""
    store = Store.open(f"sqlite:///{database}")
    for receipt in receive_all(files, store):
        os.write(told, f"{receipt.sha256}\n".encode())
    os._exit(0)


def _count(database: Path, files: Sequence[Path], acknowledged: list[str], tally: Tally) -> None:
    tally.cut += 0 < len(acknowledged) < len(files)
    tally.torn += bool(complaints(database))
    store = Store.open(f"sqlite:///{database}")
    tally.lost += sum(store.find_return(sha256) is None for sha256 in acknowledged)
    again = [receipt.outcome for receipt in receive_all(files, store)]
    slots = [len(store.revisions(path.name.partition("_")[0], 2021)) for path in files]
    store.close()
    tally.twice += sum(count > 1 for count in slots)
    tally.unfinished += len(again) != len(files) or sum(slots) < len(files)
