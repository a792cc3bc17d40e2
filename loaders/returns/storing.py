"""Storing in batches («запись пачками»): a commit is dear, so returns of a batch share one.

A receipt is given out only after the commit that holds its return. What was judged and not
yet stored counts as known to the checks of the files after it; where the database then does
not take it, the files that followed are judged anew.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from data_model.errors import Refused, UnknownPlace
from data_model.returns import Origin, Outcome, ParsedReturn, Receipt, Submission
from data_model.store import Store
from loaders.files.archive import Incoming
from loaders.returns.checks import FileVerdict, refusal
from loaders.returns.context import IntakeContext
from loaders.returns.receipts import foreseen

TAKEN = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WARNINGS)

MOST = 50
"""Returns in one transaction; more saves nothing, and a cut costs their judging."""

MOST_BYTES = 8 * 1024 * 1024
LONGEST_WAIT = 0.5
"""Seconds that a judged return may wait for the others, so that progress is seen."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A file that was dealt with («разобранный файл»), while its bytes are still at hand.

    ``parsed`` is None for what was refused and for what is stored already.
    """

    incoming: Incoming
    receipt: Receipt
    parsed: ParsedReturn | None = None


@dataclass(slots=True)
class Judged:
    """A file with its verdict, not stored yet; ``again`` judges it anew."""

    incoming: Incoming
    verdict: FileVerdict
    moment: datetime
    again: Callable[[], FileVerdict] | None = None
    is_remembered: bool = False

    @property
    def parsed(self) -> ParsedReturn | None:
        return self.verdict.parsed

    def submission(self, origin: Origin, reason: str) -> Submission:
        assert self.parsed is not None, "what is refused is not submitted"
        one = self.incoming
        parts = (self.parsed, self.verdict.problems, one.content, one.sha256, one.filename)
        return Submission(*parts, self.moment, origin, reason)


@dataclass(slots=True)
class IntakeBatch:
    """Files on their way into the store, in their order («пачка»).

    ``forget`` makes ``context_now`` read the database again.
    """

    store: Store
    context_now: Callable[[], IntakeContext]
    forget: Callable[[], None]
    reason: str = ""
    origin: Origin = Origin.FILE
    waiting: deque[Handled | Judged] = field(default_factory=deque)
    most: int = field(default_factory=lambda: MOST)
    since: float = 0.0

    def add(self, one: Handled | Judged) -> Iterator[Handled]:
        """Take one more; yields what became ready."""
        self.since = self.since if self.waiting else time.monotonic()
        self.waiting.append(one)
        if self._is_full(one):
            yield from self.flush()
        elif isinstance(one, Judged):
            self._remember(one)

    def _is_full(self, last: Handled | Judged) -> bool:
        """What cannot be judged anew does not wait, and nothing waits for what is ready."""
        is_last = isinstance(last, Judged) and last.again is None
        size = sum(len(one.incoming.content) for one in self.waiting)
        is_many = len(self.waiting) >= self.most or size > MOST_BYTES
        is_ready = isinstance(self.waiting[0], Handled)
        return is_last or is_many or is_ready or time.monotonic() - self.since > LONGEST_WAIT

    def flush(self) -> Iterator[Handled]:
        """Store everything that waits, and yield it."""
        while self.waiting:
            for one in self._first():
                self.waiting.popleft()
                yield one

    def _first(self) -> list[Handled]:
        """The first ones that share a transaction, else the first one."""
        first = self.waiting[0]
        if isinstance(first, Handled):
            return [first]
        if first.parsed is None:
            return [Handled(first.incoming, self._refuse(first, first.verdict))]
        return self._stored([*_leading(self.waiting)])

    def _stored(self, taken: list[Judged]) -> list[Handled]:
        """As many as one transaction takes; where it stops, the others are judged anew."""
        submissions = [one.submission(self.origin, self.reason) for one in taken]
        try:
            receipts = self.store.save_returns(submissions)
        except (Refused, UnknownPlace) as fault:
            receipts = [self._refuse(taken[0], not_taken(taken[0].verdict, str(fault)))]
        done = list(zip(taken, receipts, strict=False))
        for one, receipt in done:
            if receipt.outcome in TAKEN:
                self._remember(one)
        if _is_surprise(*done[-1]):
            self._judge_anew(skipped=len(done))
        return [
            Handled(one.incoming, receipt, one.parsed if receipt.revision else None)
            for one, receipt in done
        ]

    def _remember(self, one: Judged) -> None:
        """From now on the checks know of it."""
        if one.parsed and not one.is_remembered:
            self.context_now().remember(one.parsed)
            one.is_remembered = True

    def _judge_anew(self, skipped: int) -> None:
        """From now on each return is stored alone, and nothing is counted in that is not in."""
        self.most = 1
        self.forget()
        for one in islice(self.waiting, skipped, None):
            if isinstance(one, Judged) and one.again:
                one.verdict, one.is_remembered = one.again(), False
                self._remember(one)

    def _refuse(self, one: Judged, verdict: FileVerdict) -> Receipt:
        """Keep that it was tried."""
        place = (verdict.org, verdict.year)
        named = (one.incoming.filename, one.incoming.sha256, one.moment)
        self.store.record_refusal(*named, verdict.problems, *place)
        return foreseen(one.incoming, verdict)


def _leading(waiting: Iterable[Handled | Judged]) -> Iterator[Judged]:
    """The returns at the front that can be stored together."""
    for one in waiting:
        if isinstance(one, Handled) or one.parsed is None:
            return
        yield one


def _is_surprise(one: Judged, receipt: Receipt) -> bool:
    """Whether the checks of later files have counted with what is not in."""
    is_same = receipt.outcome is Outcome.DUPLICATE and not receipt.problems
    return one.is_remembered and receipt.outcome not in TAKEN and not is_same


def not_taken(verdict: FileVerdict, sentence: str) -> FileVerdict:
    """A good return that a rule of the store forbids, such as that of a closed year."""
    told = refusal("not_taken", sentence=sentence)
    return FileVerdict((*told.problems, *verdict.problems), None, verdict.org, verdict.year)
