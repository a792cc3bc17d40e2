"""Files from the browser on disk («входящие») until they are taken in or dropped.

What the check refuses goes at once. What a server left that was stopped in the midst is offered
to the next visitor of the page, and goes after three days. Names from the browser are labels
only and cannot leave their folder.
"""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from uuid import uuid4

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_model.returns import Receipt
from loaders.intake import Handled

INBOX = Path("var/inbox")
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
LONGEST_NAME = 150
LEFT_FOR = timedelta(days=3)
"""How long files of an interrupted upload wait for somebody to go on with them."""
OURS = f"{os.getpid()}-{uuid4().hex[:8]}-"
"""How the folders of this process begin; a number of a process may come again."""


def safe_name(name: str) -> str:
    """The last part of a name from the browser, without what a file system may misread."""
    last = re.split(r"[/\\]", name)[-1]
    return UNSAFE.sub("_", last).strip(". ")[-LONGEST_NAME:] or "файл"


OWNER = "owner"
"""A file in the folder of an upload: the login of whoever sent it, empty on one PC."""


def new_folder(owner: str = "") -> Path:
    """A folder for one upload of a person, named by this process."""
    sweep(INBOX.absolute())
    folder = Path(mkdtemp(prefix=OURS, dir=INBOX))
    (folder / OWNER).write_text(owner, encoding="utf-8")
    return folder


def owner_of(folder: Path) -> str:
    """Whose upload a folder holds."""
    mark = folder / OWNER
    return mark.read_text(encoding="utf-8") if mark.is_file() else ""


@cache
def sweep(inbox: Path) -> None:
    """Once in the life of a process: drop what was left long ago and nobody asked for."""
    inbox.mkdir(parents=True, exist_ok=True)
    for left in _of_others(inbox):
        if datetime.fromtimestamp(left.stat().st_mtime) < datetime.now() - LEFT_FOR:
            drop(left)


def left_behind(inbox: Path = INBOX, owner: str = "") -> list[Path]:
    """Folders of uploads of a person that a server was busy with when it stopped."""
    return [one for one in _of_others(inbox) if owner_of(one) == owner and _waiting(one)]


def _of_others(inbox: Path) -> list[Path]:
    """Folders of servers that run no more."""
    found = sorted(inbox.iterdir()) if inbox.is_dir() else []
    return [one for one in found if not one.name.startswith(OURS) and not _is_served(one)]


def _is_served(folder: Path) -> bool:
    """Whether another server that is running now has this folder; told where systems tell it."""
    number = folder.name.partition("-")[0]
    if os.name == "nt" or not number.isdecimal() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def take_over(folder: Path, left: Sequence[Path]) -> list[Path]:
    """What was left, moved into a new folder as its uploads; a folder for each of them."""
    paths = []
    for number, one in enumerate(found for old in left for found in _waiting(old)):
        path = folder / "received" / f"{number:05d}"
        path.parent.mkdir(exist_ok=True)
        paths.append(one.rename(path))
    for old in left:
        drop(old)
    return paths


def _waiting(left: Path) -> list[Path]:
    """Uploads still to be checked, else what was checked and not yet taken in."""
    for part in ("received", "ready"):
        if (left / part).is_dir():
            return sorted((left / part).iterdir())
    return []


def received(folder: Path, files: Sequence[UploadedFile]) -> list[Path]:
    """The uploaded files on disk, a folder each, so that two files of one name stay two."""
    paths = []
    for number, file in enumerate(files):
        path = folder / "received" / f"{number:05d}" / safe_name(file.name)
        path.parent.mkdir(parents=True)
        path.write_bytes(file.getbuffer())
        paths.append(path)
    return paths


def keep(folder: Path, number: int, one: Handled) -> Path:
    """One file that can be taken in, under its own label; gives the folder to take in."""
    kept = folder / "ready" / f"{number:05d}"
    path = kept.joinpath(*map(safe_name, one.receipt.filename.split("/")))
    path.parent.mkdir(parents=True)
    path.write_bytes(one.incoming.content)
    return kept


def content_of(kept: Path) -> bytes:
    """The bytes of the one file in a folder that waits to be taken in."""
    return next(path for path in kept.rglob("*") if path.is_file()).read_bytes()


def drop_received(folder: Path) -> None:
    """The uploads themselves are not needed any more once every file has its verdict."""
    rmtree(folder / "received", ignore_errors=True)


def drop(folder: Path) -> None:
    rmtree(folder, ignore_errors=True)


def let_go(files: Iterable[UploadedFile]) -> None:
    """Drop the bytes of these files; whoever still holds a file can still read it."""
    context = get_script_run_ctx()
    if context is None or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return
    for file in files:
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


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
    """A table that cannot go by itself yet: where it waits, and its checksum."""

    folder: Path
    filename: str
    sha256: str

    @property
    def content(self) -> bytes:
        return next(path for path in self.folder.rglob("*") if path.is_file()).read_bytes()


def is_waiting(receipt: Receipt) -> bool:
    return any(problem.code in ASKED for problem in receipt.problems)
