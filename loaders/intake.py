"""The whole way of a return («приём отчётов»): from bytes to the store and a receipt.

Gather, judge, apply: what must be known is read once, the judging is pure, and storing comes
last: a file alone is one transaction, many files share some. A receipt is given out when its
return is on the disk. A refused file leaves only the record that it was tried.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from data_model.errors import Refused
from data_model.returns import Origin, Outcome, Receipt, Revision
from data_model.store import Store
from loaders.files.archive import Incoming, count_incoming, incoming
from loaders.forms import FormRequest, form_filename, write_form
from loaders.forms.identity import Owner
from loaders.forms.layout import Slot
from loaders.forms.request import Entry
from loaders.returns.checks import FileVerdict
from loaders.returns.context import IntakeContext, context_of
from loaders.returns.judging import judge, judge_all
from loaders.returns.receipts import duplicate, foreseen, together
from loaders.returns.storing import Handled, IntakeBatch, Judged, not_taken
from loaders.returns.two_returns import Lot
from loaders.tables.tables import Tables

__all__ = [
    "Handled",
    "IntakeContext",
    "Owner",
    "check",
    "context_of",
    "handle_all",
    "receive",
    "receive_all",
]

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
        return duplicate(filename, known)
    verdict = judge(one, context, today, owner=_owner(org, year))
    trial = _Trial(store, lambda: context, {one.sha256} if known else set())
    return together([trial.receipt(one, share) for share in tables.shares(one, verdict, today)])


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
) -> Receipt:
    """Take a file in: the next revision of its slot, or a refusal with its remarks.

    A table of many schools whose layout was confirmed is taken for each of them.
    ``org`` and ``year``: as for ``check``. ``context`` learns of what was stored, so it serves
    for the next file too.
    """
    one, moment = Incoming(filename, content), received_at or _now()
    tables = Tables(store, lambda: context)
    known = store.find_return(one.sha256)
    if known and known.is_current and not tables.holds(known):
        return duplicate(filename, known)
    verdict = judge(one, context, moment.date(), owner=_owner(org, year))
    alone = IntakeBatch(store, lambda: context, _keep, reason, origin)
    receipts = [
        handled.receipt
        for share in tables.shares(one, verdict, moment.date())
        for handled in alone.add(Judged(one, share, moment))
    ]
    keep_verdicts(store)
    return together(receipts)


def keep_verdicts(store: Store) -> None:
    """Closed years that were changed while they were open again keep their new verdicts.

    Plan/fact takes a second to load and few intakes need it, so it is asked for here.
    """
    if any(store.unjudged_years(place.code) for place in store.municipalities()):
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
    paths: Sequence[Path],
    store: Store,
    *,
    jobs: int = 1,
    reason: str = "",
    on_progress: Progress | None = None,
    dry_run: bool = False,
    owners: Mapping[str, Owner] = NOBODY,
) -> Iterator[Handled]:
    """As ``receive_all``, each receipt with its file and with the return as understood.

    ``owners``: whose return a file is, by its checksum, where a person has said so.
    """
    total = count_incoming(paths) if on_progress else 0
    handled = _handled(paths, store, jobs, reason, owners, dry_run=dry_run)
    for done, one in enumerate(handled, start=1):
        if on_progress:
            on_progress(done, max(total, done))
        yield one
    if not dry_run:
        keep_verdicts(store)


def _handled(
    paths: Sequence[Path],
    store: Store,
    jobs: int,
    reason: str,
    owners: Mapping[str, Owner],
    *,
    dry_run: bool,
) -> Iterator[Handled]:
    moment, known = _now(), store.known_returns()
    context_now = cache(lambda: context_of(store))
    tables = Tables(store, context_now)
    batch = IntakeBatch(store, context_now, context_now.cache_clear, reason)
    lot, trial = Lot(), _Trial(store, context_now, known.keys())
    for one, verdict in judge_all(incoming(paths), context_now, moment.date(), jobs, known):
        if isinstance(verdict, Revision) and not tables.holds(verdict):
            lot.know(one.filename, verdict, context_now())
            yield from batch.add(Handled(one, duplicate(one.filename, verdict)))
            continue
        owner = owners.get(one.sha256)
        again = partial(_judge_now, one, context_now, moment.date(), owner)
        verdict = again() if owner else verdict
        for judged_share in tables.shares(one, verdict, moment.date()):
            share = judged_share if owner else lot.settled(one, judged_share)
            if dry_run:
                receipt = trial.receipt(one, share)
                is_refused = receipt.outcome is Outcome.REFUSED
                yield Handled(one, receipt, None if is_refused else share.parsed)
            else:
                judged = Judged(one, share, _now(), again if share is verdict else None)
                yield from batch.add(judged)
    yield from batch.flush()


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
        receipt = foreseen(one, verdict)
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
        holder, _ = self._context_now().places[org]
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


def form_of_answers(request: FormRequest, answers: Mapping[Slot, Entry | None]) -> bytes:
    """The form with the answers in it; None empties a cell that was filled before."""
    filled = request.filled() | dict(answers)
    entries = {slot: entry for slot, entry in filled.items() if entry is not None}
    return write_form(request.holding(entries))


def receive_answers(
    request: FormRequest,
    answers: Mapping[Slot, Entry | None],
    context: IntakeContext,
    store: Store,
    *,
    received_at: datetime | None = None,
    reason: str = "",
) -> Receipt:
    """Take in what was typed on a page as the next revision of the return.

    The answers are written into the form of the organisation, and that form is received, so
    every figure keeps a sheet, a cell and bytes, like one that came by mail.
    """
    content = form_of_answers(request, answers)
    return receive(
        content,
        form_filename(request),
        context,
        store,
        received_at=received_at,
        reason=reason,
        origin=Origin.PAGE,
    )
