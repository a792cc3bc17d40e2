"""The markup of a workbook («разметка книги»), each sheet in pieces: before its cells, them, after.

What is looked for stands in one of them only, so that nothing is searched for twice over.
"""

import re
from typing import NamedTuple

SHEET_DATA = re.compile(rb"<(\w+:)?sheetData\b")


class SheetMarkup(NamedTuple):
    """``prefix`` is that of all elements of the sheet, with its colon; mostly there is none."""

    before: bytes
    cells: bytes
    after: bytes
    prefix: bytes

    def opening(self, name: bytes) -> bytes:
        return b"<" + self.prefix + name

    def closing(self, name: bytes) -> bytes:
        return b"</" + self.prefix + name + b">"


def divided(part: bytes) -> SheetMarkup:
    """The part of a sheet, divided at its cells; a sheet without cells is all before them."""
    start = SHEET_DATA.search(part)
    if start is None:
        return SheetMarkup(part, b"", b"", b"")
    prefix = start[1] or b""
    end = part.rfind(b"</" + prefix + b"sheetData>", start.end())
    end = len(part) if end < 0 else end
    return SheetMarkup(part[: start.end()], part[start.end() : end], part[end:], prefix)


class Markup(NamedTuple):
    """The XML parts of a workbook by their names, as the look before reading left them.

    ``sheets`` are those of the parts that hold cells of an .xlsx, divided.
    """

    parts: dict[str, bytes]
    sheets: dict[str, SheetMarkup]

    def part(self, name: str) -> bytes:
        """A part, or nothing where the workbook has none of that name."""
        return self.parts.get(name, b"")
