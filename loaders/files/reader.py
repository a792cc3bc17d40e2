"""Reading a workbook in this very process («чтение на месте»): only a child does it.

Whoever takes a file from outside calls ``loaders.files.open.read_workbook``, which asks a child.
"""

from io import BytesIO
from zipfile import ZipFile

from data_model.errors import UnreadableFile
from loaders.files.bounds import check_bounds, clean
from loaders.files.cell_names import names_in
from loaders.files.csv_file import read_csv
from loaders.files.grids import ARCHIVE_READERS
from loaders.files.kinds import ARCHIVE_FAULTS, SENTENCES, FileKind, kind_of, kind_of_parts
from loaders.files.refusals import Danger, refused
from loaders.files.workbook import Grid, PlainBook, Workbook
from loaders.files.xls import read_xls
from loaders.files.zip_look import look


def read_here(content: bytes, filename: str = "") -> Workbook:
    """The cells of a file. Raises UnreadableFile: a Russian sentence with a cure."""
    read = _read_archive if content.startswith(b"PK") else _read_other
    grids, names = read(content)
    check_bounds(grids)
    sheets = clean(grids)
    if not any(grid.rows for grid in sheets):
        raise refused(Danger.NO_CELLS)
    return Workbook(filename, sheets, names)


def read_plainly(content: bytes, filename: str) -> PlainBook:
    """The same, ready to cross to whoever asked."""
    return read_here(content, filename).plain


Read = tuple[list[Grid], bytes]
"""The sheets, and the names of their cells."""


def _read_archive(content: bytes) -> Read:
    try:
        with ZipFile(BytesIO(content)) as archive:
            kind = kind_of_parts(archive)
            if kind not in ARCHIVE_READERS:
                raise UnreadableFile(SENTENCES[kind])
            markup = look(archive, content)
    except ARCHIVE_FAULTS as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
    return ARCHIVE_READERS[kind](content, markup), names_in(markup)


def _read_other(content: bytes) -> Read:
    kind = kind_of(content)
    if kind is FileKind.CSV:
        return read_csv(content), b""
    if kind is not FileKind.XLS:
        raise UnreadableFile(SENTENCES[kind])
    return read_xls(content)
