"""Uploads of this person as the page shows them: what was sent, how far it is, what came out.

All of it lies in the database, so any server shows it and any worker deals with it. In order: an
upload as it is shown; which one a tab shows; sending, deciding; marked copies.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from shutil import rmtree
from threading import Lock

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from access.modes import mode
from data_model.file_names import safe_file_name
from data_model.people import PROGRAM
from data_model.returns import MarkedCopy, Outcome, Receipt, UploadState, WaitingUpload
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.waiting import SentBytes
from indicators.what_if import Correction
from loaders.files.archive import Incoming
from loaders.intake import Handled, Owner
from loaders.returns.marked.copy import Copier, copy_of_revision
from loaders.uploads import (
    BROKEN_OFF,
    FileKey,
    Intake,
    Nameless,
    Ready,
    UploadDecision,
    UploadOutcome,
    WaitingTable,
    WorkTerms,
    decision_of,
    decision_text,
    intake_of,
    key_of,
    outcome_of,
)
from ui import data, selection, session
from ui.incidents import error_sentence, record

LEFT_FOR = timedelta(days=14)
"""How long an upload waits for a person, and what came out of it stays to be looked at."""


@dataclass(frozen=True)
class UploadBatch:
    """One upload of this person, by its row of this moment."""

    upload: WaitingUpload

    @property
    def id(self) -> int:
        return self.upload.id

    @property
    def created(self) -> datetime:
        return self.upload.begun_at.astimezone()

    @property
    def is_check(self) -> bool:
        return self.upload.state is not UploadState.TAKEN

    @property
    def finished(self) -> bool:
        return not self.upload.is_at_work

    @property
    def is_settled(self) -> bool:
        return self.upload.is_settled

    @property
    def trouble(self) -> str:
        return self.upload.trouble

    @property
    def total(self) -> int:
        return max(self.upload.total, self.upload.done)

    @property
    def progress(self) -> float:
        return self.upload.done / self.total if self.total else 0.0

    @property
    def first_name(self) -> str:
        """The name of its first file, by which a person knows it again."""
        return next((one.filename for one in self.upload.files), "")

    @property
    def is_begun(self) -> bool:
        """Whether a worker has it by now."""
        return bool(self.upload.server)

    @cached_property
    def outcome(self) -> UploadOutcome:
        return outcome_of(data.store().waiting_outcome(self.id))

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        return self.outcome.receipts

    @property
    def ready(self) -> dict[int, Ready]:
        return self.outcome.ready

    @property
    def nameless(self) -> dict[int, Nameless]:
        return {} if self.is_settled else self.outcome.nameless

    @property
    def tables(self) -> tuple[WaitingTable, ...]:
        return () if self.is_settled else self.outcome.tables

    @cached_property
    def kept(self) -> dict[FileKey, int]:
        return dict(self.outcome.kept)

    @property
    def correction(self) -> Correction | None:
        return self.outcome.correction

    @property
    def waits(self) -> bool:
        """Whether files of it are left that somebody may decide on."""
        return self.finished and not self.is_settled and bool(self.upload.files)

    @property
    def awaits_decision(self) -> bool:
        return self.waits and self.is_check and not self.trouble and bool(self.ready)

    @property
    def is_open(self) -> bool:
        return not self.finished or (self.is_check and self.waits)

    @property
    def decision(self) -> UploadDecision:
        """What was said of it so far: whose its nameless files are."""
        return decision_of(self.upload.decision)


BATCH = "batch"
"""What a tab remembers: the number of the upload that it shows."""
_shown: dict[tuple[str, int], str] = {}
"""Database and upload → the tab of this server that shows it, as the framework numbers tabs."""


def own() -> UploadBatch | None:
    """The upload of this tab; where it has none, the newest of this person that no tab shows.

    Never another person's, nor one that is looked at in another tab.
    """
    number, mine = session.remembered(BATCH), of_this_district()
    batch = next((one for one in mine if one.id == number), None)
    if batch is None and mine and not (mine[0].is_open and is_looked_at(mine[0])):
        batch = mine[0]
    if batch is not None and batch.is_open:
        show_here(batch.id)
    return batch


def of_this_district() -> list[UploadBatch]:
    """Uploads of this person that were sent in the district of the frame, the newest first."""
    place, store = selection.place(), data.store()
    take_in_folders(store)
    here = {None, place.municipality if place else None}
    found = [one for one in store.waiting_uploads() if one.municipality in here]
    return [UploadBatch(one) for one in reversed(found)]


def present(number: int) -> UploadBatch | None:
    """An upload as it is now; None where it is gone."""
    found = data.store().waiting_uploads()
    return next((UploadBatch(one) for one in found if one.id == number), None)


def is_looked_at(batch: UploadBatch) -> bool:
    """Whether a tab of this server shows it and is still there; true where nobody can tell."""
    tab = _shown.get((data.database_url(), batch.id))
    if tab is None:
        return False
    return not runtime.exists() or runtime.get_instance().is_active_session(tab)


def waiting_elsewhere() -> list[UploadBatch]:
    """Uploads of this person that run or wait for a decision and are not shown in this tab."""
    here = session.remembered(BATCH)
    return [one for one in of_this_district() if one.is_open and one.id != here]


def show_here(number: int) -> None:
    """From now on this tab shows the upload, such as after the page was opened anew."""
    session.remember(BATCH, number)
    context = get_script_run_ctx()
    _shown[data.database_url(), number] = context.session_id if context else ""


# sending, deciding


_intakes: dict[str, Intake] = {}
_lock = Lock()


def intake(store: Store) -> Intake:
    """Who deals with uploads in this process, one for each database."""
    with _lock:
        if store.url not in _intakes:
            _intakes[store.url] = intake_of(store, WorkTerms(tell, mode().quotas))
        return _intakes[store.url]


def tell(error: BaseException) -> str:
    """A fault of ours in the midst of an upload: into the log, and in words."""
    return error_sentence(error, BROKEN_OFF)


def begin_check(files: Sequence[UploadedFile]) -> None:
    """Keep the files in the database and have them checked; returns at once."""
    store, place, former = data.store(), selection.place(), own()
    sent = [SentBytes(safe_file_name(file.name), bytes(file.getbuffer())) for file in files]
    municipality, year = (place.municipality, place.year) if place else (None, None)
    number = store.receive_upload(sent, municipality, year, quotas=mode().quotas)
    if former is not None and former.finished and former.is_open:
        store.drop_upload(former.id)
    show_here(number)
    intake(store).begin()


def begin_intake(batch: UploadBatch, reason: str, left_out: Collection[FileKey] = ()) -> bool:
    """Have taken in what a check found fit, in its order; returns at once.

    Files that are ``left_out`` wait on, to be checked again. False where the files were decided
    on meanwhile, in another tab or on another server.
    """
    store, said = data.store(), batch.decision
    decision = replace(said, reason=reason, left_out=tuple(left_out))
    is_first = store.decide_upload(batch.id, decision_text(decision))
    intake(store).begin()
    return is_first


def drop(batch: UploadBatch) -> bool:
    """The checked files go; False where they were decided on already, which then stays."""
    return data.store().drop_upload(batch.id)


def check_again(batch: UploadBatch, owners: dict[str, Owner] | None = None) -> None:
    """The files that wait are checked once more: something was said, or an intake cut short.

    NothingThere where they are gone meanwhile.
    """
    store = data.store()
    said = UploadDecision(owners=batch.decision.owners | (owners or {}))
    store.check_again(batch.id, decision_text(said))
    show_here(batch.id)
    intake(store).begin()


def say_whose(batch: UploadBatch, number: int, owner: Owner) -> None:
    """Have the files checked again, a nameless one as the return of an organisation."""
    check_again(batch, {batch.nameless[number].file[1]: owner})


def content_of(batch: UploadBatch, file: FileKey) -> bytes:
    """The bytes of a file that waits; NothingThere where it was decided on meanwhile."""
    return data.store().waiting_content(batch.kept[file])


def let_go(files: Sequence[UploadedFile]) -> None:
    """Drop the bytes of these files; whoever still holds a file can still read it."""
    context = get_script_run_ctx()
    if context is None or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return
    for file in files:
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


# marked copies


def has_remarks(batch: UploadBatch) -> bool:
    """Whether anything of an upload can go back to its sender now."""
    return not batch.is_settled and any(map(is_remarked, batch.receipts))


def is_remarked(receipt: Receipt) -> bool:
    return bool(receipt.problems) and receipt.outcome is not Outcome.DUPLICATE


def marked_copies(batch: UploadBatch, store: Store) -> Iterator[MarkedCopy]:
    """The copies of all files with remarks, in their order."""
    copier, refused = Copier(store), store.marked_copies(batch.id)
    for number, receipt in enumerate(batch.receipts):
        if is_remarked(receipt):
            copy = refused.get(key_of(receipt)) or _copy_of(batch, number, copier)
            if copy is not None:
                yield copy


def _copy_of(batch: UploadBatch, number: int, copier: Copier) -> MarkedCopy | None:
    """From the file that waits, or from the store."""
    receipt = batch.receipts[number]
    if number in batch.ready:
        content = content_of(batch, batch.ready[number].file)
        return copier.copy(Handled(Incoming(receipt.filename, content), receipt))
    stored = copier.store.find_return(receipt.sha256)
    return copy_of_revision(copier.store, stored) if stored else None


# what former programs have left

FOLDERS = Path("var/inbox")
"""Up to 0.1.0 waiting files lay here, a folder an upload."""


def take_in_folders(store: Store) -> None:
    """Once in the life of a process: drop what is too old, make rows of what lies in folders."""
    _take_in_folders(store.url, FOLDERS.absolute(), store)


@cache
def _take_in_folders(url: str, folders: Path, store: Store) -> None:
    with acting(PROGRAM):
        store.drop_old_uploads(datetime.now().astimezone() - LEFT_FOR)
        for folder in sorted(folders.iterdir()) if folders.is_dir() else []:
            try:
                _take_in(store, folder)
            except OSError as error:
                record(error)  # left as it is, and named in the log
    intake(store).begin()


def _take_in(store: Store, folder: Path) -> None:
    parts = [part for name in ("received", "ready") if (part := folder / name).is_dir()]
    found = sorted(path for path in parts[0].rglob("*") if path.is_file()) if parts else []
    mark = folder / "owner"
    owner = mark.read_text(encoding="utf-8") if mark.is_file() else ""
    sent = [
        SentBytes(path.relative_to(parts[0]).as_posix().partition("/")[2], path.read_bytes())
        for path in found
    ]
    if sent:
        store.receive_upload(sent, owner=owner)
    rmtree(folder)
