"""`kill -9` at random moments of an ingest: nothing torn, nothing twice, no receipt lost.

Each ingest runs in a process of its own, forked from one that has loaded everything and done
nothing, and says of each file that it was taken before it goes on. The same files are then
sent again: the rest must come in, and only the rest.
"""

import multiprocessing
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from bench import district
from bench.faults import Outcome, complaints
from data_model.store import Store
from loaders.intake import receive_all


@dataclass
class Tally:
    """Counts over all kills; ``cut`` are those that came while files were being taken in,
    ``between`` those of them that came when some of the receipts were out.
    """

    cut: int = 0
    between: int = 0
    torn: int = 0
    twice: int = 0
    lost: int = 0
    unfinished: int = 0


def kill_often(folder: Path, kills: int, returns: int) -> Outcome:
    folder.mkdir(exist_ok=True)
    files = district.write_returns(folder / "returns", returns)
    district.empty_store(f"sqlite:///{folder / 'empty.db'}", returns).close()
    lasts = _time_of_one(folder, files)
    chance, tally = random.Random(94), Tally()
    for _ in range(kills):
        acknowledged = _cut_short(folder, files, chance.uniform(0, lasts))
        _count(folder / "cut.db", files, acknowledged, tally)
    found = (
        f"{tally.cut} of {kills} hit a running ingest, {tally.between} of them between two "
        f"receipts; torn {tally.torn}, twice {tally.twice}, lost after a receipt {tally.lost}, "
        f"not finished by the same command {tally.unfinished}"
    )
    is_sound = not (tally.torn or tally.twice or tally.lost or tally.unfinished)
    holds = is_sound and tally.cut > 0
    return Outcome(f"kill -9, {kills} × in an ingest of {returns}", "0 of each", found, holds)


def _time_of_one(folder: Path, files: Sequence[Path]) -> float:
    """Seconds that a whole ingest takes from its beginning; kills fall within."""
    process, told = _begin(folder, files)
    begun = time.perf_counter()
    list(_acknowledged(told))
    lasts = time.perf_counter() - begun
    process.join()
    return lasts


def _cut_short(folder: Path, files: Sequence[Path], after: float) -> list[str]:
    """Ingest into a fresh database, killed after so many seconds; what it acknowledged."""
    process, told = _begin(folder, files)
    time.sleep(after)
    process.kill()
    process.join()
    return list(_acknowledged(told))


def _begin(folder: Path, files: Sequence[Path]) -> tuple[BaseProcess, Connection]:
    """An ingest that has just begun, and where it says which files it has taken."""
    database = folder / "cut.db"
    for leftover in folder.glob("cut.db*"):
        leftover.unlink()
    shutil.copy(folder / "empty.db", database)
    fresh = multiprocessing.get_context("forkserver")
    fresh.set_forkserver_preload([__name__])
    hear, tell = fresh.Pipe(duplex=False)
    process = fresh.Process(target=_ingest, args=(database, files, tell))
    process.start()
    tell.close()
    hear.recv_bytes()
    return process, hear


def _ingest(database: Path, files: Sequence[Path], tell: Connection) -> None:
    """The process that will be killed: a word for each receipt before it goes on."""
    store = Store.open(f"sqlite:///{database}")
    tell.send_bytes(b"begun")
    for receipt in receive_all(files, store):
        tell.send_bytes(receipt.sha256.encode())
    store.close()
    tell.close()


def _acknowledged(told: Connection) -> Iterator[str]:
    """Checksums of the files whose receipts came; a word cut in the middle is none."""
    with suppress(EOFError, OSError), told:
        while True:
            yield told.recv_bytes().decode()


def _count(database: Path, files: Sequence[Path], acknowledged: list[str], tally: Tally) -> None:
    tally.cut += len(acknowledged) < len(files)
    tally.between += 0 < len(acknowledged) < len(files)
    tally.torn += bool(complaints(database))
    store = Store.open(f"sqlite:///{database}")
    tally.lost += sum(store.find_return(sha256) is None for sha256 in acknowledged)
    again = [receipt.outcome for receipt in receive_all(files, store)]
    slots = [len(store.revisions(path.name.partition("_")[0], 2021)) for path in files]
    store.close()
    tally.twice += sum(count > 1 for count in slots)
    tally.unfinished += len(again) != len(files) or sum(slots) < len(files)
