"""Excel workbooks (.xlsx, .xlsm): calamine reads the values, one pass over the markup the rest.

calamine gives the same empty text for an empty cell, an error and a formula that was never
calculated, and says nothing of hidden rows, percents, merged cells, notes and fonts. So the parts
of the workbook are walked through once for these marks, and never for values.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from data_model.errors import UnreadableFile
from loaders.files.kinds import SENTENCES, FileKind
from loaders.files.workbook import (
    IN_MARGINS,
    IN_PROPERTIES,
    Grid,
    ReadBook,
    TextApart,
    Value,
    named_places,
)
from loaders.files.xlsx_marks import (
    EMPTY,
    SheetWalk,
    children,
    local_name,
    mended,
    pictures_of,
    pieces_of,
    styles_of,
)
from loaders.files.zip_guard import zip_of

BOOK, STYLES, TEXTS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedstrings.xml"
SHEETS = "xl/worksheets/"
PROPERTIES = ("docprops/core.xml", "docprops/custom.xml")
WRITERS = ("creator", "lastModifiedBy", "initial-creator", "printed-by")
MOMENTS = ("created", "modified", "lastPrinted", "creation-date", "date", "print-date")
NOT_TITLES = frozenset((*WRITERS, *MOMENTS))
"""Properties that name grown-ups, and days."""


def read_xlsx(parts: dict[str, bytes]) -> ReadBook:
    """The sheets with their marks, the names of their cells, texts apart, from the guarded parts.

    A value far from any form is refused before calamine reads: it asks for the memory of all
    cells up to it. Macros are never read.
    """
    try:
        book = _Book(parts)
        walks = {name: book.walk(sheet) for name, sheet in book.sheets()}
        names = named_places(book.names())
    except (ParseError, expat.ExpatError, ValueError, LookupError) as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
    apart = (*_margins(walks), *properties_of(book.parts, PROPERTIES))
    return ReadBook([_marked(grid, walks) for grid in _sheets_of(parts)], names, apart)


def _margins(walks: Mapping[str, SheetWalk]) -> Iterator[TextApart]:
    for sheet, walk in walks.items():
        yield from (TextApart(IN_MARGINS, text, sheet) for text in walk.margins)


def properties_of(parts: Mapping[str, bytes], names: Iterable[str]) -> Iterator[TextApart]:
    """What is written in the properties of a file, but for who wrote it; a damaged part is none."""
    for name in names:
        with suppress(ParseError):
            root = ElementTree.fromstring(parts.get(name, EMPTY))  # noqa: S314
            texts = (one.text for one in root.iter() if local_name(one) not in NOT_TITLES)
            yield from (TextApart(IN_PROPERTIES, text) for text in texts if text and text.strip())


def _sheets_of(parts: dict[str, bytes]) -> list[Grid]:
    """The values of every sheet of cells. One odd cell spoils itself, never the book."""
    try:
        return _values(zip_of(parts))
    except UnreadableFile:
        whole = {
            name: mended(part) if name.casefold().startswith(SHEETS) else part
            for name, part in parts.items()
        }
        if whole == parts:
            raise
        return _values(zip_of(whole))


def _values(content: bytes) -> list[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [
            Grid(sheet.name, _rows(book, sheet.name))
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, ValueError, OSError, KeyError) as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault


def _rows(book: CalamineWorkbook, name: str) -> list[list[Value]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[None if value == "" else value for value in row] for row in rows]


def _marked(grid: Grid, walks: Mapping[str, SheetWalk]) -> Grid:
    """The values of a sheet with what the pass over its markup has seen."""
    walk = walks.get(grid.name)
    if walk is None:
        return grid
    for (row, column), hollow in walk.hollows.items():
        while len(grid.rows) <= row:
            grid.rows.append([])
        cells = grid.rows[row]
        cells += [None] * (column + 1 - len(cells))
        cells[column] = hollow
    return Grid(grid.name, grid.rows, walk.marks)


class _Book:
    """The parts of a workbook and how they refer to each other, whatever case the names have."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = {name.casefold(): part for name, part in parts.items()}
        self.book = self.tree(BOOK)
        self.paths = {one.get("Id", ""): path for one, path in self._relations(BOOK)}
        self.styles = styles_of(self.parts.get(STYLES, EMPTY))
        texts = {str(n): pieces_of(text) for n, text in enumerate(self.tree(TEXTS))}
        self.texts = {n: of for n, of in texts.items() if any(effects for effects, _ in of)}

    def tree(self, name: str) -> Element:
        """A part as a tree; an empty one where the workbook has none of that name."""
        # the guard has refused types and entities
        return ElementTree.fromstring(self.parts.get(name, EMPTY))  # noqa: S314

    def sheets(self) -> Iterator[tuple[str, Element]]:
        for sheet in children(self.book, "sheets"):
            yield sheet.get("name", ""), sheet

    def names(self) -> Iterator[tuple[str, str]]:
        """Names of the whole book; those of a single sheet are copies made with it."""
        for name in children(self.book, "definedNames"):
            if name.get("localSheetId") is None:
                yield name.get("name", ""), name.text or ""

    def walk(self, sheet: Element) -> SheetWalk:
        """The pass over one sheet, over the notes on its cells, its links and its pictures."""
        walk = SheetWalk(self.styles, self.texts)
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        path = self.paths.get(relation, "")
        walk.over(self.parts.get(path, EMPTY))
        walk.marks.is_hidden = sheet.get("state", "visible") != "visible"
        addresses = dict[str, str]()
        for one, target in self._relations(path):
            sort = one.get("Type", "").rpartition("/")[2]
            if sort in ("comments", "threadedComment"):
                walk.take_notes(self.tree(target))
            elif sort == "drawing":
                for area, text in self._pictures(target):
                    walk.marks.note_picture(area, text)
            elif sort == "hyperlink":
                addresses[one.get("Id", "")] = one.get("Target", "")
        walk.take_links(addresses)
        return walk

    def _pictures(self, drawing: str) -> list[tuple[tuple[int, int, int, int], str]]:
        """Nothing where the drawing is damaged: no answer stands in it."""
        try:
            return list(pictures_of(self.tree(drawing)))
        except ParseError:
            return []

    def _relations(self, name: str) -> Iterator[tuple[Element, str]]:
        """The relations of a part, each with the name of the part that it points to."""
        folder, _, own = name.rpartition("/")
        relations = f"{folder}/_rels/{own}.rels".casefold()
        for one in self.tree(relations) if relations in self.parts else ():
            path = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            yield one, path.lstrip("/").casefold()
