"""Workbooks of strangers through the door: `python -m bench.foreign FOLDER [--damaged N]`.

Every file of the folder is offered as a return. Each must be read or refused with a sentence:
no crash, no hang, no half-load. ``--damaged`` offers N broken copies of each one as well.
"""

import argparse
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data_model.errors import UnreadableFile
from loaders.files.archive import read_trouble, unpacked
from loaders.files.worker_pool import read_workbook

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".ods", ".ots")
OTHERS = (".fods", ".xml", ".docx", ".doc", ".odt", ".pdf", ".csv", ".html", ".png", ".zip", ".bin")


@dataclass
class Tally:
    """What came of the files; ``slowest`` holds seconds and names."""

    verdicts: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def offer(self, content: bytes, name: str) -> None:
        started = time.perf_counter()
        try:
            for one in unpacked(name, content):
                read_trouble(one)
                sheets = read_workbook(one.content, one.filename).sheets
                cells = sum(1 for grid in sheets for _ in grid.filled())
                self.verdicts["read" if cells else "read, no cell"] += 1
        except UnreadableFile as refusal:
            self.verdicts[str(refusal).partition(".")[0].partition(":")[0]] += 1
        except Exception as fault:  # noqa: BLE001
            self.crashes.append(f"{name}: {type(fault).__name__}: {fault}")
        took = time.perf_counter() - started
        self.slowest = sorted([*self.slowest, (took, name)], reverse=True)[:5]


def damaged(content: bytes, copies: int, chance: random.Random) -> Iterator[bytes]:
    """Broken copies: cut short, bytes changed, a stretch taken out or put in twice."""
    for number in range(copies if len(content) > 64 else 0):
        first, last = sorted(chance.sample(range(len(content)), 2))
        match number % 4:
            case 0:
                yield content[:first]
            case 1:
                broken = bytearray(content)
                for place in chance.sample(range(len(broken)), 8):
                    broken[place] = chance.randrange(256)
                yield bytes(broken)
            case 2:
                yield content[:first] + content[min(last, first + 64) :]
            case _:
                yield content[:first] + content[first : first + 64] + content[first:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--damaged", type=int, default=0)
    chosen = parser.parse_args()
    tally, chance = Tally(), random.Random(94)
    paths = sorted(
        path
        for path in chosen.folder.rglob("*")
        if path.suffix.casefold() in WORKBOOKS + OTHERS and path.is_file()
    )
    for path in paths:
        content = path.read_bytes()
        tally.offer(content, path.name)
        for number, copy in enumerate(damaged(content, chosen.damaged, chance), start=1):
            tally.offer(copy, f"{path.name}, copy {number}")
    report(tally)
    sys.exit(bool(tally.crashes))


def report(tally: Tally) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for verdict, count in tally.verdicts.most_common():
        print(f"{count:6} {verdict}")
    print(f"{len(tally.crashes):6} crashes; peak of the offering process {peak:.0f} MiB")
    print(*tally.crashes[:10], sep="\n")
    print("slowest:", *(f"{took:.2f} s {name};" for took, name in tally.slowest))


if __name__ == "__main__":
    main()
