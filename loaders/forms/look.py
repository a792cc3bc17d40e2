"""How cells of a form look: a table of looks, and nothing else decides a colour."""

from dataclasses import dataclass
from textwrap import wrap

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

FONT = "Arial"
INK, ACCENT, GREY, PALE = "1B2430", "1F4E8C", "6B7684", "8A94A3"
INPUT_FILL, ROLL_FILL, LOCKED_FILL, WARNING_FILL = "FFF6CF", "E8EEF6", "F1F2F4", "F6CFCB"
LINE = Side(style="thin", color="C9CFD8")
INPUT_LINE = Side(style="thin", color="C8A94B")


@dataclass(frozen=True, eq=False)
class CellStyle:
    """Font, fill, place and format of a cell; locked unless it is to be filled in.

    Looks are told apart by what they are, not by what they hold: each stands once below.
    """

    size: float = 10
    bold: bool = False
    italic: bool = False
    ink: str = INK
    fill: str = ""
    across: str = "left"
    up: str = "center"
    wrap: bool = True
    side: Side | None = None
    number_format: str = "General"
    locked: bool = True
    shrink: bool = False
    underline: str | None = None
    indent: int = 0

    def apply(self, cell: Cell | MergedCell) -> None:
        cell.font = Font(
            name=FONT,
            size=self.size,
            bold=self.bold,
            italic=self.italic,
            color=self.ink,
            underline=self.underline,  # type: ignore[arg-type]
        )
        cell.alignment = Alignment(
            horizontal=self.across,
            vertical=self.up,
            wrap_text=self.wrap and not self.shrink,
            shrink_to_fit=self.shrink,
            indent=self.indent,
        )
        cell.number_format = self.number_format
        cell.protection = Protection(locked=self.locked)
        cell.fill = solid(self.fill) if self.fill else PatternFill()
        cell.border = Border(self.side, self.side, self.side, self.side) if self.side else Border()


def solid(color: str) -> PatternFill:
    """A plain fill, as cells and conditional formats want it."""
    return PatternFill("solid", start_color=color, end_color=color)


TITLE = CellStyle(size=15, bold=True, ink=ACCENT, wrap=False)
SUBTITLE = CellStyle(size=10.5, wrap=False)
FINE = CellStyle(size=8, ink=GREY, wrap=False)
STAMP = CellStyle(size=9, bold=True, ink="A63A32", across="right", wrap=False)
STAMP_LEFT = CellStyle(size=9, bold=True, ink="A63A32", wrap=False)
LABEL = CellStyle(size=9, ink=GREY, side=LINE, indent=1)
SECTION = CellStyle(size=12, bold=True, ink=ACCENT, wrap=False)
LEFT_TO_FILL = CellStyle(size=11, bold=True, wrap=False)
HEADER = CellStyle(size=9, bold=True, ink="FFFFFF", fill=ACCENT, across="center", side=LINE)
CODE = CellStyle(size=7, ink=PALE, shrink=True, side=LINE)
TEXT = CellStyle(side=LINE, indent=1)
TEXT_AGAIN = CellStyle(size=9, ink=PALE, side=LINE, indent=2)
UNIT = CellStyle(size=9, ink=GREY, across="center", side=LINE)
ROLL_TEXT = CellStyle(bold=True, fill=ROLL_FILL, side=LINE, indent=1)
ROLL_NUMBER = CellStyle(bold=True, fill=ROLL_FILL, across="center", side=LINE, number_format="0")
TOTAL = CellStyle(bold=True, fill=LOCKED_FILL, across="center", side=LINE, number_format="0")
LEFT_COUNT = CellStyle(
    size=9, ink=GREY, across="center", side=LINE, number_format='0;-0;"готово";@'
)
CHECK = CellStyle(size=9, bold=True, ink="A63A32", side=LINE, indent=1)
NOT_ASKED = CellStyle(size=9, ink=PALE, fill=LOCKED_FILL, across="center", side=LINE)
PREVIOUS_TEXT = CellStyle(size=8, italic=True, ink=PALE, across="right", side=LINE, indent=1)
PREVIOUS_NUMBER = CellStyle(size=8, italic=True, ink=PALE, across="center", side=LINE)
NUMBER_INPUT = CellStyle(
    size=11, fill=INPUT_FILL, across="center", side=INPUT_LINE, number_format="0", locked=False
)
HOURS_INPUT = CellStyle(
    size=11,
    fill=INPUT_FILL,
    across="center",
    side=INPUT_LINE,
    number_format="General",
    locked=False,
)
TEXT_INPUT = CellStyle(indent=1, fill=INPUT_FILL, side=INPUT_LINE, number_format="@", locked=False)
CHOICE_INPUT = CellStyle(
    size=11, fill=INPUT_FILL, across="center", side=INPUT_LINE, number_format="@", locked=False
)
DATE_INPUT = CellStyle(
    fill=INPUT_FILL, across="center", side=INPUT_LINE, number_format="DD.MM.YYYY", locked=False
)
PARAGRAPH = CellStyle(up="top")
PARAGRAPH_BOLD = CellStyle(bold=True, up="top")
LINK = CellStyle(ink=ACCENT, underline="single", side=LINE, indent=1)


def height(*texts: tuple[str, float, float]) -> float:
    """Points that a row needs for its texts: (text, width in characters, font size).

    Office programs do not agree on fitting rows by themselves, so it is estimated: words
    wrap at the width; a column of N characters holds about 1.15 N letters of 10 points.
    """
    needed = (
        sum(len(wrap(line, max(1, int(width * 11.5 / size)))) for line in text.split("\n"))
        * (size * 1.32)
        for text, width, size in texts
    )
    return round(max(needed, default=0) + 5, 1)
