"""Reading a workbook in this very process («чтение на месте»): only a child does it.

Whoever takes a file from outside calls ``loaders.files.worker_pool.read_workbook``, which asks a
child.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from data_model.errors import UnreadableFile
from loaders.files.kinds import ARCHIVE_FAULTS, SENTENCES, FileKind, kind_of
from loaders.files.limits import LIMITS, Danger, Limits, refused
from loaders.files.read_ods import read_ods
from loaders.files.read_xls import read_xls
from loaders.files.read_xlsx import read_xlsx
from loaders.files.workbook import Grid, NamedPlace, Value, Workbook
from loaders.files.zip_guard import markup_parts

Read = tuple[list[Grid], dict[str, NamedPlace]]
"""The sheets, and the names of their cells."""

UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""No database takes a lone surrogate, no workbook a control sign."""


def read_here(content: bytes, filename: str = "") -> Workbook:
    """The cells of a file. Raises UnreadableFile: a Russian sentence with a cure."""
    kind = kind_of(content)
    if kind not in READERS:
        raise UnreadableFile(SENTENCES[kind])
    grids, names = READERS[kind](content)
    check_bounds(grids)
    sheets = tuple(map(cleaned_grid, grids))
    if not any(grid.rows for grid in sheets):
        raise refused(Danger.NO_CELLS)
    return Workbook(filename, sheets, names)


def _guarded(read: Callable[[dict[str, bytes]], Read]) -> Callable[[bytes], Read]:
    """A reader of the parts of a zip that the guard has let through."""

    def read_guarded(content: bytes) -> Read:
        try:
            with ZipFile(BytesIO(content)) as archive:
                parts = markup_parts(archive)
        except ARCHIVE_FAULTS as fault:
            raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
        return read(parts)

    return read_guarded


READERS: dict[FileKind, Callable[[bytes], Read]] = {
    FileKind.XLSX: _guarded(read_xlsx),
    FileKind.ODS: _guarded(read_ods),
    FileKind.XLS: read_xls,
}
"""The kinds that are read; ``SENTENCES`` tells of each other one what to do."""


def check_bounds(grids: Iterable[Grid], limits: Limits = LIMITS) -> None:
    """Raises UnreadableFile for a value too far away, and for too many of them."""
    for grid in grids:
        width = max(map(len, grid.rows), default=0)
        if len(grid.rows) > limits.rows or width > limits.columns:
            _check_far(grid, limits)
        if sum(value is not None for row in grid.rows for value in row) > limits.filled:
            raise refused(Danger.FILLED, sheet=cleaned(grid.name)[:60], limit=limits.filled)


def _check_far(grid: Grid, limits: Limits) -> None:
    for cell in grid.filled():
        if cell.row >= limits.rows or cell.column >= limits.columns:
            far = {"cell": cell.address, "rows": limits.rows, "columns": limits.columns}
            raise refused(Danger.FAR_CELL, **far)


def cleaned_grid(grid: Grid) -> Grid:
    """A sheet whose texts can be kept and shown."""
    rows = [[_cleaned_value(value) for value in row] for row in grid.rows]
    return replace(grid, name=cleaned(grid.name), rows=rows)


def _cleaned_value(value: Value) -> Value:
    return cleaned(value) or None if isinstance(value, str) else value


def cleaned(text: str) -> str:
    return UNKEEPABLE.sub("", text)
