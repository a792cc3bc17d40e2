"""Batches of uploaded files: first a check that stores nothing, then, if wanted, the intake.

At the end, the marked copies of a batch: of what was refused at once, of all else when wanted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_model.returns import Outcome, ParsedReturn, Receipt
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.what_if import Correction, effect_of_correction
from loaders.files.archive import Incoming
from loaders.files.worker_pool import read_workbook
from loaders.intake import Handled, Owner, Seen, context_of, handle_all
from loaders.returns.checks.identity import Guess, guess_owner
from loaders.returns.difference import ReturnDifference, difference
from loaders.returns.marked.copy import Copier, MarkedCopy, copy_of_revision
from ui import data, session
from ui.returns import inbox
from ui.returns.inbox import WaitingTable, is_waiting
from ui.returns.jobs import Job, Work, registry

WEIGHED_ALONE = 20
"""Corrections of a batch whose effect is computed one by one; of more, only all together."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be taken in: where it waits, and what it would change."""

    folder: Path
    sha256: str
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
    ``page`` is the tab that shows it, as the framework numbers tabs.
    ``is_settled``: the person has taken the checked files in, or dropped them.
    """

    folder: Path = field(default_factory=Path)
    page: str = ""
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

    @property
    def is_open(self) -> bool:
        waits = self.is_check and not self.is_settled and (self.nameless or self.tables)
        return not self.finished or self.awaits_decision or bool(waits)

    def settle(self) -> bool:
        """Take the decision on the checked files; False where it was taken already."""
        with registry().lock:
            first, self.is_settled = not self.is_settled, True
        return first


BATCH = "batch"
"""What a tab remembers: the number of the batch that it shows."""


def owner() -> str:
    """Whose batches are seen and decided here: on an office server only one's own."""
    return data.person().login or ""


def own() -> UploadBatch | None:
    """The batch of this tab; where it has none, the newest of this person that no tab shows.

    Never another person's, nor one that is looked at in another tab.
    """
    number, mine = session.remembered(BATCH), registry().of(owner())
    job = registry().find(number, owner()) if number else None
    if job is None and mine and not (mine[0].is_open and is_looked_at(mine[0])):
        job = mine[0]
    if not isinstance(job, UploadBatch):
        return None
    if job.is_open:
        show_here(job)
    return job


def is_looked_at(job: Job) -> bool:
    """Whether the tab that shows it is still there; true where nobody can tell."""
    if not isinstance(job, UploadBatch) or not runtime.exists():
        return True
    return runtime.get_instance().is_active_session(job.page)


def waiting_elsewhere() -> list[UploadBatch]:
    """Batches of this person that run or wait for a decision and are not shown in this tab."""
    here = session.remembered(BATCH)
    return [
        job
        for job in registry().of(owner())
        if isinstance(job, UploadBatch) and job.is_open and job.id != here
    ]


def show_here(batch: UploadBatch) -> None:
    """From now on this tab shows the batch, such as after the page was opened anew."""
    session.remember(BATCH, batch.id)
    context = get_script_run_ctx()
    batch.page = context.session_id if context else ""


def begin(batch: UploadBatch, work: Work) -> UploadBatch:
    """Start the work of this person and show it in this tab."""
    batch.owner = owner()
    registry().start(batch, work)
    show_here(batch)
    return batch


def begin_check(files: Sequence[UploadedFile]) -> UploadBatch:
    """Keep the files on disk and check them beside the pages; returns at once."""
    folder = inbox.new_folder(owner())
    paths = inbox.received(folder, files)
    batch = UploadBatch(total=len(paths), folder=folder, is_check=True)
    store = data.store()
    former = own()
    if former is not None and former.finished and former.is_open:
        drop(former)
    return begin(batch, lambda: checked(paths, store, batch))


def begin_intake(checked: UploadBatch, reason: str) -> UploadBatch | None:
    """Take in what a check found fit, in its order; returns at once.

    None where the files were decided on meanwhile, in another tab.
    """
    if not checked.settle():
        return None
    ready = [checked.ready[number] for number in sorted(checked.ready)]
    paths = list(dict.fromkeys(one.folder for one in ready))
    batch = UploadBatch(total=len(paths), folder=checked.folder, owners=checked.owners)
    checked.nameless.clear()
    checked.tables.clear()
    store, seen = data.store(), seen_of(ready)
    return begin(batch, lambda: taken(paths, store, reason, batch, seen))


def seen_of(ready: Iterable[Ready]) -> dict[tuple[str, str, int], int]:
    """What the person saw in force, for the first file of each return: the next replaces it."""
    seen: dict[tuple[str, str, int], int] = {}
    slots: set[tuple[str, int]] = set()
    for one in ready:
        slot = (one.parsed.org, one.parsed.year)
        if slot not in slots:
            seen[(one.sha256, *slot)] = one.difference.replaces or 0
            slots.add(slot)
    return seen


def drop(checked: UploadBatch) -> None:
    """The checked files go; what was decided on already stays as it is."""
    if checked.settle():
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
            batch.ready[number] = scales.weigh(
                _keep(batch, number, one), one.incoming.sha256, one.parsed
            )
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
        total=len(paths), folder=inbox.new_folder(owner()), is_check=True, owners=former.owners
    )
    store = data.store()
    return begin(batch, lambda: _checked_again(paths, store, batch, former))


def resume(left: Sequence[Path]) -> UploadBatch:
    """Check what a server left that was stopped in the midst; what is in answers as such."""
    folder = inbox.new_folder(owner())
    paths = inbox.take_over(folder, left)
    batch = UploadBatch(total=len(paths), folder=folder, is_check=True)
    store = data.store()
    return begin(batch, lambda: checked(paths, store, batch))


def _checked_again(
    paths: Sequence[Path], store: Store, batch: UploadBatch, former: UploadBatch
) -> Iterator[Receipt]:
    try:
        yield from checked(paths, store, batch)
    finally:
        inbox.drop(former.folder)


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
        batch.ready[number] = scales.weigh(waiting.folder, waiting.sha256, one.parsed)
        batch.correction = scales.together([ready.parsed for ready in batch.ready.values()])
    return one.receipt


def taken(
    paths: Sequence[Path], store: Store, reason: str, batch: UploadBatch, seen: Seen
) -> Iterator[Receipt]:
    """Receipts of the intake; each return is one transaction.

    What was not taken waits on, to be checked again; where all was taken the folder goes. An
    intake that was cut short leaves all of it: what is in already is told as such then.
    """
    copier = Copier(store)
    handled = handle_all(
        paths, store, reason=reason, on_progress=batch.expect, owners=batch.owners, seen=seen
    )
    batch.kept = {("", str(folder)): folder for folder in paths}
    for number, one in enumerate(handled):
        if one.receipt.outcome is Outcome.REFUSED:
            _copy(number, one, copier, batch)
        yield one.receipt
    if not any(one.outcome is Outcome.REFUSED for one in batch.receipts):
        batch.kept.clear()
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

    def weigh(self, folder: Path, sha256: str, parsed: ParsedReturn) -> Ready:
        """What one return would change; its effect where it corrects one."""
        snapshot = self._snapshot(parsed)
        found = difference(snapshot, parsed)
        if not found.changes or self._weighed >= WEIGHED_ALONE:
            return Ready(folder, sha256, parsed, found)
        self._weighed += 1
        return Ready(folder, sha256, parsed, found, effect_of_correction(snapshot, [parsed]))

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


def has_remarks(batch: UploadBatch) -> bool:
    """Whether anything of a batch can go back to its sender now."""
    return not batch.is_settled and any(map(is_remarked, batch.receipts))


def is_remarked(receipt: Receipt) -> bool:
    return bool(receipt.problems) and receipt.outcome is not Outcome.DUPLICATE


def marked_copies(batch: UploadBatch, store: Store) -> Iterator[MarkedCopy]:
    """The copies of all files with remarks, in their order."""
    copier = Copier(store)
    for number, receipt in enumerate(batch.receipts):
        if is_remarked(receipt) and (copy := _copy_of(batch, number, copier)) is not None:
            yield copy


def _copy_of(batch: UploadBatch, number: int, copier: Copier) -> MarkedCopy | None:
    """From the file that waits, from the copy made when it was refused, or from the store."""
    receipt = batch.receipts[number]
    if number in batch.ready:
        content = inbox.content_of(batch.ready[number].folder)
        return copier.copy(Handled(Incoming(receipt.filename, content), receipt))
    if number in batch.copies:
        return batch.copies[number]
    stored = copier.store.find_return(receipt.sha256)
    return copy_of_revision(copier.store, stored) if stored else None
