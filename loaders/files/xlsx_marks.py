"""What the markup of an Excel workbook says of its cells besides values («пометы листа»).

Hidden rows and columns, merged cells, formulas, errors, percents, notes, text that is struck out
or raised: seen by one pass over each sheet.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from loaders.files.limits import LIMITS, Danger, refused
from loaders.files.workbook import (
    Hollow,
    Marks,
    Place,
    address_of,
    column_number,
    error_cell,
)

ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
PERCENT_FORMATS = frozenset({"9", "10"})
"""Percents among the formats that every workbook has."""
EMPTY = b"<none/>"
NOTHING: frozenset[str] = frozenset()
TRUE = frozenset({"1", "true"})


def local_name(element: Element) -> str:
    """The name of an element without its namespace, of which there are two for workbooks."""
    return element.tag.rpartition("}")[2]


def children(root: Element, name: str) -> Iterator[Element]:
    """The elements in a list of the root."""
    for child in root:
        if local_name(child) == name:
            yield from child


def place_of(address: str) -> Place | None:
    """Row and column of «B12», counted from 0; None where it is no address."""
    found = ADDRESS.fullmatch(address)
    return (int(found[2]) - 1, column_number(found[1])) if found else None


@lru_cache(maxsize=8)
def styles_of(part: bytes) -> "StyleSheet":
    """The returns of a district have their styles in common, and no text stands in them."""
    return StyleSheet(ElementTree.fromstring(part))  # noqa: S314


class StyleSheet:
    """What the styles of cells show, by the numbers that cells write.

    ``percents`` are those of percents; ``fonts`` lead to the names of ``Marks`` that they mean.
    """

    def __init__(self, styles: Element) -> None:
        formats = {
            one.get("numFmtId"): one.get("formatCode", "") for one in children(styles, "numFmts")
        }
        fonts = [_effects(font) for font in children(styles, "fonts")]
        self.percents: set[str] = set()
        self.fonts: dict[str, set[str]] = {}
        for number, style in enumerate(children(styles, "cellXfs")):
            code = style.get("numFmtId")
            if code in PERCENT_FORMATS or "%" in formats.get(code, ""):
                self.percents.add(str(number))
            font = int(style.get("fontId", "0"))
            if font < len(fonts) and fonts[font]:
                self.fonts[str(number)] = fonts[font]


def _effects(font: Element) -> set[str]:
    """What a font does to its text that changes the meaning: names of ``Marks``."""
    return set().union(*(_effect(local_name(one), one.get("val", "1")) for one in font))


def _effect(name: str, value: str) -> set[str]:
    if name == "strike" and value in TRUE:
        return {"struck"}
    return {"superscript"} if name == "vertAlign" and value == "superscript" else set()


def marks_of_runs(text: Element) -> set[str]:
    """The same of a text whose pieces have fonts of their own."""
    runs = [run for run in text if local_name(run) == "r"]
    return _together([set().union(*map(_effects, run)) for run in runs])


def _together(runs: list[set[str]]) -> set[str]:
    """What the fonts of all pieces do to a text: it is struck out as a whole or partly."""
    found = set().union(*runs)
    is_partly = "struck" in found and not all("struck" in run for run in runs)
    return found - {"struck"} | {"partly_struck"} if is_partly else found


class SheetWalk:
    """The pass over the markup of one sheet, without a tree: a sheet may have a million rows.

    A cell is looked at when the next one begins; without an address of its own it stands right of
    the one before. ``texts`` are the marks of shared texts, ``hollows`` cells that only look
    empty.
    """

    def __init__(self, styles: StyleSheet, texts: Mapping[str, set[str]]) -> None:
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
        row, column = place_of(self._address) or (self._row, 0)
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
        places = (place_of(note.get("ref", "")) for note in children(comments, "commentList"))
        self.marks.remarks.update(place for place in places if place)


def _area(written: str) -> Iterator[tuple[int, int, int, int]]:
    """Merged cells, from their first to their last one."""
    first, _, last = written.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start and end:
        yield (*start, *end)
