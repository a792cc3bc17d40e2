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
from loaders.cells import Grid, Hollow, Value
from loaders.file_kinds import SENTENCES, FileKind
from loaders.old_excel_marks import marks_of
from loaders.second_look import shown_error

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


def read_xls(content: bytes) -> list[Grid]:
    """Grids with their marks; without them where a program has left the formats damaged."""
    try:
        return _grids(content, with_formats=True)
    except FAULTS:
        return _bare(content)


def _bare(content: bytes) -> list[Grid]:
    try:
        return _grids(content, with_formats=False)
    except FAULTS as fault:
        protected = "encrypted" in str(fault).casefold()
        kind = FileKind.PROTECTED if protected else FileKind.DAMAGED
        raise UnreadableFile(SENTENCES[kind]) from fault


def _grids(content: bytes, *, with_formats: bool) -> list[Grid]:
    book = xlrd.open_workbook(
        file_contents=content,
        logfile=_Silence(),
        ragged_rows=True,
        formatting_info=with_formats,
    )
    return [
        Grid(sheet.name, list(_rows(sheet, book.datemode)), marks_of(book, sheet))
        for sheet in book.sheets()
    ]


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
