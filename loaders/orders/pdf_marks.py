"""What stands on a page of a PDF: pieces of text and ruled lines, with their places.

Coordinates are points of the page, y grows upwards. Producers draw a rule as a stroked line or
as a thin filled rectangle; both become a RuledLine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

THIN = 3.0
"""Points; a rectangle narrower than this is a rule."""

Matrix = Sequence[float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; its left end and its base line."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A straight line, upright or level."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_upright(self) -> bool:
        return abs(self.x1 - self.x0) < THIN <= abs(self.y1 - self.y0)

    @property
    def is_level(self) -> bool:
        return abs(self.y1 - self.y0) < THIN <= abs(self.x1 - self.x0)


@dataclass(slots=True)
class PageMarks:
    """The pieces and rules of one page, in the order they are drawn."""

    pieces: list[Piece] = field(default_factory=list)
    rules: list[RuledLine] = field(default_factory=list)


STROKED = {b"S", b"s", b"B", b"B*", b"b", b"b*"}
FILLED = {b"f", b"F", b"f*"}
PATH_ENDS = STROKED | FILLED | {b"n"}


@dataclass(slots=True)
class _Pen:
    """Gathers marks while pypdf walks the page. A path counts once it is painted."""

    marks: PageMarks = field(default_factory=PageMarks)
    at: tuple[float, float] = (0.0, 0.0)
    lines: list[RuledLine] = field(default_factory=list)
    boxes: list[RuledLine] = field(default_factory=list)

    def draw(self, operator: bytes, operands: Any, matrix: Matrix, _text: Matrix) -> None:
        match operator, [float(part) for part in operands if isinstance(part, int | float)]:
            case b"m", [x, y]:
                self.at = _moved(x, y, matrix)
            case b"l", [x, y]:
                end = _moved(x, y, matrix)
                self.lines.append(RuledLine(*self.at, *end))
                self.at = end
            case b"re", [x, y, width, height]:
                opposite = _moved(x + width, y + height, matrix)
                self.boxes.append(RuledLine(*_moved(x, y, matrix), *opposite))
            case _ if operator in PATH_ENDS:
                self._paint(operator)

    def _paint(self, operator: bytes) -> None:
        """A filled box is a background unless it is thin; a path that only clips is nothing."""
        if operator in STROKED:
            self.marks.rules += self.lines
            self.marks.rules += [edge for box in self.boxes for edge in _edges(box)]
        elif operator in FILLED:
            self.marks.rules += [box for box in self.boxes if box.is_upright or box.is_level]
        self.lines, self.boxes = [], []

    def write(self, text: str, matrix: Matrix, placed: Matrix, _font: Any, _size: Any) -> None:
        if text.strip():
            x, y = _moved(placed[4], placed[5], matrix)
            self.marks.pieces.append(Piece(x, y, text))


def marks_of(page: PageObject) -> PageMarks:
    pen = _Pen()
    page.extract_text(visitor_operand_before=pen.draw, visitor_text=pen.write)
    return pen.marks


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _edges(box: RuledLine) -> list[RuledLine]:
    """The four sides of a frame."""
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    sides = ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
    return [RuledLine(*side) for side in sides]
