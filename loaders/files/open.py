"""From bytes to cells («чтение книги»): the type is told by the content, never by the name.

A file from outside is read by a child process, so that none can hurt the one that serves.
"""

from collections.abc import Sequence

from data_model.errors import UnreadableFile
from loaders.files.limits import LIMITS
from loaders.files.workbook import Cell, Grid, Hollow, Workbook
from loaders.files.worker_pool import Work, pool

__all__ = ["Cell", "Grid", "Hollow", "Workbook", "begin_reading", "read_workbook"]


def read_workbook(content: bytes, filename: str = "") -> Workbook:
    """The cells of a file. Raises UnreadableFile: a Russian sentence with a cure."""
    refuse_too_big(content)
    return Workbook.of(pool().ask("read", content, filename))


def begin_reading(files: Sequence[tuple[bytes, str]]) -> Work:
    """The same of several files, begun by a child; its results are plain books.

    None of them may be larger than a file may be.
    """
    return pool().begin([("read", content, filename) for content, filename in files])


def refuse_too_big(content: bytes) -> None:
    if len(content) > LIMITS.file_bytes:
        raise UnreadableFile(LIMITS.too_big(len(content)))
