"""From bytes to a verdict («суждение о файле»): pure, so it can be done in other processes."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from typing import Self

from data_model.errors import UnreadableFile
from data_model.returns import Revision
from loaders.checks import Verdict, refusal, screen
from loaders.context import IntakeContext
from loaders.incoming import Incoming, read_trouble
from loaders.workbook import read_workbook

log = logging.getLogger(__name__)

Known = Callable[[str], Revision | None]
"""What is stored already under a checksum."""

AHEAD = 4
"""Files that wait ready per process: enough to keep it busy, few enough for the memory."""


def judge(one: Incoming, context: IntakeContext, today: date) -> Verdict:
    """The verdict on one file. A fault of ours is the refusal of this file and of no other."""
    try:
        read_trouble(one)
        return screen(read_workbook(one.content, one.filename), context, today)
    except UnreadableFile as fault:
        return refusal("unreadable", sentence=str(fault))
    except Exception:  # noqa: BLE001  one odd file must not end the intake of three hundred
        log.exception("could not judge a file of %d bytes", len(one.content))
        return refusal("reading_failed")


@dataclass
class _Desk:
    """What a judging process keeps between files."""

    context: IntakeContext
    today: date


_desk: list[_Desk] = []


def _sit_down(context: IntakeContext, today: date) -> None:
    _desk[:] = [_Desk(context, today)]


def _judge_here(one: Incoming) -> Verdict:
    return judge(one, _desk[0].context, _desk[0].today)


def judge_all(
    files: Iterable[Incoming], context: IntakeContext, today: date, jobs: int, known: Known
) -> Iterator[tuple[Incoming, Verdict | Revision]]:
    """Verdicts in the order of the files; a known file is not read again, only named.

    With several jobs files are judged ahead of the one asked for, a few per process. Where a
    process dies, its file is refused and the others go on in new ones.
    """
    if jobs <= 1:
        for one in files:
            yield one, known(one.sha256) or judge(one, context, today)
        return
    with Crew(jobs, context, today) as crew:
        ahead: deque[tuple[Incoming, Future[Verdict] | Revision]] = deque()
        for one in files:
            ahead.append((one, known(one.sha256) or crew.submit(one)))
            if len(ahead) > jobs * AHEAD:
                yield crew.finish(*ahead.popleft())
        while ahead:
            yield crew.finish(*ahead.popleft())


class Crew:
    """Judging processes, replaced when one of them dies."""

    def __init__(self, jobs: int, context: IntakeContext, today: date) -> None:
        self._jobs, self._desk = jobs, (context, today)
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, initializer=_sit_down, initargs=self._desk)

    def submit(self, one: Incoming) -> "Future[Verdict]":
        try:
            return self._pool.submit(_judge_here, one)
        except BrokenProcessPool:
            self._pool = self._new_pool()
            return self._pool.submit(_judge_here, one)

    def finish(
        self, one: Incoming, task: "Future[Verdict] | Revision"
    ) -> tuple[Incoming, Verdict | Revision]:
        """The result; files that only shared a dead process are judged once more, alone."""
        if isinstance(task, Revision):
            return one, task
        try:
            return one, task.result()
        except BrokenProcessPool:
            return one, self._alone(one)

    def _alone(self, one: Incoming) -> Verdict:
        with ProcessPoolExecutor(1, initializer=_sit_down, initargs=self._desk) as pool:
            try:
                return pool.submit(_judge_here, one).result()
            except BrokenProcessPool:
                return refusal("reading_failed")
