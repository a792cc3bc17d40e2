"""Percents («проценты»): our forms never ask for them, foreign layouts hold them.

0,35 is never silently taken for 35 %: only the format of the cell can say so.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders.files.workbook import Cell
from loaders.values.reading import hollow, is_dash
from loaders.values.text import tidied

NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)( ?%)?")
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class PercentReading:
    """A percent from 0 to 100, a blank (neither value nor code), or a fault with its code."""

    value: Decimal | None = None
    code: str = ""
    hint: str = ""


def read_percent(cell: Cell) -> PercentReading:
    """35, «35 %», «35,0», or 0.35 shown as a percent."""
    if cell.is_empty or is_dash(cell):
        return PercentReading()
    if found := hollow(cell):
        return PercentReading(code=found.code)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return _judged(Decimal(repr(cell.value)), is_told=cell.is_percent, is_share=cell.is_percent)
    text = tidied(str(cell.value)).replace(",", ".")
    if (written := NUMBER.fullmatch(text)) is None:
        return PercentReading(code="not_percent")
    return _judged(Decimal(written[1]), is_told=bool(written[2]), is_share=False)


def _judged(number: Decimal, *, is_told: bool, is_share: bool) -> PercentReading:
    """``is_told``: a sign or a format says percent; ``is_share``: 0.35 stands for 35 %."""
    if not number.is_finite() or number < 0:
        return PercentReading(code="not_percent")
    value = (number * WHOLE if is_share else number).normalize() + 0
    if 0 < value <= 1 and not is_told:
        shown = f"{value:f}".replace(".", ",")
        hint = f"{shown} % или {(value * WHOLE).normalize():f} %?"
        return PercentReading(code="small_percent", hint=hint)
    return PercentReading(code="percent_over_hundred") if value > WHOLE else PercentReading(value)
