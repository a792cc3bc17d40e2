"""Reading by another process («пул чтения»): no file from outside is opened by the one that serves.

Warm children are lent out one file at a time, and replaced when one dies.
"""

import atexit
import logging
import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty, LifoQueue
from threading import BoundedSemaphore
from typing import Any

from data_model.errors import MonitorError, UnreadableFile
from loaders.files.limits import LIMITS, PREFIX, Danger, refused
from loaders.files.messages import (
    Ended,
    Question,
    WorkerAnswer,
    packed,
    read_frame,
    unpacked,
    write_frame,
)
from loaders.files.workbook import Workbook

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
    """One reading process; it holds one question at a time."""

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

    def send(self, question: Question) -> None:
        """Ask; ``receive`` gives the answer, and tells what is wrong with the child."""
        assert self._process.stdin is not None
        with suppress(OSError):
            write_frame(self._process.stdin, packed(question))

    def receive(self) -> WorkerAnswer:
        """The answer. Raises Broken."""
        assert self._process.stdout is not None
        frame = read_frame(self._process.stdout)
        if frame is None:
            raise Broken(f"the child ended with {self._process.wait()}")
        answer: WorkerAnswer = unpacked(frame)
        self._is_spent = answer.is_last
        return answer

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
            return self.begin(*question).result()

    def begin(self, *question: object) -> "Work":
        """Hand a question to a child, and go on; whoever begins much must limit himself."""
        return Work(self, question)

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
    """A question that a child is busy with («начатая работа»)."""

    def __init__(self, pool: Pool, question: Question) -> None:
        self._pool = pool
        self._child: Child | None = pool.take()
        self._child.send(question)

    def result(self) -> Any:
        """What came of the question, asked for once. Raises the refusal of the file."""
        child, self._child = self._child, None
        assert child is not None, "a result is fetched once"
        try:
            answer = child.receive()
        except Broken as fault:
            log.warning("a file was not read: %s", fault)
            child.close()
            raise refused(Danger.DIED) from fault
        except BaseException:
            child.close()
            raise
        self._pool.give_back(child)
        return _outcome(answer)

    def drop(self) -> None:
        """End the child where nobody waits for its answer any more."""
        if self._child is not None:
            self._child.close()


def _outcome(answer: WorkerAnswer) -> Any:
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


def read_workbook(content: bytes, filename: str = "") -> Workbook:
    """The cells of a file, whose kind is told by its content.

    Raises UnreadableFile: a Russian sentence with a cure.
    """
    refuse_too_big(content)
    book: Workbook = pool().ask("read", content, filename)
    return book


def refuse_too_big(content: bytes) -> None:
    """Raises UnreadableFile for what is larger than any return."""
    if len(content) > LIMITS.file_bytes:
        raise UnreadableFile(LIMITS.too_big(len(content)))
