"""What a foreign table says of one school («доля школы в таблице»), before it is judged."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from data_model.problems import Problem
from loaders.files.workbook import Cell
from loaders.forms.layout import Slot
from loaders.returns.checks.rule import Finding, cut
from loaders.returns.checks.table import BY_CODE


@dataclass(frozen=True, slots=True)
class Share:
    """The cells of one school. ``org`` is None where the name is not known for sure.

    ``place`` is the cell that names the school, ``totals`` and ``percents`` are stated by question.
    ``spans`` are the places of numbers that were counted over many cells, such as F5:F48.
    """

    org: str | None
    place: Cell
    cells: dict[Slot, Cell] = field(default_factory=dict)
    totals: dict[str, Cell] = field(default_factory=dict)
    percents: dict[str, Cell] = field(default_factory=dict)
    spans: dict[Slot, str] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        return all(cell.is_empty for cell in (*self.cells.values(), *self.totals.values()))


def remark(code: str, cell: Cell, **words: object) -> Problem:
    """A remark of the table of rules, at a cell."""
    found = {"found": cut(cell.written), **words}
    return BY_CODE[code].problem(Finding(cell.sheet, cell.address, found))


def remark_on_file(code: str, **words: object) -> Problem:
    return BY_CODE[code].problem(Finding(words=words))


def repeated(shares: Iterable[Share]) -> set[str]:
    """Organisations that a table names twice."""
    seen: set[str] = set()
    twice: set[str] = set()
    for share in shares:
        if share.org:
            (twice if share.org in seen else seen).add(share.org)
    return twice
