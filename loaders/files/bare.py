"""Of a looked-at workbook only what a reader of values needs («голая книга»).

A reader walks through all that it is given: the names of cells, the colours, the rules of
formatting behind the cells too. They are a third of a return, and no answer stands in them.
"""

import re
from functools import lru_cache, reduce

from loaders.files.sheet_markup import Markup, SheetMarkup

WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
NOT_VALUES = {
    WORKBOOK: (b"definedNames",),
    STYLES: (b"fonts", b"fills", b"borders", b"cellStyleXfs", b"cellStyles", b"dxfs"),
}
ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")


def bare(markup: Markup) -> dict[str, bytes]:
    """The parts by their names, without what says nothing of a value."""
    slim = {name: cells_alone(sheet) for name, sheet in markup.sheets.items()}
    shared = {
        name: slimmed(name, markup.parts[name]) for name in NOT_VALUES if name in markup.parts
    }
    return {**markup.parts, **slim, **shared}


def cells_alone(sheet: SheetMarkup) -> bytes:
    """A sheet that begins and ends with its cells; one of another make stays as it is."""
    root = ROOT.search(sheet.before)
    if root is None or not sheet.after:
        return b"".join((sheet.before, sheet.cells, sheet.after))
    ends = sheet.closing(b"sheetData"), sheet.closing(b"worksheet")
    start = sheet.before[: root.end()]
    return b"".join((start, sheet.opening(b"sheetData"), sheet.cells, *ends))


@lru_cache(maxsize=8)
def slimmed(name: str, part: bytes) -> bytes:
    """A part that the returns of a district have in common, without what shows no value."""
    return reduce(_without, NOT_VALUES[name], part)


def _without(part: bytes, element: bytes) -> bytes:
    """Cut an element out; written in an unusual way it stays."""
    before, _, rest = part.partition(b"<" + element)
    _, closing, after = rest.partition(b"</" + element + b">")
    return before + after if closing and rest[:1] in (b" ", b">") else part
