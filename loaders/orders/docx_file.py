"""Orders as Word documents: bytes → document.

The XML is walked directly: text inside content controls, links and accepted insertions counts,
deleted text does not, and merged cells are known as merged. Word's automatic numbers are no
text; an empty cell with one gets its number.
"""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from data_model.errors import UnreadableFile
from loaders.files.zip_guard import DAMAGED_PARTS, ensure_office_file
from loaders.orders.document import Document, PaperCell, PaperTable, Row, blocks_of, tidy_lines

Element = Any
"""An element of the document's XML; python-docx does not type them."""

MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_docx(content: bytes) -> Document:
    """Raises UnreadableFile for a damaged document."""
    ensure_office_file(content, "документ Word (.docx)")
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (*DAMAGED_PARTS, PackageNotFoundError) as trouble:
        raise UnreadableFile(
            "Документ Word не открывается. Откройте его в редакторе и сохраните как .docx."
        ) from trouble
    return Document(tuple(_blocks(body)))


def _blocks(body: Element) -> Iterator[str | PaperTable]:
    """Paragraphs between tables go together: a table may be typed with tabs."""
    numbering: Counter[str] = Counter()
    lines: list[str] = []
    for element in body.xpath("./w:p | ./w:tbl | ./w:sdt/w:sdtContent/*[self::w:p or self::w:tbl]"):
        if element.tag == qn("w:p"):
            lines += _text(element, numbering).splitlines()
            continue
        yield from blocks_of(lines)
        lines = []
        yield PaperTable(tuple(_rows(element, numbering)))
    yield from blocks_of(lines)


def _rows(table: Element, numbering: Counter[str]) -> Iterator[Row]:
    above: Row = ()
    for line in table.xpath("./w:tr"):
        above = tuple(_cells(line, above, numbering))
        yield above


def _cells(line: Element, above: Row, numbering: Counter[str]) -> Iterator[PaperCell]:
    before = line.xpath("./w:trPr/w:gridBefore/@w:val")
    position = int(before[0]) if before else 0
    yield from (PaperCell() for _ in range(position))
    for element in line.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
        span = int((element.xpath("./w:tcPr/w:gridSpan/@w:val") or ["1"])[0])
        if _is_continued(element) and position < len(above):
            yield PaperCell(above[position].text, down=True)
        else:
            yield PaperCell(_cell_text(element, numbering))
        yield from (PaperCell(across=True) for _ in range(span - 1))
        position += span


def _is_continued(element: Element) -> bool:
    """Merged with the cell above."""
    return any(
        merge.get(qn("w:val"), "continue") == "continue"
        for merge in element.xpath("./w:tcPr/w:vMerge")
    )


def _cell_text(element: Element, numbering: Counter[str]) -> str:
    return tidy_lines("\n".join(_text(part, numbering) for part in element.xpath(".//w:p")))


def _text(paragraph: Element, numbering: Counter[str]) -> str:
    text = "".join(
        (part.text or "") if part.tag == qn("w:t") else MARKS.get(part.tag, "")
        for part in paragraph.iter()
    )
    lists = paragraph.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    numbering.update(lists)
    return text if text.strip() or not lists else f"{numbering[lists[0]]}."
