"""From a snapshot to long frames: the answers, the roll, the places that are awaited."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from data_model.periods import roll_date
from data_model.snapshot import Snapshot

FACT_COLUMNS = [
    "org",
    "year",
    "question",
    "grade",
    "value",
    "state",
    "reason",
    "written",
    "sheet",
    "cell",
    "revision",
]


def _frame(rows: Iterable[tuple[Any, ...]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame.from_records(list(rows), columns=columns)


def facts_frame(snapshot: Snapshot) -> pd.DataFrame:
    """One row per current answer: organisation, year, question and grade (0: the whole)."""
    rows = (
        (stored.org, stored.year, fact.question, fact.grade, fact.value, str(fact.state))
        + (fact.reason, fact.written, fact.sheet, fact.cell, stored.revision)
        for stored in snapshot.facts
        for fact in (stored.fact,)
    )
    return _frame(rows, FACT_COLUMNS).astype({"value": "Int64"})


def roll_frame(snapshot: Snapshot) -> pd.DataFrame:
    """One row per organisation, year and grade: pupils on the counting day."""
    rows = ((row.org, row.year, row.grade, row.pupils) for row in snapshot.roll)
    return _frame(rows, ["org", "year", "grade", "pupils"])


def places_frame(snapshot: Snapshot) -> pd.DataFrame:
    """One row per year and awaited place: the municipality first, then its organisations.

    Columns: year, org (code), name (short, in force on the counting day of that year; of the
    municipality its own short name), own (True for the municipality itself).
    """
    rows: list[tuple[int, str, str, bool]] = []
    for year in snapshot.years:
        day = roll_date(year)
        rows.append((year, snapshot.municipality.code, snapshot.municipality.short, True))
        rows += [
            (year, place.code, place.name_on(day).short, False) for place in snapshot.expected(year)
        ]
    texts = {"org": object, "name": object}
    return _frame(rows, ["year", "org", "name", "own"]).astype(texts)
