"""Files from the browser («входящие») until they are taken in or dropped: rows of the database.

What the check refuses goes at once. What a server left that was stopped in the midst is offered
to whoever has sent it, and goes after three days. Names from the browser are labels only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from access.modes import mode
from data_model.file_names import safe_file_name
from data_model.people import PROGRAM
from data_model.returns import Receipt, WaitingFile, WaitingUpload
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.waiting import SentBytes
from loaders.files.archive import SentFile
from loaders.intake import Handled
from ui.incidents import record
from ui.selection import DistrictYear

SERVER = uuid4().hex[:12]
"""How other servers know the uploads of this process."""
LEFT_FOR = timedelta(days=3)
"""How long files of an interrupted upload wait for somebody to go on with them."""

FileKey = tuple[str, str]
"""Label and checksum: the same file of an upload is one."""


def received(store: Store, files: Sequence[UploadedFile], place: DistrictYear | None) -> int:
    """Keep what came from the browser; the number of the upload."""
    take_in_folders(store)
    sent = [SentBytes(safe_file_name(file.name), bytes(file.getbuffer())) for file in files]
    municipality, year = (place.municipality, place.year) if place else (None, None)
    return store.receive_upload(sent, SERVER, municipality, year, quotas=mode().quotas)


def files_of(store: Store, upload: int) -> tuple[WaitingFile, ...]:
    """All files of an upload of this person; none where it is gone."""
    return next((one.files for one in store.waiting_uploads() if one.id == upload), ())


def sources(store: Store, files: Iterable[WaitingFile]) -> list[SentFile]:
    """What the intake reads, one after the other."""
    return [
        SentFile(one.filename, one.size, partial(store.waiting_content, one.id)) for one in files
    ]


def left_behind(store: Store, place: DistrictYear | None = None) -> list[WaitingUpload]:
    """Uploads of this person in this district that no server works on, or another has checked."""
    take_in_folders(store)
    here = {None, place.municipality} if place else {None}
    return [
        one
        for one in store.waiting_uploads()
        if one.server != SERVER and one.municipality in here and may_be_taken_over(one)
    ]


def may_be_taken_over(upload: WaitingUpload) -> bool:
    return bool(upload.files) and (upload.is_free or all(one.is_checked for one in upload.files))


@dataclass
class Keeper:
    """Keeps what waits for a decision: a file stays where it is, a member of an archive is put
    beside it. ``kept`` is the number of each in the database."""

    store: Store
    upload: int
    sent: Sequence[WaitingFile]
    kept: dict[FileKey, int]
    members: dict[FileKey, SentBytes] = field(default_factory=dict)

    MOST_BYTES = 8 * 1024 * 1024

    def keep(self, one: Handled) -> FileKey:
        """Let a file wait; a table of many schools is one file."""
        key = (one.incoming.filename, one.incoming.sha256)
        if key not in self.kept and key not in self.members:
            whole = next((file.id for file in self.sent if key == (file.filename, file.sha256)), 0)
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
            members = list(self.members.values())
            numbers = self.store.add_waiting(self.upload, members, mode().quotas)
            self.kept.update(zip(self.members, numbers, strict=True))
            self.members.clear()

    def finish(self) -> None:
        """What was not kept goes."""
        self.flush()
        self.store.finish_check(self.upload, list(self.kept.values()))


def let_go(files: Iterable[UploadedFile]) -> None:
    """Drop the bytes of these files; whoever still holds a file can still read it."""
    context = get_script_run_ctx()
    if context is None or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return
    for file in files:
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


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
        store.receive_upload(sent, "", owner=owner)
    rmtree(folder)


ASKED = frozenset(
    (
        "table_unmapped",
        "table_on_several_sheets",
        "table_without_year",
        "table_school_unknown",
    )
)
"""Remarks after which a person can help a table in."""


@dataclass(frozen=True, slots=True)
class WaitingTable:
    """A table that cannot go by itself yet: its name and its checksum."""

    filename: str
    sha256: str


def is_waiting(receipt: Receipt) -> bool:
    return any(problem.code in ASKED for problem in receipt.problems)
