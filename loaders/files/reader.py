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
from loaders.files.csv_file import read_csv
from loaders.files.kinds import ARCHIVE_FAULTS, SENTENCES, FileKind, kind_of, kind_of_parts
from loaders.files.limits import LIMITS, Danger, Limits, refused
from loaders.files.read_ods import read_ods
from loaders.files.read_xls import read_xls
from loaders.files.read_xlsx import read_xlsx
from loaders.files.workbook import Grid, SheetsAndNames, Value, Workbook
from loaders.files.zip_guard import markup_parts

UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""No database takes a lone surrogate, no workbook a control sign."""


def read_here(content: bytes, filename: str = "") -> Workbook:
    """The cells of a file. Raises UnreadableFile: a Russian sentence with a cure."""
    grids, names = _read_zip(content) if content.startswith(b"PK") else _read_other(content)
    check_bounds(grids)
    sheets = tuple(map(cleaned_grid, grids))
    if not any(grid.rows for grid in sheets):
        raise refused(Danger.NO_CELLS)
    return Workbook(filename, sheets, names)


READERS: dict[FileKind, Callable[[dict[str, bytes]], SheetsAndNames]] = {
    FileKind.XLSX: read_xlsx,
    FileKind.ODS: read_ods,
}
"""Zipped kinds that are read from the parts that the guard has let through."""


def _read_zip(content: bytes) -> SheetsAndNames:
    try:
        with ZipFile(BytesIO(content)) as archive:
            kind = kind_of_parts(archive)
            if kind not in READERS:
                raise UnreadableFile(SENTENCES[kind])
            parts = markup_parts(archive)
    except ARCHIVE_FAULTS as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
    return READERS[kind](parts)


def _read_other(content: bytes) -> SheetsAndNames:
    kind = kind_of(content)
    if kind is FileKind.CSV:
        return read_csv(content), {}
    if kind is not FileKind.XLS:
        raise UnreadableFile(SENTENCES[kind])
    return read_xls(content)


def check_bounds(grids: Iterable[Grid], limits: Limits = LIMITS) -> None:
    """Raises UnreadableFile for a value too far away, and for too many of them."""
    for grid in grids:
        width = max(map(len, grid.rows), default=0)
        if len(grid.rows) > limits.rows or width > limits.columns:
            _check_far(grid, limits)
        is_large = width * len(grid.rows) > limits.filled
        if is_large and sum(1 for _ in grid.filled()) > limits.filled:
            raise refused(Danger.FILLED, sheet=cleaned(grid.name)[:60], limit=limits.filled)


def _check_far(grid: Grid, limits: Limits) -> None:
    for cell in grid.filled():
        if cell.row >= limits.rows or cell.column >= limits.columns:
            far = {"cell": cell.address, "rows": limits.rows, "columns": limits.columns}
            raise refused(Danger.FAR_CELL, **far)


def cleaned_grid(grid: Grid) -> Grid:
    """A sheet whose texts can be kept and shown; most sheets are left as they are."""
    texts = [value for row in grid.rows for value in row if isinstance(value, str)]
    if not UNKEEPABLE.search("".join((grid.name, *texts))):
        return grid
    rows = [[_cleaned_value(value) for value in row] for row in grid.rows]
    return replace(grid, name=cleaned(grid.name), rows=rows)


def _cleaned_value(value: Value) -> Value:
    return cleaned(value) or None if isinstance(value, str) else value


def cleaned(text: str) -> str:
    return UNKEEPABLE.sub("", text)
