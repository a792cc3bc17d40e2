"""Tables of the monitoring pages: fractions told from their targets, what is shown by choice."""

from collections.abc import Callable
from functools import partial

import pandas as pd
from pandas.api.types import is_float_dtype

from ui import tables
from ui.html_table import Addresses, Write
from ui.monitoring import frames

LATER = (frames.YEAR_POINTS, frames.YEAR_UNITS, "Ед.", "Границы", frames.COMPARED)
"""Columns that a person may add: name, verdict, plan, fact, deviation and reason stand first."""
OF_A_FACT = ("Число", frames.ROLL, frames.WHOLE_OF, "Срок")
"""The same beside «Факт», which says the numbers."""


def figures(
    frame: pd.DataFrame,
    *,
    key: str,
    alt: str,
    file_name: str,
    opens: Addresses | None = None,
    limits: tuple[float, ...] = (),
    whole: Callable[[], pd.DataFrame] | None = None,
    total: str = "",
) -> None:
    """A table of plan/fact; ``limits``: the targets from which its fractions are told.

    The other words are those of ``ui.tables.table``. A file holds numbers, no drawings.
    """
    tables.table(
        frame,
        key=key,
        alt=alt,
        file_name=file_name,
        opens=opens,
        later=(*LATER, *(OF_A_FACT if "Факт" in frame else ())),
        hidden=frames.FOR_FILES,
        writes=partial(numbers, limits=limits),
        whole=whole or (lambda: frames.in_file(frame)),
        total=total,
    )


def numbers(frame: pd.DataFrame, limits: tuple[float, ...] = ()) -> dict[str, Write]:
    """How the numbers of each column are written, its fractions told from the targets."""
    names = [str(name) for name in frame if is_float_dtype(frame[name])]
    told = {name: frames.number_writer(name, limits) for name in names}
    return {**tables.whole_numbers(frame), **told}
