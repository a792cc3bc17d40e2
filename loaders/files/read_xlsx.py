"""Excel workbooks (.xlsx, .xlsm): calamine reads the values, one pass over the markup the rest.

calamine gives the same empty text for an empty cell, an error and a formula that was never
calculated, and says nothing of hidden rows, percents, merged cells, notes and fonts. So the parts
of the workbook are walked through once for these marks, and never for values.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from data_model.errors import UnreadableFile
from loaders.files.kinds import SENTENCES, FileKind
from loaders.files.limits import LIMITS, Danger, refused
from loaders.files.workbook import (
    Grid,
    Hollow,
    Marks,
    NamedPlace,
    Place,
    Value,
    address_of,
    column_number,
    error_cell,
    named_places,
)
from loaders.files.zip_guard import zip_of

BOOK, STYLES, TEXTS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
PERCENT_FORMATS = frozenset({"9", "10"})
"""Percents among the formats that every workbook has."""
EMPTY = b"<none/>"
TRUE = frozenset({"1", "true"})

Read = tuple[list[Grid], dict[str, NamedPlace]]
"""The sheets, and the names of their cells."""


def read_xlsx(parts: dict[str, bytes]) -> Read:
    """The sheets with their marks, and the names of their cells, from the guarded parts.

    A value far from any form is refused before calamine reads: it asks for the memory of all
    cells up to it. Macros are never read.
    """
    try:
        book = _Book(parts)
        walks = {name: book.walk(sheet) for name, sheet in book.sheets()}
        names = named_places(book.names())
    except (ParseError, ValueError, LookupError) as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
    return [_marked(grid, walks) for grid in _values(zip_of(parts))], names


def _values(content: bytes) -> list[Grid]:
    """The values of every sheet of cells."""
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


def _marked(grid: Grid, walks: Mapping[str, "_Walk"]) -> Grid:
    """The values of a sheet with what the pass over its markup has seen."""
    walk = walks.get(grid.name)
    if walk is None:
        return grid
    for (row, column), hollow in walk.hollows.items():
        grid.rows.extend([] for _ in range(row + 1 - len(grid.rows)))
        grid.rows[row].extend([None] * (column + 1 - len(grid.rows[row])))
        grid.rows[row][column] = hollow
    return Grid(grid.name, grid.rows, walk.marks)


class _Book:
    """The parts of a workbook and how they refer to each other."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.book = self.tree(BOOK)
        self.paths = {one.get("Id", ""): path for one, path in self._relations(BOOK)}
        self.styles = _Styles(self.tree(STYLES), self.tree(TEXTS))

    def tree(self, name: str) -> Element:
        """A part as a tree; an empty one where the workbook has none of that name."""
        # the guard has refused types and entities
        return ElementTree.fromstring(self.parts.get(name, EMPTY))  # noqa: S314

    def sheets(self) -> Iterator[tuple[str, Element]]:
        for sheet in _children(self.book, "sheets"):
            yield sheet.get("name", ""), sheet

    def names(self) -> Iterator[tuple[str, str]]:
        """Names of the whole book; those of a single sheet are copies made with it."""
        for name in _children(self.book, "definedNames"):
            if name.get("localSheetId") is None:
                yield name.get("name", ""), name.text or ""

    def walk(self, sheet: Element) -> "_Walk":
        """The pass over one sheet and over the notes that hang on its cells."""
        walk = _Walk(self.styles)
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        path = self.paths.get(relation, "")
        walk.over(self.parts.get(path, EMPTY))
        walk.marks.is_hidden = sheet.get("state", "visible") != "visible"
        for one, notes in self._relations(path):
            if one.get("Type", "").endswith("/comments"):
                walk.take_notes(self.tree(notes))
        return walk

    def _relations(self, name: str) -> Iterator[tuple[Element, str]]:
        """The relations of a part, each with the name of the part that it points to."""
        folder, _, own = name.rpartition("/")
        for one in self.tree(f"{folder}/_rels/{own}.rels"):
            path = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            yield one, path.lstrip("/")


def _local(element: Element) -> str:
    """The name of an element without its namespace, of which there are two for workbooks."""
    return element.tag.rpartition("}")[2]


def _children(root: Element, name: str) -> Iterator[Element]:
    """The elements in a list of the root."""
    for child in root:
        if _local(child) == name:
            yield from child


def _place_of(address: str | None) -> Place | None:
    """Row and column of «B12», counted from 0; None where it is no address."""
    found = ADDRESS.fullmatch(address) if address else None
    return (int(found[2]) - 1, column_number(found[1])) if found else None


class _Styles:
    """What the styles of cells and the shared texts show, by the numbers that cells write.

    ``percents`` are styles; ``fonts`` and ``texts`` lead to the names of ``Marks`` that they mean.
    """

    def __init__(self, styles: Element, texts: Element) -> None:
        formats = {
            one.get("numFmtId"): one.get("formatCode", "") for one in _children(styles, "numFmts")
        }
        fonts = [_effects(font) for font in _children(styles, "fonts")]
        self.percents: set[str] = set()
        self.fonts: dict[str, set[str]] = {}
        for number, style in enumerate(_children(styles, "cellXfs")):
            code = style.get("numFmtId")
            if code in PERCENT_FORMATS or "%" in formats.get(code, ""):
                self.percents.add(str(number))
            font = int(style.get("fontId", "0"))
            if font < len(fonts) and fonts[font]:
                self.fonts[str(number)] = fonts[font]
        self.texts = {
            str(number): marks for number, text in enumerate(texts) if (marks := _of_runs(text))
        }


def _effects(font: Element) -> set[str]:
    """What a font does to its text that changes the meaning: names of ``Marks``."""
    found = set()
    for one in font:
        name, value = _local(one), one.get("val", "1")
        if name == "strike" and value in TRUE:
            found.add("struck")
        elif name == "vertAlign" and value == "superscript":
            found.add("superscript")
    return found


def _of_runs(text: Element) -> set[str]:
    """The same of a text whose pieces have fonts of their own: struck as a whole or partly."""
    runs = [run for run in text if _local(run) == "r"]
    effects = [set().union(*map(_effects, run)) for run in runs]
    found = set().union(*effects)
    if "struck" in found and not all("struck" in one for one in effects):
        found = found - {"struck"} | {"partly_struck"}
    return found


@dataclass
class _Walk:
    """The pass over the markup of one sheet.

    ``hollows`` are cells that only look empty, ``row`` is the last one that was passed.
    """

    styles: _Styles
    marks: Marks = field(default_factory=Marks)
    hollows: dict[Place, Hollow] = field(default_factory=dict)
    row: int = -1

    def over(self, sheet: bytes) -> None:
        """Element by element as each ends; rows are let go, a sheet may have a million."""
        for _, part in ElementTree.iterparse(BytesIO(sheet)):  # noqa: S314
            match _local(part):
                case "row":
                    self._take_row(part)
                    part.clear()
                case "cols":
                    self._take_columns(part)
                case "mergeCells":
                    self.marks.merged.extend(_merged(one.get("ref", "") for one in part))
                case "autoFilter":
                    self.marks.is_filtered = any(_local(one) == "filterColumn" for one in part)

    def _take_columns(self, columns: Element) -> None:
        """Hidden columns; that the rest of a sheet is hidden is everyday life."""
        for one in columns:
            if one.get("hidden") in TRUE:
                last = min(int(one.get("max", "1")), LIMITS.columns)
                self.marks.hidden_columns.update(range(int(one.get("min", "1")) - 1, last))

    def _take_row(self, line: Element) -> None:
        number = line.get("r")
        row, column = int(number) - 1 if number else self.row + 1, -1
        if line.get("hidden") in TRUE:
            self.marks.hidden_rows.add(row)
        for cell in line:
            row, column = _place_of(cell.get("r")) or (row, column + 1)
            if cell.get("s") in self.styles.percents:
                self.marks.percents.add((row, column))
            if len(cell):
                self._take_cell(cell, (row, column))
        self.row = row

    def _take_cell(self, cell: Element, place: Place) -> None:
        """A cell in which something stands: is it far away, hollow, a formula, struck out?"""
        if place[0] >= LIMITS.rows or place[1] >= LIMITS.columns:
            far = {"cell": address_of(*place), "rows": LIMITS.rows, "columns": LIMITS.columns}
            raise refused(Danger.FAR_CELL, **far)
        inner = {_local(one): one for one in cell}
        kind, result = cell.get("t"), inner["v"].text if "v" in inner else None
        if kind == "e":
            self.hollows[place] = error_cell((result or "").strip())
        elif "f" in inner:
            has_result = kind == "str" or "is" in inner or (result or "").strip()
            if has_result:
                self.marks.formulas.add(place)
            else:
                self.hollows[place] = Hollow()
        effects = set(self.styles.fonts.get(cell.get("s", ""), ()))
        if kind == "s":
            effects |= self.styles.texts.get(result or "", set())
        elif "is" in inner:
            effects |= _of_runs(inner["is"])
        for name in effects:
            getattr(self.marks, name).add(place)

    def take_notes(self, comments: Element) -> None:
        """Notes («примечания») hung on cells."""
        places = (_place_of(note.get("ref")) for note in _children(comments, "commentList"))
        self.marks.remarks.update(place for place in places if place)


def _merged(areas: Iterable[str]) -> Iterator[tuple[int, int, int, int]]:
    for area in areas:
        first, _, last = area.partition(":")
        start, end = _place_of(first), _place_of(last or first)
        if start and end:
            yield (*start, *end)
