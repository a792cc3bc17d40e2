"""Growth («рост»): this year beside the last, over those that answered in both."""

import numpy as np
import pandas as pd

from data_model.compliance import Growth

KEY = ["year", "series", "org"]


def with_previous(measures: pd.DataFrame) -> pd.DataFrame:
    """Measures (joined with their definitions) with last year's number of the same place.

    Adds ``before`` (Int64: counted a year ago), ``possible`` (the place was awaited in both
    years and the roadmap was in force in both) and ``comparable`` (both numbers are known).
    """
    last = measures[[*KEY, "counted", "awaited"]].assign(year=measures["year"] + 1)
    last = last.rename(columns={"counted": "before", "awaited": "was_awaited"})
    joined = measures.merge(last.drop_duplicates(KEY), on=KEY, how="left")
    was_awaited = joined["was_awaited"].eq(True)
    joined["possible"] = was_awaited & joined["awaited"] & ~joined["first_year"]
    known = joined["counted"].notna() & joined["before"].notna()
    joined["comparable"] = joined["possible"] & known
    return joined.drop(columns="was_awaited")


def growth(rows: pd.DataFrame) -> pd.Series:
    """Verdict on growth by sums over the comparable; None where it is not asked."""
    verdicts = np.select(
        [
            ~rows["grows"],
            rows["possible"] == 0,
            rows["pairs"] == 0,
            rows["current_common"] > rows["previous"],
        ],
        ["", Growth.NOT_APPLICABLE, Growth.NO_DATA, Growth.MET],
        default=Growth.MISSED,
    )
    return pd.Series(verdicts, index=rows.index, dtype=object).where(rows["grows"], None)
