"""The fixture of the specification: a drawn district, a drawn plan/fact."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow
from tests.spec.district import DISTRICT, Promise, district
from tests.tables import drawn

LATER = date(2030, 1, 1)
"""By then every term has come."""

Spec = Callable[..., PlanFact]


@pytest.fixture
def spec() -> Spec:
    """``spec(given, expected, **promise)``: the drawn rows of plan/fact are found in it.

    A number is compared at the number of decimals drawn; an empty cell is unknown, a word is
    the text of the field. Gives the whole plan/fact back.
    """

    def check(given: str, expected: str, as_of: date = LATER, **promise: Any) -> PlanFact:
        rows = plan_fact(district(given, Promise(**promise)), as_of)
        for wanted in drawn(expected):
            found = row_of(rows, wanted["school"], int(wanted["year"]))
            assert shown(found, wanted) == wanted
        return rows

    return check


def row_of(rows: PlanFact, school: str, year: int) -> PlanFactRow:
    """The only row of a school (or «район») in a year."""
    found = rows.of_place(None if school == DISTRICT else school, year)
    assert len(found) == 1, f"{school}, {year}: строк {len(found)}"
    return found[0]


def shown(found: PlanFactRow, wanted: dict[str, str]) -> dict[str, str]:
    """The row as it would be drawn in the columns that are wanted."""
    kept = {"school": wanted["school"], "year": wanted["year"]}
    return kept | {
        name: text(field(found, name), wanted[name]) for name in wanted if name not in kept
    }


FIELDS: dict[str, Callable[[PlanFactRow], Any]] = {
    "previous": lambda row: row.matched.before if row.matched else None,
    "now": lambda row: row.matched.now if row.matched else None,
    "k из n": lambda row: row.schools and f"{row.schools.met} из {row.schools.expected}",
    "ответили": lambda row: row.schools and row.schools.reported,
}
"""Columns of drawings that are no field of the row by themselves."""


def field(row: PlanFactRow, name: str) -> Any:
    return FIELDS[name](row) if name in FIELDS else getattr(row, name)


def text(value: Any, like: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{len(like.partition('.')[2])}f}"
    return str(value)
