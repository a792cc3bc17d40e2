"""The peer: the script that a user would write, three read_excel per file and a concat.

It checks nothing, refuses nothing, keeps no revision and forgets the cells.
"""

import sqlite3
import warnings
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pandas as pd

SHEETS = ("Показатели", "Мероприятия", "Документы")


def consolidate(files: Sequence[Path], database: Path) -> None:
    """Read the three data sheets of each file with openpyxl, join, store."""
    warnings.simplefilter("ignore")
    frames = [
        pd.read_excel(path, sheet_name=sheet, header=None, engine="openpyxl").assign(
            file=path.name, sheet=sheet
        )
        for path in files
        for sheet in SHEETS
    ]
    joined = pd.concat(frames).astype(str)
    database.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as connection, connection:
        joined.to_sql("answers", connection, index=False)
