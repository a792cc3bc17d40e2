"""Files that mean harm, or are odd: each made anew, none kept as a blob."""

from tests.loaders.door.books import book, cell, row


def a_killer() -> bytes:
    """Cells out of order hide a far value from the look; its reader asks for 512 GiB."""
    return book(row(1, cell("XFD1048576"), cell("A1")))
