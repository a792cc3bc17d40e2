"""Rows of the roadmap («строки дорожной карты») out of the tables of a document.

A row of the order may be broken over pages, merged with its neighbours, or split among tables;
headers are repeated, and numbers of columns stand under them. One OrderRow is one numbered row.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.orders.columns import Columns, Role, find_columns
from loaders.orders.document import Document, Row, Table, tidy

SECTION = re.compile(r"^(раздел|направление|блок|этап|[IVX]+\.)[\s.]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """The texts of one row as they stand; line breaks of the cells are kept.

    ``value`` is a target that stands apart from its wording, ``by_year`` are targets in columns
    of their own. ``shares_number``: a further indicator of the activity above, in a row of its
    own. ``is_part``: one of several indicators of a cell.
    """

    number: str
    title: str
    term: str
    wording: str
    executors: str
    value: str = ""
    unit: str = ""
    by_year: dict[int, str] = field(default_factory=dict)
    section: str = ""
    shares_number: bool = False
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class OrderTable:
    """All roadmap tables of a document as one, and the lines of text outside of them."""

    rows: tuple[OrderRow, ...]
    lines: tuple[str, ...]
    lines_above: tuple[str, ...]


def find_rows(document: Document) -> OrderTable:
    """Tables with the header of a roadmap, and headless ones that go on from them."""
    rows: list[OrderRow] = []
    lines: list[str] = []
    above: list[str] = []
    section = ""
    for item, columns in _items(document):
        if isinstance(item, str):
            lines.append(item)
            section = item if SECTION.match(item) else section
            above += [] if columns else [item]
        elif columns:
            section = _take(item, columns, rows, section)
    return OrderTable(tuple(_numbered(rows)), tuple(lines), tuple(above))


def _items(document: Document) -> Iterator[tuple[str | Row, Columns | None]]:
    """Lines and rows of roadmap tables in order, each with the columns in force."""
    columns: Columns | None = None
    for block in document.blocks:
        if isinstance(block, str):
            yield block, columns
            continue
        headers = _headers(block)
        goes_on = columns is not None and len(block.rows[0]) >= columns.width
        for place, row in enumerate(block.rows):
            columns = headers.get(place, columns)
            if goes_on or any(start <= place for start in headers):
                yield from () if _heads(place, headers) else ((row, columns),)
            else:
                yield tidy(" ".join(cell.own for cell in row)), columns


def _headers(table: Table) -> dict[int, Columns]:
    """Headers of a table by the row they begin in; a header is repeated on each page."""
    headers: dict[int, Columns] = {}
    found = find_columns(table.rows)
    while found:
        headers[found[0]] = found[1]
        found = find_columns(table.rows, found[0] + found[1].depth)
    return headers


def _heads(place: int, headers: dict[int, Columns]) -> bool:
    return any(start <= place < start + columns.depth for start, columns in headers.items())


def _take(row: Row, columns: Columns, rows: list[OrderRow], section: str) -> str:
    """Add a row, or what it says to the row above; the section in force comes back."""
    if is_numbering(row):
        return section
    if is_section(row):
        return tidy(next(cell.text for cell in row if cell.text))
    fresh = _order_row(row, columns, section)
    if rows and _goes_on(row, columns, fresh):
        rows[-1] = _extended(rows[-1], fresh)
    elif any((fresh.title, fresh.wording)):
        rows.append(fresh)
    return section


def is_numbering(row: Row) -> bool:
    """«1 | 2 | 3 | 4 | 5» under the header."""
    texts = [cell.text.strip(" .") for cell in row if cell.text]
    return len(texts) > 2 and all(
        left.isdigit() and right.isdigit() and int(left) + 1 == int(right)
        for left, right in pairwise(texts)
    )


def is_section(row: Row) -> bool:
    """One text over the whole width, or alone in the first column and not a number."""
    filled = [place for place, cell in enumerate(row) if cell.text]
    if len(filled) != 1 or not any(not cell.down for cell in row):
        return False
    text = row[filled[0]].text
    is_wide = filled[0] + 1 < len(row) and row[filled[0] + 1].across
    return is_wide or bool(SECTION.match(text)) or (filled[0] == 0 and len(text.split()) > 1)


def _goes_on(row: Row, columns: Columns, fresh: OrderRow) -> bool:
    """The row is the rest of the one above, left over by a page break."""
    if columns.is_shared(row, Role.NUMBER) or columns.is_shared(row, Role.TITLE):
        return False
    starts_anew = fresh.title[:1].isupper() and bool(fresh.term or fresh.wording)
    return not fresh.number and not starts_anew


def _order_row(row: Row, columns: Columns, section: str) -> OrderRow:
    shares = columns.is_shared(row, Role.TITLE)
    return OrderRow(
        number=_number(columns.text(row, Role.NUMBER)),
        title=columns.text(row, Role.TITLE),
        term=columns.text(row, Role.TERM),
        wording=columns.text(row, Role.WORDING),
        executors=columns.text(row, Role.EXECUTORS),
        value="" if columns.years else columns.text(row, Role.VALUE),
        unit=columns.text(row, Role.UNIT),
        by_year=columns.by_year(row),
        section=section,
        shares_number=shares,
    )


def _number(text: str) -> str:
    """«1.» → «1», «№ 2.1.» → «2.1»."""
    return re.sub(r"[^\w./]", "", text.replace("№", "")).strip(".")


def _extended(row: OrderRow, rest: OrderRow) -> OrderRow:
    return replace(
        row,
        title=_joined(row.title, rest.title),
        term=_joined(row.term, rest.term),
        wording=_joined(row.wording, rest.wording),
        executors=_joined(row.executors, rest.executors),
    )


def _joined(text: str, rest: str) -> str:
    """A page break inside a phrase is a space; what begins with a capital is a new line."""
    if not rest or not text:
        return text or rest
    return f"{text}\n{rest}" if rest[:1].isupper() else f"{text} {rest}"


def _numbered(rows: Iterable[OrderRow]) -> Iterator[OrderRow]:
    """Every number is there and occurs once.

    Rows without a number are counted through; where numbering starts anew in each section,
    the section's number comes first; further indicators of a row get a letter.
    """
    counted = [
        replace(row, number=row.number or str(place)) for place, row in enumerate(rows, start=1)
    ]
    sections = list(dict.fromkeys(row.section for row in counted))
    repeated = Counter(row.number for row in counted if not row.shares_number)
    if any(count > 1 for count in repeated.values()) and len(sections) > 1:
        counted = [
            replace(row, number=f"{sections.index(row.section) + 1}.{row.number}")
            for row in counted
        ]
    yield from lettered(counted)


def lettered(rows: Iterable[OrderRow]) -> Iterator[OrderRow]:
    """«4», «4а», «4б»: the first keeps its number."""
    met: Counter[str] = Counter()
    for row in rows:
        letter = "абвгдежзик"[met[row.number] - 1] if met[row.number] else ""
        met[row.number] += 1
        yield replace(row, number=row.number + letter)
