"""A document before its meaning («документ»): lines and tables in the order they stand.

Every reader of a format (Word, PDF, text, workbook) gives this same shape, so nothing after it
knows where an order came from.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.values.reading import with_russian_letters


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One place of the grid. Line breaks inside the cell are kept.

    ``across``: the cell is merged with its left neighbour, which holds the text.
    ``down``: the cell is merged with the one above; the text is repeated here.
    """

    text: str = ""
    across: bool = False
    down: bool = False

    @property
    def own(self) -> str:
        """The text that is written here and not repeated from above."""
        return "" if self.down else self.text


Row = tuple[PaperCell, ...]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Rows of cells; rows may differ in length."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Lines of text and tables, top to bottom; ``notes`` say what the file hides."""

    blocks: tuple[str | PaperTable, ...]
    notes: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """One line with single spaces; soft hyphens, marks of bold text and of footnotes are gone.

    Latin letters in Russian words («Cрок», «нe менее») become Russian ones.
    """
    plain = FOOTNOTE.sub("", text.replace("\u00ad", "").replace("**", ""))
    return " ".join(with_russian_letters(plain).split())


FOOTNOTE = re.compile(r"\s?<(?:\d{1,2}|\*{1,3})>")
"""«<1>», «<*>», as legal systems print them."""


def tidy_lines(text: str) -> str:
    """The same, with line breaks kept."""
    return "\n".join(filter(None, map(tidy, text.splitlines())))


def blocks_of(lines: Iterable[str]) -> tuple[str | PaperTable, ...]:
    """Lines of plain text as blocks: rows of tabs or bars become tables.

    Empty lines inside a table are page breaks and do not end it.
    """
    return tuple(_gathered(lines))


def _gathered(lines: Iterable[str]) -> Iterator[str | PaperTable]:
    rows: list[Row] = []
    for line in lines:
        cells = _cells(line)
        if cells is not None:
            rows.append(cells)
        elif tidy(line):
            yield from _table(rows)
            rows = []
            yield tidy(line)
    yield from _table(rows)


def _table(rows: list[Row]) -> Iterator[PaperTable]:
    filled = [row for row in rows if any(cell.text for cell in row)]
    if filled:
        yield PaperTable(tuple(filled))


def _cells(line: str) -> Row | None:
    """The cells of a line of a table; None for a line of text."""
    if line.count("\t") > 1:
        return tuple(PaperCell(tidy(part)) for part in line.rstrip("\n").split("\t"))
    if line.strip().startswith("|") and line.count("|") > 2:
        parts = line.strip().strip("|").split("|")
        ruled = all(re.fullmatch(r"\s*:?-+:?\s*", part) for part in parts)
        return tuple(PaperCell("" if ruled else tidy(part)) for part in parts)
    return None
