"""What the markup of an Excel workbook says of its cells besides values («пометы листа»).

Hidden rows and columns, merged cells, formulas, errors, how numbers are shown, notes, links, text
that is struck out or raised: seen by one pass over each sheet. Last, pictures that lie on sheets,
and odd cells mended for the reader of values, which refuses a whole sheet for one of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from loaders.files.limits import LIMITS, Danger, refused
from loaders.files.workbook import (
    UNCOMPUTED,
    Hollow,
    Marks,
    Place,
    address_of,
    column_number,
    error_cell,
)

ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
TOO_LONG = 11
"""Signs that no address has; a file from outside may write more."""
PERCENT_FORMATS = frozenset({"9", "10"})
"""Percents among the formats that every workbook has."""
POWER_FORMATS = frozenset({"11", "48"})
"""Formats of every workbook that show a power of ten."""
ZEROS = re.compile(r"0{2,20}")
POWER = re.compile(r"[0#]E[+-]?", re.IGNORECASE)
CONDITION = re.compile(r"\[[<>=]")
PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|\s')
"""Of a format: words and signs that are shown; widths, fillings, colours."""
SIGNS_OF_SECTIONS = (("+-0",), ("+0", "-"), ("+", "-", "0"), ("+", "-", "0", "@"))
WEB = ("http://", "https://")
LONGEST_ADDRESS = 2000
MOST_LINKED = 200
"""Cells of one link or formula, so that none over the whole sheet asks for memory."""
LONGEST_SHARED = 200
QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
RELATIVE = re.compile(r"(?<![\w$.])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w(!])")
EMPTY = b"<none/>"
HEARD = frozenset({"e", "s"})
"""Kinds of cells whose value is listened to: an error, and the number of a shared text."""
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
    return _place_of(address[:TOO_LONG])


@lru_cache(maxsize=4096)
def _place_of(address: str) -> Place | None:
    """The sheets of all returns have the same few addresses."""
    found = ADDRESS.fullmatch(address)
    return (int(found[2]) - 1, column_number(found[1])) if found else None


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads so many cells further: «H9+$A$1» one row below is «H10+$A$1»."""

    def shifted(found: re.Match[str]) -> str:
        fixed, letters, stays, number = found.groups()
        column = column_number(letters) + (0 if fixed else columns)
        row = int(number) - 1 + (0 if stays else rows)
        address = address_of(max(row, 0), max(column, 0))
        return address if not (fixed or stays) else _with_signs(address, fixed, stays)

    pieces = QUOTED.split(formula)
    return "".join(
        piece if at % 2 else RELATIVE.sub(shifted, piece) for at, piece in enumerate(pieces)
    )


def _with_signs(address: str, fixed: str, stays: str) -> str:
    letters = address.rstrip("0123456789")
    return f"{fixed}{letters}{stays}{address.removeprefix(letters)}"


def unseen_by(written: str) -> str:
    """The signs of the values that a format does not show: «;;;» none, «0;-0;;@» no zero."""
    if not written or CONDITION.search(written):
        return ""
    sections = PIECE.sub(_ink, written).split(";")
    if len(sections) > len(SIGNS_OF_SECTIONS):
        return ""
    pairs = list(zip(SIGNS_OF_SECTIONS[len(sections) - 1], sections, strict=True))
    unseen = "".join(signs for signs, section in pairs if not section)
    without_zero = any("0" in signs and re.fullmatch("[#,]+", one) for signs, one in pairs)
    return unseen + "0" * without_zero


def _ink(found: re.Match[str]) -> str:
    return "x" if (found[1] or found[2] or "").strip() else ""


@lru_cache(maxsize=8)
def styles_of(part: bytes) -> "StyleSheet":
    """The returns of a district have their styles in common, and no text stands in them."""
    return StyleSheet(ElementTree.fromstring(part))  # noqa: S314


class StyleSheet:
    """What the styles of cells show, by the numbers that cells write.

    ``percents`` are those of percents, ``struck`` of text that is struck out; ``numbers`` lead to
    what they show of a number: zeros before it, a power of ten; ``unseen`` to what they show not.
    """

    def __init__(self, styles: Element) -> None:
        formats = {
            one.get("numFmtId"): one.get("formatCode", "") for one in children(styles, "numFmts")
        }
        fonts = [_effects(font) for font in children(styles, "fonts")]
        self.percents: set[str] = set()
        self.struck: set[str] = set()
        self.numbers: dict[str, dict[str, Any]] = {}
        self.unseen: dict[str, str] = {}
        for number, style in enumerate(children(styles, "cellXfs")):
            code = style.get("numFmtId")
            written = formats.get(code, "")
            if code in PERCENT_FORMATS or "%" in written:
                self.percents.add(str(number))
            if code in POWER_FORMATS or POWER.search(written):
                self.numbers[str(number)] = {"is_power": True}
            if ZEROS.fullmatch(written):
                self.numbers[str(number)] = {"figures": len(written)}
            if unseen := unseen_by(written):
                self.unseen[str(number)] = unseen
            font = int(style.get("fontId", "0"))
            if font < len(fonts) and "struck" in fonts[font]:
                self.struck.add(str(number))


def _effects(font: Element) -> set[str]:
    """What a font does to its text that changes the meaning: names of ``Marks``."""
    return set().union(*(_effect(local_name(one), one.get("val", "1")) for one in font))


def _effect(name: str, value: str) -> set[str]:
    if name == "strike" and value in TRUE:
        return {"struck"}
    return {"superscript"} if name == "vertAlign" and value == "superscript" else set()


TextPiece = tuple[set[str], list[str]]
"""A piece of a text: what its font does to it, and its letters."""


def pieces_of(text: Element) -> list[TextPiece]:
    """The pieces of a text that have fonts of their own."""
    return [
        (
            set().union(*map(_effects, run)),
            [one.text or "" for one in run if local_name(one) == "t"],
        )
        for run in text
        if local_name(run) == "r"
    ]


def _note_pieces(marks: Marks, place: Place, pieces: list[TextPiece]) -> None:
    """A text is struck out as a whole or partly; a part of it may be raised."""
    struck = ["struck" in effects for effects, _ in pieces]
    if any(struck):
        marks.note_look(place, is_struck=all(struck), is_partly_struck=not all(struck))
    raised = ["".join(letters) for effects, letters in pieces if "superscript" in effects]
    if len(raised) < len(pieces) and "".join(raised).strip():
        marks.note_look(place, footnote="".join(raised).strip())


class SheetWalk:
    """The pass over the markup of one sheet, without a tree: a sheet may have a million rows.

    A cell is looked at when the next one begins; without an address of its own it stands right of
    the one before. ``texts`` are the pieces of shared texts, ``hollows`` cells that only look
    empty, ``linked`` the areas of links with the number of their address.
    """

    def __init__(self, styles: StyleSheet, texts: Mapping[str, list[TextPiece]]) -> None:
        self.styles, self.texts = styles, texts
        self.marks = Marks()
        self.hollows: dict[Place, Hollow] = {}
        self.linked: list[tuple[str, str]] = []
        self._row = -1
        self._address, self._behind = "", 0
        self._cell: dict[str, str] = {}
        self._is_filled = False
        self._margins: list[list[str]] = []
        self._formula: list[str] | None = None
        self._formula_of: dict[str, str] = {}
        self._shared: dict[str, tuple[Place, str]] = {}
        self._arrays: list[tuple[str, str]] = []
        self._result: list[str] = []
        self._pieces: list[TextPiece] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True

    def over(self, sheet: bytes) -> None:
        self._parser.StartElementHandler = self._start_root
        self._parser.Parse(sheet, True)
        if self._is_filled:
            self._end_cell()
        self._note_arrays()
        self._parser.StartElementHandler = None  # else the two would hold each other in memory

    def _start_root(self, name: str, _attributes: dict[str, str]) -> None:
        """The elements of a sheet have the namespace of its root; there are two of them."""
        namespace = name.removesuffix(name.rpartition(" ")[2])
        inside: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_result,
            "r": lambda _: self._pieces.append((set(), [])),
            "t": self._start_letters,
            "strike": lambda of: self._start_effect("strike", of),
            "vertAlign": lambda of: self._start_effect("vertAlign", of),
            "col": self._start_column,
            "mergeCell": lambda of: self.marks.merged.extend(_area(of.get("ref", ""))),
            "filterColumn": self._start_filter,
            "hyperlink": self._start_link,
            "sheetView": self._start_view,
            **dict.fromkeys(MARGINS, self._start_margin),
        }
        known = {namespace + one: note for one, note in inside.items()}

        def start(name: str, attributes: dict[str, str]) -> None:
            if note := known.get(name):
                note(attributes)

        self._parser.StartElementHandler = start

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._is_filled:
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

    def _start_view(self, attributes: dict[str, str]) -> None:
        self.marks.hides_zeros |= attributes.get("showZeros", "1") not in TRUE

    def _start_margin(self, _attributes: dict[str, str]) -> None:
        self._margins.append([])
        self._hear(self._margins[-1])

    @property
    def margins(self) -> list[str]:
        """What is printed over and under the pages of the sheet, without the signs of layout."""
        texts = (LAYOUT.sub("\n", "".join(letters)).strip() for letters in self._margins)
        return [one for one in texts if one]

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._is_filled:
            self._end_cell()
        self._cell = attributes
        if address := attributes.get("r"):
            self._address, self._behind = address, 0
        else:
            self._behind += 1
        if attributes.get("s") in self.styles.percents:
            self.marks.percents.add(self._place())

    def _start_link(self, attributes: dict[str, str]) -> None:
        number = next((one for name, one in attributes.items() if name.endswith(" id")), "")
        self.linked.append((attributes.get("ref", ""), number))

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self._is_filled, self._formula, self._formula_of = True, [], attributes
        self._hear(self._formula)

    def _start_result(self, _attributes: dict[str, str]) -> None:
        self._is_filled = True
        if self._formula is not None or self._cell.get("t") in HEARD:
            self._hear(self._result)

    def _start_letters(self, _attributes: dict[str, str]) -> None:
        """A text in the cell itself; only how its pieces look matters."""
        self._is_filled = True
        self._result.append("text")
        if self._pieces:
            self._hear(self._pieces[-1][1])

    def _hear(self, letters: list[str]) -> None:
        """Keep the text of an element up to its end."""
        self._parser.CharacterDataHandler = letters.append
        self._parser.EndElementHandler = self._end_letters

    def _end_letters(self, _name: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None

    def _start_effect(self, name: str, attributes: dict[str, str]) -> None:
        if self._pieces:
            self._pieces[-1][0].update(_effect(name, attributes.get("val", "1")))

    def _end_cell(self) -> None:
        """A cell in which something stands: is it far away, hollow, a formula, struck out?"""
        place, kind, style = self._place(), self._cell.get("t"), self._cell.get("s", "")
        result = "".join(self._result).strip()
        if place[0] >= LIMITS.rows or place[1] >= LIMITS.columns:
            far = {"cell": address_of(*place), "rows": LIMITS.rows, "columns": LIMITS.columns}
            raise refused(Danger.FAR_CELL, **far)
        if kind == "e":
            self.hollows[place] = error_cell(result)
        elif self._formula is not None:
            text = self._formula_in_words(place, "".join(self._formula))
            if result or kind == "str":
                self.marks.note_formula(place, text)
            else:
                self.hollows[place] = UNCOMPUTED
        elif kind in (None, "n") and (shown := self.styles.numbers.get(style)):
            self.marks.note_look(place, **shown)
        if pieces := self.texts.get(result) if kind == "s" else self._pieces:
            _note_pieces(self.marks, place, pieces)
        if unseen := self.styles.unseen.get(style):
            self.marks.note_look(place, unseen=unseen)
        if style in self.styles.struck:
            self.marks.note_look(place, is_struck=True)
        self._is_filled, self._formula = False, None
        self._result, self._pieces = [], []

    def _formula_in_words(self, place: Place, text: str) -> str:
        """The formula of a cell; one that is written once for many is moved to this one."""
        kind, number = self._formula_of.get("t"), self._formula_of.get("si", "")
        if kind == "array":
            self._arrays.append((self._formula_of.get("ref", ""), text))
        if kind != "shared":
            return text
        if text:
            self._shared[number] = (place, text)
            return text
        (row, column), first = self._shared.get(number, (place, ""))
        is_short = len(first) <= LONGEST_SHARED
        return moved(first, place[0] - row, place[1] - column) if is_short else ""

    def _note_arrays(self) -> None:
        """The cells that one formula has filled are none of a hand's."""
        for area, text in self._arrays:
            for top, left, bottom, right in _area(area):
                spots = product(range(top, bottom + 1), range(left, right + 1))
                for place in islice(spots, MOST_LINKED):
                    if place not in self.hollows and place not in self.marks.formulas:
                        self.marks.note_formula(place, text)

    def _place(self) -> Place:
        row, column = place_of(self._address) or (self._row, 0)
        return row, column + self._behind

    def take_links(self, addresses: Mapping[str, str]) -> None:
        """Addresses of the web behind cells: «приказ на сайте школы» leads somewhere."""
        for area, number in self.linked:
            address = addresses.get(number, "")
            for top, left, bottom, right in _area(area):
                size = (bottom - top + 1) * (right - left + 1)
                if address.startswith(WEB) and len(address) <= LONGEST_ADDRESS and size > 0:
                    spots = product(range(top, bottom + 1), range(left, right + 1))
                    for place in islice(spots, MOST_LINKED):
                        self.marks.note_look(place, link=address)

    def take_notes(self, comments: Element) -> None:
        """Notes («примечания») hung on cells, and talks («комментарии с цепочкой») about them."""
        for note in comments.iter():
            if (place := place_of(note.get("ref", ""))) and local_name(note) in NOTES:
                before = self.marks.remarks.get(place, "")
                self.marks.remarks[place] = f"{before}\n{_text_of(note)}".strip()


NOTES = ("comment", "threadedComment")
MARGINS = [f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")]
LAYOUT = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])')
"""Signs in the text of a margin: its part, font, colour, size, the number of the page."""


def _text_of(element: Element) -> str:
    """What is written in an element, a line for each paragraph."""
    pieces = (
        "\n" if local_name(one) == "p" else one.text or ""
        for one in element.iter()
        if local_name(one) in ("p", "t", "text")
    )
    return "".join(pieces).strip()


def _area(written: str) -> Iterator[tuple[int, int, int, int]]:
    """Merged cells, from their first to their last one."""
    first, _, last = written.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start and end:
        yield (*start, *end)


# pictures


def pictures_of(drawing: Element) -> Iterator[tuple[tuple[int, int, int, int], str]]:
    """Where pictures and written shapes («надписи») lie on a sheet, as ``Marks`` has it, and what
    is written in them.

    One whose place is lost lies at the corner.
    """
    if not len(drawing):
        yield (0, 0, 0, 0), ""
    for anchor in drawing:
        text = "\n".join(_text_of(one) for one in anchor if local_name(one) in SHAPES).strip()
        if text or any(local_name(one) == "pic" for one in anchor):
            corners = {local_name(one): _corner(one) for one in anchor}
            first = corners.get("from", (0, 0))
            yield (*first, *corners.get("to", first)), text


SHAPES = ("sp", "grpSp")


def _corner(element: Element) -> Place:
    told = {local_name(one): one.text or "0" for one in element}
    row, column = told.get("row", "0"), told.get("col", "0")
    return (int(row) if row.isdecimal() else 0, int(column) if column.isdecimal() else 0)


# odd cells

CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*[^/>])?>(.*?)</\1c>", re.DOTALL)
KIND = re.compile(rb"""\bt=(["'])(\w+)\1""")
VALUE = re.compile(rb"(<(?:\w+:)?v\b[^>]*>)([^<]*)(</)")
PLAIN_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def mended(sheet: bytes) -> bytes:
    """A sheet without what makes the reader of values refuse it: the marks tell what stood there.

    An error of an unknown code («#CONNECT!») becomes a known one, what is no number a text.
    """
    return CELL.sub(_mended_cell, sheet)


def _mended_cell(found: re.Match[bytes]) -> bytes:
    whole, value = found[0], VALUE.search(found[0])
    kind = KIND.search(found[2] or b"")
    if value is None or (kind and kind[2] not in (b"e", b"n")):
        return whole
    written = value[2].strip()
    if kind and kind[2] == b"e":
        return VALUE.sub(rb"\g<1>#VALUE!\g<3>", whole, count=1)
    if PLAIN_NUMBER.fullmatch(written):
        return VALUE.sub(rb"\g<1>" + written + rb"\g<3>", whole, count=1)
    others = KIND.sub(b"", found[2] or b"")
    return b'<%sc t="str"%s>%s</%sc>' % (found[1], others, found[3], found[1])
