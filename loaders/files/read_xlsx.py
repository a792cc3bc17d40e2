"""Excel workbooks (.xlsx, .xlsm): calamine reads the values, one pass over the markup the rest.

calamine gives the same empty text for an empty cell, an error and a formula that was never
calculated, and says nothing of hidden rows, percents, merged cells, notes and fonts. So the parts
of the workbook are walked through once for these marks, and never for values.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

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
NOTHING: frozenset[str] = frozenset()
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
    except (ParseError, expat.ExpatError, ValueError, LookupError) as fault:
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
        self.styles = _styles_of(parts.get(STYLES, EMPTY))
        texts = enumerate(self.tree(TEXTS))
        self.texts = {str(number): marks for number, text in texts if (marks := _of_runs(text))}

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
        walk = _Walk(self.styles, self.texts)
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
        relations = f"{folder}/_rels/{own}.rels"
        for one in self.tree(relations) if relations in self.parts else ():
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


def _place_of(address: str) -> Place | None:
    """Row and column of «B12», counted from 0; None where it is no address."""
    found = ADDRESS.fullmatch(address)
    return (int(found[2]) - 1, column_number(found[1])) if found else None


@lru_cache(maxsize=8)
def _styles_of(part: bytes) -> "_Styles":
    """The returns of a district have their styles in common, and no text stands in them."""
    return _Styles(ElementTree.fromstring(part))  # noqa: S314


class _Styles:
    """What the styles of cells show, by the numbers that cells write.

    ``percents`` are those of percents; ``fonts`` lead to the names of ``Marks`` that they mean.
    """

    def __init__(self, styles: Element) -> None:
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


def _effects(font: Element) -> set[str]:
    """What a font does to its text that changes the meaning: names of ``Marks``."""
    return set().union(*(_effect(_local(one), one.get("val", "1")) for one in font))


def _effect(name: str, value: str) -> set[str]:
    if name == "strike" and value in TRUE:
        return {"struck"}
    return {"superscript"} if name == "vertAlign" and value == "superscript" else set()


def _of_runs(text: Element) -> set[str]:
    """The same of a text whose pieces have fonts of their own."""
    runs = [run for run in text if _local(run) == "r"]
    return _together([set().union(*map(_effects, run)) for run in runs])


def _together(runs: list[set[str]]) -> set[str]:
    """What the fonts of all pieces do to a text: it is struck out as a whole or partly."""
    found = set().union(*runs)
    is_partly = "struck" in found and not all("struck" in run for run in runs)
    return found - {"struck"} | {"partly_struck"} if is_partly else found


class _Walk:
    """The pass over the markup of one sheet, without a tree: a sheet may have a million rows.

    A cell is looked at when the next one begins; without an address of its own it stands right of
    the one before. ``texts`` are the marks of shared texts, ``hollows`` cells that only look
    empty.
    """

    def __init__(self, styles: _Styles, texts: Mapping[str, set[str]]) -> None:
        self.styles, self.texts = styles, texts
        self.marks = Marks()
        self.hollows: dict[Place, Hollow] = {}
        self._row = -1
        self._address, self._behind = "", 0
        self._cell: dict[str, str] = {}
        self._is_filled = self._has_formula = False
        self._result: list[str] = []
        self._runs: list[set[str]] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True

    def over(self, sheet: bytes) -> None:
        self._parser.StartElementHandler = self._start_root
        self._parser.Parse(sheet, True)
        self._end_cell()

    def _start_root(self, name: str, _attributes: dict[str, str]) -> None:
        """The elements of a sheet have the namespace of its root; there are two of them."""
        namespace = name.removesuffix(name.rpartition(" ")[2])
        inside: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_result,
            "is": self._start_text,
            "r": lambda _: self._runs.append(set()),
            "strike": lambda of: self._start_effect("strike", of),
            "vertAlign": lambda of: self._start_effect("vertAlign", of),
            "col": self._start_column,
            "mergeCell": lambda of: self.marks.merged.extend(_area(of.get("ref", ""))),
            "filterColumn": self._start_filter,
        }
        known = {namespace + one: note for one, note in inside.items()}

        def start(name: str, attributes: dict[str, str]) -> None:
            if note := known.get(name):
                note(attributes)

        self._parser.StartElementHandler = start

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        number = attributes.get("r")
        self._row = int(number) - 1 if number else self._row + 1
        self._address, self._behind = "", -1
        if attributes.get("hidden") in TRUE:
            self.marks.hidden_rows.add(self._row)

    def _start_column(self, attributes: dict[str, str]) -> None:
        """Hidden columns; that the rest of a sheet is hidden is everyday life."""
        if attributes.get("hidden") in TRUE:
            last = min(int(attributes.get("max", "1")), LIMITS.columns)
            self.marks.hidden_columns.update(range(int(attributes.get("min", "1")) - 1, last))

    def _start_filter(self, _attributes: dict[str, str]) -> None:
        self.marks.is_filtered = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        self._cell = attributes
        if address := attributes.get("r"):
            self._address, self._behind = address, 0
        else:
            self._behind += 1

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._is_filled = self._has_formula = True

    def _start_result(self, _attributes: dict[str, str]) -> None:
        self._is_filled = True
        self._parser.CharacterDataHandler = self._result.append
        self._parser.EndElementHandler = self._end_result

    def _end_result(self, _name: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None

    def _start_text(self, _attributes: dict[str, str]) -> None:
        self._is_filled = True
        self._result.append("text")

    def _start_effect(self, name: str, attributes: dict[str, str]) -> None:
        if self._runs:
            self._runs[-1].update(_effect(name, attributes.get("val", "1")))

    def _end_cell(self) -> None:
        if self._cell.get("s") in self.styles.percents:
            self.marks.percents.add(self._place())
        if self._is_filled:
            self._note(self._place(), "".join(self._result).strip())
            self._is_filled = self._has_formula = False
            self._result, self._runs = [], []
        self._cell = {}

    def _place(self) -> Place:
        row, column = _place_of(self._address) or (self._row, 0)
        return row, column + self._behind

    def _note(self, place: Place, result: str) -> None:
        """A cell in which something stands: is it far away, hollow, a formula, struck out?"""
        if place[0] >= LIMITS.rows or place[1] >= LIMITS.columns:
            far = {"cell": address_of(*place), "rows": LIMITS.rows, "columns": LIMITS.columns}
            raise refused(Danger.FAR_CELL, **far)
        kind, effects = self._cell.get("t"), self.styles.fonts.get(self._cell.get("s", ""), NOTHING)
        if kind == "e":
            self.hollows[place] = error_cell(result)
        elif self._has_formula:
            if result or kind == "str":
                self.marks.formulas.add(place)
            else:
                self.hollows[place] = Hollow()
        if kind == "s":
            effects = effects | self.texts.get(result, NOTHING)
        elif self._runs:
            effects = effects | _together(self._runs)
        for name in effects:
            getattr(self.marks, name).add(place)

    def take_notes(self, comments: Element) -> None:
        """Notes («примечания») hung on cells."""
        places = (_place_of(note.get("ref", "")) for note in _children(comments, "commentList"))
        self.marks.remarks.update(place for place in places if place)


def _area(written: str) -> Iterator[tuple[int, int, int, int]]:
    """Merged cells, from their first to their last one."""
    first, _, last = written.partition(":")
    start, end = _place_of(first), _place_of(last or first)
    if start and end:
        yield (*start, *end)
