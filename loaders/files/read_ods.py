"""Open documents (.ods): values and marks out of one part, by one pass.

The markup counts cells instead of naming them, and one element may stand for thousands of cells.
calamine refuses some of these files and loses the errors of others, so it is not asked.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import islice, product
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

from data_model.errors import UnreadableFile
from loaders.files.kinds import SENTENCES, FileKind
from loaders.files.limits import LIMITS, Danger, refused
from loaders.files.read_xlsx import properties_of
from loaders.files.workbook import (
    IN_MARGINS,
    RUSSIAN_ERRORS,
    Grid,
    Marks,
    Place,
    ReadBook,
    TextApart,
    Value,
    address_of,
    error_cell,
    named_places,
)
from loaders.files.xlsx_marks import EMPTY, LONGEST_ADDRESS, MOST_LINKED, WEB

CONTENT, STYLES, PROPERTIES = "content.xml", "styles.xml", ("meta.xml",)
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
PAGE_MARGINS = [
    f"{STYLE}{what}{which}"
    for what in ("header", "footer")
    for which in ("", "-left", "-right", "-first")
]
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
NUMBERS = ("float", "currency", "percentage")
HIDDEN = ("collapse", "filter")
DRAWN = ("image", "text-box")
PADDED = re.compile(r"0\d{1,19}")
POWERED = re.compile(r"-?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
RAISED = re.compile(r"super|[1-9]\d*%")
MOST_SPACES = 1000
"""Spaces that one mark of a text may stand for."""


def read_ods(parts: dict[str, bytes]) -> ReadBook:
    """The sheets with their marks, the names of their cells, texts apart, of the guarded parts."""
    try:
        # the guard has refused types and entities
        root = ElementTree.fromstring(parts.get(CONTENT, b""))  # noqa: S314
        styles = _Styles(root)
        grids = [_Walk(table, styles).over_rows() for table in root.iter(f"{TABLE}table")]
    except (ParseError, ValueError, LookupError) as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
    apart = (*_margins(parts), *properties_of(parts, PROPERTIES))
    return ReadBook(grids, named_places(_names(root)), apart)


def _margins(parts: dict[str, bytes]) -> Iterator[TextApart]:
    """What is printed over and under the pages; the whole book has it, sheet by sheet no name."""
    with suppress(ParseError):
        pages = ElementTree.fromstring(parts.get(STYLES, EMPTY))  # noqa: S314
        for one in pages.iter():
            if one.tag in PAGE_MARGINS and (text := _written(one).strip()):
                yield TextApart(IN_MARGINS, text)


def _names(root: Element) -> Iterator[tuple[str, str]]:
    """Names of the whole book: a list inside a table belongs to it alone."""
    path = f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}named-expressions/{TABLE}named-range"
    for one in root.iterfind(path):
        yield one.get(f"{TABLE}name", ""), one.get(f"{TABLE}cell-range-address", "")


class _Styles:
    """Which styles hide a sheet, strike a text out, raise it."""

    def __init__(self, root: Element) -> None:
        self.hidden: set[str] = set()
        self.effects: dict[str, set[str]] = {}
        for style in root.iter(f"{STYLE}style"):
            name = style.get(f"{STYLE}name", "")
            for one in style:
                if one.get(f"{TABLE}display") == "false":
                    self.hidden.add(name)
                if effects := set(_effects(one)):
                    self.effects[name] = effects

    def of(self, element: Element, room: str) -> set[str]:
        """What the style of an element does to its text: names of ``Marks``."""
        return self.effects.get(element.get(f"{room}style-name", ""), set())


def _effects(properties: Element) -> Iterator[str]:
    lines = (properties.get(f"{STYLE}text-line-through-{one}", "none") for one in ("style", "type"))
    if any(line != "none" for line in lines):
        yield "struck"
    if RAISED.match(properties.get(f"{STYLE}text-position", "")):
        yield "superscript"


class _Walk:
    """The pass over one sheet, row by row over the cells, counting as the markup does."""

    def __init__(self, table: Element, styles: _Styles) -> None:
        self.table = table
        self.styles = styles
        self.marks = Marks(is_hidden=table.get(f"{TABLE}style-name", "") in styles.hidden)
        self.rows: list[list[Value]] = []

    def over_rows(self) -> Grid:
        row = column = 0
        if (shapes := self.table.find(f"{TABLE}shapes")) is not None:
            self._take_drawn(shapes, (0, 0))
        for element in self.table.iter():
            if element.tag == f"{TABLE}table-column":
                column = self._take_column(element, column)
            elif element.tag == f"{TABLE}table-row":
                row = self._take_row(element, row)
        return Grid(self.table.get(f"{TABLE}name", ""), self.rows, self.marks)

    def _take_column(self, element: Element, first: int) -> int:
        """Note hidden columns; gives the number of the next one."""
        following = first + _times(element, "number-columns-repeated", LIMITS.columns)
        if element.get(f"{TABLE}visibility") in HIDDEN:
            self.marks.hidden_columns.update(range(first, min(following, LIMITS.columns)))
        return following

    def _take_row(self, element: Element, row: int) -> int:
        """Read the cells of a row and of its repetitions; gives the number of the next one."""
        times = _times(element, "number-rows-repeated", LIMITS.rows)
        visibility = element.get(f"{TABLE}visibility")
        if visibility in HIDDEN:
            self.marks.hidden_rows.update(range(row, row + times))
            self.marks.is_filtered = self.marks.is_filtered or visibility == "filter"
        values: list[Value] = []
        for cell in element:
            if cell.tag in CELLS:
                self._take_cell(cell, row, values)
        while values and values[-1] is None:
            values.pop()
        if values:
            if row + times > LIMITS.rows:
                raise _too_far(row + times - 1, len(values) - 1)
            self.rows.extend([] for _ in range(row - len(self.rows)))
            self.rows.extend(list(values) for _ in range(times))
        return row + times

    def _take_cell(self, cell: Element, row: int, values: list[Value]) -> None:
        """Read a cell with its repetitions behind the values of its row."""
        value, column = _value(cell), len(values)
        times = _times(cell, "number-columns-repeated", LIMITS.columns)
        if value is not None and column + times > LIMITS.columns:
            raise _too_far(row, column + times - 1)
        values.extend([value] * min(times, LIMITS.columns - column))
        marks, place = self.marks, (row, column)
        if cell.get(f"{TABLE}formula") is not None:
            self._note_formula(cell, place)
        if cell.get(f"{OFFICE}value-type") == "percentage":
            marks.percents.add(place)
        if (note := cell.find(f"{OFFICE}annotation")) is not None:
            marks.remarks[place] = _written(note)
        down = _times(cell, "number-rows-spanned", LIMITS.rows)
        across = _times(cell, "number-columns-spanned", LIMITS.columns)
        if down > 1 or across > 1:
            marks.merged.append((*place, row + down - 1, column + across - 1))
        self._take_drawn(cell, place)
        if value is not None:
            self._note_look(cell, place)

    def _note_formula(self, cell: Element, place: Place) -> None:
        """A formula; one that fills several cells stands in each of them."""
        down = _times(cell, "number-matrix-rows-spanned", LIMITS.rows)
        across = _times(cell, "number-matrix-columns-spanned", LIMITS.columns)
        for at in islice(product(range(down), range(across)), MOST_LINKED):
            there = (place[0] + at[0], place[1] + at[1])
            self.marks.note_formula(there, cell.get(f"{TABLE}formula", ""))

    def _take_drawn(self, element: Element, place: Place) -> None:
        """Pictures and boxes of text in an element: they lie at one place."""
        drawn = [one for name in DRAWN for one in element.iter(f"{DRAW}{name}")]
        texts = [_written(one) for one in (*drawn, *element.iter(f"{DRAW}custom-shape"))]
        if drawn or any(texts):
            self.marks.note_picture((*place, *place), "\n".join(filter(None, texts)))

    def _note_look(self, cell: Element, place: Place) -> None:
        """What the font of a cell does to its text, the fonts of pieces of it; its link.

        Of a number how it is shown: with zeros before it, or as a power of ten.
        """
        if cell.get(f"{OFFICE}value-type") == "float":
            shown = "".join(cell.itertext()).strip()
            if not shown and cell.find(f"{TEXT}p") is not None:
                self.marks.note_look(place, unseen="+-0")
            if PADDED.fullmatch(shown):
                self.marks.note_look(place, figures=len(shown))
            elif POWERED.fullmatch(shown):
                self.marks.note_look(place, is_power=True)
        marks, whole = self.marks, self.styles.of(cell, TABLE)
        pieces = [
            (self.styles.of(one, TEXT), "".join(one.itertext())) for one in cell.iter(f"{TEXT}span")
        ]
        if "struck" in whole:
            marks.note_look(place, is_struck=True)
        elif any("struck" in effects for effects, _ in pieces):
            marks.note_look(place, is_partly_struck=True)
        raised = "".join(text for effects, text in pieces if "superscript" in effects).strip()
        if raised and raised != "".join(cell.itertext()).strip():
            marks.note_look(place, footnote=raised)
        links = (one.get(f"{XLINK}href", "") for one in cell.iter(f"{TEXT}a"))
        address = next((one for one in links if one.startswith(WEB)), "")
        if address and len(address) <= LONGEST_ADDRESS:
            marks.note_look(place, link=address)


def _too_far(row: int, column: int) -> UnreadableFile:
    address = address_of(row, column)
    return refused(Danger.FAR_CELL, cell=address, rows=LIMITS.rows, columns=LIMITS.columns)


def _times(element: Element, name: str, most: int) -> int:
    return min(int(element.get(f"{TABLE}{name}", "1")), most)


def _value(cell: Element) -> Value:
    """What a cell holds; its notes lie deeper than its text."""
    kind = cell.get(f"{OFFICE}value-type")
    text = "\n".join("".join(_pieces(one)) for one in cell if one.tag == f"{TEXT}p")
    if cell.get(f"{CALC}value-type") == "error":
        return error_cell(text)
    if text in RUSSIAN_ERRORS and cell.get(f"{TABLE}formula") is not None:
        return error_cell(text)  # gnumeric saves what a formula gave as a text
    if kind in NUMBERS:
        return float(cell.get(f"{OFFICE}value", ""))
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    if kind == "date":
        day = cell.get(f"{OFFICE}date-value", "")
        return datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    if kind == "time":
        return _duration(cell.get(f"{OFFICE}time-value", ""))
    return text or None


def _written(element: Element) -> str:
    """The paragraphs of a note or a box, a line each."""
    return "\n".join("".join(_pieces(one)) for one in element.iter(f"{TEXT}p"))


def _pieces(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph; several spaces, tabs and line ends are elements of their own."""
    yield paragraph.text or ""
    for one in paragraph:
        if one.tag == f"{TEXT}s":
            count = int(one.get(f"{TEXT}c", "1"))
            if count > MOST_SPACES:
                raise refused(Danger.TEXT)
            yield " " * count
        elif one.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            yield "\t" if one.tag.endswith("tab") else "\n"
        elif one.tag != f"{OFFICE}annotation":
            yield from _pieces(one)
        yield one.tail or ""


def _duration(text: str) -> timedelta:
    """«PT08H30M00S»"""
    found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", text)
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (float(one or 0) for one in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
