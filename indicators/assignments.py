"""Assignments as a frame («реестр поручений»): one row per assignment and addressee."""

from datetime import date

import pandas as pd

from data_model.assignments import Assignment, Execution
from data_model.snapshot import Snapshot

COLUMNS = [
    "assignment",
    "protocol",
    "given_on",
    "number",
    "text",
    "indicator",
    "addressee",
    "name",
    "is_school",
    "term",
    "due",
    "state",
    "overdue",
    "changed_on",
    "note",
    "evidence",
    "released_on",
    "released_by",
]


def assignments_frame(snapshot: Snapshot, today: date | None = None) -> pd.DataFrame:
    """One row per addressee, groups unfolded to schools; ``due`` None: without a term.

    ``overdue`` is judged on ``today``; an assignment without a term never is. ``name`` is the
    present short name of an organisation, else the post.
    """
    day = today or date.today()
    names = {place.code: place.name.short for place in snapshot.organisations}
    rows = [
        _row(given, one, names, day) for given in snapshot.assignments for one in given.executions
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    return frame.astype({"overdue": bool, "is_school": bool})


def _row(given: Assignment, one: Execution, names: dict[str, str], day: date) -> dict[str, object]:
    release = given.release
    return {
        "assignment": given.id,
        "protocol": given.protocol_number,
        "given_on": given.given_on,
        "number": given.number,
        "text": given.text,
        "indicator": given.indicator,
        "addressee": one.addressee,
        "name": names.get(one.addressee, one.addressee),
        "is_school": one.addressee in names,
        "term": str(given.term),
        "due": given.due,
        "state": str(given.state_of(one)),
        "overdue": given.is_overdue(one, day),
        "changed_on": one.changed_on,
        "note": one.note,
        "evidence": one.evidence,
        "released_on": release.released_on if release else None,
        "released_by": release.post if release else "",
    }
