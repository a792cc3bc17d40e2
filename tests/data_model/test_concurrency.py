"""Many at once, and killed at any moment: nothing lost, nothing twice, nothing torn."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from data_model.store import Store
from data_model.store.safety import doctor
from tests.builders import a_fact, a_return, a_submission
from tests.data_model.conftest import fill

PROCESSES = 3
CORRECTIONS = 4


def correct(url: str, writer: int) -> None:
    """One process that sends its own corrections of the same return."""
    store = Store.open(url)
    for number in range(CORRECTIONS):
        content = f"{writer}-{number}".encode()
        store.save_return(a_submission(a_return(facts=(a_fact(value=number),)), content))
    store.close()


def at_once(target: object, *arguments: tuple[object, ...]) -> None:
    """Run one process for each tuple of arguments; all must end well."""
    fresh = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    fresh.set_forkserver_preload([__name__])  # it has imported the program once for all of them
    running = [fresh.Process(target=target, args=given) for given in arguments]  # type: ignore[arg-type]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
    assert [process.exitcode for process in running] == [0] * len(running)


@pytest.mark.fault
def test_corrections_of_one_return_at_once_lose_nothing(url: str, store: Store) -> None:
    at_once(correct, *[(url, writer) for writer in range(PROCESSES)])
    history = store.revisions("580401", 2021)
    assert [one.number for one in history] == list(range(1, PROCESSES * CORRECTIONS + 1))
    assert [one.is_current for one in history].count(True) == 1
    assert history[-1].is_current


def send_the_same(url: str, writer: int) -> None:
    store = Store.open(url)
    for _ in range(CORRECTIONS):
        store.save_return(a_submission())
    store.close()


@pytest.mark.fault
def test_the_same_file_sent_at_once_is_stored_once(url: str, store: Store) -> None:
    at_once(send_the_same, *[(url, writer) for writer in range(PROCESSES)])
    assert len(store.revisions("580401", 2021)) == 1


INGEST = """
import sys
from data_model.store import Store
from tests.builders import a_return, a_submission

store = Store.open(sys.argv[1])
for number in range(int(sys.argv[2]), 10_000):
    content = str(number).encode()
    receipt = store.save_return(a_submission(a_return(), content))
    print(number, receipt.revision, flush=True)
"""


@pytest.mark.fault
def test_a_killed_ingest_leaves_whole_returns_and_every_receipt_holds(
    sqlite_url: str, tmp_path: Path
) -> None:
    store = Store.create(sqlite_url)
    fill(store)
    receipts: list[tuple[int, int]] = []
    for round_number in range(2):
        receipts += killed_ingest(sqlite_url, 1000 * round_number, random.uniform(0.01, 0.25))
    history = store.revisions("580401", 2021)
    stored = Counter(one.sha256 for one in history)
    assert set(stored.values()) == {1}
    assert {revision for _, revision in receipts} <= {one.number for one in history}
    assert len(store.snapshot("58040").facts) == 6
    store.close()
    assert [finding.text for finding in doctor(sqlite_url) if not finding.ok] == []


def killed_ingest(url: str, start: int, seconds: float) -> list[tuple[int, int]]:
    """Receipts printed by a process that was killed some time after its first one."""
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST, url, str(start)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    lines = [first, *process.stdout.read().splitlines()]
    process.stdout.close()
    process.wait()
    pairs = [line.split() for line in lines]
    return [(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2]
