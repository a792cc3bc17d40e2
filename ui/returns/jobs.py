"""Long work («задания»): runs beside the pages, so a click, F5 or a closed tab stops nothing.

The registry belongs to the process, not to a session or a cache: nobody can empty it from
the browser. One worker at a time, because storing is one writer anyway. A job's thread never
touches the screen; a fragment draws what the job says of itself.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from threading import Lock
from time import monotonic
from uuid import uuid4

from data_model.errors import MonitorError
from data_model.returns import Receipt
from ui.incidents import error_sentence

KEPT = 3
"""Ended jobs of one person that stay to be looked at; each may hold a whole district.

Whatever runs or waits for a person stays in any case.
"""


@dataclass
class Job:
    """One batch of files on its way in; its thread writes, the pages read.

    ``owner`` is the login of the person who began it, empty on one PC.
    """

    total: int
    owner: str = ""
    id: str = field(default_factory=lambda: uuid4().hex[:12])
    created: datetime = field(default_factory=datetime.now)
    started: float = 0.0
    receipts: list[Receipt] = field(default_factory=list)
    finished: bool = False
    trouble: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for it, or it for somebody."""
        return not self.finished

    @property
    def done(self) -> int:
        return len(self.receipts)

    @property
    def progress(self) -> float:
        return min(self.done / self.total, 1.0) if self.total else 0.0

    def expect(self, done: int, total: int) -> None:
        """An archive holds more files than it looks like."""
        self.total = max(total, done)

    @property
    def seconds_left(self) -> int | None:
        """At the speed so far; unknown before the first file is done."""
        if not self.started or not self.done:
            return None
        spent = monotonic() - self.started
        return round(spent / self.done * max(self.total - self.done, 0))


Work = Callable[[], Iterator[Receipt]]


class Registry:
    """All jobs of this process, the newest first."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.lock = Lock()
        self.pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="intake")

    def start(self, job: Job, work: Work) -> Job:
        with self.lock:
            ended = [one for one in self.jobs if not one.is_open and one.owner == job.owner]
            gone = {one.id for one in ended[KEPT - 1 :]}
            self.jobs = [job, *(one for one in self.jobs if one.id not in gone)]
        self.pool.submit(copy_context().run, run, job, work)
        return job

    def of(self, owner: str) -> list[Job]:
        """The jobs of one person, the newest first."""
        return [job for job in self.jobs if job.owner == owner]

    def find(self, id: str, owner: str) -> Job | None:
        """A job by its number, if it is this person's."""
        return next((job for job in self.of(owner) if job.id == id), None)


BROKEN_OFF = (
    "Приём прервался. Принятые файлы сохранены, остальные ждут: проверьте их ещё раз. "
    "Номер происшествия {number}."
)


def run(job: Job, work: Work) -> None:
    """Collect receipts until the work ends; whatever stops it is said in words."""
    job.started = monotonic()
    try:
        for receipt in work():
            job.receipts.append(receipt)
    except MonitorError as error:
        job.trouble = str(error)
    except Exception as error:  # noqa: BLE001 — a thread has nobody above it
        job.trouble = error_sentence(error, BROKEN_OFF)
    finally:
        job.finished = True


@cache
def registry() -> Registry:
    return Registry()
