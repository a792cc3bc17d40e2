"""The process that reads («читающий процесс»): held by limits, it can hurt only itself.

It has no database, writes no file, and ends where a file takes too much memory or time.
Run as ``python -m loaders.files.worker``: questions on stdin, answers on stdout.
"""

import faulthandler
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any, TextIO

from data_model.errors import MonitorError
from loaders.files.limits import LIMITS, Danger, refused
from loaders.files.messages import (
    TASKS,
    Ended,
    Question,
    WorkerAnswer,
    packed,
    read_frame,
    unpacked,
    write_frame,
)

OPEN_FILES = 64
POLITENESS = 5
"""Who waits for a page, and who judges what was read, goes first."""


def hold() -> None:
    """Limits of the whole process. Windows has none of them: there the time limit remains."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(POLITENESS)
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.child_bytes, LIMITS.child_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))


def allow_time(silence: TextIO) -> None:
    """Time for one more file: the process ends with it. CPU too, where it can be limited.

    A warm process would use up limits set once.
    """
    if sys.platform == "win32":
        faulthandler.dump_traceback_later(LIMITS.seconds, exit=True, file=silence)
        return
    import resource

    signal.setitimer(signal.ITIMER_REAL, LIMITS.seconds)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(spent.ru_utime + spent.ru_stime) + LIMITS.seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def stop_the_clock() -> None:
    """Nothing is being read; a child may wait as long as it likes."""
    if sys.platform == "win32":
        faulthandler.cancel_dump_traceback_later()
    else:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(question: Question) -> WorkerAnswer:
    """What came of a question; a panic of a reader is no Exception, so everything is caught."""
    try:
        task, *arguments = question
        return WorkerAnswer(_function(str(task))(*arguments))
    except MonitorError as refusal:
        return WorkerAnswer(refusal, Ended.REFUSED)
    except MemoryError:
        return WorkerAnswer("out of memory", Ended.BROKEN, is_last=True)
    except BaseException as fault:  # noqa: BLE001
        return WorkerAnswer(f"{type(fault).__name__}: {fault}"[:300], Ended.BROKEN, is_last=True)


def _function(task: str) -> Callable[..., Any]:
    module, _, name = TASKS[task].partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def packed_answer(question: Question) -> tuple[bytes, bool]:
    """An answer ready to be sent, and whether it is the last one."""
    given = answer(question)
    frame = packed(given)
    if len(frame) > LIMITS.answer_bytes:
        given = WorkerAnswer(refused(Danger.TEXT), Ended.REFUSED, is_last=True)
        frame = packed(given)
    return frame, given.is_last


def serve(questions: IO[bytes], answers: IO[bytes], silence: TextIO) -> None:
    """Answer until the other side closes, or a file has broken something here."""
    is_last = False
    while not is_last and (frame := read_frame(questions)) is not None:
        allow_time(silence)
        answer_frame, is_last = packed_answer(unpacked(frame))
        stop_the_clock()
        write_frame(answers, answer_frame)


def main() -> None:
    """Keep the pipe for answers alone: what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "w") as silence:  # noqa: PTH123
        os.dup2(silence.fileno(), sys.stdout.fileno())
        import_module("loaders.files.reader")
        hold()
        serve(sys.stdin.buffer, answers, silence)


if __name__ == "__main__":
    main()
