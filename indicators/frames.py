"""From a snapshot to a long frame of the places that are awaited, year by year."""

import pandas as pd

from data_model.periods import roll_date
from data_model.snapshot import Snapshot


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
    return pd.DataFrame(rows, columns=["year", "org", "name", "own"]).astype(texts)
