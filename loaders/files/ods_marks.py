"""What the markup of an open document (.ods) says of its cells besides values.

The same marks as of an .xlsx, from a markup that counts cells instead of naming them.
"""

import re
from collections.abc import Iterator
from html import unescape

from loaders.files.workbook import Grid, Marks

TABLE = re.compile(rb"<table:table(?=[\s>])([^>]*)>")
TAG = re.compile(rb"<table:(table-column|table-row|table-cell|covered-table-cell)\b([^>]*)>")
ATTRIBUTE = re.compile(rb'([\w:-]+)="([^"]*)"')
HIDDEN_STYLE = re.compile(
    rb'<style:style style:name="([^"]*)" style:family="table"[^>]*>'
    rb'<style:table-properties[^>]*table:display="false"'
)
HIDDEN = (b"collapse", b"filter")
WIDEST, LONGEST = 200, 5000
"""Columns and rows of a form; what is hidden beyond them is everyday life."""

Attributes = dict[bytes, bytes]


def mark_open_document(content: bytes, grids: list[Grid]) -> None:
    """Put what «content.xml» says of its cells into the marks of the grids."""
    hidden = set(HIDDEN_STYLE.findall(content))
    by_name = {grid.name: grid.marks for grid in grids}
    starts = list(TABLE.finditer(content))
    ends = [found.start() for found in starts[1:]] + [len(content)]
    for found, end in zip(starts, ends, strict=True):
        attributes = dict(ATTRIBUTE.findall(found[1]))
        name = unescape(attributes.get(b"table:name", b"").decode("utf-8", "replace"))
        if (marks := by_name.get(name)) is not None:
            marks.is_hidden = attributes.get(b"table:style-name", b"") in hidden
            _mark(marks, content[found.end() : end])


def _mark(marks: Marks, table: bytes) -> None:
    """Walk over the columns, then row by row over the cells, counting as the markup does."""
    marks.is_filtered = b'table:visibility="filter"' in table
    row, next_row, column = -1, 0, 0
    for kind, attributes in _tags(table):
        if kind == b"table-column":
            column = _note_columns(marks, attributes, column)
        elif kind == b"table-row":
            row, column = next_row, 0
            next_row += _times(attributes, b"table:number-rows-repeated", LONGEST)
            if attributes.get(b"table:visibility") in HIDDEN:
                marks.hidden_rows.update(range(row, next_row))
        else:
            _note_cell(marks, attributes, row, column)
            column += _times(attributes, b"table:number-columns-repeated", WIDEST)


def _tags(table: bytes) -> Iterator[tuple[bytes, Attributes]]:
    for found in TAG.finditer(table):
        yield found[1], dict(ATTRIBUTE.findall(found[2]))


def _times(attributes: Attributes, name: bytes, most: int) -> int:
    told = attributes.get(name, b"1")
    return min(int(told), most) if told.isdigit() else 1


def _note_columns(marks: Marks, attributes: Attributes, first: int) -> int:
    """Remember hidden columns; gives the number of the next one."""
    following = first + _times(attributes, b"table:number-columns-repeated", WIDEST)
    if attributes.get(b"table:visibility") in HIDDEN:
        marks.hidden_columns.update(range(first, min(following, WIDEST)))
    return following


def _note_cell(marks: Marks, attributes: Attributes, row: int, column: int) -> None:
    """A formula with its result, a percent, the first of merged cells."""
    if b"table:formula" in attributes:
        marks.formulas.add((row, column))
    if attributes.get(b"office:value-type") == b"percentage":
        marks.percents.add((row, column))
    down = _times(attributes, b"table:number-rows-spanned", LONGEST)
    across = _times(attributes, b"table:number-columns-spanned", WIDEST)
    if down > 1 or across > 1:
        marks.merged.append((row, column, row + down - 1, column + across - 1))
