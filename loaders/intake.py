"""The whole way of a return («приём отчётов»): from bytes to the store and a receipt.

Gather, judge, apply: what must be known is read once, the judging is pure, and each accepted
return is one storing transaction. A refused file leaves only the record that it was tried.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from data_model.errors import Refused, UnknownPlace
from data_model.returns import (
    Origin,
    Outcome,
    ParsedReturn,
    Receipt,
    Revision,
    Submission,
)
from data_model.store import Store
from loaders.checks import Verdict, refusal
from loaders.context import IntakeContext, context_of
from loaders.foreign.tables import Tables
from loaders.identity import Owner
from loaders.incoming import Incoming, count_incoming, incoming
from loaders.judging import judge, judge_all
from loaders.receipts import duplicate, foreseen, together

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
    return together([_foreseen(one, share, store) for share in tables.shares(one, verdict, today)])


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
    shares = tables.shares(one, verdict, moment.date())
    return together(
        [_apply(one, share, context, store, moment, reason, origin) for share in shares]
    )


def _owner(org: str | None, year: int | None) -> Owner | None:
    return Owner(org, year) if org and year else None


@dataclass(frozen=True, slots=True)
class Handled:
    """A file that was dealt with («разобранный файл»), while its bytes are still at hand.

    ``parsed`` is None for what was refused and for what is stored already.
    """

    incoming: Incoming
    receipt: Receipt
    parsed: ParsedReturn | None = None


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

    With ``jobs`` several processes judge at once; storing stays one by one and in order. After
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
    for one, verdict in judge_all(incoming(paths), context_now, moment.date(), jobs, known):
        if isinstance(verdict, Revision) and not tables.holds(verdict):
            yield Handled(one, duplicate(one.filename, verdict))
            continue
        if owner := owners.get(one.sha256):
            verdict = judge(one, context_now(), moment.date(), owner=owner)
        for share in tables.shares(one, verdict, moment.date()):
            if dry_run:
                yield Handled(one, _foreseen(one, share, store), share.parsed)
            else:
                receipt = _apply(one, share, context_now(), store, _now(), reason, Origin.FILE)
                yield Handled(one, receipt, share.parsed if receipt.revision else None)


def _foreseen(one: Incoming, verdict: Verdict, store: Store) -> Receipt:
    """What would become of a file; a share of a table that is stored already is a duplicate."""
    receipt = foreseen(one, verdict)
    if receipt.org is None or receipt.year is None or verdict.is_refused:
        return receipt
    history = store.revisions(receipt.org, receipt.year)
    stored = [known for known in history if known.is_current and known.sha256 == one.sha256]
    return duplicate(one.filename, stored[0]) if stored else receipt


def _apply(
    one: Incoming,
    verdict: Verdict,
    context: IntakeContext,
    store: Store,
    moment: datetime,
    reason: str,
    origin: Origin,
) -> Receipt:
    """Store what can be taken; of what is refused, only that it was tried."""
    if verdict.parsed is None:
        return _refuse(one, verdict, store, moment)
    parts = (verdict.parsed, verdict.problems, one.content, one.sha256, one.filename)
    try:
        receipt = store.save_return(Submission(*parts, moment, origin, reason))
    except (Refused, UnknownPlace) as fault:
        return _refuse(one, _not_taken(verdict, str(fault)), store, moment)
    if receipt.outcome is not Outcome.DUPLICATE:
        context.remember(verdict.parsed)
    return receipt


def _not_taken(verdict: Verdict, sentence: str) -> Verdict:
    """A good return that a rule of the store forbids, such as that of a closed year."""
    told = refusal("not_taken", sentence=sentence)
    return Verdict((*told.problems, *verdict.problems), None, verdict.org, verdict.year)


def _refuse(one: Incoming, verdict: Verdict, store: Store, moment: datetime) -> Receipt:
    store.record_refusal(
        one.filename, one.sha256, moment, verdict.problems, verdict.org, verdict.year
    )
    return foreseen(one, verdict)


def _now() -> datetime:
    return datetime.now(UTC)
