"""From cells to a return («разбор отчёта»): facts and documents, each with sheet and cell.

First the finding of cells («поиск ячеек»): by question code and header, never by address. Inserted
rows, moved columns and renamed sheets do no harm: a sheet is known by its header row, a row by the
code in it, a column by its header. Then what stands in them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from data_model.returns import NO_GRADE, EvidenceDocument, Fact, ParsedReturn, ValueState
from data_model.roadmap import ALL_GRADES, AnswerType, Question, Respondent, Roadmap
from loaders.files.workbook import Cell, Grid, Value, Workbook
from loaders.forms.layout import (
    DOCUMENT_PARTS,
    PART_OF_ROLE,
    REMARKS_SHEET,
    ROLE_OF_HEADER,
    ROLL_CONFIRMED,
    Claim,
    ColumnRole,
    Identity,
    InputPart,
    SheetName,
    Slot,
    claim_from,
    claim_in_line,
    header_meaning,
)
from loaders.values.days import read_date
from loaders.values.grades import read_grades
from loaders.values.reading import (
    ParsedValue,
    is_struck,
    plain,
    read_choice,
    read_count,
    read_hours,
    read_presence,
    read_text,
    says_nothing,
)

# finding the cells

HEADER_SEARCH_ROWS = 200
LONGEST_GRADE = 20
"""Letters of «одиннадцатый класс» and some to spare."""
UNIT_BEHIND = re.compile(
    r"(?<=\w)[.,:;]?\s*[(,]?\s*(?:кол-во |количество )?"
    r"(?:чел(?:\.|овек)?|(?:обуч|уч)\w*(?:-ся)?\.?)\)?$"
)
"""«6 класс, чел.», «Итого (обучающихся)»: a unit that a school has put into a header."""
LONGEST_ORDINAL = 3
LONGEST_HEADER = 40
CODE_HEADERS = {text for text, role in ROLE_OF_HEADER.items() if role is ColumnRole.CODE}
OWN_REMARKS = plain(REMARKS_SHEET)
OF_DOCUMENT = frozenset(DOCUMENT_PARTS)
META_ROWS = ("form", "version", "org", "year")


@dataclass(slots=True)
class Located:
    """Where everything was found.

    ``cells`` holds every answer cell by its slot; ``documents`` the filled cells of
    documents by question, ordinal and part; ``totals`` the cell of a stated total by
    question; ``repeated`` the cells whose slot was found a second time; ``claims`` what the
    file says of its identity; ``headers`` the header of a sheet by its name;
    ``lumps`` the questions that a table answers by one number for all their grades; ``shared``
    the answers whose cell is merged with those of other organisations.
    """

    cells: dict[Slot, Cell] = field(default_factory=dict)
    documents: dict[str, dict[int, dict[InputPart, Cell]]] = field(default_factory=dict)
    totals: dict[str, Cell] = field(default_factory=dict)
    repeated: list[tuple[Slot, Cell]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    headers: dict[str, "Header"] = field(default_factory=dict)
    lumps: frozenset[str] = frozenset()
    shared: frozenset[Slot] = frozenset()

    def take(self, grid: Grid, places: Iterable[tuple[int, int, Slot]]) -> None:
        """The answers of a sheet: row, column and slot of each."""
        for row, column, slot in places:
            cell = grid.cell(row, column)
            if self.cells.setdefault(slot, cell) is not cell:
                self.repeated.append((slot, cell))
            elif slot.part in OF_DOCUMENT and tells_of_document(slot.part, cell):
                lines = self.documents.setdefault(slot.question, {})
                lines.setdefault(slot.ordinal, {})[slot.part] = cell


def tells_of_document(part: InputPart, cell: Cell) -> bool:
    """Whether a cell of a document says anything: a dash does not, nor is «есть» its name."""
    if says_nothing(cell) or is_struck(cell):
        return False
    return part is not InputPart.NAME or read_presence(cell).value is None


Columns = tuple[tuple[int, tuple[ColumnRole, int]], ...]
"""Columns of a header row, each with its role and grade."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a data sheet: what each column is for, and the codes under it by row."""

    row: int
    columns: Columns
    codes: dict[int, str]

    def column(self, role: ColumnRole) -> int | None:
        return next((at for at, (one, _) in self.columns if one is role), None)

    def columns_of(self, *roles: ColumnRole) -> list[int]:
        return [at for at, (one, _) in self.columns if one in roles]


def locate(workbook: Workbook) -> Located:
    """Every answer cell of a book, and every claim of identity."""
    sheets = _read_sheets(workbook)
    located = Located(claims=[claim for grid in sheets for claim in _claims(grid)])
    for grid in sheets:
        header = _find_header(grid)
        if header is not None:
            located.headers.setdefault(grid.name, header)
            _take_sheet(located, grid, header)
    return located


def _read_sheets(workbook: Workbook) -> list[Grid]:
    """All sheets but the one with our own remarks, which quotes what was wrong."""
    return [grid for grid in workbook.sheets if plain(grid.name) != OWN_REMARKS]


def _find_header(grid: Grid) -> Header | None:
    """The first row that names the column of codes; long texts head nothing."""
    for cell in grid.texts:
        if cell.row >= HEADER_SEARCH_ROWS:
            break
        if len(str(cell.value)) <= LONGEST_HEADER and plain(cell.value) in CODE_HEADERS:
            return _header_in(grid, cell.row)
    return None


def _header_in(grid: Grid, row: int) -> Header:
    """What each column of a header row is for, and the rows under it that have a code."""
    columns = tuple(
        (column, meaning)
        for column, value in enumerate(grid.rows[row])
        if (meaning := _meaning(_header(value))) is not None
    )
    at = next(column for column, (role, _) in columns if role is ColumnRole.CODE)
    under = range(row + 1, len(grid.rows))
    written = {one: plain(grid.value(one, at) or "") for one in under}
    codes = {one: code for one, code in written.items() if code and code not in CODE_HEADERS}
    return Header(row, columns, codes)


@lru_cache(maxsize=256)
def _meaning(text: str) -> tuple[ColumnRole, int] | None:
    """What a header names, its unit aside; one grade may be told in Roman figures or words."""
    bare = UNIT_BEHIND.sub("", plain(text))
    if (known := header_meaning(text) or header_meaning(bare)) or len(bare) > LONGEST_GRADE:
        return known
    grades = read_grades(bare).grades
    return (ColumnRole.GRADE, grades[0]) if len(grades) == 1 else None


def _header(value: Value) -> str:
    """A header as text; a program may have turned «6» into 6.0.

    Days, errors and long texts head nothing.
    """
    if type(value) is str:
        return value if len(value) <= LONGEST_HEADER else ""
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
    ordinals = header.column(ColumnRole.ORDINAL)
    lines: dict[str, int] = {}
    for row, question in header.codes.items():
        lines[question] = lines.get(question, 0) + 1
        stated = 0 if ordinals is None else _ordinal(grid.value(row, ordinals))
        yield row, question, stated or lines[question]


def _places(columns: Columns, questions: Iterable[Line]) -> Iterator[tuple[int, int, Slot]]:
    """Row, column and slot of each answer of a sheet.

    Answer and reason stand on the first line of a question: where lines are numbered, only
    documents stand on those behind it. Whether the roll is right is asked once for all grades.
    """
    is_numbered = any(role is ColumnRole.ORDINAL for _, (role, _) in columns)
    read = [
        (at, PART_OF_ROLE[role], grade) for at, (role, grade) in columns if role in PART_OF_ROLE
    ]
    single = [
        (at, part, NO_GRADE) for at, part, grade in read if grade in (NO_GRADE, ALL_GRADES[0])
    ]
    for row, question, ordinal in questions:
        for column, part, grade in single if question == ROLL_CONFIRMED else read:
            if part in OF_DOCUMENT:
                yield row, column, Slot(question, part, grade, ordinal)
            elif ordinal == 1 or not is_numbered:
                yield row, column, Slot(question, part, grade)


def _ordinal(value: Value) -> int:
    """A number in the column «Документ №»; 0 where there is none that a list could have."""
    text = _header(value).strip()
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ORDINAL else 0


def _claims(grid: Grid) -> Iterator[Claim]:
    """What a sheet says of whose it is: «_meta» as a whole, the others in a line."""
    if plain(grid.name) == SheetName.META:
        yield from _meta_claim(grid)
        return
    for cell in grid.texts:
        if claim := claim_in_line(cell):
            yield claim


def _meta_claim(grid: Grid) -> Iterator[Claim]:
    """What «_meta» says, by the names in its first column; nothing where it is empty."""
    stated = {plain(grid.value(row, 0)): grid.cell(row, 1).written for row in range(8)}
    parts = tuple(stated.get(name, "") for name in META_ROWS)
    if any(parts):
        checksum = stated.get("checksum", "").casefold()
        yield claim_from(parts, checksum, grid.name, "B1", "/".join(parts))


# what stands in them

RollOf = Callable[[str], Mapping[int, int]]
"""The pupils by grade that the answers to a question are set against; empty: not loaded."""


class Answer(NamedTuple):
    """One answer cell: what it asks, where it stands, how it was read."""

    slot: Slot
    cell: Cell
    reading: ParsedValue

    @property
    def is_read(self) -> bool:
        """Whether a number came of it."""
        return self.reading.value is not None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A return as understood, with what the checks need to know of its making.

    ``missing`` are slots for which the file has no cell at all.
    """

    parsed: ParsedReturn
    answers: tuple[Answer, ...]
    located: Located = field(repr=False)
    missing: tuple[Slot, ...] = ()

    def cell(self, slot: Slot) -> Cell | None:
        return self.located.cells.get(slot)


def parse_return(
    workbook: Workbook,
    roadmap: Roadmap,
    respondent: Respondent,
    identity: Identity,
    roll_of: RollOf,
    located: Located | None = None,
) -> Parsed:
    """The answers of one form; a grade without pupils on the roll of its question is closed."""
    found = located or locate(workbook)
    questions = tuple(roadmap.asked(respondent))
    asked = [
        (one, slot)
        for one in questions
        for slot in _answers_asked(one.code, () if one.code in found.lumps else one.grades)
    ]
    answers = tuple(
        Answer(slot, cell, read_answer(question, cell))
        for question, slot in asked
        if (cell := found.cells.get(slot)) is not None
    )
    reasons = {one.code: _reason(found, one) for one in questions}
    rolls = {one.code: roll_of(one.code) for one in questions}
    facts = tuple(
        _fact(one, reasons[one.slot.question], rolls[one.slot.question]) for one in answers
    )
    documents = tuple(
        document
        for question in questions
        if question.answer is AnswerType.PRESENCE
        for document in _documents(found, question)
    )
    missing = tuple(slot for _, slot in asked if slot not in found.cells)
    parsed = ParsedReturn(
        identity.form, identity.version, identity.org, identity.year, facts, documents
    )
    return Parsed(parsed, answers, found, missing)


def _answers_asked(question: str, grades: tuple[int, ...]) -> tuple[Slot, ...]:
    """The slots that must have a cell: one per answer asked for."""
    return tuple(Slot(question, InputPart.ANSWER, grade) for grade in grades or (NO_GRADE,))


def _reason(located: Located, question: Question) -> str:
    """Why an answer is missing, in the words of the school."""
    cell = located.cells.get(Slot(question.code, InputPart.REASON))
    if cell is None or is_struck(cell) or not any(map(str.isalnum, cell.written)):
        return ""
    return read_text(cell)


def read_answer(question: Question, cell: Cell) -> ParsedValue:
    """A cell as an answer to its question.

    «Нет» means zero where one number is asked for the whole organisation; in a cell of one
    grade it may as well mean that nobody counted.
    """
    if question.answer is AnswerType.PRESENCE:
        return read_presence(cell)
    if question.answer is AnswerType.HOURS:
        return read_hours(cell)
    if question.answer is AnswerType.CHOICE:
        return read_choice(cell, question.options)
    return read_count(cell, zero_in_words=not question.grades)


def _fact(answer: Answer, reason: str, roll: Mapping[int, int]) -> Fact:
    """An answer as a fact: the states of a value never turn into one another."""
    (question, _, grade, _), cell, reading = answer
    state = _state(answer, roll, bool(reason))
    value = None if state is ValueState.NOT_APPLICABLE else reading.value
    told = reason if reason and _reason_belongs(state, reading) else ""
    return Fact(question, grade, value, state, cell.sheet, cell.address, cell.written, told)


def _is_closed(slot: Slot, roll: Mapping[int, int]) -> bool:
    """A grade in which the organisation has no pupils."""
    return bool(roll) and slot.grade != NO_GRADE and roll.get(slot.grade, 0) == 0


def _state(answer: Answer, roll: Mapping[int, int], has_reason: bool) -> ValueState:
    reading = answer.reading
    if reading.value:  # most of what is reported
        return ValueState.VALUE
    if reading.is_unknown:
        return ValueState.NO_DATA
    if _is_closed(answer.slot, roll):
        return ValueState.NOT_APPLICABLE
    if reading.value is not None:
        return ValueState.ZERO
    return ValueState.NO_DATA if has_reason else ValueState.NOT_REPORTED


def _reason_belongs(state: ValueState, reading: ParsedValue) -> bool:
    """A reason explains missing data and a «нет», not a value that is there."""
    return not reading.is_unknown and state in (ValueState.NO_DATA, ValueState.ZERO)


def _documents(located: Located, question: Question) -> Iterator[EvidenceDocument]:
    """The documents under a question; a line with nothing in it is none."""
    for ordinal, filled in sorted(located.documents.get(question.code, {}).items()):
        yield _document(question.code, ordinal, filled)


EXACT = 10**15
"""From here on a program keeps the first figures of a number only."""
POWER_IN_TEXT = re.compile(r"\d(?:[.,]\d+)?[eEеЕ]\+\d+")


def is_changed_number(cell: Cell) -> bool:
    """Whether a number of a document is not what was typed: a day, or figures that are lost."""
    value = cell.value
    if isinstance(value, date | time | timedelta):
        return True
    if isinstance(value, str):
        return POWER_IN_TEXT.fullmatch(value.strip()) is not None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_power = cell.look is not None and cell.look.is_power
    return is_number and (is_power or abs(float(str(value))) >= EXACT)


def _number(cell: Cell | None, text: str) -> str:
    """The number of a document; nobody knows what was typed where a program has changed it."""
    return "" if cell and is_changed_number(cell) else text


def _link(filled: Mapping[InputPart, Cell], text: str) -> str:
    """The address of a document: as written, else the one behind the words of its line."""
    cells = [filled[one] for one in (InputPart.LINK, *DOCUMENT_PARTS) if one in filled]
    behind = (cell.look.link for cell in cells if cell.look and cell.look.link)
    return text if "://" in text else next(behind, text)


def _document(question: str, ordinal: int, filled: Mapping[InputPart, Cell]) -> EvidenceDocument:
    first = next(filled[part] for part in DOCUMENT_PARTS if part in filled)
    texts = {part: read_text(cell) for part, cell in filled.items()}
    day = filled.get(InputPart.DATE)
    return EvidenceDocument(
        question=question,
        ordinal=ordinal,
        name=texts.get(InputPart.NAME, ""),
        number=_number(filled.get(InputPart.NUMBER), texts.get(InputPart.NUMBER, "")),
        date=read_date(day) if day else None,
        link=_link(filled, texts.get(InputPart.LINK, "")),
        sheet=first.sheet,
        cell=first.address,
    )
