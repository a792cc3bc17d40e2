"""Finding a table on a sheet («поиск таблицы»): its headers over one or more rows, its rows.

Told by anchor words, never by addresses: titles and junk may stand above, merged headers are
filled, and the row of column numbers below them is skipped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from loaders.files.workbook import Grid
from loaders.tables.words import CODE, OVER_THE_TABLE, SCHOOL, header_key

SEARCH_ROWS = 60
DEEPEST = 4
"""Rows of a header at most."""
FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The header of one column, from the outer to the inner: («Билет в будущее», «6 класс»)."""

    column: int
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        return " / ".join(self.parts)

    @property
    def key(self) -> str:
        return header_key(self.text)


@dataclass(frozen=True)
class Table:
    """A table as found: rows are counted from 0, ``first`` is the one below the header."""

    grid: Grid
    top: int
    first: int
    headings: tuple[Heading, ...]

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same headers in any order and in any year."""
        return sha256("\n".join(sorted(one.key for one in self.headings)).encode()).hexdigest()[:16]

    @property
    def above(self) -> tuple[str, ...]:
        """Texts over the header: titles and junk."""
        return tuple(cell.written for cell in self.grid.texts() if cell.row < self.top)

    @property
    def is_turned(self) -> bool:
        """Whether its schools stand in columns."""
        return False

    def rows(self) -> Iterator[int]:
        """Rows below the header in which something stands, the numbering left aside."""
        for row in range(self.first, len(self.grid.rows)):
            if _filled(self.grid, row) and not is_numbering(self.grid, row):
                yield row


def table_on(grid: Grid) -> Table | None:
    """The table of a sheet with a column of schools; None where it has none."""
    for row in range(min(SEARCH_ROWS, len(grid.rows))):
        anchor = _anchor(grid, row)
        if anchor is None:
            continue
        top = row - 1 if row and _is_group_row(grid, row - 1, anchor) else row
        last = _last_header_row(grid, row, anchor)
        headings = tuple(_headings(grid, top, last))
        if len(headings) >= FEWEST_COLUMNS:
            return Table(grid, top, last + 1, headings)
    return None


def _anchor(grid: Grid, row: int) -> int | None:
    """The column of schools, where a row names it among other headers."""
    filled = _filled(grid, row)
    if len(filled) < 2:
        return None
    for pattern in (SCHOOL, CODE):
        for column in filled:
            value = grid.cell(row, column).value
            if isinstance(value, str) and len(value) < 90 and pattern.fullmatch(header_key(value)):
                return column
    return None


def _filled(grid: Grid, row: int) -> list[int]:
    return [column for column in range(len(grid.rows[row])) if not grid.cell(row, column).is_empty]


def _is_group_row(grid: Grid, row: int, anchor: int) -> bool:
    """Group titles beside an empty place over the schools; junk in a corner is none."""
    filled = _filled(grid, row)
    texts = [header_key(grid.cell(row, column).written) for column in filled]
    if not filled or min(filled) <= anchor or any(map(OVER_THE_TABLE.fullmatch, texts)):
        return False
    return len(filled) > 1 or grid.marks.joined(row, filled[0]) is not None


def _last_header_row(grid: Grid, row: int, anchor: int) -> int:
    """Header rows go on while nothing stands in the column of schools."""
    last = row
    for below in range(row + 1, min(row + DEEPEST, len(grid.rows))):
        if not grid.cell(below, anchor).is_empty or not _filled(grid, below):
            break
        last = below
    return last


def _headings(grid: Grid, top: int, last: int) -> Iterator[Heading]:
    """One for each column that has a header; merged and dragged titles are filled in."""
    width = max(len(grid.rows[row]) for row in range(top, last + 1))
    lines = [_filled_in(grid, row, last, width) for row in range(top, last + 1)]
    for column in range(width):
        parts = tuple(dict.fromkeys(line[column] for line in lines if line[column]))
        if parts:
            yield Heading(column, parts)


def _filled_in(grid: Grid, row: int, last: int, width: int) -> list[str]:
    line: list[str] = []
    for column in range(width):
        text = " ".join(grid.cell(row, column).written.split())
        line.append(text or _title_over(grid, row, column, last, line))
    return line


def _title_over(grid: Grid, row: int, column: int, last: int, line: list[str]) -> str:
    """The title of merged cells, or the one to the left where both head a column below."""
    if joined := grid.marks.joined(row, column):
        return "" if joined[0] != row else " ".join(grid.cell(row, joined[1]).written.split())
    if row == last or not line or not grid.cell(last, column).written:
        return ""
    return line[-1] if grid.cell(last, column - 1).written else ""


def is_numbering(grid: Grid, row: int) -> bool:
    """«1 2 3 4 …» under the header; the first may be a letter."""
    written = [grid.cell(row, column).written for column in _filled(grid, row)]
    numbers = [int(one) for one in written if one.isdecimal()]
    if len(numbers) < FEWEST_COLUMNS or len(written) - len(numbers) > 2:
        return False
    rising = all(after - before == 1 for before, after in zip(numbers, numbers[1:], strict=False))
    is_lettered = all(len(one) == 1 for one in written if not one.isdecimal())
    return rising and is_lettered and numbers[0] <= 2
