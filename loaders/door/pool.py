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

    def send(self, task: str, *arguments: object) -> None:
        """Ask; the answer is fetched by ``receive``, and so is what is wrong with the child."""
        assert self._process.stdin is not None
        with suppress(OSError):
            write_frame(self._process.stdin, packed((task, arguments)))

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

    def ask(self, task: str, *arguments: object) -> Any:
        self.send(task, *arguments)
        return self.receive()

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

    def ask(self, task: str, *arguments: object) -> Any:
        """The result of a task. Raises the refusal of the file; also where it killed its child."""
        with self._room:
            child = self.take()
            try:
                result = child.ask(task, *arguments)
            except Broken as fault:
                child.close()
                log.warning("a file was not read: %s", fault)
                raise refused(Danger.DIED) from fault
            except MonitorError:
                self.give_back(child)
                raise
            except BaseException:
                child.close()
                raise
            self.give_back(child)
            return result

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


@cache
def pool() -> Pool:
    """The pool of this process; its children end with it."""
    ours = Pool(max(2, os.cpu_count() or 1))
    atexit.register(ours.close)
    return ours
