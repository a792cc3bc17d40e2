"""Deadlines, closed years and years opened again for a while."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data_model.errors import ClosedYear, NothingThere, Refused, UnknownPlace
from data_model.returns import Outcome, Reopening
from data_model.store import Store
from tests.builders import a_fact, a_return, a_submission

TODAY = date.today()
CORRECTION = a_submission(a_return(facts=(a_fact(value=5),)))
REOPENING = Reopening(
    year=2021,
    opened_on=TODAY,
    until=TODAY + timedelta(days=3),
    reason="ошибка в данных школы",
    person="Начальник управления",
)


@pytest.fixture
def closed(store: Store) -> Store:
    store.save_return(a_submission())
    store.close_year("58040", 2021, date(2022, 1, 31), "приказ об итогах")
    return store


def test_a_deadline_is_set_moved_and_taken_away(store: Store) -> None:
    store.save_deadline("58040", 2021, date(2021, 12, 20))
    store.save_deadline("58040", 2021, date(2021, 12, 25))
    assert store.snapshot("58040").deadlines == {2021: date(2021, 12, 25)}
    store.save_deadline("58040", 2021, None)
    assert store.snapshot("58040").deadlines == {}


def test_a_deadline_needs_a_known_municipality(store: Store) -> None:
    with pytest.raises(UnknownPlace):
        store.save_deadline("99", 2021, date(2021, 12, 20))


@pytest.mark.parametrize("reason", ["", "письмо школы № 5"])
def test_a_closed_year_takes_no_correction_whatever_its_reason(closed: Store, reason: str) -> None:
    """Причина сама по себе закрытого года не открывает."""
    with pytest.raises(ClosedYear, match="закрыт"):
        closed.save_return(replace(CORRECTION, reason=reason))
    assert len(closed.revisions("580401", 2021)) == 1


def test_a_correction_of_a_year_open_again_keeps_its_reason(closed: Store) -> None:
    closed.reopen_year("58040", REOPENING)
    receipt = closed.save_return(replace(CORRECTION, reason="письмо школы № 5"))
    assert receipt.outcome is Outcome.ACCEPTED
    assert closed.revisions("580401", 2021)[1].reason == "письмо школы № 5"


def test_the_same_bytes_in_a_closed_year_are_only_a_duplicate(closed: Store) -> None:
    assert closed.save_return(a_submission()).outcome is Outcome.DUPLICATE


def test_other_years_stay_open(closed: Store) -> None:
    assert closed.save_return(a_submission(a_return(year=2022))).outcome is Outcome.ACCEPTED


def test_a_reopened_year_takes_corrections(closed: Store) -> None:
    closed.reopen_year("58040", REOPENING)
    assert closed.save_return(CORRECTION).outcome is Outcome.ACCEPTED


def test_a_reopening_closes_by_itself(closed: Store) -> None:
    past = replace(REOPENING, opened_on=date(2022, 2, 1), until=date(2022, 2, 5))
    closed.reopen_year("58040", past)
    with pytest.raises(Refused):
        closed.save_return(CORRECTION)


def test_a_reopening_may_be_for_one_school(closed: Store) -> None:
    closed.reopen_year("58040", replace(REOPENING, org="580402"))
    with pytest.raises(Refused):
        closed.save_return(CORRECTION)
    assert closed.save_return(a_submission(a_return("580402"))).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"person": ""},
        {"until": TODAY - timedelta(days=1)},
    ],
)
def test_a_reopening_needs_reason_person_and_term(closed: Store, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        closed.reopen_year("58040", replace(REOPENING, **wrong))
    assert closed.reopenings("58040") == ()


def test_only_a_closed_year_is_reopened_and_only_an_open_one_closed(closed: Store) -> None:
    with pytest.raises(NothingThere):
        closed.reopen_year("58040", replace(REOPENING, year=2022))
    with pytest.raises(Refused):
        closed.close_year("58040", 2021, date(2022, 2, 1))


def test_the_snapshot_knows_what_is_closed_and_what_is_open_again(closed: Store) -> None:
    closed.reopen_year("58040", REOPENING)
    snapshot = closed.snapshot("58040")
    assert snapshot.closed_years == {2021}
    assert snapshot.reopenings == (REOPENING,)
    assert [closure.reason for closure in closed.closures("58040")] == ["приказ об итогах"]
