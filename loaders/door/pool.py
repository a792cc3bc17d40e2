"""Warm reading processes («пул чтения»): lent out one file at a time, replaced when one dies."""

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

from data_model.errors import MonitorError
from loaders.door.frames import packed, read_frame, unpacked, write_frame
from loaders.door.limits import PREFIX
from loaders.door.sentences import Danger, refused
from loaders.door.tasks import Answer, Ended

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "loaders.door.child")
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
    """One reading process; it holds at most one question at a time."""

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

    def send(self, *question: object) -> None:
        """Ask; the answer is fetched by ``receive``, and so is what is wrong with the child."""
        assert self._process.stdin is not None
        with suppress(OSError):
            write_frame(self._process.stdin, packed(question))

    def receive(self) -> Any:
        """The result. Raises the refusal of the file, or Broken."""
        assert self._process.stdout is not None
        frame = read_frame(self._process.stdout)
        if frame is None:
            raise Broken(f"the child ended with {self._process.wait()}")
        answer: Answer = unpacked(frame)
        self._is_spent = answer.is_last
        if answer.ended is Ended.DONE:
            return answer.result
        if isinstance(answer.result, MonitorError):
            raise answer.result
        raise Broken(str(answer.result))

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
        return Work(self, *question)

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

    def __init__(self, pool: Pool, *question: object) -> None:
        self._pool, self._child = pool, pool.take()
        self._result: Any = None
        self._refusal: MonitorError | None = None
        self._is_finished = False
        self._child.send(*question)

    def finish(self) -> None:
        """Wait for the answer and let the child go."""
        if self._is_finished:
            return
        self._is_finished = True
        try:
            self._result = self._child.receive()
        except Broken as fault:
            log.warning("a file was not read: %s", fault)
            self._refusal = refused(Danger.DIED)
            self._child.close()
            return
        except MonitorError as refusal:
            self._refusal = refusal
        except BaseException:
            self._child.close()
            raise
        self._pool.give_back(self._child)

    def result(self) -> Any:
        """What came of it. Raises the refusal of the file."""
        self.finish()
        if self._refusal:
            raise self._refusal
        return self._result

    def drop(self) -> None:
        """Nobody waits for it any more."""
        if not self._is_finished:
            self._is_finished = True
            self._child.close()


@cache
def pool() -> Pool:
    """The pool of this process; its children end with it."""
    ours = Pool(max(2, os.cpu_count() or 1))
    atexit.register(ours.close)
    return ours
