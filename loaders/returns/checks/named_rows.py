"""Where the names of cells point («строки по именам»), and what else stands in those rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from loaders.files.cell_names import NamedPlace, named_places
from loaders.files.workbook import Grid
from loaders.forms.layout import Role, Slot
from loaders.returns.checks.rule import Screening
from loaders.returns.locate import HEADS, Header, Places, find_header
from loaders.values.text import plain

Layout = tuple[tuple[str, Places], ...]


@lru_cache(maxsize=256)
def strays(names: bytes, layout: Layout) -> Mapping[Slot, NamedPlace]:
    """The slots whose name points to another cell than was found; in a good return none."""
    places = named_places(names)
    found: dict[Slot, NamedPlace] = {}
    for sheet, of_sheet in layout:
        for row, column, slot in of_sheet:
            found.setdefault(slot, NamedPlace(sheet, row, column))
    named = {slot: places[slot.name] for slot in found if slot.name in places}
    return {slot: place for slot, place in named.items() if place != found[slot]}


class Row(NamedTuple):
    """A row under a header, and what it says of itself: its code, and whose text stands there."""

    grid: Grid
    header: Header
    number: int
    code: str
    text: str
    text_of: str

    def heads(self, column: int) -> bool:
        return any(at == column for at, _ in self.header.columns)


@dataclass
class Rows:
    """The rows that names point to, each looked at once."""

    screening: Screening
    known: dict[tuple[str, int], Row | None] = field(default_factory=dict)

    def at(self, place: NamedPlace) -> Row | None:
        """The row of a place; none where no header stands over it."""
        key = place.sheet, place.row
        if key not in self.known:
            self.known[key] = self._look(*key)
        return self.known[key]

    def _look(self, sheet: str, number: int) -> Row | None:
        grid = self.screening.workbook.sheet(sheet)
        header = find_header(grid, self.screening.workbook.rare[HEADS]) if grid else None
        if grid is None or header is None or number <= header.row:
            return None
        code, text = (_stands(grid, number, header.column(role)) for role in (Role.CODE, Role.TEXT))
        return Row(grid, header, number, code, text, self._question_of(text))

    def _question_of(self, written: str) -> str:
        """The code of the longest text that a cell begins with, its hint behind it.

        Nothing where two questions share that text.
        """
        texts = {one.code: plain(one.text) for one in self.screening.form.roadmap.questions}
        begun = {code: text for code, text in texts.items() if text and written.startswith(text)}
        longest = max(map(len, begun.values()), default=0)
        codes = [code for code, text in begun.items() if len(text) == longest]
        return codes[0] if len(codes) == 1 else ""


def _stands(grid: Grid, row: int, column: int | None) -> str:
    return "" if column is None else plain(grid.cell(row, column).written)
