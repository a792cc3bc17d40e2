"""Percents of a table («проценты для сверки»): never taken, only held against the numbers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from data_model.returns import Problem
from loaders.returns.parse import RollOf
from loaders.tables.share import Share, remark
from loaders.values import read_count, read_percent

NEAR = 1
"""Points of a percent by which people round."""


def percent_remarks(share: Share, roll_of: RollOf) -> Iterator[Problem]:
    """What is wrong with the stated percents, each held against the roll of its question."""
    for question, cell in share.percents.items():
        read = read_percent(cell)
        if read.code:
            yield remark(read.code, cell, hint=read.hint)
        counted = _counted(share, question, roll_of(question))
        if read.value is not None and counted is not None and abs(read.value - counted) > NEAR:
            yield remark("percent_differs", cell, counted=f"{counted:.1f}".replace(".", ","))


def _counted(share: Share, question: str, roll: Mapping[int, int]) -> Decimal | None:
    """The percent by the numbers of the row; None where a number or the roll is missing."""
    cells = {slot.grade: cell for slot, cell in share.cells.items() if slot.question == question}
    values = [read_count(cell).value for grade, cell in cells.items() if roll.get(grade)]
    base = sum(roll.get(grade, 0) for grade in cells)
    known = [value for value in values if value is not None]
    if not base or len(known) < len(values):
        return None
    return Decimal(100 * sum(known)) / base
