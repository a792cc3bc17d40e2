"""A disk that fills up in an ingest: a sentence, nothing half in, and on after making room.

A small tmpfs is mounted where the system allows it; where it does not, the report says so.
"""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

from bench import district
from bench.faults import Outcome, complaints
from data_model.errors import DatabaseTrouble
from data_model.store import Store
from loaders.intake import receive_all

MEBIBYTE = 1 << 20
SIZE, ROOM = 8 * MEBIBYTE, 0.75
"""Of the disk, and what of the files' own bytes finds room on it: some batches do, not all."""
FAULT = "full disk in an ingest"
ASKED = "a sentence, as many returns as receipts, the rest after making room"


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of 8 MiB at the folder; False where it cannot be made."""
    folder.mkdir()
    options = f"size={SIZE}"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "-l", str(folder)], check=False)


def fill_the_disk(folder: Path, returns: int) -> Outcome:
    files = district.write_returns(folder / "returns", returns)
    with small_disk(folder / "small") as made:
        if not made:
            told = "not measured: this system lets nobody mount a small disk"
            return Outcome(FAULT, ASKED, told, holds=True)
        return _fill(folder / "small", files)


def _fill(disk: Path, files: Sequence[Path]) -> Outcome:
    database, ballast = disk / "full.db", disk / "ballast"
    district.empty_store(f"sqlite:///{database}", len(files)).close()
    room = int(ROOM * sum(path.stat().st_size for path in files))
    ballast.write_bytes(bytes(disk_usage(disk).free - room))
    receipts, sentence = _until_full(database, files)
    wrong = complaints(database)
    stored = _stored(database, files)
    ballast.unlink()
    rest, second = _until_full(database, files)
    finished = _stored(database, files)
    is_cut = bool(sentence) and 0 < receipts < len(files)
    holds = is_cut and stored == receipts and not wrong and not second
    holds = holds and finished == rest == len(files) and not complaints(database)
    found = (
        f"{receipts} receipts, {stored} stored, then «{sentence}»; after making room {finished} "
        f"of {len(files)}"
    )
    return Outcome(FAULT, ASKED, found, holds)


def _until_full(database: Path, files: Sequence[Path]) -> tuple[int, str]:
    """Receipts before the disk was full, and the sentence that said so."""
    store = Store.open(f"sqlite:///{database}")
    count = 0
    try:
        for receipt in receive_all(files, store):
            count += receipt.revision is not None
    except DatabaseTrouble as trouble:
        return count, str(trouble)
    finally:
        store.close()
    return count, ""


def _stored(database: Path, files: Sequence[Path]) -> int:
    store = Store.open(f"sqlite:///{database}")
    found = sum(bool(store.revisions(path.name.partition("_")[0], 2021)) for path in files)
    store.close()
    return found
