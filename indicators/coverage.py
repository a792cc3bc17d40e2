"""Coverage («охват отчётностью»): who has reported, who has not, whose remarks are open."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from data_model.periods import roll_date
from data_model.returns import ReturnState, Revision
from data_model.snapshot import Snapshot

COLUMNS = [
    "org",
    "name",
    "state",
    "late",
    "received_at",
    "revision",
    "errors",
    "questions",
    "filename",
]


def returns_board(snapshot: Snapshot, year: int, as_of: date | None = None) -> pd.DataFrame:
    """One row per awaited organisation, then one for the municipality.

    late: the first revision came after the deadline, and stays late after a correction; or the
    deadline has passed and nothing has come. Without a deadline nothing is late. received_at
    and filename are of the current revision; questions are those still open. A return is
    «returned» while it waits to be mended, «reopened» while its closed year is open again.
    """
    day = roll_date(year)
    places = [(place.code, place.name_on(day).short) for place in snapshot.expected(year)]
    places.append((snapshot.municipality.code, snapshot.municipality.short))
    sent: dict[str, list[Revision]] = {code: [] for code, _ in places}
    for revision in snapshot.revisions:
        if revision.year == year and revision.org in sent:
            sent[revision.org].append(revision)
    asked = Counter(one.org for one in snapshot.problems if one.year == year and one.is_open)
    deadline = snapshot.deadlines.get(year)
    today = as_of or date.today()
    rows = [
        {"org": code, "name": name, **_line(sent[code], asked[code], deadline, today)}
        for code, name in places
    ]
    for row in rows:
        row["state"] = str(_in_its_life(snapshot, year, row, today))
    board = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    types = {"revision": "Int64", "late": "bool", "errors": "int64", "questions": "int64"}
    return board.astype(types)


def _line(
    revisions: list[Revision], questions: int, deadline: date | None, today: date
) -> dict[str, object]:
    current = next((one for one in revisions if one.is_current), None)
    first = min((one.received_at.date() for one in revisions), default=today)
    return {
        "state": str(_state(current, questions)),
        "late": bool(deadline and first > deadline),
        "received_at": current.received_at if current else None,
        "revision": current.number if current else None,
        "errors": current.errors if current else 0,
        "questions": questions if current else 0,
        "filename": current.filename if current else None,
    }


def _state(current: Revision | None, questions: int) -> ReturnState:
    if current is None:
        return ReturnState.NOT_REPORTED
    return ReturnState.WITH_REMARKS if questions else ReturnState.ACCEPTED


def _in_its_life(snapshot: Snapshot, year: int, row: dict[str, object], today: date) -> ReturnState:
    """Sent back until the next revision; reopened until the term ends or a revision comes.

    What has not come stays «не сдан», whether or not the year has been opened again.
    """
    state, org = ReturnState(str(row["state"])), str(row["org"])
    if state is ReturnState.NOT_REPORTED:
        return state
    if any((one.org, one.year) == (org, year) for one in snapshot.sent_back):
        return ReturnState.RETURNED
    return ReturnState.REOPENED if _is_reopened(snapshot, year, row, today) else state


def _is_reopened(snapshot: Snapshot, year: int, row: dict[str, object], today: date) -> bool:
    received = row["received_at"]
    assert isinstance(received, datetime)
    return year in snapshot.closed_years and any(
        one.year == year and one.admits(str(row["org"]), today) and received.date() < one.opened_on
        for one in snapshot.reopenings
    )


@dataclass(frozen=True, slots=True)
class Collection:
    """How far the collection of a year has come («приём отчётов»), schools only."""

    expected: int
    reported: int
    with_remarks: int
    late: int

    @property
    def missing(self) -> int:
        return self.expected - self.reported


def collection(board: pd.DataFrame, municipality: str) -> Collection:
    """The board in four numbers; the municipality's own return is not counted."""
    schools = board[board["org"] != municipality]
    return Collection(
        expected=len(schools),
        reported=int((schools["state"] != ReturnState.NOT_REPORTED).sum()),
        with_remarks=int((schools["state"] == ReturnState.WITH_REMARKS).sum()),
        late=int(schools["late"].sum()),
    )
