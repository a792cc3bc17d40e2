"""The readers of zipped workbooks, one per kind: bytes and looked-at markup in, grids out."""

from collections.abc import Callable
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from data_model.errors import UnreadableFile
from loaders.files.bare import bare
from loaders.files.kinds import SENTENCES, FileKind
from loaders.files.ods import ERROR_MARK, name_errors, read_open_document
from loaders.files.ods_marks import mark_open_document
from loaders.files.repacking import repacked
from loaders.files.sheet_marks import mark_grids
from loaders.files.sheet_markup import Markup
from loaders.files.workbook import Grid, Value

DAMAGED = SENTENCES[FileKind.DAMAGED]


def read_xlsx(_content: bytes, markup: Markup) -> list[Grid]:
    """.xlsx and .xlsm; only what was looked at is read, and macros never are."""
    grids = calamine_grids(repacked(bare(markup)))
    mark_grids(markup, grids)
    return grids


def read_ods(content: bytes, markup: Markup) -> list[Grid]:
    """.ods; a second library where calamine refuses the file or would lose an error cell."""
    grids = _ods_grids(content, markup)
    mark_open_document(markup.part("content.xml"), grids)
    for grid in grids:
        name_errors(grid)
    return grids


def _ods_grids(content: bytes, markup: Markup) -> list[Grid]:
    if ERROR_MARK in markup.part("content.xml"):
        return read_open_document(content)
    try:
        return calamine_grids(content)
    except UnreadableFile:
        return read_open_document(content)


def calamine_grids(content: bytes) -> list[Grid]:
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


ARCHIVE_READERS: dict[FileKind, Callable[[bytes, Markup], list[Grid]]] = {
    FileKind.XLSX: read_xlsx,
    FileKind.ODS: read_ods,
}
"""Zipped kinds that are read; old .xls has a reader of its own, other kinds their sentence."""
