"""From bytes to a verdict («суждение о файле»): read by a child, judged where all is known."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from data_model.errors import UnreadableFile
from data_model.returns import Revision
from loaders.checks import Verdict, refusal, screen
from loaders.context import IntakeContext
from loaders.door.pool import Work
from loaders.identity import Owner
from loaders.incoming import Incoming, read_trouble
from loaders.workbook import Workbook, begin_reading, read_workbook

log = logging.getLogger(__name__)

Known = Mapping[str, Revision]
"""What is stored already, by the checksum of its bytes."""

ContextNow = Callable[[], IntakeContext]
"""The context, read when the first file needs it: a batch that is all known needs none."""

Read = Callable[[bytes, str], Workbook]


def judge(
    one: Incoming,
    context: IntakeContext,
    today: date,
    read: Read | None = None,
    owner: Owner | None = None,
) -> Verdict:
    """The verdict on one file. A fault of ours is the refusal of this file and of no other."""
    try:
        read_trouble(one)
        workbook = (read or read_workbook)(one.content, one.filename)
        return screen(workbook, context, today, owner)
    except UnreadableFile as fault:
        return refusal("unreadable", sentence=str(fault))
    except Exception:  # noqa: BLE001  one odd file must not end the intake of three hundred
        log.exception("could not judge a file of %d bytes", len(one.content))
        return refusal("reading_failed")


def judge_all(
    files: Iterable[Incoming], context_now: ContextNow, today: date, jobs: int, known: Known
) -> Iterator[tuple[Incoming, Verdict | Revision]]:
    """Verdicts in the order of the files; a known file is not read again, only named.

    With several jobs as many children and one more read ahead. Each file is judged when it is
    asked for, so that what was stored just before is known to the checks, whatever the number
    of jobs.
    """
    for one, work in _read_ahead(files, jobs, known):
        if isinstance(work, Revision):
            yield one, work
        else:
            yield one, judge(one, context_now(), today, _result_of(work) if work else None)


Ahead = Work | Revision | None
"""What is under way for a file: its reading, what is known of it, or nothing."""


def _read_ahead(
    files: Iterable[Incoming], jobs: int, known: Known
) -> Iterator[tuple[Incoming, Ahead]]:
    """The files with what is under way; before one is handed out the next ones are begun."""
    waiting: deque[tuple[Incoming, Ahead]] = deque()
    most = jobs + 1 if jobs > 1 else 0
    try:
        for one in files:
            if most and len(waiting) == most:
                _finish(waiting[0][1])
            waiting.append((one, known.get(one.sha256) or (_begun(one) if most else None)))
            if len(waiting) > most:
                yield waiting.popleft()
        yield from waiting
    finally:
        for _, left in waiting:
            if isinstance(left, Work):
                left.drop()


def _finish(ahead: Ahead) -> None:
    """Wait for a reading, so that its child is free for the next one."""
    if isinstance(ahead, Work):
        ahead.finish()


def _begun(one: Incoming) -> Work | None:
    """A reading begun; None where it would fail at once, and judging will say why."""
    try:
        read_trouble(one)
        return begin_reading(one.content, one.filename)
    except UnreadableFile:
        return None


def _result_of(work: Work) -> Read:
    def read(_content: bytes, _filename: str) -> Workbook:
        workbook: Workbook = work.result()
        return workbook

    return read
