"""The fixture of the specification: a drawn district, a drawn plan/fact."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from indicators.plan_fact import plan_fact
from tests.spec.district import DISTRICT, Promise, district
from tests.tables import drawn

LATER = date(2030, 1, 1)
"""By then every term has come."""

Spec = Callable[..., pd.DataFrame]


@pytest.fixture
def spec() -> Spec:
    """``spec(given, expected, **promise)``: the drawn rows of plan/fact are found in it.

    A number is compared at the number of decimals drawn; an empty cell is unknown, a word is
    the column's text. Gives the whole frame back.
    """

    def check(given: str, expected: str, as_of: date = LATER, **promise: Any) -> pd.DataFrame:
        rows = plan_fact(district(given, Promise(**promise)), as_of)
        for wanted in drawn(expected):
            found = row_of(rows, wanted["school"], int(wanted["year"]))
            assert shown(found, wanted) == wanted
        return rows

    return check


def row_of(rows: pd.DataFrame, school: str, year: int) -> pd.Series:
    """The only row of a school (or «район») in a year."""
    place = rows["org"].isna() if school == DISTRICT else rows["org"] == school
    found = rows[place & (rows["year"] == year)]
    assert len(found) == 1, f"{school}, {year}: строк {len(found)}"
    return found.iloc[0]


def shown(found: pd.Series, wanted: dict[str, str]) -> dict[str, str]:
    """The row as it would be drawn in the columns that are wanted."""
    kept = {"school": wanted["school"], "year": wanted["year"]}
    return kept | {name: text(found[name], wanted[name]) for name in wanted if name not in kept}


def text(value: Any, like: str) -> str:
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.{len(like.partition('.')[2])}f}"
    return str(value)
