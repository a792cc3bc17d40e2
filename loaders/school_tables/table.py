"""Finding a table on a sheet («поиск таблицы»): its headers over one or more rows, its rows.

Told by anchor words, never by addresses: titles and junk may stand above, merged headers are
filled, and the row of column numbers below them is skipped. A row with numbers or dates is no
header, whatever its words are. Last, what a reader passes over («что пропущено»), each with a word
to whoever loads it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from hashlib import sha256

from data_model.roadmap import ALL_GRADES
from loaders.files.workbook import Cell, Grid, Marks, Value
from loaders.school_tables.headers import (
    CODE,
    FULL_NAME,
    OVER_THE_TABLE,
    SCHOOL,
    SHORT_NAME,
    TOTAL_ROW,
    ColumnKind,
    column_of,
    header_key,
    is_school_header,
)
from loaders.values.days import day_of_text
from loaders.values.personal import is_signature
from loaders.values.reading import one_line

SEARCH_ROWS = 60
DEEPEST = 4
"""Rows of a header at most."""
FEWEST_COLUMNS = 3
FEWEST_OF_A_REGISTER = 2
LONGEST_ANCHOR = 160
FEWEST_SCHOOLS = 2
MOSTLY = 0.8
"""The share of names that differ in a list of schools without a header."""
NAMELESS = "Наименование"
"""The header that is given to a column of schools which has none."""
YEARS = range(2000, 2101)
"""A header may be a grade or a year; no other number heads a column."""


@dataclass(frozen=True, slots=True)
class ColumnHeading:
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
class SchoolTable:
    """A table as found: rows are counted from 0, ``first`` is the one below the header.

    ``titles`` are texts over it that do not stand on its grid.
    """

    grid: Grid
    top: int
    first: int
    headings: tuple[ColumnHeading, ...]
    titles: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same headers in any order and in any year."""
        return sha256("\n".join(sorted(one.key for one in self.headings)).encode()).hexdigest()[:16]

    @property
    def above(self) -> tuple[str, ...]:
        """What stands over the header: titles and junk, days among them."""
        return (*self.titles, *texts_over(self.grid, self.top))

    @property
    def is_turned(self) -> bool:
        """Whether its schools stand in columns."""
        return False

    def rows(self) -> Iterator[int]:
        """Rows below the header in which something stands, the numbering left aside."""
        for row in range(self.first, len(self.grid.rows)):
            if _filled(self.grid, row) and not is_numbering(self.grid, row):
                yield row


def texts_over(grid: Grid, row: int) -> Iterator[str]:
    """Texts, days and years over a row."""
    for cell in grid.filled():
        if cell.row < row and (isinstance(cell.value, str | date) or cell.value in YEARS):
            yield cell.written


def table_on(grid: Grid) -> SchoolTable | None:
    """The table of a sheet with a column of schools; None where it has none.

    Headers of known words go first; else one that begins with the word for a school.
    """
    return _found(grid, (_asks_for_a_school, _is_code), FEWEST_COLUMNS) or _found(
        grid, (_begins_with_a_school,), FEWEST_COLUMNS
    )


def table_of_register(grid: Grid) -> SchoolTable | None:
    """The same for the register and the roll, whose columns may be called «наименование», «код»."""
    return _found(grid, (_is_name, _is_bare_code), FEWEST_OF_A_REGISTER)


def table_by_names(grid: Grid, is_school: Callable[[str], bool]) -> SchoolTable | None:
    """A table whose column of schools no header names («список без шапки»): its names tell it.

    Rows over the first school head the other columns. None where names are few, or come again
    and again, as in a list of pupils.
    """
    named: dict[int, list[int]] = {}
    for cell in grid.texts:
        if len(cell.written) < LONGEST_ANCHOR and is_school(cell.written):
            named.setdefault(cell.column, []).append(cell.row)
    column = max(named, key=lambda one: len(named[one]), default=0)
    rows = named.get(column, [])
    texts = {one_line(grid.cell(row, column).written) for row in rows}
    if len(texts) < FEWEST_SCHOOLS or len(texts) < MOSTLY * len(rows):
        return None
    first = top = rows[0]
    while top and first - top < DEEPEST and _heads_more(grid, top - 1):
        top -= 1
    last = first - 1
    if last > top and is_numbering(grid, last):
        last -= 1
    beside = _headings(grid, top, last) if top < first else iter(())
    others = (one for one in beside if one.column != column)
    headings = sorted((ColumnHeading(column, (NAMELESS,)), *others), key=lambda one: one.column)
    return SchoolTable(grid, top, first, tuple(headings))


def on_its_side(grid: Grid) -> Grid:
    """A sheet with rows for columns; of its marks the merged cells."""
    width = max(map(len, grid.rows), default=0)
    rows = [[grid.value(row, column) for row in range(len(grid.rows))] for column in range(width)]
    merged = [(left, top, right, bottom) for top, left, bottom, right in grid.marks.merged]
    return Grid(grid.name, rows, Marks(merged=merged))


def _found(
    grid: Grid, anchors: tuple[Callable[[str], bool], ...], fewest: int
) -> SchoolTable | None:
    for row in range(min(SEARCH_ROWS, len(grid.rows))):
        anchor = _anchor(grid, row, anchors)
        if anchor is None:
            continue
        top = row - 1 if row and _is_group_row(grid, row - 1, anchor) else row
        last = _last_header_row(grid, row, anchor)
        headings = tuple(_headings(grid, top, last))
        if len(headings) >= fewest:
            return SchoolTable(grid, top, last + 1, headings)
    return None


def _asks_for_a_school(text: str) -> bool:
    return is_school_header(header_key(text))


def _is_code(text: str) -> bool:
    return CODE.fullmatch(header_key(text)) is not None


def _begins_with_a_school(text: str) -> bool:
    return SCHOOL.fullmatch(header_key(text)) is not None and not any(map(str.isdigit, text))


def _is_name(text: str) -> bool:
    return column_of(text) in (ColumnKind.SCHOOL, ColumnKind.SHORT)


def _is_bare_code(text: str) -> bool:
    return column_of(text) is ColumnKind.CODE


def _anchor(grid: Grid, row: int, anchors: tuple[Callable[[str], bool], ...]) -> int | None:
    """The column of schools, where a row names it among other headers."""
    filled = _filled(grid, row)
    if len(filled) < 2 or not is_of_headers(grid, row):
        return None
    for is_anchor in anchors:
        for column in filled:
            cell = grid.cell(row, column)
            is_text = isinstance(cell.value, str) and len(cell.value) < LONGEST_ANCHOR
            if is_text and is_anchor(_header(cell)):
                return column
    return None


def is_of_headers(grid: Grid, row: int) -> bool:
    """Whether a row may head columns: no dates in it, and no numbers but grades and years."""
    return all(_may_head(grid.cell(row, column).value) for column in _filled(grid, row))


def _may_head(value: Value) -> bool:
    if isinstance(value, str):
        text = value.strip()
        return day_of_text(text) is None and (not text.isdecimal() or _is_known(float(text)))
    if isinstance(value, bool | date | time | timedelta):
        return False
    return not isinstance(value, int | float) or _is_known(value)


def _is_known(number: float) -> bool:
    return number in ALL_GRADES or number in YEARS


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
    """Header rows go on while nothing stands in the column of schools, or «полное», «краткое»."""
    last = row
    for below in range(row + 1, min(row + DEEPEST, len(grid.rows))):
        inner = grid.cell(below, anchor)
        is_inner = inner.is_empty or _is_inner(grid, row, inner)
        if not is_inner or not _heads_more(grid, below):
            break
        last = below
    return last


def _is_inner(grid: Grid, row: int, inner: Cell) -> bool:
    """Whether a cell under the header of schools heads a part of it: «полное» beside «краткое»."""
    joined = grid.marks.joined(row, inner.column)
    key = header_key(inner.written)
    is_wide = joined is not None and joined[3] > joined[1]
    return is_wide and (FULL_NAME.match(key) or SHORT_NAME.match(key)) is not None


def _heads_more(grid: Grid, row: int) -> bool:
    """A second line of headers; one text alone is the title of a group of schools."""
    return len(_filled(grid, row)) > 1 and is_of_headers(grid, row)


def _headings(grid: Grid, top: int, last: int) -> Iterator[ColumnHeading]:
    """One for each column that has a header; merged and dragged titles are filled in."""
    width = max(len(grid.rows[row]) for row in range(top, last + 1))
    lines = [_filled_in(grid, row, last, width) for row in range(top, last + 1)]
    for column in range(width):
        parts = tuple(dict.fromkeys(line[column] for line in lines if line[column]))
        if parts:
            yield ColumnHeading(column, parts)


def _filled_in(grid: Grid, row: int, last: int, width: int) -> list[str]:
    line: list[str] = []
    for column in range(width):
        text = one_line(_header(grid.cell(row, column)))
        line.append(text or _title_over(grid, row, column, last, line))
    return line


def _header(cell: Cell) -> str:
    """A header without the sign of a footnote and without the hyphen where its line breaks."""
    text = cell.written
    if cell.look and cell.look.footnote:
        text = text.removesuffix(cell.look.footnote)
    return BROKEN.sub("", FOOTNOTE.sub("", text))


BROKEN = re.compile(r"(?<=[а-яё])-[ \t]*\n\s*(?=[а-яё])")
FOOTNOTE = re.compile(r"\s*(?:[⁰¹²³⁴-⁹]+|<[*\d]{1,3}>)")


def _title_over(grid: Grid, row: int, column: int, last: int, line: list[str]) -> str:
    """The title of merged cells, or the one to the left where both head a column below."""
    if joined := grid.marks.joined(row, column):
        return "" if joined[0] != row else one_line(_header(grid.cell(row, joined[1])))
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


# what is passed over

FEW_CELLS = 3
"""A signature stands in some cells of its row; a school has more of them."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A row (as the sheet numbers it) or a column that is not read, and why.

    ``is_doubtful``: something of a school may stand there, so a person should look before it
    is stored.
    """

    row: int
    why: str
    is_doubtful: bool = False


def cells_of(table: SchoolTable, row: int) -> list[Cell]:
    """The filled cells of a row."""
    cells = (table.grid.cell(row, column) for column in range(len(table.grid.rows[row])))
    return [cell for cell in cells if not cell.is_empty]


def titles(table: SchoolTable) -> Iterator[Passed]:
    """What stands over the table."""
    for row in range(min(table.top, len(table.grid.rows))):
        if texts := [cell.written for cell in cells_of(table, row)]:
            yield Passed(row + 1, f"над таблицей: «{_short(texts[0])}»")


def not_of_schools(table: SchoolTable, row: int) -> Passed | None:
    """Numbering, totals, signatures and notes: rows that are of no school."""
    texts = [cell.written for cell in cells_of(table, row) if isinstance(cell.value, str)]
    if is_numbering(table.grid, row):
        return Passed(row + 1, "номера столбцов")
    if repeats_header(table, row):
        return Passed(row + 1, "шапка повторена")
    if heads_another(table, row):
        told = "здесь начинается другая таблица: её строки прочитаны по шапке первой"
        return Passed(row + 1, told, is_doubtful=True)
    if any(TOTAL_ROW.fullmatch(header_key(one)) for one in texts):
        return Passed(row + 1, f"итог: «{_short(_total(texts))}»")
    is_few = len(cells_of(table, row)) <= FEW_CELLS
    if is_few and texts and is_signature(texts[0]):
        return Passed(row + 1, f"подпись или примечание: «{_short(texts[0])}»")
    return None


def repeats_header(table: SchoolTable, row: int) -> bool:
    """«№ | Школа | 1 | 2» once more, as on each page of a long list; any row of the header."""
    heads = {one.column: {*map(header_key, one.parts)} for one in table.headings}
    cells = cells_of(table, row)
    return len(cells) > 1 and all(
        header_key(cell.written) in heads.get(cell.column, ()) for cell in cells
    )


def heads_another(table: SchoolTable, row: int) -> bool:
    """Whether a row below is the header of another table, with other columns."""
    return _is_header(table, row) and not repeats_header(table, row)


def _is_header(table: SchoolTable, row: int) -> bool:
    """Whether the header of the schools stands where names of schools are."""
    cells = cells_of(table, row)
    if len(cells) < 2 or not is_of_headers(table.grid, row):  # noqa: PLR2004
        return False
    names = {one.column for one in table.headings if column_of(one.parts[-1]) in NAMES}
    return any(cell.column in names and column_of(cell.written) in NAMES for cell in cells)


NAMES = (ColumnKind.SCHOOL, ColumnKind.SHORT)


def unread_column(table: SchoolTable, header: str) -> Passed:
    """A column that tells nothing which is asked here: it is named and not read."""
    return Passed(table.first, f"столбец «{_short(header)}» не читается")


def _total(texts: list[str]) -> str:
    return next(one for one in texts if TOTAL_ROW.fullmatch(header_key(one)))


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


LONGEST = 60
