"""Orders as files: a text fixture turned into Word, a workbook or a PDF.

In a fixture tabs part cells, ``^`` is a cell merged with the one above, ``<`` with the left one.
"""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import typst
from docx.table import _Cell

from loaders.orders import RoadmapProposal, read_order

FIXTURES = Path(__file__).parent / "fixtures"
Grid = list[list[str]]


def text_of(name: str) -> str:
    return (FIXTURES / f"{name}.txt").read_text(encoding="utf-8")


def read_as(name: str, ending: str = ".txt") -> RoadmapProposal:
    """The proposal of a fixture that came as a file of a format."""
    return read_order(WRITERS[ending](text_of(name)), f"{name}{ending}")


def blocks(text: str) -> list[str | Grid]:
    """Lines and grids in order; an empty line between rows is a page break, no end."""
    found: list[str | Grid] = []
    for line in text.splitlines():
        if line.count("\t") > 1:
            cells = line.split("\t")
            if found and isinstance(found[-1], list) and not _starts_anew(cells):
                found[-1].append(cells)
            else:
                found.append([cells])
        elif line.strip():
            found.append(line.replace("\t", " "))
    return [even(block) if isinstance(block, list) else block for block in found]


def _starts_anew(cells: list[str]) -> bool:
    """A header begins a table of its own."""
    return cells[0] in {"№", "№ п/п"}


def even(grid: Grid) -> Grid:
    """As wide as its header: the columns beyond it are empty."""
    width = len(grid[0])
    return [(row + [""] * width)[:width] for row in grid]


def as_text(text: str) -> bytes:
    return text.encode("utf-8")


def as_word(text: str, style: str | None = None) -> bytes:
    """Tables are real tables, merged where the fixture says so."""
    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _add_table(document, block, style)
    return _bytes_of(document.save)


def _add_table(document: "docx.document.Document", grid: Grid, style: str | None) -> None:
    table = document.add_table(len(grid), len(grid[0]), style)
    origins: dict[tuple[int, int], _Cell] = {}
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            cell = table.cell(row, column)
            above, left = origins.get((row - 1, column)), origins.get((row, column - 1))
            if text == "^" and above is not None:
                origins[row, column] = above.merge(cell)
            elif text == "<" and left is not None:
                origins[row, column] = left.merge(cell)
            else:
                cell.text = text
                origins[row, column] = cell


def as_tabbed_word(text: str) -> bytes:
    """Every line a paragraph, tables typed with tabs."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    return _bytes_of(document.save)


def as_workbook(text: str) -> bytes:
    """One sheet; lines stand in column A above and below the table."""
    book = openpyxl.Workbook()
    sheet = book.active
    for block in blocks(text):
        for cells in [[block]] if isinstance(block, str) else block:
            sheet.append([None if cell in {"^", "<"} else cell for cell in cells])
            _merge(sheet, sheet.max_row, cells)
    return _bytes_of(book.save)


def _merge(sheet: "openpyxl.worksheet.worksheet.Worksheet", row: int, cells: list[str]) -> None:
    across = len(cells) - len([cell for cell in cells if cell != "<"])
    if across and cells[1] == "<":
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across + 1)


def as_pdf(text: str) -> bytes:
    """An A4 page with a ruled table whose header is repeated on every page."""
    parts = ['#set page(paper: "a4", margin: 2cm)', '#set text(font: "PT Serif", size: 11pt)']
    for block in blocks(text):
        parts.append(f"#{_quoted(block)}\n" if isinstance(block, str) else _typst_table(block))
    return typst.compile("\n".join(parts).encode())


def _typst_table(grid: Grid) -> str:
    header = ", ".join(_quoted(cell) for cell in grid[0])
    body = ", ".join(_quoted(cell) for row in grid[1:] for cell in row)
    widths = ", ".join(("1fr", "4fr", "3fr", "4fr", "4fr")[: len(grid[0])])
    return f"#table(columns: ({widths}), table.header({header}), {body})"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _bytes_of(save: Callable[[io.BytesIO], None]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


WRITERS: dict[str, Callable[[str], bytes]] = {
    ".txt": as_text,
    ".docx": as_word,
    ".xlsx": as_workbook,
    ".pdf": as_pdf,
}
