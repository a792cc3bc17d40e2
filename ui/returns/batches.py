"""Batches of uploaded files: first a check that stores nothing, then, if wanted, the intake.

At the end, the marked copies of a batch: of what was refused at once, of all else when wanted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_model.returns import Outcome, ParsedReturn, Receipt, WaitingFile
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
from ui import data, selection, session
from ui.returns import inbox
from ui.returns.inbox import SERVER, FileKey, Keeper, WaitingTable, is_waiting
from ui.returns.jobs import Job, Work, registry

WEIGHED_ALONE = 20
"""Corrections of a batch whose effect is computed one by one; of more, only all together."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be taken in, and what it would change."""

    file: FileKey
    parsed: ParsedReturn
    difference: ReturnDifference
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Nameless:
    """A file that does not say whose it is, or says two things: ``why``; whose it may be."""

    file: FileKey
    guess: Guess
    why: str = ""

    @property
    def filename(self) -> str:
        return self.file[0]


@dataclass
class UploadBatch(Job):
    """One upload. A check fills ``ready`` by the number of the receipt, and ``correction``.

    ``nameless`` wait for a person to say whose they are; ``owners`` are what was said.
    ``tables`` wait for a person to confirm what is in them, by checksum; ``kept`` is the number of
    each file that waits in the database, a table of many schools once; ``upload`` that of all.
    ``copies`` are those of refused files, by number: of their bytes nothing else is left.
    ``page`` is the tab that shows it, as the framework numbers tabs; ``municipality`` the district
    that the tab was about.
    ``is_settled``: the person has taken the checked files in, or dropped them.
    """

    upload: int = 0
    page: str = ""
    municipality: str | None = None
    is_check: bool = False
    is_settled: bool = False
    ready: dict[int, Ready] = field(default_factory=dict)
    nameless: dict[int, Nameless] = field(default_factory=dict)
    owners: dict[str, Owner] = field(default_factory=dict)
    tables: dict[str, WaitingTable] = field(default_factory=dict)
    kept: dict[FileKey, int] = field(default_factory=dict)
    copies: dict[int, MarkedCopy] = field(default_factory=dict)
    correction: Correction | None = None

    @property
    def awaits_decision(self) -> bool:
        return self.is_check and self.finished and bool(self.ready) and not self.is_settled

    @property
    def is_open(self) -> bool:
        waits = self.is_check and (self.nameless or self.tables or self.trouble)
        return not self.finished or self.awaits_decision or bool(waits and not self.is_settled)


BATCH = "batch"
"""What a tab remembers: the number of the batch that it shows."""


def owner() -> str:
    """Whose batches are seen and decided here: on an office server only one's own."""
    return data.person().login or ""


def own() -> UploadBatch | None:
    """The batch of this tab; where it has none, the newest of this person that no tab shows.

    Never another person's, nor one that is looked at in another tab.
    """
    number, mine = session.remembered(BATCH), of_this_district()
    batch = next((one for one in mine if one.id == number), None)
    if batch is None and mine and not (mine[0].is_open and is_looked_at(mine[0])):
        batch = mine[0]
    if batch is not None and batch.is_open:
        show_here(batch)
    return batch


def of_this_district() -> list[UploadBatch]:
    """Batches of this person that were begun in the district of the frame, the newest first."""
    place = selection.place()
    here = place.municipality if place else None
    jobs = registry().of(owner())
    return [one for one in jobs if isinstance(one, UploadBatch) and one.municipality == here]


def is_looked_at(batch: UploadBatch) -> bool:
    """Whether the tab that shows it is still there; true where nobody can tell."""
    return not runtime.exists() or runtime.get_instance().is_active_session(batch.page)


def waiting_elsewhere() -> list[UploadBatch]:
    """Batches of this person that run or wait for a decision and are not shown in this tab."""
    here = session.remembered(BATCH)
    return [one for one in of_this_district() if one.is_open and one.id != here]


def show_here(batch: UploadBatch) -> None:
    """From now on this tab shows the batch, such as after the page was opened anew."""
    session.remember(BATCH, batch.id)
    context = get_script_run_ctx()
    batch.page = context.session_id if context else ""


def begin(batch: UploadBatch, work: Work) -> UploadBatch:
    """Start the work of this person and show it in this tab."""
    place = selection.place()
    batch.owner, batch.municipality = owner(), place.municipality if place else None
    registry().start(batch, work)
    show_here(batch)
    return batch


def begin_check(files: Sequence[UploadedFile]) -> UploadBatch:
    """Keep the files in the database and check them beside the pages; returns at once."""
    store = data.store()
    upload = inbox.received(store, files, selection.place())
    former = own()
    if former is not None and former.finished and former.is_open:
        drop(former)
    return _begin_check(store, upload, inbox.files_of(store, upload), {})


def _begin_check(
    store: Store, upload: int, files: Sequence[WaitingFile], owners: dict[str, Owner]
) -> UploadBatch:
    batch = UploadBatch(total=len(files), upload=upload, is_check=True, owners=owners)
    return begin(batch, lambda: checked(files, store, batch))


def begin_intake(
    checked: UploadBatch, reason: str, left_out: Collection[FileKey] = ()
) -> UploadBatch | None:
    """Take in what a check found fit, in its order; returns at once.

    Files that are ``left_out`` wait on, to be checked again. None where the files were decided
    on meanwhile, in another tab or on another server.
    """
    store = data.store()
    is_first = store.decide_upload(checked.upload, SERVER)
    checked.is_settled = True
    if not is_first:
        return None
    ready = [one for _, one in sorted(checked.ready.items()) if one.file not in left_out]
    rest = {key: checked.kept[key] for key in left_out}
    keys = list(dict.fromkeys(one.file for one in ready))
    kept = {key: checked.kept[key] for key in keys}
    batch = UploadBatch(total=len(keys), upload=checked.upload, owners=checked.owners, kept=kept)
    checked.nameless.clear()
    checked.tables.clear()
    by_number = {one.id: one for one in inbox.files_of(store, checked.upload)}
    files, seen = [by_number[number] for number in kept.values()], seen_of(ready)
    return begin(batch, lambda: taken(files, store, reason, batch, seen, rest))


def seen_of(ready: Iterable[Ready]) -> dict[tuple[str, str, int], int]:
    """What the person saw in force, for the first file of each return: the next replaces it."""
    seen: dict[tuple[str, str, int], int] = {}
    slots: set[tuple[str, int]] = set()
    for one in ready:
        slot = (one.parsed.org, one.parsed.year)
        if slot not in slots:
            seen[(one.file[1], *slot)] = one.difference.replaces or 0
            slots.add(slot)
    return seen


def drop(checked: UploadBatch) -> bool:
    """The checked files go; False where they were decided on already, which then stays."""
    is_first = data.store().drop_upload(checked.upload, SERVER)
    checked.is_settled = True
    checked.nameless.clear()
    checked.tables.clear()
    return is_first


def checked(files: Sequence[WaitingFile], store: Store, batch: UploadBatch) -> Iterator[Receipt]:
    """Receipts of a dry run; what can be taken waits in the database, all else is gone."""
    copier, scales = Copier(store), Scales(store)
    keeper = Keeper(store, batch.upload, files, batch.kept)
    sources = inbox.sources(store, files)
    handled = handle_all(
        sources, store, on_progress=batch.expect, dry_run=True, owners=batch.owners
    )
    for number, one in enumerate(handled):
        if one.receipt.outcome is Outcome.REFUSED:
            _copy(number, one, copier, batch)
        if one.parsed is not None:
            batch.ready[number] = scales.weigh(keeper.keep(one), one.parsed)
        elif is_nameless(one.receipt):
            batch.nameless[number] = _nameless(keeper.keep(one), one, store)
        elif is_waiting(one.receipt):
            name, sha256 = keeper.keep(one)
            batch.tables.setdefault(sha256, WaitingTable(name, sha256))
        yield one.receipt
    keeper.finish()
    batch.correction = scales.together([one.parsed for one in batch.ready.values()])


def check_again(former: UploadBatch) -> UploadBatch:
    """The files that wait are checked once more: something was confirmed, or an intake cut short.

    NothingThere where they are gone meanwhile.
    """
    store = data.store()
    files = store.check_again(former.upload, SERVER)
    former.is_settled = True
    return _begin_check(store, former.upload, files, former.owners)


def resume(left: Sequence[int]) -> UploadBatch:
    """Check what a server left that was stopped in the midst; what is in answers as such."""
    store = data.store()
    upload = store.take_over(left, SERVER)
    return _begin_check(store, upload, inbox.files_of(store, upload), {})


def drop_left(left: Sequence[int]) -> None:
    """What was left goes without being looked at."""
    store = data.store()
    store.drop_upload(store.take_over(left, SERVER), SERVER)


def content_of(batch: UploadBatch, file: FileKey) -> bytes:
    """The bytes of a file that waits; NothingThere where it was decided on meanwhile."""
    return data.store().waiting_content(batch.kept[file])


def is_nameless(receipt: Receipt) -> bool:
    """Whether a person must say whose a file is: it does not say so, or says two things."""
    return any(one.code in ("no_identity", "identity_disagrees") for one in receipt.problems)


def _nameless(file: FileKey, one: Handled, store: Store) -> Nameless:
    content, name = one.incoming.content, one.incoming.filename
    doubts = (one.message for one in one.receipt.problems if one.code == "identity_disagrees")
    guess = guess_owner(read_workbook(content, name), context_of(store))
    return Nameless(file, guess, next(doubts, ""))


def say_whose(batch: UploadBatch, number: int, owner: Owner) -> Receipt:
    """Check a nameless file again as the return of an organisation; its new receipt."""
    store, waiting = data.store(), batch.nameless[number]
    sha256, kept = waiting.file[1], batch.kept[waiting.file]
    files = [one for one in inbox.files_of(store, batch.upload) if one.id == kept]
    sources = inbox.sources(store, files)
    one = next(handle_all(sources, store, dry_run=True, owners={sha256: owner}))
    batch.receipts[number] = one.receipt
    if one.parsed is not None:
        scales = Scales(store)
        del batch.nameless[number]
        batch.owners[sha256] = owner
        batch.ready[number] = scales.weigh(waiting.file, one.parsed)
        batch.correction = scales.together([ready.parsed for ready in batch.ready.values()])
    return one.receipt


def taken(
    files: Sequence[WaitingFile],
    store: Store,
    reason: str,
    batch: UploadBatch,
    seen: Seen,
    rest: Mapping[FileKey, int],
) -> Iterator[Receipt]:
    """Receipts of the intake; each return is one transaction.

    What was not taken, or left out (``rest``), waits on, to be checked again; where all was
    taken the files go. An intake that was cut short leaves all of them: what is in already is
    told as such then.
    """
    copier, sources = Copier(store), inbox.sources(store, files)
    handled = handle_all(
        sources, store, reason=reason, on_progress=batch.expect, owners=batch.owners, seen=seen
    )
    for number, one in enumerate(handled):
        if one.receipt.outcome is Outcome.REFUSED:
            _copy(number, one, copier, batch)
        yield one.receipt
    if any(one.outcome is Outcome.REFUSED for one in batch.receipts):
        batch.kept.update(rest)
    elif rest:
        batch.kept = dict(rest)
    else:
        batch.kept.clear()
        store.drop_upload(batch.upload, SERVER)


def _copy(number: int, one: Handled, copier: Copier, batch: UploadBatch) -> None:
    if (copy := copier.copy(one)) is not None:
        batch.copies[number] = copy


class Scales:
    """Weighs returns against what counts now; each municipality is read and computed once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._snapshots: dict[str, Snapshot] = {}
        self._weighed = 0

    def weigh(self, file: FileKey, parsed: ParsedReturn) -> Ready:
        """What one return would change; its effect where it corrects one."""
        snapshot = self._snapshot(parsed)
        found = difference(snapshot, parsed)
        if not found.changes or self._weighed >= WEIGHED_ALONE:
            return Ready(file, parsed, found)
        self._weighed += 1
        return Ready(file, parsed, found, effect_of_correction(snapshot, [parsed]))

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
        content = content_of(batch, batch.ready[number].file)
        return copier.copy(Handled(Incoming(receipt.filename, content), receipt))
    if number in batch.copies:
        return batch.copies[number]
    stored = copier.store.find_return(receipt.sha256)
    return copy_of_revision(copier.store, stored) if stored else None
