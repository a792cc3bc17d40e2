"""What an old workbook (.xls) says of its cells besides values; formulas it does not tell."""

from collections.abc import Iterator

import xlrd

from loaders.files.workbook import Marks

WIDEST = 200
"""Columns of a form; what is hidden beyond them is everyday life."""


def marks_of(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Marks:
    """Hidden sheet, rows and columns, merged cells, percents, notes hung on cells."""
    return Marks(
        is_hidden=bool(sheet.visibility),
        hidden_rows={row for row, line in sheet.rowinfo_map.items() if line.hidden},
        hidden_columns={
            column for column, line in sheet.colinfo_map.items() if line.hidden and column < WIDEST
        },
        merged=[
            (top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells
        ],
        percents=set(_percents(book, sheet)),
        remarks=set(sheet.cell_note_map),
    )


def _percents(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Iterator[tuple[int, int]]:
    """Numbers whose format shows percents; none where the formats were not read."""
    if not book.formatting_info:
        return
    styles = {
        number
        for number, style in enumerate(book.xf_list)
        if "%" in _format_of(book, style.format_key)
    }
    for row in range(sheet.nrows) if styles else ():
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in styles:
                yield row, column


def _format_of(book: xlrd.book.Book, key: int) -> str:
    found = book.format_map.get(key)
    return str(found.format_str) if found else ""
