"""The whole way of a return («приём отчётов»): from bytes to the store and a receipt.

Gather, judge, apply: what must be known is read once, the judging is pure, and storing comes
last: a file alone is one transaction, many files share some. A receipt is given out only after the
commit that holds its return. A refused file leaves only the record that it was tried.

First storing in batches («запись пачками»): a commit is dear, so returns of a batch share one. What
was judged and not yet stored counts as known to the checks of the files after it; where the
database then does not take it, the files that followed are judged anew. Then the ways in.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from data_model.errors import Refused, UnknownPlace
from data_model.returns import Origin, Outcome, ParsedReturn, Receipt, Revision, Submission
from data_model.store import Store
from loaders.files.archive import Incoming, SentFile, count_incoming, incoming
from loaders.forms.layout import Owner
from loaders.forms.request import FormRequest, form_filename
from loaders.returns.context import IntakeContext, context_of
from loaders.returns.judging import (
    FileVerdict,
    Handled,
    Lot,
    duplicate,
    foreseen,
    judge,
    judge_all,
    refusal,
    together,
    unchanged,
)
from loaders.tables.tables import Tables

__all__ = [
    "Handled",
    "IntakeContext",
    "Owner",
    "check",
    "context_of",
    "handle_all",
    "judge_again",
    "receive",
    "receive_all",
]


# storing in batches

TAKEN = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WARNINGS)

MOST_RETURNS = 50
"""Returns in one transaction; more saves nothing, and a cut costs their judging."""

MOST_BYTES = 8 * 1024 * 1024
LONGEST_WAIT = 2
"""Seconds that a judged return may wait for the others, so that progress is seen."""


Seen = Mapping[tuple[str, str, int], int]
"""Checksum, organisation and year → the revision that a person saw in force, 0 for none."""
NOTHING_SEEN: Seen = MappingProxyType({})


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

    def submission(self, origin: Origin, reason: str, seen: Seen = NOTHING_SEEN) -> Submission:
        assert self.parsed is not None, "what is refused is not submitted"
        one = self.incoming
        basis = seen.get((one.sha256, self.parsed.org, self.parsed.year))
        parts = (self.parsed, self.verdict.problems, one.content, one.sha256, one.filename)
        return Submission(*parts, self.moment, origin, reason, basis)


@dataclass(slots=True)
class IntakeBatch:
    """Files on their way into the store, in their order («пачка»).

    ``forget`` makes ``context_now`` read the database again; ``seen`` as in ``handle_all``.
    """

    store: Store
    context_now: Callable[[], IntakeContext]
    forget: Callable[[], None]
    reason: str = ""
    origin: Origin = Origin.FILE
    seen: Seen = field(default_factory=dict)
    waiting: deque[Handled | Judged] = field(default_factory=deque)
    most: int = field(default_factory=lambda: MOST_RETURNS)
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
        submissions = [one.submission(self.origin, self.reason, self.seen) for one in taken]
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


# the ways in

Progress = Callable[[int, int], None]
"""Called with (done, total) after each file."""

NOBODY: Mapping[str, Owner] = MappingProxyType({})


def check(
    content: bytes,
    filename: str,
    context: IntakeContext,
    store: Store,
    *,
    org: str | None = None,
    year: int | None = None,
) -> Receipt:
    """The verdict on a file; nothing is stored. What is stored already is a duplicate.

    A table of many schools whose layout was confirmed has one receipt for all of them.
    ``org`` and ``year``: whose return it is, where a person says so of a file without identity.
    """
    one, today = Incoming(filename, content), _now().date()
    tables = Tables(store, lambda: context)
    known = store.find_return(one.sha256)
    if known and not tables.holds(known):
        return duplicate(filename, known, _present(store, known))
    verdict = judge(one, context, today, owner=_owner(org, year))
    trial = _Trial(store, lambda: context, {one.sha256} if known else set())
    return together([trial.receipt(one, share) for share in _shares(tables, one, verdict, today)])


def judge_again(one: Revision, context: IntakeContext, store: Store) -> FileVerdict:
    """The verdict on the very bytes of a stored return by what is known now; nothing is stored.

    Whose it is has been settled; days are looked at from the day it came.
    """
    filename, content = store.original(one.id)
    sent, day = Incoming(filename, content), one.received_at.astimezone().date()
    verdict = judge(sent, context, day, owner=Owner(one.org, one.year))
    shares = _shares(Tables(store, lambda: context), sent, verdict, day)
    slot = (one.org, one.year)
    return next((share for share in shares if (share.org, share.year) == slot), verdict)


def receive(
    content: bytes,
    filename: str,
    context: IntakeContext,
    store: Store,
    *,
    received_at: datetime | None = None,
    reason: str = "",
    origin: Origin = Origin.FILE,
    org: str | None = None,
    year: int | None = None,
    seen: Seen = NOTHING_SEEN,
) -> Receipt:
    """Take a file in: the next revision of its slot, or a refusal with its remarks.

    A table of many schools whose layout was confirmed is taken for each of them.
    ``org`` and ``year``: as for ``check``; ``seen`` as for ``handle_all``. ``context`` learns of
    what was stored, so it serves for the next file too.
    """
    one, moment = Incoming(filename, content), received_at or _now()
    tables = Tables(store, lambda: context)
    known = store.find_return(one.sha256)
    if known and known.is_current and not tables.holds(known):
        return duplicate(filename, known)
    verdict = judge(one, context, moment.date(), owner=_owner(org, year))
    alone = IntakeBatch(store, lambda: context, _keep, reason, origin, seen)
    receipts = [
        handled.receipt
        for share in _shares(tables, one, verdict, moment.date())
        for handled in alone.add(_to_store(one, share, moment, context))
    ]
    keep_verdicts(store)
    return together(receipts)


def _to_store(
    one: Incoming, share: FileVerdict, moment: datetime, context: IntakeContext
) -> Judged | Handled:
    """A row of a table that changes nothing is through; all else is to be stored."""
    same = unchanged(one, share, context)
    return Handled(one, same) if same else Judged(one, share, moment)


def keep_verdicts(store: Store) -> None:
    """Closed years that were changed while they were open again keep their new verdicts.

    Plan/fact takes a second to load and few intakes need it, so it is asked for here.
    """
    if store.unjudged():
        from loaders.previews import judge_closed

        judge_closed(store)


def _keep() -> None:
    """A file alone is remembered only when it is in, so nothing has to be forgotten."""


def _owner(org: str | None, year: int | None) -> Owner | None:
    return Owner(org, year) if org and year else None


def receive_all(
    paths: Sequence[Path],
    store: Store,
    *,
    jobs: int = 1,
    reason: str = "",
    on_progress: Progress | None = None,
    dry_run: bool = False,
) -> Iterator[Receipt]:
    """Receipts of files, folders and zips: in the order of the arguments, then of the names.

    With ``jobs`` several processes read at once; judging and storing stay in order. After
    a cut in the middle the same call finishes the rest: what is in answers as a duplicate.
    """
    for handled in handle_all(
        paths, store, jobs=jobs, reason=reason, on_progress=on_progress, dry_run=dry_run
    ):
        yield handled.receipt


def handle_all(
    paths: Sequence[Path | SentFile],
    store: Store,
    *,
    jobs: int = 1,
    reason: str = "",
    on_progress: Progress | None = None,
    dry_run: bool = False,
    owners: Mapping[str, Owner] = NOBODY,
    seen: Seen = NOTHING_SEEN,
) -> Iterator[Handled]:
    """As ``receive_all``, each receipt with its file and with the return as understood.

    ``owners``: whose return a file is, by its checksum, where a person has said so. ``seen``: what
    was in force when a person confirmed a file; it is refused where that is another by now.
    """
    total = count_incoming(paths) if on_progress else 0
    handled = _handled(paths, store, jobs, reason, owners, seen, dry_run=dry_run)
    for done, one in enumerate(handled, start=1):
        if on_progress:
            on_progress(done, max(total, done))
        yield one
    if not dry_run:
        keep_verdicts(store)


def _handled(
    paths: Sequence[Path | SentFile],
    store: Store,
    jobs: int,
    reason: str,
    owners: Mapping[str, Owner],
    seen: Seen,
    *,
    dry_run: bool,
) -> Iterator[Handled]:
    moment, known = _now(), store.known_returns()
    context_now = cache(lambda: context_of(store, is_batch=True))
    tables = Tables(store, context_now)
    batch = IntakeBatch(store, context_now, context_now.cache_clear, reason, seen=seen)
    lot, trial = Lot(), _Trial(store, context_now, known.keys())
    for one, verdict in judge_all(incoming(paths), context_now, moment.date(), jobs, known):
        if isinstance(verdict, Revision) and not tables.holds(verdict):
            lot.know(one.filename, verdict, context_now())
            known_before = duplicate(one.filename, verdict, _present(store, verdict))
            yield from batch.add(Handled(one, known_before))
            continue
        owner = owners.get(one.sha256)
        again = partial(_judge_now, one, context_now, moment.date(), owner)
        verdict = again() if owner else verdict
        for judged_share in _shares(tables, one, verdict, moment.date()):
            share = judged_share if owner else lot.settled(one, judged_share)
            if same := unchanged(one, share, context_now()):
                yield from batch.add(Handled(one, same))
            elif dry_run:
                receipt = trial.receipt(one, share)
                is_refused = receipt.outcome is Outcome.REFUSED
                yield Handled(one, receipt, None if is_refused else share.parsed)
            else:
                judged = Judged(one, share, _now(), again if share is verdict else None)
                yield from batch.add(judged)
    yield from batch.flush()


def _present(store: Store, known: Revision) -> int | None:
    """The number of the revision that counts, where a known one does not."""
    if known.is_current:
        return known.number
    current = (one.number for one in store.revisions(known.org, known.year) if one.is_current)
    return next(current, None)


def _shares(
    tables: Tables, one: Incoming, verdict: FileVerdict | Revision, today: date
) -> Iterable[FileVerdict]:
    """The verdicts on a file: one for each school, where it may be a table of many."""
    if isinstance(verdict, FileVerdict) and not verdict.may_be_of_many:
        return (verdict,)
    return tables.shares(one, verdict, today)


def _judge_now(
    one: Incoming, context_now: Callable[[], IntakeContext], today: date, owner: Owner | None
) -> FileVerdict:
    return judge(one, context_now(), today, owner=owner)


class _Trial:
    """What would become of judged files. The database is asked for all of them, never for each.

    ``known`` are the checksums of all that is stored.
    """

    def __init__(
        self, store: Store, context_now: Callable[[], IntakeContext], known: Set[str]
    ) -> None:
        self._store, self._context_now, self._known = store, context_now, known
        self._closed: dict[str, set[int]] = {}

    def receipt(self, one: Incoming, verdict: FileVerdict) -> Receipt:
        """As foreseen; a share of a table that is stored already is a duplicate."""
        receipt = unchanged(one, verdict, self._context_now()) or foreseen(one, verdict)
        if receipt.org is None or receipt.year is None or verdict.is_refused:
            return receipt
        if one.sha256 in self._known:
            for stored in self._store.revisions(receipt.org, receipt.year):
                if stored.is_current and stored.sha256 == one.sha256:
                    return duplicate(one.filename, stored)
        if self._closed_years(receipt.org) & {receipt.year, receipt.year + 1}:
            return self._rehearsed(one, verdict)
        return receipt

    def _closed_years(self, org: str) -> set[int]:
        """The closed years of the district of an organisation."""
        known = self._context_now().place(org)
        assert known, "what was judged is of a known place"
        holder = known[0]
        if holder not in self._closed:
            self._closed[holder] = {past.year for past in self._store.closures(holder)}
        return self._closed[holder]

    def _rehearsed(self, one: Incoming, verdict: FileVerdict) -> Receipt:
        """What the lock of a closed year says: the return is stored on trial."""
        submission = Judged(one, verdict, _now()).submission(Origin.FILE, "")
        try:
            self._store.rehearse(lambda trial: trial.save_return(submission))
        except Refused as fault:
            return foreseen(one, not_taken(verdict, str(fault)))
        return foreseen(one, verdict)


def _now() -> datetime:
    return datetime.now(UTC)


def receive_typed(
    content: bytes,
    request: FormRequest,
    context: IntakeContext,
    store: Store,
    *,
    basis: int,
    reason: str = "",
) -> Receipt:
    """Take in a form that was filled in on a screen; ``content`` is its workbook.

    So every figure keeps a sheet, a cell and bytes, like one that came by mail. ``basis`` is the
    revision that was in force when the person looked, 0 for none.
    """
    slot = (sha256(content).hexdigest(), request.place.code, request.year)
    return receive(
        content,
        form_filename(request),
        context,
        store,
        reason=reason,
        origin=Origin.PAGE,
        seen={slot: basis},
    )
