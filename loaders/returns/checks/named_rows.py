"""Where the names of cells point («строки по именам»), and what else stands in those rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.files.workbook import Grid, NamedPlace
from loaders.forms.layout import ColumnRole, Slot
from loaders.returns.checks.rule import Screening
from loaders.returns.locate import Header, Located, find_header
from loaders.values.reading import plain


def strays(names: Mapping[str, NamedPlace], located: Located) -> Mapping[Slot, NamedPlace]:
    """The slots whose name points to another cell than was found; in a good return none."""
    return {
        slot: place
        for slot, cell in located.cells.items()
        if (place := names.get(slot.name)) and place != (cell.sheet, cell.row, cell.column)
    }


class NamedRow(NamedTuple):
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
    known: dict[tuple[str, int], NamedRow | None] = field(default_factory=dict)

    def at(self, place: NamedPlace) -> NamedRow | None:
        """The row of a place; none where no header stands over it."""
        key = place.sheet, place.row
        if key not in self.known:
            self.known[key] = self._look(*key)
        return self.known[key]

    def _look(self, sheet: str, number: int) -> NamedRow | None:
        grid = self.screening.workbook.sheet(sheet)
        header = find_header(grid) if grid else None
        if grid is None or header is None or number <= header.row:
            return None
        code, text = (
            _stands(grid, number, header.column(role))
            for role in (ColumnRole.CODE, ColumnRole.TEXT)
        )
        return NamedRow(grid, header, number, code, text, self._question_of(text))

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
