"""From bytes to a verdict («суждение о файле»): pure, so it can be done in other processes."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from data_model.errors import UnreadableFile
from data_model.returns import Revision
from loaders.checks import Verdict, refusal, screen
from loaders.context import IntakeContext
from loaders.door.pool import Broken, Child, pool
from loaders.door.sentences import Danger, refused
from loaders.identity import Owner
from loaders.incoming import Incoming, read_trouble
from loaders.reading import read_here
from loaders.workbook import Workbook, read_workbook

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


# in a child


@dataclass
class _Desk:
    """What a judging process keeps between files."""

    context: IntakeContext
    today: date


_desk: list[_Desk] = []


def sit_down(context: IntakeContext, today: date) -> None:
    """Take the context of a batch; a child does this once, not with every file."""
    _desk[:] = [_Desk(context, today)]


def judge_here(one: Incoming) -> Verdict:
    """The verdict on one file, read in this very process: only a child does it."""
    return judge(one, _desk[0].context, _desk[0].today, read_here)


# in the process that stores


def judge_all(
    files: Iterable[Incoming], context_now: ContextNow, today: date, jobs: int, known: Known
) -> Iterator[tuple[Incoming, Verdict | Revision]]:
    """Verdicts in the order of the files; a known file is not read again, only named.

    With several jobs as many children judge ahead of the file asked for, each its own one.
    Where a child dies, its file is refused and the others go on.
    """
    if jobs <= 1:
        for one in files:
            yield one, known.get(one.sha256) or judge(one, context_now(), today)
        return
    with Crew(context_now, today) as crew:
        ahead: deque[tuple[Incoming, Revision | Seat]] = deque()
        for one in files:
            if len(ahead) == jobs:
                yield crew.finished(*ahead.popleft())
            ahead.append((one, known.get(one.sha256) or crew.begin(one)))
        while ahead:
            yield crew.finished(*ahead.popleft())


@dataclass
class Seat:
    """A place in the crew, and the child that sits there."""

    child: Child


class Crew:
    """Judging children of one batch, replaced when one of them dies."""

    def __init__(self, context_now: ContextNow, today: date) -> None:
        self._context_now, self._today = context_now, today
        self._free: list[Seat] = []
        self._seats: list[Seat] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for seat in self._seats:
            if seat in self._free:
                pool().give_back(seat.child)
            else:
                seat.child.close()

    def begin(self, one: Incoming) -> Seat:
        """Hand a file to a child that is free."""
        seat = self._free.pop() if self._free else self._new_seat()
        seat.child.send("judge", one)
        return seat

    def _new_seat(self) -> Seat:
        seat = Seat(self._seated())
        self._seats.append(seat)
        return seat

    def _seated(self) -> Child:
        child = pool().take()
        child.ask("sit_down", self._context_now(), self._today)
        return child

    def finished(
        self, one: Incoming, judged: "Revision | Seat"
    ) -> tuple[Incoming, Verdict | Revision]:
        if isinstance(judged, Revision):
            return one, judged
        verdict = self._verdict(judged)
        self._free.append(judged)
        return one, verdict

    def _verdict(self, seat: Seat) -> Verdict:
        try:
            verdict: Verdict = seat.child.receive()
        except Broken as fault:
            log.warning("a file was not judged: %s", fault)
            verdict = refusal("unreadable", sentence=str(refused(Danger.DIED)))
        if not seat.child.is_usable:
            seat.child.close()
            seat.child = self._seated()
        return verdict
