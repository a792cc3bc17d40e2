"""Batches of uploaded files: first a check that stores nothing, then, if wanted, the intake."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_model.returns import Outcome, ParsedReturn, Receipt
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.effect_of_correction import Correction, effect_of_correction
from indicators.plan_fact import plan_fact
from loaders.files.worker_pool import read_workbook
from loaders.intake import Handled, Owner, context_of, handle_all
from loaders.returns.difference import ReturnDifference, difference
from loaders.returns.marked import Copier, MarkedCopy
from loaders.returns.owner_guess import Guess, guess_owner
from ui import data
from ui.returns import inbox
from ui.returns.inbox import WaitingTable, is_waiting
from ui.returns.jobs import Job, registry

WEIGHED_ALONE = 20
"""Corrections of a batch whose effect is computed one by one; of more, only all together."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be taken in: where it waits, and what it would change."""

    folder: Path
    parsed: ParsedReturn
    difference: ReturnDifference
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Nameless:
    """A file that does not say whose it is: where it waits, and whose it may be."""

    folder: Path
    filename: str
    sha256: str
    guess: Guess


@dataclass
class UploadBatch(Job):
    """One upload. A check fills ``ready`` by the number of the receipt, and ``correction``.

    ``nameless`` wait for a person to say whose they are; ``owners`` are what was said.
    ``tables`` wait for a person to confirm what is in them, by checksum; ``kept`` is where each
    file waits, a table of many schools once.
    ``copies`` are those of refused files, by number: of their bytes nothing else is left.
    ``is_settled``: the person has taken the checked files in, or dropped them.
    """

    folder: Path = field(default_factory=Path)
    is_check: bool = False
    is_settled: bool = False
    ready: dict[int, Ready] = field(default_factory=dict)
    nameless: dict[int, Nameless] = field(default_factory=dict)
    owners: dict[str, Owner] = field(default_factory=dict)
    tables: dict[str, WaitingTable] = field(default_factory=dict)
    kept: dict[tuple[str, str], Path] = field(default_factory=dict)
    copies: dict[int, MarkedCopy] = field(default_factory=dict)
    correction: Correction | None = None

    @property
    def awaits_decision(self) -> bool:
        return self.is_check and self.finished and bool(self.ready) and not self.is_settled


def latest() -> UploadBatch | None:
    """The newest batch of this process, whoever began it."""
    job = registry().latest()
    return job if isinstance(job, UploadBatch) else None


def begin_check(files: Sequence[UploadedFile]) -> UploadBatch:
    """Keep the files on disk and check them beside the pages; returns at once."""
    folder = inbox.new_folder()
    paths = inbox.received(folder, files)
    batch = UploadBatch(total=len(paths), folder=folder, is_check=True)
    store = data.store()
    forget_former()
    registry().start(batch, lambda: checked(paths, store, batch))
    return batch


def forget_former() -> None:
    """Files of a former check that nobody decided on are dropped."""
    former = latest()
    if former is not None and (former.awaits_decision or former.nameless or former.tables):
        drop(former)


def begin_intake(checked: UploadBatch, reason: str) -> UploadBatch:
    """Take in what a check found fit, in its order; returns at once."""
    checked.is_settled = True
    paths = list(dict.fromkeys(checked.ready[number].folder for number in sorted(checked.ready)))
    batch = UploadBatch(total=len(paths), folder=checked.folder, owners=checked.owners)
    checked.nameless.clear()
    checked.tables.clear()
    store = data.store()
    registry().start(batch, lambda: taken(paths, store, reason, batch))
    return batch


def drop(checked: UploadBatch) -> None:
    checked.is_settled = True
    checked.nameless.clear()
    checked.tables.clear()
    inbox.drop(checked.folder)


def checked(paths: Sequence[Path], store: Store, batch: UploadBatch) -> Iterator[Receipt]:
    """Receipts of a dry run; what can be taken waits in the inbox, all else is gone."""
    copier = Copier(store)
    scales = Scales(store)
    handled = handle_all(paths, store, on_progress=batch.expect, dry_run=True, owners=batch.owners)
    for number, one in enumerate(handled):
        if one.receipt.outcome is Outcome.REFUSED:
            _copy(number, one, copier, batch)
        if one.parsed is not None:
            batch.ready[number] = scales.weigh(_keep(batch, number, one), one.parsed)
        elif is_nameless(one.receipt):
            batch.nameless[number] = _nameless(_keep(batch, number, one), one, store)
        elif is_waiting(one.receipt):
            _let_wait(batch, number, one)
        yield one.receipt
    inbox.drop_received(batch.folder)
    batch.correction = scales.together([one.parsed for one in batch.ready.values()])


def check_again(former: UploadBatch) -> UploadBatch:
    """The files that wait are checked once more: something was confirmed meanwhile."""
    former.is_settled = True
    paths = list(former.kept.values())
    batch = UploadBatch(
        total=len(paths), folder=inbox.new_folder(), is_check=True, owners=former.owners
    )
    store = data.store()
    registry().start(batch, lambda: _checked_again(paths, store, batch, former))
    return batch


def resume(left: Sequence[Path]) -> UploadBatch:
    """Check what a server left that was stopped in the midst; what is in answers as such."""
    folder = inbox.new_folder()
    paths = inbox.take_over(folder, left)
    batch = UploadBatch(total=len(paths), folder=folder, is_check=True)
    store = data.store()
    registry().start(batch, lambda: checked(paths, store, batch))
    return batch


def _checked_again(
    paths: Sequence[Path], store: Store, batch: UploadBatch, former: UploadBatch
) -> Iterator[Receipt]:
    try:
        yield from checked(paths, store, batch)
    finally:
        drop(former)


def _keep(batch: UploadBatch, number: int, one: Handled) -> Path:
    """Where a file waits; a table of many schools is one file."""
    key = (one.incoming.filename, one.incoming.sha256)
    if key not in batch.kept:
        batch.kept[key] = inbox.keep(batch.folder, number, one)
    return batch.kept[key]


def _let_wait(batch: UploadBatch, number: int, one: Handled) -> None:
    name, sha256 = one.incoming.filename, one.incoming.sha256
    folder = _keep(batch, number, one)
    batch.tables.setdefault(sha256, WaitingTable(folder, name, sha256))


def is_nameless(receipt: Receipt) -> bool:
    return any(problem.code == "no_identity" for problem in receipt.problems)


def _nameless(folder: Path, one: Handled, store: Store) -> Nameless:
    content, name = one.incoming.content, one.incoming.filename
    guess = guess_owner(read_workbook(content, name), context_of(store))
    return Nameless(folder, name, one.incoming.sha256, guess)


def say_whose(batch: UploadBatch, number: int, owner: Owner) -> Receipt:
    """Check a nameless file again as the return of an organisation; its new receipt."""
    store, waiting = data.store(), batch.nameless[number]
    one = next(handle_all([waiting.folder], store, dry_run=True, owners={waiting.sha256: owner}))
    batch.receipts[number] = one.receipt
    if one.parsed is not None:
        scales = Scales(store)
        del batch.nameless[number]
        batch.owners[waiting.sha256] = owner
        batch.ready[number] = scales.weigh(waiting.folder, one.parsed)
        batch.correction = scales.together([ready.parsed for ready in batch.ready.values()])
    return one.receipt


def taken(
    paths: Sequence[Path], store: Store, reason: str, batch: UploadBatch
) -> Iterator[Receipt]:
    """Receipts of the intake; each return is one transaction, and the folder goes at the end."""
    copier = Copier(store)
    try:
        handled = handle_all(
            paths, store, reason=reason, on_progress=batch.expect, owners=batch.owners
        )
        for number, one in enumerate(handled):
            if one.receipt.outcome is Outcome.REFUSED:
                _copy(number, one, copier, batch)
            yield one.receipt
    finally:
        inbox.drop(batch.folder)


def _copy(number: int, one: Handled, copier: Copier, batch: UploadBatch) -> None:
    if (copy := copier.copy(one)) is not None:
        batch.copies[number] = copy


class Scales:
    """Weighs returns against what counts now; each municipality is read and computed once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._snapshots: dict[str, Snapshot] = {}
        self._weighed = 0

    def weigh(self, folder: Path, parsed: ParsedReturn) -> Ready:
        """What one return would change; its effect where it corrects one."""
        snapshot = self._snapshot(parsed)
        found = difference(snapshot, parsed)
        if not found.changes or self._weighed >= WEIGHED_ALONE:
            return Ready(folder, parsed, found)
        self._weighed += 1
        return Ready(folder, parsed, found, effect_of_correction(snapshot, [parsed]))

    def together(self, returns: Sequence[ParsedReturn]) -> Correction | None:
        """The effect of all returns of the first municipality among them."""
        if not returns:
            return None
        snapshot = self._snapshot(returns[0])
        known = {place.code for place in snapshot.organisations} | {snapshot.municipality.code}
        own = [one for one in returns if one.org in known]
        return effect_of_correction(snapshot, own, before=plan_fact(snapshot))

    def _snapshot(self, parsed: ParsedReturn) -> Snapshot:
        holder = self._store.holder_of(parsed.org)
        if holder not in self._snapshots:
            self._snapshots[holder] = self._store.snapshot(holder)
        return self._snapshots[holder]
