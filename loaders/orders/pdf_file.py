"""Orders as PDF: bytes → document. A PDF has no tables: pdfplumber finds them by ruled lines.

A page gives lines of text and grids of cells; a row that a page break has cut is put together;
``pdf_words`` makes one text of the lines of a cell. Only the reading child comes here.
"""

import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from data_model.errors import UnreadableFile
from loaders.files.zip_guard import DAMAGED_PARTS
from loaders.orders.document import Document, PaperCell, PaperTable, tidy
from loaders.orders.pdf_words import PrintedLine, Wrapping, wrapping_of

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

MOST_PAGES = 200
SAME_LINE = 3.0
"""Points between the lower edges of letters of one line."""
SPACE = 0.2
"""Of the size of the letters; a wider gap between two of them is a space."""
TWICE = 1.0
"""Points from one letter to the same one over it."""
NEAR = 3.0
"""Points; borders closer than this are one."""

Letter = dict[str, Any]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points; top grows downwards."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """Lines of one place of the grid; ``across`` and ``down`` as in PaperCell."""

    lines: tuple[PrintedLine, ...] = ()
    across: bool = False
    down: bool = False


PrintedRow = tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A grid on one page, or on several after a page break."""

    xs: tuple[float, ...]
    rows: tuple[PrintedRow, ...]


def read_pdf(content: bytes) -> Document:
    """Raises UnreadableFile for a damaged, locked or scanned file."""
    # in the child alone: the serving process needs no reader of PDF
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            pages = [tuple(_page_blocks(page)) for page in pdf.pages[:MOST_PAGES]]
    except (*DAMAGED_PARTS, PDFException, MalformedPDFException, PdfminerException) as trouble:
        raise UnreadableFile(
            "PDF не открывается: он повреждён или защищён паролем. Сохраните его заново."
        ) from trouble
    blocks = _over_pages(pages)
    if not blocks:
        raise UnreadableFile(
            "В PDF нет текста: это изображение страниц. Возьмите приказ в .docx "
            "или распознайте текст."
        )
    wrapping = wrapping_of(_lines_of(blocks), (b for b in blocks if isinstance(b, str)))
    return Document(tuple(b if isinstance(b, str) else _as_paper(b, wrapping) for b in blocks))


def _page_blocks(page: "Page") -> Iterator[str | PrintedTable]:
    """Top to bottom: the lines above each table, the table, and the lines below the last."""
    letters: list[Letter] = page.chars
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    free = [one for one in letters if not any(_is_in(one, table.bbox) for table in tables)]
    for table in tables:
        above = [one for one in free if one["top"] < table.bbox[1]]
        free = [one for one in free if one["top"] >= table.bbox[1]]
        yield from _texts(above)
        yield _printed(table, [one for one in letters if _is_in(one, table.bbox)])
    yield from _texts(free)


def _texts(letters: Iterable[Letter]) -> Iterator[str]:
    yield from filter(None, (tidy(line.text) for line in _lines(letters, (0.0, 0.0))))


def _is_in(letter: Letter, box: Box) -> bool:
    """By its middle; a space after the last word may hang over the border."""
    x: float = letter["x0"]
    x += (letter["x1"] - x) / 2 if letter["text"].strip() else 0
    y: float = (letter["top"] + letter["bottom"]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _printed(table: "Table", letters: Sequence[Letter]) -> PrintedTable:
    """Cells of pdfplumber span what they like; here each fills its places of an even grid."""
    cells: list[Box] = table.cells
    xs = _borders(chain.from_iterable((cell[0], cell[2]) for cell in cells))
    ys = _borders(chain.from_iterable((cell[1], cell[3]) for cell in cells))
    grid: list[list[PrintedCell]] = [[PrintedCell()] * (len(xs) - 1) for _ in ys[1:]]
    for cell in cells:
        lines = tuple(_cell_lines([one for one in letters if _is_in(one, cell)], cell))
        left, right = _place(xs, cell[0]), _place(xs, cell[2])
        top, bottom = _place(ys, cell[1]), _place(ys, cell[3])
        for row in range(top, bottom):
            grid[row][left] = PrintedCell(lines, down=row > top)
            for column in range(left + 1, right):
                grid[row][column] = PrintedCell(across=True)
    return PrintedTable(xs, tuple(map(tuple, grid)))


def _borders(places: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return tuple(found)


def _place(borders: Sequence[float], at: float) -> int:
    return min(range(len(borders)), key=lambda number: abs(borders[number] - at))


def _cell_lines(letters: Sequence[Letter], cell: Box) -> Iterator[PrintedLine]:
    """Text that stands on its side in a narrow head is read with the page turned."""
    if sum(map(_is_turned, letters)) * 2 > len(letters):
        turned = [
            {**one, "x0": -one["bottom"], "x1": -one["top"], "bottom": one["x1"]} for one in letters
        ]
        return _lines(turned, (-cell[3], -cell[1]))
    return _lines(letters, (cell[0], cell[2]))


def _is_turned(letter: Letter) -> bool:
    """Written upwards, by its matrix; what pdfminer calls upright is not sure of it."""
    across, up = letter["matrix"][:2]
    return bool(up > abs(across))


def _lines(letters: Iterable[Letter], borders: tuple[float, float]) -> Iterator[PrintedLine]:
    """Letters of one base line together, top to bottom."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: one["bottom"]):
        if lines and letter["bottom"] - lines[-1][0]["bottom"] <= SAME_LINE:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for line in lines:
        printed = PrintedLine.of(_spaced(sorted(line, key=lambda one: one["x0"])), borders)
        if printed:
            yield printed


def _spaced(letters: Sequence[Letter]) -> Iterator[tuple[str, float, float]]:
    """The letters with their left and right ends; a space where a gap stands for one.

    A letter printed twice in one place is bold text of an older printer driver.
    """
    last: Letter | None = None
    for letter in letters:
        x0, x1, text = letter["x0"], letter["x1"], letter["text"]
        if last and text == last["text"] and x0 - last["x0"] < TWICE:
            continue
        if last and x0 - last["x1"] > SPACE * letter["size"] and text.strip():
            yield " ", last["x1"], x0
        yield text, x0, x1
        last = letter


def _over_pages(pages: Iterable[Sequence[str | PrintedTable]]) -> list[str | PrintedTable]:
    """All blocks in order; a row cut by the end of a page is one row again."""
    blocks: list[str | PrintedTable] = []
    for page in pages:
        first = page[0] if page else None
        last = blocks[-1] if blocks else None
        if isinstance(first, PrintedTable) and isinstance(last, PrintedTable):
            whole = _mended(last, first)
            if whole:
                blocks[-1:] = [whole]
                page = page[1:]
        blocks += page
    return blocks


def _mended(table: PrintedTable, rest: PrintedTable) -> PrintedTable | None:
    """Both as one, where the first row of the rest goes on in the middle of a phrase."""
    if len(table.xs) != len(rest.xs) or any(
        abs(left - right) > NEAR for left, right in zip(table.xs, rest.xs, strict=True)
    ):
        return None
    repeated = _repeated(table, rest)
    above, below = table.rows[-1], rest.rows[repeated] if repeated < len(rest.rows) else ()
    filled = [(up, down) for up, down in zip(above, below, strict=False) if down.lines]
    if not filled or (below[0].lines and not below[0].down):
        return None
    if not all(up.lines for up, _ in filled) or not any(
        _goes_on(up.lines[-1], down.lines[0]) for up, down in filled
    ):
        return None
    cut = tuple(
        replace(up, lines=up.lines + down.lines) for up, down in zip(above, below, strict=True)
    )
    return PrintedTable(table.xs, (*table.rows[:-1], cut, *rest.rows[repeated + 1 :]))


def _repeated(table: PrintedTable, rest: PrintedTable) -> int:
    """How many rows of the header stand on the next page again."""
    same = 0
    for up, down in zip(table.rows, rest.rows, strict=False):
        if [_plain(cell) for cell in up] != [_plain(cell) for cell in down]:
            break
        same += 1
    return same


def _plain(cell: PrintedCell) -> str:
    return tidy(" ".join(line.text for line in cell.lines))


def _goes_on(last: PrintedLine, first: PrintedLine) -> bool:
    return first.text[:1].islower() and not last.text.rstrip().endswith((".", ";"))


def _lines_of(blocks: Iterable[str | PrintedTable]) -> Iterator[tuple[PrintedLine, ...]]:
    for block in blocks:
        if isinstance(block, PrintedTable):
            yield from (cell.lines for row in block.rows for cell in row if not cell.down)


def _as_paper(table: PrintedTable, wrapping: Wrapping) -> PaperTable:
    return PaperTable(
        tuple(
            tuple(PaperCell(wrapping.text_of(cell.lines), cell.across, cell.down) for cell in row)
            for row in table.rows
        )
    )
