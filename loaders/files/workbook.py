"""Cells with addresses («ячейки»): what every reader gives, whatever program saved the file.

Cells that only look empty (an error, a formula without a saved result) are ``Hollow``, so a
hole is never taken for «не заполнено».

Workbooks cross processes by the thousand, as plain values (``PlainBook``): packing and building
nouns would take twice the time.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property, lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from loaders.files.search import ORDINARY, Search


@cache
def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    before, last = divmod(column, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


@lru_cache(maxsize=16_384)
def address_of(row: int, column: int) -> str:
    """«B12»; forms have their addresses in common, so thousands of returns share the texts."""
    return f"{column_letters(column)}{row + 1}"


def column_number(letters: str) -> int:
    """The column of some letters, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


class Hollow(NamedTuple):
    """A cell without a usable value: ``error`` as shown («#ДЕЛ/0!»), or a bare formula."""

    error: str = ""


Value = str | int | float | bool | date | datetime | time | timedelta | Hollow | None
"""What a cell holds; None where nothing stands."""


class Cell(NamedTuple):
    """One cell with its place; rows and columns are counted from 0."""

    sheet: str
    row: int
    column: int
    value: Value
    is_percent: bool = False

    @property
    def address(self) -> str:
        return address_of(self.row, self.column)

    @property
    def is_empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def written(self) -> str:
        """The cell as the person sees it."""
        if self.is_percent and isinstance(self.value, int | float):
            return f"{written(round(self.value * 100, 6))}\u00a0%"
        return written(self.value)


def written(value: Value) -> str:
    """A value as text: whole numbers without a point, dates the Russian way."""
    if type(value) is float and value.is_integer():  # most of what is read
        return _whole(value)
    match value:
        case None:
            return ""
        case Hollow(error=error):
            return error or "формула без значения"
        case bool():
            return "ИСТИНА" if value else "ЛОЖЬ"
        case float():
            return repr(value).replace(".", ",")
        case datetime() if value.time() == time():
            return f"{value:%d.%m.%Y}"
        case datetime():
            return f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case _:
            return str(value).strip()


@lru_cache(maxsize=4096)
def _whole(value: float) -> str:
    return str(int(value))


Place = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(slots=True)
class Marks:
    """What a sheet says of its cells besides their values («пометы листа»).

    ``merged`` are (first row, first column, last row, last column); ``formulas`` the places of
    formulas, ``percents`` of numbers shown as percents, ``remarks`` of notes hung on a cell.
    """

    is_hidden: bool = False
    is_filtered: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: set[Place] = field(default_factory=set)
    percents: set[Place] = field(default_factory=set)
    remarks: set[Place] = field(default_factory=set)

    def hides(self, row: int, column: int) -> bool:
        return self.is_hidden or row in self.hidden_rows or column in self.hidden_columns

    def joined(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """The merged cells that a place belongs to."""
        return next(
            (one for one in self.merged if one[0] <= row <= one[2] and one[1] <= column <= one[3]),
            None,
        )


ALL_MARKS = attrgetter(*(one.name for one in fields(Marks)))

PlainSheet = tuple[str, list[list[Value]], tuple[Any, ...]]
PlainBook = tuple[str, list[PlainSheet], bytes]
"""A workbook as it crosses processes; a sheet has its name, rows and marks."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of values, from A1 on; rows may differ in length."""

    name: str
    rows: list[list[Value]] = field(repr=False)
    marks: Marks = field(default_factory=Marks, repr=False, compare=False)

    def value(self, row: int, column: int) -> Value:
        """What a cell holds; nothing beyond the last one."""
        try:
            return self.rows[row][column]
        except IndexError:
            return None

    def cell(self, row: int, column: int) -> Cell:
        try:
            value = self.rows[row][column]
        except IndexError:
            value = None
        percents = self.marks.percents
        return Cell(self.name, row, column, value, bool(percents) and (row, column) in percents)

    def filled(self) -> Iterator[Cell]:
        """Cells in which something stands, by rows."""
        for row, values in enumerate(self.rows):
            for column, value in enumerate(values):
                if value is not None and value != "":
                    yield Cell(self.name, row, column, value)

    def texts(self) -> Iterator[Cell]:
        return (cell for cell in self.filled() if isinstance(cell.value, str))


@dataclass(frozen=True)
class Workbook:
    """All sheets of a file, hidden ones too: plain data, ready to cross processes.

    ``names`` are those of its cells, as ``loaders.files.cell_names`` packs them.
    """

    filename: str
    sheets: tuple[Grid, ...]
    names: bytes = b""

    @cached_property
    def rare(self) -> Mapping[Search, Set[Value]]:
        """What each search of ours finds among the values of the file, wherever they stand."""
        rows = chain.from_iterable(grid.rows for grid in self.sheets)
        return ORDINARY.others(frozenset(chain.from_iterable(rows)))

    @property
    def plain(self) -> PlainBook:
        sheets = [(one.name, one.rows, ALL_MARKS(one.marks)) for one in self.sheets]
        return self.filename, sheets, self.names

    @classmethod
    def of(cls, plain: PlainBook) -> "Workbook":
        """A workbook that has crossed."""
        filename, sheets, names = plain
        grids = tuple(Grid(name, rows, Marks(*marks)) for name, rows, marks in sheets)
        return cls(filename, grids, names)

    def sheet(self, name: str) -> Grid | None:
        """The sheet of a name, letter case and outer spaces aside."""
        wanted = name.strip().casefold()
        return next((one for one in self.sheets if one.name.strip().casefold() == wanted), None)
