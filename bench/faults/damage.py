"""Random bytes of the database file changed: whatever alters a stored value is reported."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bench import district
from bench.faults import Outcome, complaints
from loaders.intake import receive_all

WIDTH = 8
"""Bytes that one damage changes."""


def damage_often(folder: Path, changes: int, returns: int) -> Outcome:
    sound = _database(folder, returns)
    before, chance = values_of(sound), random.Random(94)
    altered = noticed = 0
    for _ in range(changes):
        damaged = _damaged(sound, chance)
        if values_of(damaged) != before:
            altered += 1
            noticed += bool(complaints(damaged))
    found = f"{altered} altered a stored value, {noticed} of them reported by the doctor"
    fault = f"{changes} random {WIDTH}-byte changes of the database file"
    return Outcome(fault, "every altered value reported", found, altered == noticed)


def _database(folder: Path, returns: int) -> Path:
    """A district with its returns, all of it in one file."""
    path = folder / "sound.db"
    store = district.empty_store(f"sqlite:///{path}", returns)
    list(receive_all(district.write_returns(folder / "returns", returns), store))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _damaged(sound: Path, chance: random.Random) -> Path:
    """A copy in which a few bytes at one place are others."""
    damaged = sound.with_name("damaged.db")
    for leftover in sound.parent.glob("damaged.db*"):
        leftover.unlink()
    shutil.copy(sound, damaged)
    with damaged.open("r+b") as file:
        file.seek(chance.randrange(sound.stat().st_size - WIDTH))
        file.write(chance.randbytes(WIDTH))
    return damaged


def values_of(path: Path) -> dict[str, list[object]] | None:
    """Every row of every table as SQLite reads it; None where it cannot be read at all."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = sorted(str(name) for (name,) in names)
            return {
                name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)  # noqa: S608
                for name in tables
            }
    except (sqlite3.Error, UnicodeDecodeError):
        return None
