"""Reading a workbook in this very process («чтение на месте»): only a child does it.

Whoever takes a file from outside calls ``loaders.files.worker_pool.read_workbook``, which asks a
child. First tables as text (.csv, pasted from a sheet), parted by «;», «,» or tabs; numbers become
numbers where nothing is lost by it: «001» stays a text, it may be a code.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

from data_model.errors import UnreadableFile
from loaders.files.kinds import (
    ARCHIVE_FAULTS,
    SENTENCES,
    FileKind,
    kind_of,
    kind_of_parts,
    text_of,
)
from loaders.files.limits import LIMITS, Danger, Limits, refused
from loaders.files.read_ods import read_ods
from loaders.files.read_xls import read_xls
from loaders.files.read_xlsx import read_xlsx
from loaders.files.workbook import TEXT_TABLE, Grid, ReadBook, Value, Workbook
from loaders.files.zip_guard import markup_parts

DELIMITERS = (";", "\t", ",")
ALIKE = 0.6
"""The share of lines that must have as many cells as most have: else it is no table."""

SMALLEST = 4
"""Two lines of two cells are no table yet."""

MAX_COLUMNS, MAX_ROWS = 200, 20_000
LOST, RUSSIAN, MOST_LOST = re.compile(r"\?{3}"), re.compile("[А-яЁё]"), 3
GARBLED = (
    "Вместо русских букв в файле знаки «?»: они пропали, когда файл сохраняли. Сохраните таблицу "
    "снова как .xlsx или выберите кодировку UTF-8 или Windows-1251."
)
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:[.,]\d+)?")


def read_csv(content: bytes) -> list[Grid]:
    """The one sheet of a text. Raises UnreadableFile where it is no table."""
    text = _decoded(content)
    if len(LOST.findall(text)) > MOST_LOST and not RUSSIAN.search(text):
        raise UnreadableFile(GARBLED)
    rows = max((_rows(text, one) for one in DELIMITERS), key=_tidiness)
    if _tidiness(rows) < ALIKE:
        raise UnreadableFile(SENTENCES[FileKind.CSV])
    return [Grid(TEXT_TABLE, [[_value(cell) for cell in row] for row in rows])]


def _decoded(content: bytes) -> str:
    with suppress(UnicodeDecodeError):
        if "\x00" not in (text := text_of(content)):
            return text
    raise UnreadableFile(SENTENCES[FileKind.CSV])


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        rows = [row[:MAX_COLUMNS] for row, _ in zip(lines, range(MAX_ROWS), strict=False)]
    except csv.Error:
        return []
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _tidiness(rows: list[list[str]]) -> float:
    """How many of the lines are as wide as most of them are; nothing for a single column."""
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return 0
    width, alike = widths.most_common(1)[0]
    lines = sum(widths.values())
    is_table = width > 1 and lines > 1 and width * lines > SMALLEST
    return alike / lines if is_table else 0


def _value(text: str) -> Value:
    line = text.strip()
    if NUMBER.fullmatch(line):
        number = float(line.replace(",", "."))
        return (
            int(number) if number.is_integer() and "," not in line and "." not in line else number
        )
    return line or None


# all kinds

UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""No database takes a lone surrogate, no workbook a control sign."""


def read_here(content: bytes, filename: str = "") -> Workbook:
    """The cells of a file. Raises UnreadableFile: a Russian sentence with a cure."""
    read = _read_zip if content.startswith(b"PK") else _read_other
    grids, names, apart = read(content)
    check_bounds(grids)
    sheets = tuple(map(cleaned_grid, grids))
    if not any(grid.rows for grid in sheets):
        raise refused(Danger.NO_CELLS)
    return Workbook(filename, sheets, names, apart)


READERS: dict[FileKind, Callable[[dict[str, bytes]], ReadBook]] = {
    FileKind.XLSX: read_xlsx,
    FileKind.ODS: read_ods,
}
"""Zipped kinds that are read from the parts that the guard has let through."""


def _read_zip(content: bytes) -> ReadBook:
    try:
        with ZipFile(BytesIO(content)) as archive:
            kind = kind_of_parts(archive)
            if kind not in READERS:
                raise UnreadableFile(SENTENCES[kind])
            parts = markup_parts(archive)
    except ARCHIVE_FAULTS as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
    return READERS[kind](parts)


def _read_other(content: bytes) -> ReadBook:
    kind = kind_of(content)
    if kind is FileKind.CSV:
        return ReadBook(read_csv(content), {})
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
