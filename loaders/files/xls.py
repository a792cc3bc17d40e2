"""Old workbooks (.xls): read by xlrd, which keeps numbers and dates apart.

calamine takes some .xls numbers for dates, so the old format has a reader of its own.
"""

import struct
from collections.abc import Iterator
from datetime import datetime

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError

from data_model.errors import UnreadableFile
from loaders.files.cell_names import packed_names
from loaders.files.kinds import SENTENCES, FileKind
from loaders.files.second_look import shown_error
from loaders.files.workbook import Grid, Hollow, Value
from loaders.files.xls_marks import marks_of

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


Read = tuple[list[Grid], bytes]
"""The sheets, and the names of their cells."""


def read_xls(content: bytes) -> Read:
    """Grids with their marks; without them where a program has left the formats damaged."""
    try:
        return _read(content, with_formats=True)
    except FAULTS:
        return _bare(content)


def _bare(content: bytes) -> Read:
    try:
        return _read(content, with_formats=False)
    except FAULTS as fault:
        protected = "encrypted" in str(fault).casefold()
        kind = FileKind.PROTECTED if protected else FileKind.DAMAGED
        raise UnreadableFile(SENTENCES[kind]) from fault


def _read(content: bytes, *, with_formats: bool) -> Read:
    book = xlrd.open_workbook(
        file_contents=content,
        logfile=_Silence(),
        ragged_rows=True,
        formatting_info=with_formats,
    )
    grids = [
        Grid(sheet.name, list(_rows(sheet, book.datemode)), marks_of(book, sheet))
        for sheet in book.sheets()
    ]
    return grids, packed_names(_targets(book))


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
            return Hollow(shown_error(error_text_from_code.get(cell.value, "")))
        case _:
            return None


def _moment(serial: float, datemode: int) -> datetime | float:
    """The day of a serial number; the number itself where it is no day."""
    try:
        return datetime(*xlrd.xldate_as_tuple(serial, datemode))
    except (xlrd.xldate.XLDateError, ValueError):
        return float(serial)
