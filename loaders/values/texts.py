"""Texts for keeping: names of documents, reasons, links."""

from loaders.files.workbook import Cell, Hollow

LONGEST_TEXT = 2000


def read_text(cell: Cell) -> str:
    """Text of a cell for keeping: one line, without signs that cannot be shown."""
    text = "".join(sign if sign.isprintable() else " " for sign in cell.written)
    return "" if isinstance(cell.value, Hollow) else " ".join(text.split())[:LONGEST_TEXT]
