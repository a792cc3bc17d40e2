"""Who has reported, who is late, whose remarks are open."""

from dataclasses import replace
from datetime import UTC, date, datetime

from data_model.returns import StoredProblem
from data_model.snapshot import Snapshot
from indicators.coverage import collection, returns_board
from tests.builders import (
    a_district_office,
    a_problem,
    a_return,
    a_revision,
    a_school,
    a_snapshot,
)

PLACES = (a_district_office(), a_school(), a_school("580402"))
BEFORE, AFTER = date(2021, 12, 1), date(2021, 12, 31)


def board(snapshot: Snapshot, today: date = AFTER) -> dict[str, dict[str, object]]:
    rows = returns_board(snapshot, 2021, today).set_index("org")
    return rows.to_dict("index")  # type: ignore[return-value]


def test_every_awaited_place_has_a_row_and_the_municipality_comes_last() -> None:
    rows = returns_board(a_snapshot((a_return(),), organisations=PLACES), 2021)
    assert rows["org"].tolist() == ["580401", "580402", "58040"]
    assert rows["state"].tolist() == ["accepted", "not_reported", "not_reported"]
    assert rows["filename"].tolist() == ["580401_2021.xlsx", None, None]


def test_a_return_with_an_open_question_has_remarks() -> None:
    asked = StoredProblem("580401", 2021, 1, a_problem())
    answered = replace(asked, is_open=False, answer="Проверено")
    open_one = a_snapshot((a_return(),), problems=(asked, answered))
    closed = a_snapshot((a_return(),), problems=(answered,))
    assert board(open_one)["580401"]["state"] == "with_remarks"
    assert board(open_one)["580401"]["questions"] == 1
    assert board(closed)["580401"]["state"] == "accepted"


def test_without_a_deadline_nothing_is_late() -> None:
    assert not board(a_snapshot((a_return(),)))["580401"]["late"]


def test_a_return_after_the_deadline_is_late() -> None:
    assert board(a_snapshot((a_return(),), deadlines={2021: BEFORE}))["580401"]["late"]
    assert not board(a_snapshot((a_return(),), deadlines={2021: AFTER}))["580401"]["late"]


def test_a_missing_return_is_late_once_the_deadline_has_passed() -> None:
    silent = a_snapshot(deadlines={2021: BEFORE})
    assert not board(silent, today=BEFORE)["580401"]["late"]
    assert board(silent, today=AFTER)["580401"]["late"]


def test_a_correction_neither_makes_a_return_late_nor_undoes_it() -> None:
    first = a_revision(is_current=False, received_at=datetime(2021, 11, 20, tzinfo=UTC))
    second = a_revision(id=2, number=2)
    snapshot = a_snapshot((a_return(),), revisions=(first, second), deadlines={2021: BEFORE})
    assert not board(snapshot)["580401"]["late"]
    assert board(snapshot)["580401"]["revision"] == 2


def test_the_collection_counts_schools_only() -> None:
    sent = (a_return(), a_return("58040", 2021))
    rows = returns_board(a_snapshot(sent, organisations=PLACES), 2021)
    found = collection(rows, "58040")
    assert (found.expected, found.reported, found.missing) == (2, 1, 1)
