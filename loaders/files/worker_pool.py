"""Warm reading processes («пул чтения»): lent out one file at a time, replaced when one dies."""

import atexit
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty, LifoQueue
from threading import BoundedSemaphore
from typing import Any

from data_model.errors import MonitorError
from loaders.files.limits import PREFIX
from loaders.files.messages import packed, read_frame, unpacked, write_frame
from loaders.files.refusals import Danger, refused
from loaders.files.tasks import Answer, Ended, Question

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "loaders.files.worker")
INHERITED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONPATH", "LANG", "LC_ALL")
"""What a child may know of the environment: no address of a database, no secret."""

FAREWELL = 2
"""Seconds that a child has to end by itself."""


class Broken(Exception):
    """The child is gone, or something in it is; the text is for the log."""


def _environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name in INHERITED or name.startswith(PREFIX)
    }


class Child:
    """One reading process; it holds one lot of questions at a time."""

    def __init__(self) -> None:
        self._is_spent = False
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_usable(self) -> bool:
        return not self._is_spent and self._process.poll() is None

    def send(self, questions: Sequence[Question]) -> None:
        """Ask; the answers are fetched by ``receive``, and so is what is wrong with the child."""
        assert self._process.stdin is not None
        with suppress(OSError):
            write_frame(self._process.stdin, packed(questions))

    def receive(self) -> list[bytes]:
        """The packed answers; fewer than asked where it is enough. Raises Broken."""
        assert self._process.stdout is not None
        frame = read_frame(self._process.stdout)
        if frame is None:
            raise Broken(f"the child ended with {self._process.wait()}")
        answers: list[bytes]
        answers, self._is_spent = unpacked(frame)
        return answers

    def close(self) -> None:
        """Let it end by itself; end it where it does not."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                pipe.close() if pipe else None
        try:
            self._process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Pool:
    """Children that wait for work. ``size`` of them answer at once."""

    def __init__(self, size: int) -> None:
        self._idle: LifoQueue[Child] = LifoQueue()
        self._room = BoundedSemaphore(size)

    def ask(self, *question: object) -> Any:
        """The result of a task. Raises the refusal of the file; also where it killed its child."""
        with self._room:
            return self.begin([question]).result()

    def begin(self, questions: Sequence[Question]) -> "Work":
        """Hand questions to a child, and go on; whoever begins much must limit himself."""
        return Work(self, questions)

    def take(self) -> Child:
        """A child that waits, or a new one."""
        with suppress(Empty):
            while True:
                child = self._idle.get_nowait()
                if child.is_usable:
                    return child
                child.close()
        return Child()

    def give_back(self, child: Child) -> None:
        """For the next one; what is spent or dead is not kept."""
        if child.is_usable:
            self._idle.put(child)
        else:
            child.close()

    def close(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()


class Work:
    """Questions that a child is busy with («начатая работа»): all of them at one go.

    Where it does not come back, or not with all, each that is open is asked once more alone:
    one file is the fault of no other.
    """

    def __init__(self, pool: Pool, questions: Sequence[Question]) -> None:
        self._pool, self._questions = pool, questions
        self._child: Child | None = pool.take()
        self._answers: list[bytes] = []
        self._child.send(questions)

    def finish(self) -> None:
        """Wait for the answers and let the child go."""
        child, self._child = self._child, None
        if child is None:
            return
        try:
            self._answers = child.receive()
        except Broken as fault:
            log.warning("%d files were not read: %s", len(self._questions), fault)
            child.close()
            return
        except BaseException:
            child.close()
            raise
        self._pool.give_back(child)

    def result(self, place: int = 0) -> Any:
        """What came of one question. Raises the refusal of its file."""
        self.finish()
        if place < len(self._answers):
            return outcome(unpacked(self._answers[place]))
        if len(self._questions) == 1:
            raise refused(Danger.DIED)
        return self._pool.ask(*self._questions[place])

    def drop(self) -> None:
        """Nobody waits for it any more."""
        child, self._child = self._child, None
        if child is not None:
            child.close()


def outcome(answer: Answer) -> Any:
    """The result of an answer. Raises the refusal of the file."""
    if answer.ended is Ended.DONE:
        return answer.result
    if isinstance(answer.result, MonitorError):
        raise answer.result
    log.warning("a file was not read: %s", answer.result)
    raise refused(Danger.DIED)


@cache
def pool() -> Pool:
    """The pool of this process; its children end with it."""
    ours = Pool(max(2, os.cpu_count() or 1))
    atexit.register(ours.close)
    return ours
