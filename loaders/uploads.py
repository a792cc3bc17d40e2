"""Work on waiting uploads («приём загрузок»): a check that stores nothing, then the intake.

Any worker does it, in whatever process and on whatever machine: what it needs and what comes out
are in the database. In order: what comes out; the check; the intake; the work on one upload; the
workers: one thread of a program that works alone, or any number beside a queue.
"""

import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from data_model.database.opening import address
from data_model.errors import DatabaseTrouble, MonitorError, NothingThere
from data_model.people import Quotas
from data_model.returns import (
    Outcome,
    ParsedReturn,
    Receipt,
    UploadState,
    WaitingFile,
    WaitingUpload,
)
from data_model.snapshot import Snapshot
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.waiting import QUOTAS, CopyOf, SentBytes
from indicators.plan_fact import plan_fact
from indicators.what_if import Correction, effect_of_correction
from loaders.files.archive import SentFile
from loaders.files.limits import LIMITS
from loaders.files.worker_pool import read_workbook
from loaders.intake import Handled, Owner, context_of, handle_all
from loaders.returns.checks.identity import Guess, guess_owner
from loaders.returns.difference import ReturnDifference, difference
from loaders.returns.marked.copy import Copier

if TYPE_CHECKING:
    from pydantic import TypeAdapter

log = logging.getLogger(__name__)
SERVER = uuid4().hex[:12]
"""How others know what this process works on."""
WEIGHED_ALONE = 20
"""Corrections of an upload whose effect is computed one by one; of more, only all together."""

FileKey = tuple[str, str]
"""Label and checksum: the same file of an upload is one."""


# what comes out


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be taken in, and what it would change; ``effect`` in words."""

    file: FileKey
    org: str
    year: int
    difference: ReturnDifference
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Nameless:
    """A file that does not say whose it is, or says two things: ``why``; whose it may be."""

    file: FileKey
    guess: Guess
    why: str = ""

    @property
    def filename(self) -> str:
        return self.file[0]


@dataclass(frozen=True, slots=True)
class WaitingTable:
    """A table that cannot go by itself yet: its name and its checksum."""

    filename: str
    sha256: str


@dataclass(frozen=True, slots=True)
class UploadOutcome:
    """What came out of an upload («итог загрузки»).

    By the number of the receipt: what is ``ready`` to be taken in, and ``nameless`` files.
    ``tables`` wait for a person to confirm what is in them. ``kept`` is the number of each file
    that waits in the database, a table of many schools once. ``correction`` is what all that is
    ready would change.
    """

    receipts: tuple[Receipt, ...] = ()
    ready: dict[int, Ready] = field(default_factory=dict)
    nameless: dict[int, Nameless] = field(default_factory=dict)
    tables: tuple[WaitingTable, ...] = ()
    kept: tuple[tuple[FileKey, int], ...] = ()
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class UploadDecision:
    """What a person says of an upload («решение о загрузке»).

    ``owners``: whose return a file is, by its checksum; ``left_out`` are files that wait on.
    """

    reason: str = ""
    left_out: tuple[FileKey, ...] = ()
    owners: dict[str, Owner] = field(default_factory=dict)


@cache
def _outcomes() -> "TypeAdapter[UploadOutcome]":
    """How an outcome is written down; what it is made of takes a second to load."""
    from pydantic import TypeAdapter

    return TypeAdapter(UploadOutcome)


@cache
def _decisions() -> "TypeAdapter[UploadDecision]":
    from pydantic import TypeAdapter

    return TypeAdapter(UploadDecision)


def outcome_text(outcome: UploadOutcome) -> str:
    return _outcomes().dump_json(outcome).decode()


@lru_cache(maxsize=16)
def outcome_of(text: str) -> UploadOutcome:
    """What was written down; empty where nothing was yet."""
    return _outcomes().validate_json(text) if text else UploadOutcome()


def decision_text(decision: UploadDecision) -> str:
    return _decisions().dump_json(decision).decode()


def decision_of(text: str) -> UploadDecision:
    return _decisions().validate_json(text) if text else UploadDecision()


# the check


ASKED = frozenset(
    (
        "table_unmapped",
        "table_on_several_sheets",
        "table_without_year",
        "table_school_unknown",
    )
)
"""Remarks after which a person can help a table in."""


@dataclass
class UploadCheck:
    """The dry run of an upload: receipts, what can be taken, what waits for a person."""

    store: Store
    upload: WaitingUpload
    progress: "Progress"
    receipts: list[Receipt] = field(default_factory=list)
    ready: dict[int, Ready] = field(default_factory=dict)
    parsed: list[ParsedReturn] = field(default_factory=list)
    nameless: dict[int, Nameless] = field(default_factory=dict)
    tables: dict[str, WaitingTable] = field(default_factory=dict)
    copies: list[CopyOf] = field(default_factory=list)

    def run(self, quotas: Quotas) -> None:
        """What can be taken waits in the database, all else is gone."""
        said = decision_of(self.upload.decision)
        copier, scales = Copier(self.store), Scales(self.store)
        keeper = Keeper(self.store, self.upload, quotas)
        handled = handle_all(
            sources(self.store, self.upload.files),
            self.store,
            on_progress=self.progress.note,
            dry_run=True,
            owners=said.owners,
        )
        for number, one in enumerate(handled):
            self.receipts.append(one.receipt)
            if one.receipt.outcome is Outcome.REFUSED:
                self.copies += copy_of_refused(one, copier)
            if one.parsed is not None:
                self.ready[number] = scales.weigh(keeper.keep(one), one.parsed)
                self.parsed.append(one.parsed)
            elif asked := nameless(one, self.store):
                self.nameless[number] = Nameless(keeper.keep(one), *asked)
            elif is_waiting(one.receipt):
                name, sha256 = keeper.keep(one)
                self.tables.setdefault(sha256, WaitingTable(name, sha256))
        keeper.flush()
        self._end(keeper.kept, scales.together(self.parsed))

    def _end(self, kept: Mapping[FileKey, int], correction: Correction | None) -> None:
        """Receipts of files of which a former check left nothing stay beside those of this one."""
        again = {key_of(one) for one in self.receipts}
        former = outcome_of(self.upload.outcome).receipts
        none_left = (Outcome.REFUSED, Outcome.DUPLICATE)
        gone = [one for one in former if key_of(one) not in again]
        self.receipts += [one for one in gone if one.outcome in none_left]
        outcome = UploadOutcome(
            tuple(self.receipts),
            self.ready,
            self.nameless,
            tuple(self.tables.values()),
            tuple(kept.items()),
            correction,
        )
        end = (UploadState.CHECKED, outcome_text(outcome), [*kept.values()], self.copies)
        self.store.end_work(self.upload.id, self.upload.server, *end)


def sources(store: Store, files: Iterable[WaitingFile]) -> list[SentFile]:
    """What the intake reads, one after the other."""
    return [
        SentFile(one.filename, one.size, partial(store.waiting_content, one.id)) for one in files
    ]


def key_of(receipt: Receipt) -> FileKey:
    return receipt.filename, receipt.sha256


def is_nameless(receipt: Receipt) -> bool:
    """Whether a person must say whose a file is: it does not say so, or says two things."""
    return any(one.code in ("no_identity", "identity_disagrees") for one in receipt.problems)


def is_waiting(receipt: Receipt) -> bool:
    return any(problem.code in ASKED for problem in receipt.problems)


def nameless(one: Handled, store: Store) -> tuple[Guess, str] | None:
    """Whose a file may be, and why it is asked; None where it says so, or is no return at all."""
    if not is_nameless(one.receipt):
        return None
    content, name = one.incoming.content, one.incoming.filename
    doubts = (one.message for one in one.receipt.problems if one.code == "identity_disagrees")
    guess = guess_owner(read_workbook(content, name), context_of(store))
    return (guess, next(doubts, "")) if guess.may_be_taken else None


def copy_of_refused(one: Handled, copier: Copier) -> list[CopyOf]:
    """What goes back of a refused file: of its bytes nothing else is left."""
    copy = copier.copy(one)
    return [CopyOf(one.incoming.filename, one.incoming.sha256, copy)] if copy else []


@dataclass
class Keeper:
    """Keeps what waits for a decision: a file stays where it is, a member of an archive is put
    beside it. ``kept`` is the number of each in the database."""

    store: Store
    upload: WaitingUpload
    quotas: Quotas
    kept: dict[FileKey, int] = field(default_factory=dict)
    members: dict[FileKey, SentBytes] = field(default_factory=dict)

    MOST_BYTES = 8 * 1024 * 1024

    def keep(self, one: Handled) -> FileKey:
        """Let a file wait; a table of many schools is one file."""
        key = (one.incoming.filename, one.incoming.sha256)
        if key not in self.kept and key not in self.members:
            sent = self.upload.files
            whole = next((file.id for file in sent if key == (file.filename, file.sha256)), 0)
            if whole:
                self.kept[key] = whole
            else:
                self.members[key] = SentBytes(one.incoming.filename, one.incoming.content)
        if sum(len(member.content) for member in self.members.values()) > self.MOST_BYTES:
            self.flush()
        return key

    def flush(self) -> None:
        """Members wait in memory only until there are enough of them for one transaction."""
        if self.members:
            sent = [*self.members.values()]
            ours = (self.upload.id, self.upload.server)
            numbers = self.store.add_waiting(*ours, sent, self.quotas)
            self.kept.update(zip(self.members, numbers, strict=True))
            self.members.clear()


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
        ready = Ready(file, parsed.org, parsed.year, found)
        if not found.changes or self._weighed >= WEIGHED_ALONE:
            return ready
        self._weighed += 1
        return replace(ready, effect=effect_of_correction(snapshot, [parsed]).words)

    def together(self, returns: Sequence[ParsedReturn]) -> Correction | None:
        """The effect of all returns of the first municipality among them, as far as it is shown."""
        if not returns:
            return None
        snapshot = self._snapshot(returns[0])
        known = {place.code for place in snapshot.organisations} | {snapshot.municipality.code}
        own = [one for one in returns if one.org in known]
        found = effect_of_correction(snapshot, own, before=plan_fact(snapshot))
        told = tuple(one for one in found.differences if one.turns or one.row.is_district)
        return replace(found, differences=told)

    def _snapshot(self, parsed: ParsedReturn) -> Snapshot:
        holder = self._store.holder_of(parsed.org)
        if holder not in self._snapshots:
            self._snapshots[holder] = self._store.snapshot(holder)
        return self._snapshots[holder]


# the intake


def take_in(store: Store, upload: WaitingUpload, progress: "Progress") -> None:
    """Take in what was checked, each return as it was shown; each is one transaction.

    What was not taken, or left out, waits on, to be checked again; where all was taken the files
    go. An intake that was cut short is done again: what is in already is told as such then.
    """
    said, checked = decision_of(upload.decision), outcome_of(upload.outcome)
    ready = [one for _, one in sorted(checked.ready.items()) if one.file not in said.left_out]
    kept = dict(checked.kept)
    wanted = {kept[one.file] for one in ready}
    files = [one for one in upload.files if one.id in wanted]
    copier, receipts, copies = Copier(store), list[Receipt](), list[CopyOf]()
    handled = handle_all(
        sources(store, files),
        store,
        reason=said.reason,
        on_progress=progress.note,
        owners=said.owners,
        seen=seen_of(ready),
    )
    for one in handled:
        receipts.append(one.receipt)
        if one.receipt.outcome is Outcome.REFUSED:
            copies += copy_of_refused(one, copier)
    is_whole = all(one.outcome is not Outcome.REFUSED for one in receipts)
    rest = {key: number for key, number in kept.items() if key in said.left_out or not is_whole}
    outcome = outcome_text(UploadOutcome(tuple(receipts), kept=tuple(rest.items())))
    end = (UploadState.TAKEN, outcome, [*rest.values()], copies)
    store.end_work(upload.id, upload.server, *end)


def seen_of(ready: Iterable[Ready]) -> dict[tuple[str, str, int], int]:
    """What the person saw in force, for the first file of each return: the next replaces it."""
    seen: dict[tuple[str, str, int], int] = {}
    slots: set[tuple[str, int]] = set()
    for one in ready:
        slot = (one.org, one.year)
        if slot not in slots:
            seen[(one.file[1], *slot)] = one.difference.replaces or 0
            slots.add(slot)
    return seen


# the work on one upload


BROKEN_OFF = (
    "Приём прервался. Принятые файлы сохранены, остальные ждут: проверьте их ещё раз. "
    "Номер происшествия {number}."
)


@dataclass(frozen=True, slots=True)
class WorkTerms:
    """On what terms a worker works («условия приёма»).

    ``tell`` writes a fault of ours down and gives the sentence for it; ``quotas`` is how much one
    person may have waiting; ``server`` is how others know whose work it is.
    """

    tell: Callable[[BaseException], str]
    quotas: Quotas = QUOTAS
    server: str = SERVER


@dataclass
class Progress:
    """Tells how far an upload is, and that its worker lives; not oftener than people look."""

    store: Store
    upload: WaitingUpload
    told_at: float = 0.0

    EVERY = 0.7

    def note(self, done: int, total: int) -> None:
        """NothingThere where another worker has taken over."""
        if monotonic() - self.told_at >= self.EVERY:
            self.store.note_progress(self.upload.id, self.upload.server, done, total)
            self.told_at = monotonic()


def work_on(store: Store, number: int, terms: WorkTerms) -> None:
    """Check an upload or take it in, in the name of who has sent it.

    DatabaseTrouble where it is to be tried again; whatever else stops it is said in words.
    """
    upload = store.begin_work(number, terms.server)
    if upload is None:
        return
    with acting(upload.author):
        progress = Progress(store, upload)
        try:
            if upload.state is UploadState.RECEIVED:
                UploadCheck(store, upload, progress).run(terms.quotas)
            else:
                take_in(store, upload, progress)
        except DatabaseTrouble:
            raise
        except MonitorError as error:
            _break_off(store, upload, str(error))
        except Exception as error:  # noqa: BLE001 — a worker has nobody above it
            _break_off(store, upload, terms.tell(error))


def _break_off(store: Store, upload: WaitingUpload, trouble: str) -> None:
    try:
        store.break_off(upload.id, upload.server, trouble)
    except NothingThere:
        log.info("upload %s is another worker's", upload.id)


# workers


AGAIN_AFTER = 2.0
"""Seconds before a database that is busy is asked again."""


class Intake(Protocol):
    """Who deals with the uploads of a database («приём»), in this process or in others."""

    def begin(self) -> None:
        """See that somebody deals with what waits; returns at once."""

    def end(self) -> None:
        """Take nothing more; what is being worked on is gone on with by another one, or later."""


class OwnThread:
    """One thread of the only program of a database; it is there while something waits."""

    def __init__(self, store: Store, terms: WorkTerms) -> None:
        self._store, self._terms = store, terms
        self._thread: Thread | None = None
        self._lock = Lock()
        self._is_over = False

    def begin(self) -> None:
        with self._lock:
            if self._thread is None and not self._is_over:
                self._thread = Thread(target=self._run, name="intake", daemon=True)
                self._thread.start()

    def end(self) -> None:
        self._is_over = True

    def _run(self) -> None:
        while (number := self._next()) is not None:
            try:
                work_on(self._store, number, self._terms)
            except DatabaseTrouble as error:
                log.warning("an upload could not be worked on: %s", error)
                sleep(AGAIN_AFTER)

    def _next(self) -> int | None:
        """Whose turn it is; with none the thread ends, and is begun anew by the next upload."""
        with self._lock:
            try:
                found = None if self._is_over else self._store.next_upload()
            except MonitorError as error:
                log.warning("uploads cannot be asked for: %s", error)
                found = None
            if found is None:
                self._thread = None
            return found


class FromQueue:
    """A worker beside the queue of a server of databases: one of any number, on any machine."""

    def __init__(self, store: Store, terms: WorkTerms, *, is_process: bool = False) -> None:
        from data_model.database.queue import Worker

        self._worker = Worker(
            address(store.url),
            partial(work_on, store, terms=terms),
            store.queue_lost_uploads,
            LIMITS.worker_silence,
            is_process=is_process,
        )
        self._thread: Thread | None = None

    def run(self) -> None:
        """Work until the process is asked to end."""
        self._worker.run()

    def begin(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self.run, name="intake", daemon=True)
            self._thread.start()

    def end(self) -> None:
        self._worker.stop()
        if self._thread is not None:
            self._thread.join(MOST_PATIENCE)


class Apart:
    """Other processes deal with them («roadmap work»): nothing is to be done here."""

    def begin(self) -> None:
        """They hear of it by the queue."""

    def end(self) -> None:
        """They go on."""


INTAKE, BY_WORKERS = "ROADMAP_INTAKE", "workers"
"""A setting of servers on PostgreSQL: uploads are dealt with by workers alone."""
MOST_PATIENCE = 5.0
"""Seconds that an ending server waits for the upload it works on."""


def intake_of(store: Store, terms: WorkTerms) -> Intake:
    """Who deals with the uploads of this database, as a part of this process."""
    if not store.is_shared:
        return OwnThread(store, terms)
    is_apart = os.environ.get(INTAKE, "").strip() == BY_WORKERS
    return Apart() if is_apart else FromQueue(store, terms)
