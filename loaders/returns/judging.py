"""From bytes to a verdict («суждение о файле»): read by a child, judged where all is known."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from data_model.errors import UnreadableFile
from data_model.returns import Revision
from loaders.files.archive import Incoming, read_trouble
from loaders.files.limits import LIMITS
from loaders.files.worker_pool import Work, pool, read_workbook
from loaders.forms.layout import Owner
from loaders.returns.checks import FileVerdict, refusal, screen
from loaders.returns.context import IntakeContext

log = logging.getLogger(__name__)

ContextNow = Callable[[], IntakeContext]
"""The context, read when the first file needs it: a batch that is all known needs none."""


Known = Mapping[str, Revision]
"""What is stored already, by the checksum of its bytes."""


def judge(
    one: Incoming,
    context: IntakeContext,
    today: date,
    reading: Work | None = None,
    owner: Owner | None = None,
) -> FileVerdict:
    """The verdict on one file. A fault of ours is the refusal of this file and of no other."""
    try:
        read_trouble(one)
        workbook = reading.result() if reading else read_workbook(one.content, one.filename)
        return screen(workbook, context, today, owner)
    except UnreadableFile as fault:
        return refusal("unreadable", sentence=str(fault))
    except Exception:  # noqa: BLE001  one odd file must not end the intake of three hundred
        log.exception("could not judge a file of %d bytes", len(one.content))
        return refusal("reading_failed")


def judge_all(
    files: Iterable[Incoming], context_now: ContextNow, today: date, jobs: int, known: Known
) -> Iterator[tuple[Incoming, FileVerdict | Revision]]:
    """Verdicts in the order of the files; a known file is not read again, only named.

    With several jobs as many children read ahead. Each file is judged when it is asked for, so
    that what was stored just before is known to the checks, whatever the number of jobs.
    """
    for one, reading in _read_ahead(files, known, jobs if jobs > 1 else 0):
        revision = known.get(one.sha256)
        yield one, revision or judge(one, context_now(), today, reading)


def _read_ahead(
    files: Iterable[Incoming], known: Known, most: int
) -> Iterator[tuple[Incoming, Work | None]]:
    """The files in their order, so many of them being read while one is handed out."""
    waiting: deque[tuple[Incoming, Work | None]] = deque()
    try:
        for one in files:
            waiting.append((one, None if one.sha256 in known else _begun(one) if most else None))
            if len(waiting) > most:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for _, reading in waiting:
            if reading:
                reading.drop()


def _begun(one: Incoming) -> Work | None:
    """The reading of a file, begun; judging tells why a file cannot be read."""
    is_readable = not one.trouble and len(one.content) <= LIMITS.file_bytes
    return pool().begin("read", one.content, one.filename) if is_readable else None
