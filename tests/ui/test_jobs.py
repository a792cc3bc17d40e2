"""Jobs beside the pages: what they needed is not kept, however many there were."""

import subprocess
import sys

import pytest

from ui.jobs import KEPT, Job, Registry

MEBIBYTE = 1024 * 1024


HANDED_BACK = """
from tests.loaders.files.test_hostile import resident
from ui.jobs import Job, Registry
def wasteful():
    # small things among which some live on to the end, as while three hundred files are read
    crumbs = [bytes(500) for _ in range(200_000)]
    kept = crumbs[::400]
    del crumbs
    yield from ()
    del kept
registry = Registry()
registry.start(Job(total=0), lambda: iter(()))
registry.pool.submit(lambda: None).result()
before = resident()
for _ in range(3):
    registry.start(Job(total=0), wasteful)
registry.pool.shutdown()
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there memory can be handed back")
def test_a_finished_job_hands_its_memory_back() -> None:
    assert printed_by(HANDED_BACK) < 10 * MEBIBYTE


def printed_by(script: str) -> int:
    """The number that a process of its own prints: nothing else goes on in it."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    return int(done.stdout)


def test_only_the_last_jobs_stay() -> None:
    registry = Registry()
    jobs = [registry.start(Job(total=0), lambda: iter(())) for _ in range(KEPT + 2)]
    registry.pool.shutdown()
    assert registry.latest() is jobs[-1]
    assert registry.find(jobs[0].id) is None
    assert registry.find(jobs[-KEPT].id) is jobs[-KEPT]


FREED = """
import threading
from tests.loaders.files.test_hostile import resident
from ui.memory import keep_little_reserve
keep_little_reserve()
pinned = []
def work():
    for _ in range(3):
        block = b"x" * 5_000_000
        pinned.append(bytes(1000))
        del block
    both.wait()
both = threading.Barrier(4)
block = b"x" * 30_000_000
del block
before = resident()
threads = [threading.Thread(target=work) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there the library is told anything")
def test_threads_hold_nothing_back_once_a_large_block_was_freed() -> None:
    assert printed_by(FREED) < 5 * MEBIBYTE
