"""Cells with addresses («ячейки»): what every reader gives, whatever program saved the file.

Cells that only look empty (an error, a formula without a saved result) are ``Hollow``, so a
hole is never taken for «не заполнено».
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

RUSSIAN_ERRORS = {
    "#DIV/0!": "#ДЕЛ/0!",
    "#REF!": "#ССЫЛКА!",
    "#VALUE!": "#ЗНАЧ!",
    "#NAME?": "#ИМЯ?",
    "#N/A": "#Н/Д",
    "#NUM!": "#ЧИСЛО!",
    "#NULL!": "#ПУСТО!",
}


INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u2800\u3164\ufeff\uffa0"
    + "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A))))
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
"""Joiners, marks of direction and of bytes, letters without ink: they come with what is pasted."""


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    before, last = divmod(column, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def address_of(row: int, column: int) -> str:
    """«B12»"""
    return f"{column_letters(column)}{row + 1}"


def column_number(letters: str) -> int:
    """The column of some letters, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


UNSEEN = re.compile(f"[{INVISIBLE}]")


class Hollow(NamedTuple):
    """A cell without a usable value: ``error`` as shown («#ДЕЛ/0!»), or a bare formula."""

    error: str = ""


UNCOMPUTED = Hollow()
"""A formula that has no saved result."""


def error_cell(code: str) -> Hollow:
    """A cell with an error, named as a Russian office program shows it."""
    return Hollow(RUSSIAN_ERRORS.get(code, code or "#ЗНАЧ!"))


Value = str | int | float | bool | date | datetime | time | timedelta | Hollow | None
"""What a cell holds; None where nothing stands."""


class Look(NamedTuple):
    """How a cell looks where that changes what it says («вид ячейки»).

    ``footnote`` is a raised sign behind its text, ``figures`` how many are shown of its number,
    zeros before it among them; ``link`` the address behind it. ``unseen`` are the signs of the
    values that its format does not show: «+», «-», «0», «@» for a text.
    """

    is_struck: bool = False
    is_partly_struck: bool = False
    footnote: str = ""
    figures: int = 0
    is_power: bool = False
    link: str = ""
    unseen: str = ""


class Cell(NamedTuple):
    """One cell with its place; rows and columns are counted from 0."""

    sheet: str
    row: int
    column: int
    value: Value
    is_percent: bool = False
    look: Look | None = None

    @property
    def address(self) -> str:
        return address_of(self.row, self.column)

    @property
    def is_empty(self) -> bool:
        if not isinstance(self.value, str):
            return self.value is None
        text = self.value.strip()
        return not text or (text[0] in INVISIBLE and not UNSEEN.sub("", text).strip())

    @property
    def is_unseen(self) -> bool:
        """Whether the format of the cell shows nothing of what stands in it."""
        unseen, value = self.look.unseen if self.look else "", self.value
        if not unseen or isinstance(value, Hollow | bool | None):
            return False
        if isinstance(value, int | float):
            return sign_of(value) in unseen
        return ("@" if isinstance(value, str) else "+") in unseen

    @property
    def written(self) -> str:
        """The cell as the person sees it."""
        if self.is_percent and isinstance(self.value, int | float):
            return f"{value_in_words(round(self.value * 100, 6))}\u00a0%"
        if self.look and self.look.figures and isinstance(self.value, int | float):
            return value_in_words(self.value).zfill(self.look.figures)
        return value_in_words(self.value)


def sign_of(number: float) -> str:
    """The sign by which a format chooses how to show a number."""
    return "+" if number > 0 else "-" if number < 0 else "0"


def value_in_words(value: Value) -> str:
    """A value as text: whole numbers without a point, dates the Russian way."""
    match value:
        case None:
            return ""
        case Hollow(error=error):
            return error or "формула без значения"
        case bool():
            return "ИСТИНА" if value else "ЛОЖЬ"
        case float() if value.is_integer():
            return str(int(value))
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


Place = tuple[int, int]
"""Row and column, counted from 0."""
PLAIN_LOOK = Look()
LINK_OF_FORMULA = re.compile(r'HYPERLINK\(\s*"(https?://[^"\s]{1,2000})"', re.IGNORECASE)


@dataclass(slots=True)
class Marks:
    """What a sheet says of its cells besides their values («пометы листа»).

    ``hides_zeros``: the sheet shows none. ``merged`` are (first row, first column, last row, last
    column), and ``pictures`` lie over cells likewise; ``captions`` are what is written in shapes
    among them. The others are places of cells: ``formulas`` that have a result, ``percents``
    numbers shown as percents, ``remarks`` notes hung on a cell, ``looks`` what is seen of few.
    """

    is_hidden: bool = False
    is_filtered: bool = False
    hides_zeros: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    pictures: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    remarks: dict[Place, str] = field(default_factory=dict)
    captions: list[tuple[Place, str]] = field(default_factory=list)
    looks: dict[Place, Look] = field(default_factory=dict)

    def note_look(self, place: Place, **seen: Any) -> None:
        """One thing more that is seen of a cell: the fields of a ``Look``."""
        self.looks[place] = self.looks.get(place, PLAIN_LOOK)._replace(**seen)

    def note_picture(self, area: tuple[int, int, int, int], text: str = "") -> None:
        """A picture over some cells, or a shape with a text."""
        self.pictures.append(area)
        if text:
            self.captions.append((area[:2], text))

    def note_formula(self, place: Place, text: str) -> None:
        """A formula with a result; «=ГИПЕРССЫЛКА(…)» has an address too."""
        self.formulas[place] = text
        if found := LINK_OF_FORMULA.search(text):
            self.note_look(place, link=found[1])

    def hides(self, row: int, column: int) -> bool:
        return self.is_hidden or row in self.hidden_rows or column in self.hidden_columns

    def joined(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """The merged cells that a place belongs to."""
        return next(
            (one for one in self.merged if one[0] <= row <= one[2] and one[1] <= column <= one[3]),
            None,
        )


@dataclass(frozen=True)
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
        place, marks = (row, column), self.marks
        is_percent, look = place in marks.percents, marks.looks.get(place)
        return Cell(self.name, row, column, self.value(row, column), is_percent, look)

    def filled_in(self, row: int, columns: Iterable[int]) -> list[Cell]:
        """The cells of a row, among some of its columns, in which something stands."""
        filled = [column for column in columns if self.value(row, column) not in (None, "")]
        return [cell for column in filled if not (cell := self.cell(row, column)).is_empty]

    def filled(self) -> Iterator[Cell]:
        """Cells in which something stands, by rows."""
        for row, values in enumerate(self.rows):
            for column, value in enumerate(values):
                if value is not None and value != "":
                    yield Cell(self.name, row, column, value)

    @cached_property
    def texts(self) -> list[Cell]:
        """The texts of a sheet, by rows: most rules ask for them."""
        return [
            Cell(self.name, row, column, value)
            for row, values in enumerate(self.rows)
            for column, value in enumerate(values)
            if value and isinstance(value, str)
        ]


# names of cells

OURS = "q_"
MOST_NAMES, LONGEST_NAME, LONGEST_TARGET = 2000, 100, 300
"""A name in a file from outside is nobody's truth: not too many are kept, and short ones."""

TARGET = re.compile(r"\$?(?:'((?:[^']|'')+)'|([^'!.$]+))[!.]\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::.*)?")
"""«'Показатели'!$K$12» and «$Показатели.$K$12»; of a range the first cell."""


NamedPlace = tuple[str, int, int]
"""Where a name of a cell points: sheet, row and column, counted from 0."""


def named_places(targets: Iterable[tuple[str, str]]) -> dict[str, NamedPlace]:
    """The names that our forms give to cells, with their places, from (name, target)."""
    places: dict[str, NamedPlace] = {}
    for name, target in targets:
        folded = name.casefold()
        if not folded.startswith(OURS) or not _is_short(folded) or len(target) > LONGEST_TARGET:
            continue
        if place := _place(target):
            places[folded] = place
            if len(places) == MOST_NAMES:
                break
    return places


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_NAME and text.isprintable()


@lru_cache(maxsize=4096)
def _place(target: str) -> NamedPlace | None:
    """The names of all forms lead to the same few cells."""
    found = TARGET.fullmatch(target.strip())
    if found is None:
        return None
    quoted, bare, letters, number = found.groups()
    sheet = quoted.replace("''", "'") if quoted else bare
    is_cell = _is_short(sheet) and int(number) > 0
    return (sheet, int(number) - 1, column_number(letters)) if is_cell else None


class TextApart(NamedTuple):
    """What is written in a file and lies on no sheet: in a header of a page, in its properties."""

    where: str
    text: str
    sheet: str = ""


class ReadBook(NamedTuple):
    """What a reader makes of a file: its sheets, the names of their cells, what lies apart."""

    sheets: list[Grid]
    names: dict[str, NamedPlace]
    apart: tuple[TextApart, ...] = ()


IN_MARGINS, IN_PROPERTIES = "колонтитулах", "свойствах файла (название, тема, примечание)"
"""Where texts lie apart, in the words of a remark."""


@dataclass(frozen=True)
class Workbook:
    """All sheets of a file, hidden ones too: plain data, ready to cross processes.

    ``names`` are the places of the cells that our forms give names to; ``apart`` what is written
    on no sheet.
    """

    filename: str
    sheets: tuple[Grid, ...]
    names: Mapping[str, NamedPlace] = field(default_factory=dict)
    apart: tuple[TextApart, ...] = ()

    def sheet(self, name: str) -> Grid | None:
        """The sheet of a name, letter case and outer spaces aside."""
        wanted = name.strip().casefold()
        return next((one for one in self.sheets if one.name.strip().casefold() == wanted), None)


TEXT_TABLE = "Таблица"
"""The name that the one sheet of a text file gets."""


def is_text_table(book: Workbook) -> bool:
    """Whether a book was a text (.csv), which holds one sheet only."""
    return [one.name for one in book.sheets] == [TEXT_TABLE]
