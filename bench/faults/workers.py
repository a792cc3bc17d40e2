"""Ten people send returns, servers and workers on one PostgreSQL are killed in turn meanwhile.

Real processes: ``roadmap serve`` and ``roadmap work``. Each is ended by ``kill -9`` and begun anew
while uploads are checked and taken in; people send, look and accept through the store, as a page
does. At the end every return is in once, and the verdicts are those of a single process.

Two workers are also timed beside one.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from bench import district
from bench.faults import Outcome, new_database
from data_model.errors import MonitorError
from data_model.people import Author, Grant, Role
from data_model.returns import UploadState, WaitingUpload
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.safety import doctor
from data_model.store.waiting import SentBytes
from indicators.plan_fact import plan_fact
from loaders import uploads
from loaders.intake import receive_all

P = ParamSpec("P")
T = TypeVar("T")
ROOT = Path(__file__).parents[2]
YEAR, HERE = 2021, district.MUNICIPALITY.code
PEOPLE, WORKERS, SERVERS = 10, 3, 2
IN_AN_UPLOAD = 10
SILENCE = 6
"""Seconds after which a worker is taken for dead; the product waits twenty."""
LOOK = 0.3
"""Seconds between two looks of a person at her upload."""
WANTED = 1.7
"""Times as quick as one worker that two shall be."""
START = 300.0
"""Seconds that processes have to come up on a busy machine."""


@dataclass
class Process:
    """A server or a worker that is begun anew after it was killed."""

    words: Sequence[str]
    settings: dict[str, str] = field(default_factory=dict)
    health: str = ""
    running: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        settings = os.environ | {"PYTHONPATH": str(ROOT)} | self.settings
        command = [sys.executable, "-c", "import cli; cli.run()", *self.words]
        self.running = subprocess.Popen(
            command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        """Until a server answers; a worker is not waited for."""
        last = time.monotonic() + START
        while self.health and time.monotonic() < last:
            try:
                with urlopen(self.health) as answer:  # noqa: S310  on this machine
                    if answer.status == 200:
                        return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)

    def has_ended(self) -> bool:
        """Whether it has ended by itself, or was never begun."""
        return self.running is None or self.running.poll() is not None

    def kill(self) -> None:
        if self.running is not None:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()


def worker(url: str) -> Process:
    return Process(["--db", url, "work"], {"ROADMAP_LIMIT_WORKER_SILENCE": str(SILENCE)})


def server(url: str) -> Process:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["--db", url, "serve", "--headless", "--port", str(port)]
    settings = {"ROADMAP_LIMIT_WORKER_SILENCE": str(SILENCE)}
    return Process(words, settings, f"http://127.0.0.1:{port}/_stcore/health")


@contextmanager
def running(processes: Sequence[Process]) -> Iterator[None]:
    for one in processes:
        one.begin()
    try:
        for one in processes:
            one.wait()
        yield
    finally:
        for one in processes:
            one.kill()


def all_at_work(url: str, count: int, patience: float = START) -> None:
    """Wait until so many workers show that they live."""
    alive = "SELECT count(*) FROM procrastinate_workers WHERE now() - last_heartbeat < %s"
    last = time.monotonic() + patience
    with psycopg.connect(url, autocommit=True) as connection:
        while time.monotonic() < last:
            found = connection.execute(alive, [timedelta(seconds=SILENCE)]).fetchone()
            if found and found[0] >= count:
                return
            time.sleep(0.2)
    raise TimeoutError(f"{count} workers did not come up")


# people


@dataclass
class Person:
    """Somebody who sends her schools' returns, a lot at a time, and accepts what was checked."""

    login: str
    lots: Sequence[Sequence[Path]]
    again: int = 0
    wrong: list[str] = field(default_factory=list)

    def send_all(self, store: Store) -> None:
        with acting(Author(self.login, (Grant(Role.METHODIST, HERE),), self.login)):
            for lot in self.lots:
                sent = [SentBytes(path.name, path.read_bytes()) for path in lot]
                self._through(store, patiently(store.receive_upload, sent, HERE, YEAR))

    def _through(self, store: Store, number: int) -> None:
        """Accept it, and have it checked again where its worker was killed too often."""
        while True:
            one = patiently(ended, store, number)
            if one is None:
                self.wrong.append(f"{self.login}: upload {number} is gone")
                return
            if one.state is UploadState.TAKEN and not one.files:
                return
            if one.state is UploadState.CHECKED and not one.trouble:
                outcome = uploads.outcome_of(patiently(store.waiting_outcome, number))
                if not outcome.ready:
                    return
                said = uploads.decision_text(uploads.UploadDecision("сверено"))
                patiently(store.decide_upload, number, said)
            else:
                self.again += 1
                patiently(store.check_again, number)


def ended(store: Store, number: int) -> WaitingUpload | None:
    """An upload after its worker is through with it."""
    while True:
        found = {one.id: one for one in store.waiting_uploads()}
        if number not in found or not found[number].is_at_work:
            return found.get(number)
        time.sleep(LOOK)


def patiently(act: Callable[P, T], *named: P.args, **more: P.kwargs) -> T:
    """Do it, also where the database is busy for a moment."""
    for _ in range(20):
        try:
            return act(*named, **more)
        except MonitorError:
            time.sleep(1)
    return act(*named, **more)


def people_of(files: Sequence[Path], lot: int = IN_AN_UPLOAD) -> list[Person]:
    """Ten people, each with her share of the schools, in lots."""
    shares = [files[number::PEOPLE] for number in range(PEOPLE)]
    return [
        Person(
            f"person-{number}",
            [share[at : at + lot] for at in range(0, len(share), lot)],
        )
        for number, share in enumerate(shares)
    ]


def office(url: str, people: Sequence[Person], returns: int) -> Store:
    store = district.empty_store(url, returns)
    for one in people:
        store.add_person(one.login, one.login, Grant(Role.METHODIST, HERE))
    return store


def all_send(store: Store, people: Sequence[Person]) -> list[threading.Thread]:
    threads = [threading.Thread(target=one.send_all, args=(store,)) for one in people]
    for one in threads:
        one.start()
    return threads


# the fault


def kill_in_turn(url: str, folder: Path, returns: int, *, lot: int, pause: float) -> Outcome:
    """``url`` names an empty database on PostgreSQL; ``lot`` returns are sent together."""
    files = district.write_returns(folder / "returns", returns)
    people = people_of(files, lot)
    store = office(url, people, returns)
    processes = [worker(url) for _ in range(WORKERS)] + [server(url) for _ in range(SERVERS)]
    kills = hits = fallen = 0
    with running(processes):
        all_at_work(url, len(processes))
        threads = all_send(store, people)
        while any(one.is_alive() for one in threads) or kills < len(processes):
            time.sleep(pause)
            victim = processes[kills % len(processes)]
            hits += patiently(store.next_upload) is not None
            fallen += victim.has_ended()
            victim.kill()
            victim.begin()
            kills += 1
            print(f"kill {kills}, {store.sizes()}", file=sys.stderr, flush=True)
            time.sleep(SILENCE)
            all_at_work(url, len(processes))
        for one in threads:
            one.join()
    wrong = [sentence for one in people for sentence in one.wrong]
    wrong += counted_wrong(store, files)
    wrong += [f"{fallen} processes ended by themselves"] if fallen else []
    wrong += [one.text for one in doctor(url) if not one.ok and "Свободно на диске" not in one.text]
    wrong += [] if verdicts(store) == alone(folder, files) else ["verdicts differ"]
    again = sum(one.again for one in people)
    store.close()
    return Outcome(
        f"{SERVERS} servers and {WORKERS} workers on PostgreSQL killed in turn, {returns} returns "
        f"of {PEOPLE} people",
        "every return in once, verdicts as of a single process",
        f"{kills} kills, {hits} of them while uploads were worked on, {again} times checked again; "
        + ("; ".join(wrong[:3]) or "as asked"),
        not wrong,
    )


def counted_wrong(store: Store, files: Sequence[Path]) -> list[str]:
    """Returns that are lost, and returns that are in twice."""
    known = {path.name.partition("_")[0]: 0 for path in files}
    for one in store.snapshot(HERE).revisions:
        known[one.org] += 1
    lost = sum(count == 0 for count in known.values())
    twice = sum(count > 1 for count in known.values())
    return [f"{lost} lost, {twice} twice"] if lost or twice else []


def verdicts(store: Store) -> list[str]:
    """Every judged row, as text."""
    return sorted(map(repr, plan_fact(store.snapshot(HERE))))


def alone(folder: Path, files: Sequence[Path]) -> list[str]:
    """The same files taken in by one process into a file of its own."""
    store = district.empty_store(f"sqlite:///{folder / 'alone.db'}", len(files))
    list(receive_all(files, store))
    found = verdicts(store)
    store.close()
    return found


# the speed


def seconds(url: str, folder: Path, returns: int, workers: int) -> float:
    """Wall time from the first upload to the last receipt, with so many workers."""
    files = district.write_returns(folder / "returns", returns)
    people = people_of(files)
    store = office(url, people, returns)
    with running([worker(url) for _ in range(workers)]):
        all_at_work(url, workers)
        begun = time.monotonic()
        for one in all_send(store, people):
            one.join()
        lasted = time.monotonic() - begun
    store.close()
    return lasted


def two_beside_one(server: str, folder: Path, returns: int, rounds: int) -> Outcome:
    """How many times as quick two workers are, each round in databases of its own."""
    found = []
    for _ in range(rounds):
        one, two = (seconds(new_database(server), folder, returns, count) for count in (1, 2))
        found.append(one / two)
        print(
            f"one worker {one:.1f} s, two {two:.1f} s, {one / two:.2f} times as quick", flush=True
        )
    median = statistics.median(found)
    told = "; ".join(f"{ratio:.2f}" for ratio in found)
    return Outcome(
        f"two workers beside one, {returns} returns of {PEOPLE} people",
        f"{WANTED} times as quick",
        f"{median:.2f} times, the median of {told}",
        median >= WANTED,
    )
