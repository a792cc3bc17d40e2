"""Files from the browser on disk («входящие») until they are taken in or dropped.

What the check refuses goes at once; what nobody took when the server stopped goes at its next
start. Names from the browser are labels only and cannot leave their folder.
"""

import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from streamlit.runtime.uploaded_file_manager import UploadedFile

from loaders.intake import Handled

INBOX = Path("var/inbox")
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
LONGEST_NAME = 150


def safe_name(name: str) -> str:
    """The last part of a name from the browser, without what a file system may misread."""
    last = re.split(r"[/\\]", name)[-1]
    return UNSAFE.sub("_", last).strip(". ")[-LONGEST_NAME:] or "файл"


def new_folder() -> Path:
    """A folder for one upload, named by this process."""
    sweep(INBOX.absolute())
    return Path(mkdtemp(prefix=f"{os.getpid()}-", dir=INBOX))


@cache
def sweep(inbox: Path) -> None:
    """Once in the life of a process: drop what a server that stopped has left behind."""
    inbox.mkdir(parents=True, exist_ok=True)
    for left in inbox.iterdir():
        if not left.name.startswith(f"{os.getpid()}-"):
            rmtree(left, ignore_errors=True)


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
