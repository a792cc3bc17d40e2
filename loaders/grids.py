"""The readers of a workbook, one per kind of file: bytes in, plain grids out."""

from collections.abc import Callable, Iterator
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from data_model.errors import UnreadableFile
from loaders.cells import Grid, Value
from loaders.file_kinds import SENTENCES, FileKind
from loaders.old_excel import read_xls
from loaders.open_document import has_error_cells, read_open_document
from loaders.second_look import fill_hollows

DAMAGED = SENTENCES[FileKind.DAMAGED]


def read_xlsx(content: bytes) -> Iterator[Grid]:
    """.xlsx and .xlsm; macros are never looked at."""
    grids = _calamine_grids(content)
    fill_hollows(content, grids)
    yield from grids


def read_ods(content: bytes) -> Iterator[Grid]:
    """.ods; a second library where calamine refuses the file or would lose an error cell."""
    if has_error_cells(content):
        yield from read_open_document(content)
        return
    try:
        yield from _calamine_grids(content)
    except UnreadableFile:
        yield from read_open_document(content)


def _calamine_grids(content: bytes) -> list[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [
            Grid(sheet.name, _rows(book, sheet.name))
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, ValueError, OSError, KeyError) as fault:
        raise UnreadableFile(DAMAGED) from fault


def _rows(book: CalamineWorkbook, name: str) -> list[list[Value]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[None if value == "" else value for value in row] for row in rows]


READERS: dict[FileKind, Callable[[bytes], Iterator[Grid]]] = {
    FileKind.XLSX: read_xlsx,
    FileKind.ODS: read_ods,
    FileKind.XLS: read_xls,
}
"""Kinds that are read; every other kind has its sentence."""
