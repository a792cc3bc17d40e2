"""Collected numbers («собранные числа»): questions asked by grade for a report, not judged.

The diagnostics of the roadmap is judged by its document; how many pupils were diagnosed and
advised is told beside it («also_counted» of the indicator).
"""

from collections.abc import Iterable

import pandas as pd

from data_model.snapshot import Snapshot

COLUMNS = ["question", "org", "grade", "numerator", "denominator"]


def collected(
    snapshot: Snapshot, year: int, questions: Iterable[str], grades: Iterable[int]
) -> pd.DataFrame:
    """One row per question, awaited organisation and grade in which it has pupils.

    ``numerator`` is the answer (NA where there is none), ``denominator`` the roll.
    """
    wanted, asked = set(grades), list(questions)
    awaited = {place.code for place in snapshot.expected(year)}
    answers = {
        (stored.fact.question, stored.org, stored.fact.grade): stored.fact.value
        for stored in snapshot.facts
        if stored.year == year and stored.fact.question in asked
    }
    rows = [
        (question, row.org, row.grade, answers.get((question, row.org, row.grade)), row.pupils)
        for question in asked
        for row in snapshot.roll
        if row.year == year and row.org in awaited and row.grade in wanted and row.pupils
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"numerator": "Int64", "denominator": "Int64"})


def summed(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sums per question and ``by`` («grade» or «org»), with the share in percent.

    By grade: over the organisations that answered in that grade. By organisation: over its
    grades, unknown where one of them was left empty.
    """
    whole = frame[frame["numerator"].notna()] if by == "grade" else frame
    groups = whole.groupby(["question", by], sort=False, observed=True)
    sums = groups.agg(
        numerator=("numerator", lambda column: column.sum(skipna=False)),
        denominator=("denominator", "sum"),
        organisations=("org", "nunique"),
    ).reset_index()
    sums["actual"] = (100 * sums["numerator"] / sums["denominator"]).astype("Float64")
    return sums


def total(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per question: the sum over the organisations that answered it wholly."""
    by_org = summed(frame, "org")
    known = by_org[by_org["numerator"].notna()]
    sums = known.groupby("question", sort=False)[
        ["numerator", "denominator", "organisations"]
    ].sum()
    sums["actual"] = (100 * sums["numerator"] / sums["denominator"]).astype("Float64")
    return sums.reset_index()
