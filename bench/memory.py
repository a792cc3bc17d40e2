"""Peak memory of an intake in a process of its own: `python -m bench.memory COUNT FOLDER`.

FOLDER holds `returns/` and the database without returns; nothing else is imported here, so
that what is measured is the intake and not the bench.
"""

import resource
import shutil
import sys
from pathlib import Path

from data_model.store import Store
from loaders.intake import receive_all


def main() -> None:
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    database = shutil.copy(folder / "empty.db", folder / "memory.db")
    store = Store.open(f"sqlite:///{database}")
    files = sorted((folder / "returns").glob("*.xlsx"))[:count]
    taken = sum(receipt.outcome.startswith("accepted") for receipt in receive_all(files, store))
    store.close()
    if taken != count:
        sys.exit(f"{count - taken} of {count} returns were not taken")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
