"""The other peer: frictionless reads and validates the three data sheets of each file.

It is no dependency of ours: `python -m bench --frictionless PYTHON` runs this file by a Python of
an environment that has `frictionless[excel]`. It asks no network, and prints how many rows it read.
"""

import os
import sys
from pathlib import Path

from frictionless import Resource, system  # type: ignore[import-not-found]
from frictionless.formats import ExcelControl  # type: ignore[import-not-found]

SHEETS = ("Показатели", "Мероприятия", "Документы")


def rows_of(path: Path) -> int:
    """Rows of the data sheets that were validated and read."""
    read = 0
    for sheet in SHEETS:
        resource = Resource(path=path.name, control=ExcelControl(sheet=sheet))
        resource.validate()
        read += len(resource.read_rows())
    return read


def main(folder: str, names: list[str]) -> None:
    os.chdir(folder)  # it opens no absolute path unless it is told to trust all
    system.trusted = False
    print(sum(rows_of(Path(name)) for name in names))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
