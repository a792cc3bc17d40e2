"""From bytes to a verdict («суждение о файле»): read by a child, judged where all is known."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from data_model.errors import UnreadableFile
from data_model.returns import Revision
from loaders.files.archive import Incoming, read_trouble
from loaders.files.lots import Known, Read, lots, read_ahead
from loaders.files.open import read_workbook
from loaders.forms.identity import Owner
from loaders.returns.checks import Verdict, refusal, screen
from loaders.returns.context import IntakeContext

log = logging.getLogger(__name__)

ContextNow = Callable[[], IntakeContext]
"""The context, read when the first file needs it: a batch that is all known needs none."""


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
    for lot in read_ahead(lots(files, known), jobs):
        for one, revision, read in lot.files():
            if revision:
                yield one, revision
            else:
                yield one, judge(one, context_now(), today, read)
