"""Files of orders: bytes → document. Which reader takes which format; all but PDF are here.

The XML of Word is walked directly: text inside content controls, links and accepted insertions
counts, deleted text does not, merged cells are known as merged; Word's automatic numbers are no
text, an empty cell with one gets its number. A workbook is one table per sheet.
"""

import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import html
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from data_model.errors import UnreadableFile
from data_model.roadmap import MONTHS
from loaders.files.kinds import WIDE_MARKS, FileKind, kind_of, text_of
from loaders.files.worker_pool import pool, refuse_too_big
from loaders.files.zip_guard import DAMAGED_PARTS, ensure_office_file
from loaders.orders.document import Document, PaperCell, PaperTable, Row, blocks_of, tidy_lines
from loaders.orders.pdf_file import COMPOUND, USUAL, WORD, read_pdf

Element = Any
"""An element of the document's XML; python-docx does not type them."""

SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_docx(content: bytes) -> Document:
    """Raises UnreadableFile for a damaged document."""
    ensure_office_file(content, "документ Word (.docx)")
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (*DAMAGED_PARTS, PackageNotFoundError) as trouble:
        raise UnreadableFile(
            "Документ Word не открывается. Откройте его в редакторе и сохраните как .docx."
        ) from trouble
    return _unbroken(Document(tuple(_blocks(body))))


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
        yield from _tables(element, numbering)
    yield from blocks_of(lines)


def _tables(table: Element, numbering: Counter[str]) -> Iterator[PaperTable | str]:
    """A table; where its cells hold tables of several rows, it is a frame and these are read."""
    inner = table.xpath("./w:tr/w:tc[w:tbl[count(w:tr) > 1]]")
    if not inner:
        yield PaperTable(tuple(_word_rows(table, numbering)))
        return
    for cell in table.xpath("./w:tr/w:tc"):
        yield from _blocks(cell)


def _word_rows(table: Element, numbering: Counter[str]) -> Iterator[Row]:
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
    text = ""
    for part in paragraph.iter():
        if part.tag != qn("w:t"):
            text += SIGNS.get(part.tag, "")
        elif not _is_passed_over(part, text):
            text += part.text or ""
    lists = paragraph.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    numbering.update(lists)
    return text if text.strip() or not lists else f"{numbering[lists[0]]}."


def _is_passed_over(part: Element, before: str) -> bool:
    """Text that was moved away, is struck out or hidden; the mark of a footnote, a raised number.

    «25» with a raised «1» is no 251; a raised 2 behind «м» is a part of the unit.
    """
    if part.xpath("ancestor::w:moveFrom") or part.xpath(OUT_OF_SIGHT):
        return True
    raised = part.xpath("../w:rPr/w:vertAlign[@w:val='superscript']")
    is_mark = FOOTNOTE.fullmatch(part.text or "") and not UNIT_OF_AREA.search(before)
    return bool(raised and is_mark and before.strip())


OUT_OF_SIGHT = (
    "../w:rPr/*[self::w:vanish or self::w:strike or self::w:dstrike]"
    "[not(@w:val) or not(@w:val='0' or @w:val='false' or @w:val='off')]"
)
FOOTNOTE = re.compile(r"[\s(]*(?:\d{1,2}|\*{1,3})(?:\s*[,;]\s*\d{1,2})*[\s)]*")
UNIT_OF_AREA = re.compile(r"(?<!\w)[кмсд]?м$")


WIDEST, LONGEST = 60, 5000
"""Columns and rows that are looked at; an order has a dozen and a few hundred."""


def read_sheets(content: bytes) -> Document:
    """Visible sheets of an .xlsx or .xlsm. Raises UnreadableFile for a damaged one."""
    ensure_office_file(content, "книга Excel (.xlsx)")
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content), data_only=True)
            uncounted = list(_uncounted(content, book)) if _has_uncounted(content) else []
    except (*DAMAGED_PARTS, InvalidFileException) as trouble:
        raise UnreadableFile(
            "Книга Excel не открывается. Откройте её в редакторе и сохраните как .xlsx."
        ) from trouble
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for cell in uncounted:
        cell.value = NOT_COUNTED
    tables = tuple(PaperTable(tuple(_sheet_rows(sheet))) for sheet in sheets)
    return _unbroken(Document(tables, tuple(_of_sight(book.worksheets))))


UNCOUNTED = re.compile(rb"<f[ >][^<]*</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
NOT_COUNTED = "= не вычислено"
"""A formula whose value the program that wrote the file has not kept."""


def _has_uncounted(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        return any(UNCOUNTED.search(book.read(name)) for name in sheets)


def _uncounted(content: bytes, values: Workbook) -> Iterator[Cell]:
    """Every cell whose formula has no value."""
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        height, width = min(sheet.max_row, LONGEST), min(sheet.max_column, WIDEST)
        for line in sheet.iter_rows(max_row=height, max_col=width):
            for cell in (one for one in line if one.data_type == "f"):
                known = values[sheet.title][cell.coordinate]
                if known.value is None:
                    yield known


def _of_sight(sheets: Iterable[Worksheet]) -> Iterator[str]:
    """Sheets that are hidden are not read; hidden rows and columns are, and it is said."""
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            yield f"Скрытый лист «{sheet.title}» не прочитан."
            continue
        lines = [str(at) for at, line in sorted(sheet.row_dimensions.items()) if line.hidden]
        columns = [at for at, column in sorted(sheet.column_dimensions.items()) if column.hidden]
        for what, places in (("строки", lines), ("столбцы", columns)):
            if places:
                listed = ", ".join(places[:10])
                said = f"На листе «{sheet.title}» скрыты {what} ({listed}): они прочитаны."
                yield f"{said} Уберите лишнее."


DIVIDED = re.compile(r"([А-Яа-яЁё]{2,}[-\u00ad])\n(?=((?:[а-яё]+[-\u00ad]\n)*[а-яё]+))")
ADJECTIVE = re.compile(r"\w{3}(?:[ыио]й|ая|[ое]е|[ое]го|[ое]му|[ыи]х|[ыи]ми|ую|ые|(?<![нтц])ие)$")


def _unbroken(document: Document) -> Document:
    """Words that were divided by hand at the end of a line, «не ме-|нее», are whole again.

    A compound («психолого-|педагогической») and a pair of whole words («план-|график») keep the
    hyphen.
    """
    tables = [block for block in document.blocks if isinstance(block, PaperTable)]
    texts = [cell.own for table in tables for row in table.rows for cell in row]
    if not any(map(DIVIDED.search, texts)):
        return document
    whole = "\n".join([*(one for one in document.blocks if isinstance(one, str)), *texts])
    words = USUAL | {*WORD.findall(DIVIDED.sub(" ", whole).lower())}

    def joined(found: re.Match[str]) -> str:
        left, right = found[1][:-1].lower(), re.sub(r"[-\u00ad]\n", "", found[2])
        if any(word.startswith(left + right[:3]) for word in words):
            return found[1][:-1]
        is_adjective = len(left) > 4 and ADJECTIVE.search(right)
        keeps = COMPOUND.search(found[1]) and (is_adjective or not left.endswith("о"))
        return found[1] if keeps or left in words else found[1][:-1]

    def mended(block: str | PaperTable) -> str | PaperTable:
        if isinstance(block, str):
            return block
        rows = (
            tuple(replace(cell, text=DIVIDED.sub(joined, cell.text)) for cell in row)
            for row in block.rows
        )
        return PaperTable(tuple(rows))

    return replace(document, blocks=tuple(map(mended, document.blocks)))


def _sheet_rows(sheet: Worksheet) -> Iterator[Row]:
    merged = dict(_merged(sheet))
    height, width = min(sheet.max_row, LONGEST), min(sheet.max_column, WIDEST)
    for number, line in enumerate(sheet.iter_rows(max_row=height, max_col=width), start=1):
        row = tuple(
            merged.get((number, column)) or PaperCell(_shown(cell.value, cell.number_format))
            for column, cell in enumerate(line, start=1)
        )
        if any(cell.text for cell in row):
            yield row


def _merged(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], PaperCell]]:
    """What stands in the places of merged ranges other than their first one."""
    for area in sheet.merged_cells.ranges:
        first = sheet.cell(area.min_row, area.min_col)
        text = _shown(first.value, first.number_format)
        for row, column in area.cells:
            if column > area.min_col:
                yield (row, column), PaperCell(across=True)
            elif row > area.min_row:
                yield (row, column), PaperCell(text, down=True)


def _shown(value: Any, number_format: str) -> str:
    """The cell as a person sees it: 0,55 in a percent format is «55%»."""
    match value:
        case None:
            return ""
        case datetime() | date():
            return _day_shown(value, re.sub(r"\[[^]]*\]|\"[^\"]*\"", "", number_format).lower())
        case bool():
            return "да" if value else "нет"
        case int() | float() if "%" in number_format:
            return f"{_plain(Decimal(repr(value)) * 100)}%"
        case int() | float():
            return _plain(Decimal(repr(value)))
    return tidy_lines(str(value))


def _day_shown(day: date, number_format: str) -> str:
    """«сен.26» is a month and «01.окт» a day of every year, whatever the cell holds beside it."""
    if "y" in number_format and "d" not in number_format:
        return f"{MONTHS[day.month - 1]} {day.year}" if "m" in number_format else str(day.year)
    return day.strftime("%d.%m.%Y" if "y" in number_format or "m" not in number_format else "%d.%m")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def read_text(content: bytes) -> Document:
    """A text in its letters; tables are lines with tabs or bars."""
    return _unbroken(Document(blocks_of(_decoded(content).splitlines())))


def _decoded(content: bytes) -> str:
    if b"\x00" in content and not content.startswith(WIDE_MARKS):
        raise UnreadableFile("Это не текстовый файл. Сохраните приказ как .docx, .pdf или .txt.")
    try:
        return text_of(content)
    except UnicodeDecodeError as fault:
        raise UnreadableFile("Кодировка текста не распознана. Сохраните файл в UTF-8.") from fault


def read_page(content: bytes) -> Document:
    """A saved page of the web, or a Word document saved as one."""
    if SAVED_AS_LETTER.match(content):
        raise UnreadableFile("Это веб-архив. Откройте его и сохраните как .docx.")
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        page = html.document_fromstring(_decoded(content).encode(), parser)
    except html.etree.LxmlError as trouble:
        cure = "Откройте её и сохраните как .docx."
        raise UnreadableFile(f"Страница не открывается. {cure}") from trouble
    return _unbroken(Document(tuple(_parts_of_page(page))))


SAVED_AS_LETTER = re.compile(rb"\s*(?:mime-version|from|snapshot-content-location):", re.I)
BLOCKS = re.compile(
    r"p|div|br|h\d|li|ul|ol|dl|dt|dd|td|th|tr|pre|center|hr|blockquote|section|body"
)
"""Parts of a page that begin a line of their own."""
UNSEEN_PARTS = re.compile(r"head|script|style|title|noscript|template|del|strike|s")


def _parts_of_page(element: Element) -> Iterator[str | PaperTable]:
    """Lines and tables from top to bottom; a table that holds others is a frame."""
    lines: list[str] = []
    for table, text in _texts_of_page(element):
        lines += text.splitlines()
        if table is not None:
            yield from blocks_of(lines)
            lines = []
            if table.xpath(".//table[count(.//tr) > 1]"):
                for cell in table.xpath("./tr/* | ./*/tr/*"):
                    yield from _parts_of_page(cell)
            else:
                yield PaperTable(tuple(_rows_of_page(table)))
    yield from blocks_of(lines)


def _texts_of_page(element: Element) -> Iterator[tuple[Element | None, str]]:
    """Each table, and the text before it."""
    text = ""
    for part, said in _walked(element):
        text += said
        if part is not None:
            yield part, text
            text = ""
    yield None, text


def _walked(element: Element) -> Iterator[tuple[Element | None, str]]:
    """Pieces of text in order; in their place the tables, whole."""
    if not isinstance(element.tag, str) or UNSEEN_PARTS.fullmatch(element.tag):
        return
    parts = "\n" if BLOCKS.fullmatch(element.tag) else ""
    yield None, parts + re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from [(child, "")] if child.tag == "table" else _walked(child)
        yield None, re.sub(r"\s+", " ", child.tail or "")
    yield None, parts


def _rows_of_page(table: Element) -> Iterator[Row]:
    """Cells that reach over several rows or columns are merged, as in Word."""
    below: dict[int, tuple[int, PaperCell]] = {}
    for line in table.xpath("./tr | ./*/tr"):
        row: list[PaperCell] = []
        for cell in [*line.xpath("./td | ./th"), None]:
            while len(row) in below:
                left, shared = below.pop(len(row))
                below |= {len(row): (left - 1, shared)} if left > 1 else {}
                row.append(shared)
            if cell is not None:
                _put(cell, row, below)
        yield tuple(row)


def _put(cell: Element, row: list[PaperCell], below: dict[int, tuple[int, PaperCell]]) -> None:
    """A cell with the places that it covers, here and in the rows below."""
    text = tidy_lines("".join(said for _, said in _walked(cell)))
    rows, columns = (min(_span(cell, name), WIDEST) for name in ("rowspan", "colspan"))
    for place in range(columns):
        if rows > 1:
            shared = PaperCell(across=True) if place else PaperCell(text, down=True)
            below[len(row)] = (rows - 1, shared)
        row.append(PaperCell(across=True) if place else PaperCell(text))


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return max(int(said), 1) if said.isdecimal() else 1


FORMATS: Mapping[str, Callable[[bytes], Document]] = {
    ".docx": read_docx,
    ".docm": read_docx,
    ".pdf": read_pdf,
    ".txt": read_text,
    ".md": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".xlsx": read_sheets,
    ".xlsm": read_sheets,
}
CONVERTED: Mapping[str, bytes] = {
    ".doc": b"\xd0\xcf\x11\xe0",
    ".odt": b"PK\x03\x04",
    ".rtf": b"{\\rt",
}
"""Formats that an office program turns into .docx first, and how such a file begins."""
ENDINGS = (*FORMATS, *CONVERTED)
MOST_SECONDS = 60
"""Seconds that the office program has for one document."""


def read_document(content: bytes, filename: str) -> Document:
    """The document of a file from outside, read by a child process as every such file is.

    Raises UnreadableFile with the name and what to do about it.
    """
    refuse_too_big(content)
    ending = _true_ending(content, filename)
    if ending in CONVERTED:
        content, filename = _as_docx(content, filename, ending), f"{filename}.docx"
        refuse_too_big(content)
    elif not filename.lower().endswith(ending):
        filename = f"{filename}{ending}"
    document: Document = pool().ask("order", content, filename)
    return document


def _true_ending(content: bytes, filename: str) -> str:
    """Of its name, unless it is a .doc that holds a page, an .rtf or a newer document."""
    ending = PurePath(filename).suffix.lower()
    if ending not in CONVERTED or content.startswith(CONVERTED[ending]):
        return ending
    begun = next((one for one, begins in CONVERTED.items() if content.startswith(begins)), ending)
    if begun == ending:
        return ".html" if kind_of(content) is FileKind.HTML else ending
    return ".docx" if begun == ".odt" else begun


def read_document_here(content: bytes, filename: str) -> Document:
    """The document of a file, by the ending of its name: only a child does it."""
    reader = FORMATS.get(PurePath(filename).suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{filename}: приказ читается из файлов {', '.join(ENDINGS)}. "
            "Откройте документ в редакторе и сохраните как .docx."
        )
    try:
        return reader(content)
    except UnreadableFile as trouble:
        raise UnreadableFile(f"{filename}: {trouble}") from trouble


def _as_docx(content: bytes, filename: str, ending: str) -> bytes:
    """What LibreOffice makes of an older document, in a profile and a folder of its own."""
    cure = "Откройте документ в редакторе и сохраните как .docx."
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableFile(
            f"{filename}: {ending} читается, где установлен LibreOffice; здесь его нет. {cure}"
        )
    if not content.startswith(CONVERTED[ending]):
        raise UnreadableFile(f"{filename}: это не документ {ending} или он повреждён. {cure}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = _converted(office, content, Path(folder), ending)
    if made is None:
        raise UnreadableFile(f"{filename}: LibreOffice не открыл документ. {cure}")
    return made


def _converted(office: str, content: bytes, folder: Path, ending: str) -> bytes | None:
    source, made = folder / f"order{ending}", folder / "order.docx"
    source.write_bytes(content)
    command = [
        office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--convert-to", "docx", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:
        try:
            program.wait(MOST_SECONDS)
        except subprocess.TimeoutExpired:
            _end(program)
    return made.read_bytes() if made.exists() else None


def _end(program: "subprocess.Popen[bytes]") -> None:
    """The launcher and what it has launched."""
    if hasattr(os, "killpg"):
        os.killpg(program.pid, signal.SIGKILL)
    else:
        program.kill()
