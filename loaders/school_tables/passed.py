"""What a reader of tables passes over («что пропущено»), each with a word to whoever loads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.files.workbook import Cell
from loaders.school_tables.table import SchoolTable, is_numbering
from loaders.school_tables.words import TOTAL_ROW, header_key
from loaders.values.reading import one_line

SIGNED = re.compile(
    r"(?:исп|исполнител\w*|подготовил\w*|составил\w*|ответственн\w*|начальник\w*|руководител\w*|"
    r"директор\w*|заведующ\w*|специалист\w*|методист\w*|подпись|м п|тел|телефон|примечани\w*|"
    r"согласован\w*|утвержд\w*|источник\w*|дата (?:составления|заполнения))\b.*|[-_ ]+"
)
FEW_CELLS = 3
"""A signature stands in some cells of its row; a school has more of them."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A row (as the sheet numbers it) or a column that is not read, and why.

    ``is_doubtful``: something of a school may stand there, so a person should look before it
    is stored.
    """

    row: int
    why: str
    is_doubtful: bool = False


def cells_of(table: SchoolTable, row: int) -> list[Cell]:
    """The filled cells of a row."""
    cells = (table.grid.cell(row, column) for column in range(len(table.grid.rows[row])))
    return [cell for cell in cells if not cell.is_empty]


def titles(table: SchoolTable) -> Iterator[Passed]:
    """What stands over the table."""
    for row in range(min(table.top, len(table.grid.rows))):
        if texts := [cell.written for cell in cells_of(table, row)]:
            yield Passed(row + 1, f"над таблицей: «{_short(texts[0])}»")


def not_of_schools(table: SchoolTable, row: int) -> Passed | None:
    """Numbering, totals, signatures and notes: rows that are of no school."""
    texts = [cell.written for cell in cells_of(table, row) if isinstance(cell.value, str)]
    if is_numbering(table.grid, row):
        return Passed(row + 1, "номера столбцов")
    if any(TOTAL_ROW.fullmatch(header_key(one)) for one in texts):
        return Passed(row + 1, f"итог: «{_short(_total(texts))}»")
    is_few = len(cells_of(table, row)) <= FEW_CELLS
    if is_few and texts and SIGNED.fullmatch(header_key(texts[0])):
        return Passed(row + 1, f"подпись или примечание: «{_short(texts[0])}»")
    return None


def unread_column(table: SchoolTable, header: str) -> Passed:
    """A column that tells nothing which is asked here: it is named and not read."""
    return Passed(table.first, f"столбец «{_short(header)}» не читается")


def _total(texts: list[str]) -> str:
    return next(one for one in texts if TOTAL_ROW.fullmatch(header_key(one)))


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


LONGEST = 60
