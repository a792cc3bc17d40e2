"""Old workbooks (.xls): read by xlrd, which keeps numbers and dates apart.

calamine takes some .xls numbers for dates, so the old format has a reader of its own. Values and
marks are xlrd's; last, formulas («формулы»), whose records it passes over and can put into words.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.formula import (
    FMLA_TYPE_ARRAY,
    FMLA_TYPE_CELL,
    FMLA_TYPE_SHARED,
    FormulaError,
    decompile_formula,
)

from data_model.errors import UnreadableFile
from loaders.files.kinds import SENTENCES, FileKind
from loaders.files.limits import LIMITS
from loaders.files.workbook import (
    IN_MARGINS,
    IN_PROPERTIES,
    Grid,
    Hollow,
    Marks,
    Place,
    ReadBook,
    TextApart,
    Value,
    error_cell,
    named_places,
)
from loaders.files.xlsx_marks import LAYOUT, LONGEST_ADDRESS, POWER, WEB, ZEROS, unseen_by

WHOLE_BOOK = -1

FAULTS = (
    xlrd.XLRDError,
    CompDocError,
    FormulaError,
    AssertionError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    MemoryError,
    OverflowError,
    OSError,
)
"""What xlrd raises on damaged files: it has no one class for it."""


def read_xls(content: bytes) -> ReadBook:
    """Grids with their marks; without them where a program has left the formats damaged."""
    try:
        return _read(content, with_formats=True)
    except FAULTS:
        return _bare(content)


def _bare(content: bytes) -> ReadBook:
    try:
        return _read(content, with_formats=False)
    except FAULTS as fault:
        protected = "encrypted" in str(fault).casefold()
        kind = FileKind.PROTECTED if protected else FileKind.DAMAGED
        raise UnreadableFile(SENTENCES[kind]) from fault


def _read(content: bytes, *, with_formats: bool) -> ReadBook:
    book = xlrd.open_workbook(
        file_contents=content,
        logfile=_Silence(),
        ragged_rows=True,
        formatting_info=with_formats,
    )
    grids = [
        Grid(sheet.name, list(_rows(sheet, book.datemode)), _marks(book, sheet))
        for sheet in book.sheets()
    ]
    apart = list[TextApart]()
    with suppress(*FAULTS):  # a book whose values can be read is read
        for grid, (stream, start) in zip(grids, _streams(book, content), strict=False):
            for place, text in _in_words(book, stream, start).items():
                if not isinstance(grid.value(*place), Hollow | None):
                    grid.marks.note_formula(place, text)
            grid.marks.captions.extend(((0, 0), text) for text in _shapes(stream, start))
            margins = (text for text in _margins(stream, start) if text)
            apart += [TextApart(IN_MARGINS, text, grid.name) for text in margins]
    with suppress(*FAULTS):
        apart += [TextApart(IN_PROPERTIES, text) for text in _properties(content)]
    return ReadBook(grids, named_places(_targets(book)), tuple(apart))


def _targets(book: xlrd.Book) -> Iterator[tuple[str, str]]:
    """Names of the whole book with their targets as formulas write them."""
    return (
        (one.name, one.result.text)
        for one in book.name_obj_list
        if one.scope == WHOLE_BOOK and one.result and one.result.text
    )


class _Silence:
    """xlrd reports oddities as text; nobody reads them."""

    def write(self, _text: str) -> None: ...

    def flush(self) -> None: ...


def _rows(sheet: xlrd.sheet.Sheet, datemode: int) -> Iterator[list[Value]]:
    for row in range(sheet.nrows):
        yield [_value(cell, datemode) for cell in sheet.row(row)]


def _value(cell: xlrd.sheet.Cell, datemode: int) -> Value:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value) or None
        case xlrd.XL_CELL_NUMBER:
            return float(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_DATE:
            return _moment(cell.value, datemode)
        case xlrd.XL_CELL_ERROR:
            return error_cell(error_text_from_code.get(cell.value, ""))
        case _:
            return None


def _moment(serial: float, datemode: int) -> datetime | float:
    """The day of a serial number; the number itself where it is no day."""
    try:
        return datetime(*xlrd.xldate_as_tuple(serial, datemode))
    except (xlrd.xldate.XLDateError, ValueError):
        return float(serial)


# marks


def _marks(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Marks:
    """Hidden sheet, rows and columns, merged cells, notes; and what the formats show."""
    columns = {column for column, line in sheet.colinfo_map.items() if line.hidden}
    marks = Marks(
        is_hidden=bool(sheet.visibility),
        hides_zeros=not sheet.show_zero_values,
        hidden_rows={row for row, line in sheet.rowinfo_map.items() if line.hidden},
        hidden_columns={column for column in columns if column < LIMITS.columns},
        merged=[
            (top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells
        ],
        remarks={place: str(note.text) for place, note in sheet.cell_note_map.items()},
    )
    if book.formatting_info:
        _note_formats(marks, book, sheet)
    return marks


def _note_formats(marks: Marks, book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> None:
    """Numbers shown as percents, texts struck out or raised."""
    percents = {
        number
        for number, style in enumerate(book.xf_list)
        if "%" in _format_of(book, style.format_key)
    }
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in EMPTY:
                continue
            place = (row, column)
            if cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in percents:
                marks.percents.add(place)
            pieces = [
                (book.font_list[one], text) for one, text in _pieces(book, sheet, place, cell)
            ]
            struck = [bool(font.struck_out) for font, _ in pieces]
            if any(struck):
                marks.note_look(place, is_struck=all(struck), is_partly_struck=not all(struck))
            raised = [text for font, text in pieces if font.escapement == SUPERSCRIPT]
            if len(raised) < len(pieces) and "".join(raised).strip():
                marks.note_look(place, footnote="".join(raised).strip())
            if cell.ctype == xlrd.XL_CELL_NUMBER:
                _note_number(marks, place, _format_of(book, book.xf_list[cell.xf_index].format_key))
    for place, link in sheet.hyperlink_map.items():
        address = str(link.url_or_path or "")
        if address.startswith(WEB) and len(address) <= LONGEST_ADDRESS:
            marks.note_look(place, link=address)


def _note_number(marks: Marks, place: Place, shown: str) -> None:
    """A number that is shown with zeros before it, or as a power of ten."""
    if ZEROS.fullmatch(shown):
        marks.note_look(place, figures=len(shown))
    if POWER.search(shown):
        marks.note_look(place, is_power=True)
    if unseen := unseen_by(shown):
        marks.note_look(place, unseen=unseen)


EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
SUPERSCRIPT = 1


def _format_of(book: xlrd.book.Book, key: int) -> str:
    found = book.format_map.get(key)
    return str(found.format_str) if found else ""


def _pieces(
    book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, place: Place, cell: xlrd.sheet.Cell
) -> list[tuple[int, str]]:
    """The fonts of a text piece by piece; mostly it has one, that of its cell."""
    text = str(cell.value)
    starts = [(0, book.xf_list[cell.xf_index].font_index)]
    starts += [one for one in sheet.rich_text_runlist_map.get(place, []) if one[0] < len(text)]
    if len(starts) > 1 and starts[1][0] == 0:
        starts = starts[1:]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [(font, text[start:end]) for (start, font), end in zip(starts, ends, strict=True)]


# formulas

FIRST_WITH_SHEETS = 50
"""Before this version («BIFF5») a file was one sheet."""
BOUND_SHEET, BEGIN, END, SHARED, ARRAY = 0x85, 0x809, 0x0A, 0x4BC, 0x221
FORMULA = (0x06, 0x206, 0x406)
POINTER = 0x01
"""The sign of a formula that is written once for several cells."""
MOST_IN_WORDS = 20_000
ANOTHER_BOOK = "<<external>>"


def _streams(book: xlrd.Book, content: bytes) -> Iterator[tuple[bytes, int]]:
    """The records of the book, and where in them those of each sheet begin."""
    if book.biff_version < FIRST_WITH_SHEETS:
        return
    files = CompDoc(content, logfile=_Silence())
    stream = files.get_named_stream("Workbook") or files.get_named_stream("Book") or content
    for code, record in _records(stream, 0):
        if code == BOUND_SHEET and record[5] == 0:
            yield stream, struct.unpack_from("<I", record)[0]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from a beginning to its end, those of charts inside left aside."""
    depth, size = 0, len(stream)
    while start + 4 <= size:
        code, length = struct.unpack_from("<HH", stream, start)
        start += 4 + length
        depth += (code == BEGIN) - (code == END)
        if depth <= 0:
            return
        if depth == 1:
            yield code, stream[start - length : start]


def _in_words(book: xlrd.Book, stream: bytes, start: int) -> dict[Place, str]:
    """The formulas of a sheet by their cells, a foreign book as «[1]» like in .xlsx.

    What cannot be put into words is an empty text: that a formula stands there is known.
    """
    found, pointing = dict[Place, str](), dict[Place, Place]()
    shared, last = dict[Place, tuple[bytes, int]](), (0, 0)
    for code, record in _records(stream, start):
        if code in FORMULA and len(found) < MOST_IN_WORDS:
            row, column = last = struct.unpack_from("<HH", record)
            found[last] = ""
            if record[22] == POINTER:
                pointing[last] = struct.unpack_from("<HH", record, 23)
            else:
                found[last] = _words(book, record[20:], FMLA_TYPE_CELL, last)
        elif code == SHARED:
            shared[last] = (record[8:], FMLA_TYPE_SHARED)
        elif code == ARRAY:
            shared[last] = (record[12:], FMLA_TYPE_ARRAY)
    for place, first in pointing.items():
        if first in shared:
            found[place] = _words(book, *shared[first], place)
    return found


def _words(book: xlrd.Book, tokens: bytes, kind: int, place: Place) -> str:
    """A formula as it is typed; ``tokens`` begin with how long they are."""
    length = struct.unpack_from("<H", tokens)[0]
    try:
        text = decompile_formula(book, tokens[2:], length, kind, *place)
    except FAULTS:
        return ""
    return str(text or "").replace(ANOTHER_BOOK, "[1]")


# texts apart

MARGINS, SHAPE_TEXT, CONTINUED = (0x14, 0x15), 0x1B6, 0x3C
SUMMARY = "\x05SummaryInformation"
TITLE, SUBJECT, KEYWORDS, COMMENTS = 2, 3, 5, 6
CODE_PAGE, BYTES_OF_TEXT = 1, 30
ENCODINGS = {65001: "utf-8", 1200: "utf-16-le"}


def _letters(flags: int, letters: bytes) -> str:
    """Letters of one byte or of two."""
    return letters.decode("utf-16-le" if flags & 1 else "latin-1", "replace")


def _margins(stream: bytes, start: int) -> Iterator[str]:
    """What is printed over and under the pages of a sheet, without the signs of layout."""
    for code, record in _records(stream, start):
        if code in MARGINS and len(record) > 3:
            yield LAYOUT.sub("\n", _letters(record[2], record[3:])).strip()


def _shapes(stream: bytes, start: int) -> Iterator[str]:
    """What is written in the shapes of a sheet and in the notes on its cells."""
    awaited, pieces = 0, list[str]()
    for code, record in _records(stream, start):
        if code == SHAPE_TEXT and len(record) >= 12:
            awaited, pieces = struct.unpack_from("<H", record, 10)[0], []
        elif code == CONTINUED and awaited > 0 and record:
            pieces.append(_letters(record[0], record[1:]))
            awaited -= len(pieces[-1])
            if awaited <= 0:
                yield "".join(pieces)


def _properties(content: bytes) -> Iterator[str]:
    """The title, the subject, the keywords and the comment in the properties of a file."""
    stream = CompDoc(content, logfile=_Silence()).get_named_stream(SUMMARY)
    if not stream:
        return
    start = struct.unpack_from("<I", stream, 44)[0]
    count = struct.unpack_from("<I", stream, start + 4)[0]
    pairs = (struct.unpack_from("<II", stream, start + 8 + 8 * at) for at in range(min(count, 64)))
    places = {name: start + offset for name, offset in pairs}
    page = struct.unpack_from("<H", stream, places[CODE_PAGE] + 4)[0] if CODE_PAGE in places else 0
    for name in (TITLE, SUBJECT, KEYWORDS, COMMENTS):
        kind, length = struct.unpack_from("<II", stream, places[name]) if name in places else (0, 0)
        if kind == BYTES_OF_TEXT:
            letters = stream[places[name] + 8 :][:length]
            yield letters.decode(ENCODINGS.get(page, f"cp{page}"), "replace").strip("\x00 ")
