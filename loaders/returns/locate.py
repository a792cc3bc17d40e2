"""Finding the cells («поиск ячеек»): by question code and header, never by address.

Inserted rows, moved columns and renamed sheets do no harm: a sheet is known by its header row,
a row by the code in it, a column by its header.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data_model.roadmap import ALL_GRADES
from loaders.files.workbook import Cell, Grid, Value, Workbook, address_of
from loaders.forms.layout import (
    DOCUMENT_PARTS,
    PART_OF_ROLE,
    REMARKS_SHEET,
    ROLE_OF_HEADER,
    ROLL_CONFIRMED,
    Claim,
    ColumnRole,
    InputPart,
    SheetName,
    Slot,
    claim_from,
    claim_in_line,
    header_meaning,
    says_whose,
)
from loaders.values.grades import read_grades
from loaders.values.reading import plain

HEADER_SEARCH_ROWS = 200
LONGEST_GRADE = 20
"""Letters of «одиннадцатый класс» and some to spare."""
LONGEST_ORDINAL = 3
LONGEST_HEADER = 40
CODE_HEADERS = {text for text, role in ROLE_OF_HEADER.items() if role is ColumnRole.CODE}
OF_DOCUMENT = frozenset(DOCUMENT_PARTS)
META_ROWS = ("form", "version", "org", "year")


@dataclass(slots=True)
class Located:
    """Where everything was found.

    ``cells`` holds every answer cell by its slot; ``documents`` the filled cells of
    documents by question, ordinal and part; ``totals`` the cell of a stated total by
    question; ``repeated`` the cells whose slot was found a second time; ``claims`` what the
    file says of its identity; ``headers`` the row of the header by the name of its sheet;
    ``lumps`` the questions that a table answers by one number for all their grades.
    """

    cells: dict[Slot, Cell] = field(default_factory=dict)
    documents: dict[str, dict[int, dict[InputPart, Cell]]] = field(default_factory=dict)
    totals: dict[str, Cell] = field(default_factory=dict)
    repeated: list[tuple[Slot, Cell]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    headers: dict[str, int] = field(default_factory=dict)
    lumps: frozenset[str] = frozenset()

    def take(self, grid: Grid, places: Iterable[tuple[int, int, Slot]]) -> None:
        """The answers of a sheet: row, column and slot of each."""
        for row, column, slot in places:
            cell = grid.cell(row, column)
            if self.cells.setdefault(slot, cell) is not cell:
                self.repeated.append((slot, cell))
            elif slot.part in OF_DOCUMENT and not cell.is_empty:
                lines = self.documents.setdefault(slot.question, {})
                lines.setdefault(slot.ordinal, {})[slot.part] = cell


Columns = tuple[tuple[int, tuple[ColumnRole, int]], ...]
"""Columns of a header row, each with its role and grade."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a data sheet: what each column is for."""

    row: int
    columns: Columns

    def column(self, role: ColumnRole) -> int | None:
        return next((at for at, (one, _) in self.columns if one is role), None)


def locate(workbook: Workbook) -> Located:
    """Every answer cell of a book, and every claim of identity."""
    located = Located(claims=list(_claims(workbook)))
    for grid in read_sheets(workbook):
        header = find_header(grid)
        if header is not None:
            located.headers.setdefault(grid.name, header.row)
            _take_sheet(located, grid, header)
    return located


def read_sheets(workbook: Workbook) -> Iterator[Grid]:
    """All sheets but the one with our own remarks, which quotes what was wrong."""
    return (grid for grid in workbook.sheets if plain(grid.name) != plain(REMARKS_SHEET))


def _names_codes(value: Value) -> bool:
    """Whether a cell is the header of the column of codes; long texts head nothing."""
    is_short = isinstance(value, str) and len(value) <= LONGEST_HEADER
    return is_short and plain(value) in CODE_HEADERS


def find_header(grid: Grid) -> Header | None:
    """The first row that names the column of codes."""
    for row, values in enumerate(grid.rows[:HEADER_SEARCH_ROWS]):
        if any(map(_names_codes, values)):
            return Header(row, _meanings(map(_header, values)))
    return None


def _meanings(headers: Iterable[str]) -> Columns:
    """What each column of a header row is for."""
    return tuple(
        (column, meaning)
        for column, text in enumerate(headers)
        if (meaning := _meaning(text)) is not None
    )


def _meaning(text: str) -> tuple[ColumnRole, int] | None:
    """What a header names; a single grade may be told in Roman figures or words."""
    if (known := header_meaning(text)) or len(text) > LONGEST_GRADE:
        return known
    grades = read_grades(text).grades
    return (ColumnRole.GRADE, grades[0]) if len(grades) == 1 else None


def _header(value: Value) -> str:
    """A header as text; a program may have turned «6» into 6.0. Days and errors head nothing."""
    if type(value) is str:
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, float | int) else ""


def _take_sheet(located: Located, grid: Grid, header: Header) -> None:
    questions, totals = tuple(_questions(grid, header)), header.column(ColumnRole.TOTAL)
    located.take(grid, _places(header.columns, questions))
    for row, question, _ in questions if totals is not None else ():
        located.totals.setdefault(question, grid.cell(row, totals or 0))


Line = tuple[int, str, int]
"""A row of a sheet, the question in it, and which line of the question it is."""


def _questions(grid: Grid, header: Header) -> Iterator[Line]:
    codes, ordinals = header.column(ColumnRole.CODE) or 0, header.column(ColumnRole.ORDINAL)
    lines: dict[str, int] = {}
    for row in range(header.row + 1, len(grid.rows)):
        code = grid.value(row, codes)
        if isinstance(code, str) and (question := plain(code)):
            lines[question] = lines.get(question, 0) + 1
            stated = 0 if ordinals is None else _ordinal(grid.value(row, ordinals))
            yield row, question, stated or lines[question]


def _places(columns: Columns, questions: Iterable[Line]) -> Iterator[tuple[int, int, Slot]]:
    """Row, column and slot of each answer of a sheet."""
    return (
        (row, column, slot)
        for row, question, ordinal in questions
        for column, slot in _slots_of_row(columns, question, ordinal)
    )


def _slots_of_row(columns: Columns, question: str, ordinal: int) -> Iterator[tuple[int, Slot]]:
    is_numbered = any(role is ColumnRole.ORDINAL for _, (role, _) in columns)
    return (
        (column, slot)
        for column, (role, grade) in columns
        if (slot := _slot(role, grade, question, ordinal))
        and (ordinal == 1 or not is_numbered or slot.part in DOCUMENT_PARTS)
    )


def _slot(role: ColumnRole, grade: int, question: str, ordinal: int) -> Slot | None:
    """What a column asks in a row. Answer and reason stand on the first line of a question."""
    part = PART_OF_ROLE.get(role)
    if part is None:
        return None
    if question == ROLL_CONFIRMED and role is ColumnRole.GRADE:
        return Slot(question) if grade == ALL_GRADES[0] else None
    return Slot(question, part, grade, ordinal if part in DOCUMENT_PARTS else 1)


def _ordinal(value: Value) -> int:
    """A number in the column «Документ №»; 0 where there is none that a list could have."""
    text = _header(value).strip()
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ORDINAL else 0


def _claims(workbook: Workbook) -> Iterator[Claim]:
    for grid in read_sheets(workbook):
        if plain(grid.name) == plain(SheetName.META):
            yield from _meta_claim(grid)
            continue
        for row, values in enumerate(grid.rows):
            for column, value in enumerate(values):
                if isinstance(value, str) and says_whose(value):
                    claim = claim_in_line(value, grid.name, address_of(row, column))
                    if claim:
                        yield claim


def _meta_claim(grid: Grid) -> Iterator[Claim]:
    """What «_meta» says, by the names in its first column; nothing where it is empty."""
    stated = {plain(grid.value(row, 0)): grid.cell(row, 1).written for row in range(8)}
    parts = tuple(stated.get(name, "") for name in META_ROWS)
    if any(parts):
        checksum = stated.get("checksum", "").casefold()
        yield claim_from(parts, checksum, grid.name, "B1", "/".join(parts))
