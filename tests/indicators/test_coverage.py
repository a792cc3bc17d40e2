"""Who has reported, who is late, whose remarks are open."""

from dataclasses import replace
from datetime import UTC, date, datetime

from data_model.returns import ReturnState, StoredProblem
from data_model.snapshot import Snapshot
from indicators.coverage import ReturnLine, coverage_sentence, returns_board
from tests.builders import (
    a_district_office,
    a_presence_activity,
    a_presence_question,
    a_problem,
    a_return,
    a_revision,
    a_roadmap,
    a_school,
    a_snapshot,
)

PLACES = (a_district_office(), a_school(), a_school("580402"))
BEFORE, AFTER = date(2021, 12, 1), date(2021, 12, 31)


def board(snapshot: Snapshot, today: date = AFTER) -> dict[str, ReturnLine]:
    return {line.org: line for line in returns_board(snapshot, 2021, today).lines}


def test_every_awaited_place_has_a_row_and_the_municipality_comes_last() -> None:
    lines = returns_board(a_snapshot((a_return(),), organisations=PLACES), 2021).lines
    assert [line.org for line in lines] == ["580401", "580402", "58040"]
    assert [line.state for line in lines] == ["accepted", "not_reported", "not_reported"]
    assert [line.filename for line in lines] == ["580401_2021.xlsx", None, None]


def test_a_roadmap_that_asks_the_municipality_only_awaits_no_school() -> None:
    office = a_roadmap(questions=(a_presence_question(),), activities=(a_presence_activity(),))
    whole = returns_board(a_snapshot(roadmaps={2021: office}, organisations=PLACES), 2021)
    assert [line.org for line in whole.lines] == ["58040"]
    assert coverage_sentence(whole).replace("\u00a0", " ") == (
        "Школ, от которых ждут отчёт, нет. Отчёт муниципалитета не сдан."
    )


def test_a_return_with_an_open_question_has_remarks() -> None:
    asked = StoredProblem("580401", 2021, 1, a_problem())
    answered = replace(asked, is_open=False, answer="Проверено")
    open_one = a_snapshot((a_return(),), problems=(asked, answered))
    closed = a_snapshot((a_return(),), problems=(answered,))
    assert board(open_one)["580401"].state == "with_remarks"
    assert board(open_one)["580401"].questions == 1
    assert board(closed)["580401"].state == "accepted"


def test_without_a_deadline_nothing_is_late() -> None:
    assert not board(a_snapshot((a_return(),)))["580401"].late


def test_a_return_after_the_deadline_is_late() -> None:
    assert board(a_snapshot((a_return(),), deadlines={2021: BEFORE}))["580401"].late
    assert not board(a_snapshot((a_return(),), deadlines={2021: AFTER}))["580401"].late


def test_a_missing_return_is_late_once_the_deadline_has_passed() -> None:
    silent = a_snapshot(deadlines={2021: BEFORE})
    assert not board(silent, today=BEFORE)["580401"].late
    assert board(silent, today=AFTER)["580401"].late


def test_a_correction_neither_makes_a_return_late_nor_undoes_it() -> None:
    first = a_revision(is_current=False, received_at=datetime(2021, 11, 20, tzinfo=UTC))
    second = a_revision(id=2, number=2)
    snapshot = a_snapshot((a_return(),), revisions=(first, second), deadlines={2021: BEFORE})
    assert not board(snapshot)["580401"].late
    assert board(snapshot)["580401"].revision == 2


def test_the_collection_counts_schools_only() -> None:
    sent = (a_return(), a_return("58040", 2021))
    found = returns_board(a_snapshot(sent, organisations=PLACES), 2021)
    assert (found.expected, found.reported, found.own.state) == (2, 1, ReturnState.ACCEPTED)
    assert [line.org for line in found.missing] == ["580402"]
    assert not found.is_complete


def test_the_counts_of_a_year_are_worded_once() -> None:
    """«Сдали» — сколько пришло; «с вопросами» — сколько из них ждут ответа; район назван всегда."""
    asked = StoredProblem("580401", 2021, 1, a_problem())
    whole = returns_board(a_snapshot((a_return(),), organisations=PLACES, problems=(asked,)), 2021)
    assert coverage_sentence(whole).replace("\u00a0", " ") == (
        "Отчёты сдали 1 из 2 школ: без вопросов 0, с вопросами 1. Отчёт муниципалитета не сдан."
    )
    own = a_return("58040", 2021)
    mine = returns_board(a_snapshot((own,), organisations=PLACES), 2021)
    assert coverage_sentence(mine).replace("\u00a0", " ") == (
        "Отчёты сдали 0 из 2 школ. Отчёт муниципалитета сдан."
    )
