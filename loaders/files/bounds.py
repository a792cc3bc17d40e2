"""The look after reading («осмотр после чтения»), the same for every kind of workbook.

Values stand only where a form has cells, and texts hold only signs that can be kept and shown:
no database takes a lone surrogate, no workbook a control sign.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from loaders.files.limits import LIMITS, Limits
from loaders.files.refusals import Danger, refused
from loaders.files.workbook import Grid, Value

CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r") + b"\x7f"
UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def check_bounds(grids: Iterable[Grid], limits: Limits = LIMITS) -> None:
    """Raises UnreadableFile for a value too far away, and for too many of them."""
    for grid in grids:
        width = max(map(len, grid.rows), default=0)
        if len(grid.rows) > limits.rows or width > limits.columns:
            _check_far(grid, limits)
        if width * len(grid.rows) > limits.filled:
            _check_filled(grid, limits)


def _check_far(grid: Grid, limits: Limits) -> None:
    for cell in grid.filled():
        if cell.row >= limits.rows or cell.column >= limits.columns:
            address = cell.address
            raise refused(Danger.FAR_CELL, cell=address, rows=limits.rows, columns=limits.columns)


def _check_filled(grid: Grid, limits: Limits) -> None:
    count = sum(value is not None for row in grid.rows for value in row)
    if count > limits.filled:
        raise refused(Danger.FILLED, sheet=cleaned(grid.name)[:60], limit=limits.filled)


def clean(grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """Grids whose texts can be kept; a sheet that has no such sign is left as it is."""
    return tuple(grid if _is_clean(grid) else _cleaned_grid(grid) for grid in grids)


def _is_clean(grid: Grid) -> bool:
    texts = [value for value in chain.from_iterable(grid.rows) if type(value) is str]
    try:
        encoded = "".join((grid.name, *texts)).encode()
    except UnicodeEncodeError:
        return False
    return len(encoded.translate(None, CONTROLS)) == len(encoded)


def _cleaned_grid(grid: Grid) -> Grid:
    rows = [[_cleaned_value(value) for value in row] for row in grid.rows]
    return replace(grid, name=cleaned(grid.name), rows=rows)


def _cleaned_value(value: Value) -> Value:
    return cleaned(value) or None if isinstance(value, str) else value


def cleaned(text: str) -> str:
    return UNKEEPABLE.sub("", text)
