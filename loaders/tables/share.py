"""What a foreign table says of one school («доля школы в таблице»), before it is judged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from data_model.returns import Problem
from loaders.files.workbook import Cell
from loaders.forms.layout import Slot
from loaders.returns.checks.rule import RuleBreach, cut
from loaders.returns.checks.table import BY_CODE


@dataclass(frozen=True, slots=True)
class Share:
    """The cells of one school. ``org`` is None where the name is not known for sure.

    ``place`` is the cell that names the school, ``totals`` and ``percents`` are stated by question.
    ``moment``: when the school sent it, ``year``: the cell of its year, where the table says so.
    ``spans`` are the places of numbers that were counted over many cells, such as F5:F48.
    """

    org: str | None
    place: Cell
    cells: dict[Slot, Cell] = field(default_factory=dict)
    totals: dict[str, Cell] = field(default_factory=dict)
    percents: dict[str, Cell] = field(default_factory=dict)
    spans: dict[Slot, str] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()
    moment: datetime | None = None
    year: Cell | None = None

    @property
    def is_empty(self) -> bool:
        return all(cell.is_empty for cell in (*self.cells.values(), *self.totals.values()))


def remark(code: str, cell: Cell, **words: object) -> Problem:
    """A remark of the table of rules, at a cell."""
    found = {"found": cut(cell.written), **words}
    return BY_CODE[code].problem(RuleBreach(cell.sheet, cell.address, found))


def remark_on_file(code: str, **words: object) -> Problem:
    return BY_CODE[code].problem(RuleBreach(words=words))


def later_ones(shares: Sequence[Share]) -> list[Share]:
    """Of several rows of one school the one that was sent last, with a word of the others.

    Where a row does not say when it was sent, nobody knows which one counts: all are left.
    """
    by_org: dict[tuple[str, str], list[Share]] = {}
    for share in shares:
        if share.org:
            by_org.setdefault((share.org, share.year.written if share.year else ""), []).append(
                share
            )
    over: dict[int, Share] = {}
    kept: dict[int, Share] = {}
    for of in by_org.values():
        moments = [one.moment for one in of if one.moment]
        if len(of) < 2 or len(set(moments)) < len(of):
            continue
        last = max(of, key=lambda one: one.moment or datetime.min)
        older = [one for one in of if one is not last]
        over |= {id(one): last for one in older}
        rows = ", ".join(str(one.place.row + 1) for one in older)
        moment = f"{last.moment:%d.%m.%Y %H:%M}"
        told = remark(
            "table_row_replaced", last.place, row=last.place.row + 1, moment=moment, rows=rows
        )
        kept[id(last)] = replace(last, remarks=(*last.remarks, told))
    return [kept.get(id(one), one) for one in shares if id(one) not in over]


def repeated(shares: Iterable[Share]) -> set[str]:
    """Organisations that a table names twice."""
    seen: set[str] = set()
    twice: set[str] = set()
    for share in shares:
        if share.org:
            (twice if share.org in seen else seen).add(share.org)
    return twice
