"""A return sent back counts on until the next revision; a closed year opens for a while."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data_model.errors import NothingThere, Refused
from data_model.returns import Reopening, SentBack
from data_model.store import Store
from indicators.coverage import returns_board
from tests.builders import a_return, a_submission

ACT = SentBack("580401", 2021, date(2022, 1, 20), "Пересчитать 9 класс", "методист")
LATER = datetime(2022, 2, 1, tzinfo=UTC)


def state(store: Store, day: date = date(2022, 2, 2), org: str = "580401") -> str:
    line = returns_board(store.snapshot("58040"), 2021, day).of(org)
    assert line is not None
    return str(line.state)


@pytest.fixture
def sent(store: Store) -> Store:
    store.save_return(a_submission(a_return()))
    return store


def test_a_return_is_returned_until_the_mended_one_comes(sent: Store) -> None:
    before = sent.version()
    sent.send_back(ACT)
    assert state(sent) == "returned"
    assert sent.version() > before
    assert sent.snapshot("58040").facts
    sent.save_return(
        a_submission(a_return(version=1), b"mended", received_at=LATER, reason="Исправлено")
    )
    assert state(sent) == "accepted"


def test_a_return_is_sent_back_once_with_reason_and_person(sent: Store) -> None:
    for wrong in (replace(ACT, reason=" "), replace(ACT, person="")):
        with pytest.raises(Refused, match="что исправить"):
            sent.send_back(wrong)
    sent.send_back(ACT)
    with pytest.raises(Refused, match="уже возвращён"):
        sent.send_back(ACT)


def test_what_has_not_come_cannot_be_sent_back(store: Store) -> None:
    with pytest.raises(NothingThere):
        store.send_back(ACT)


def test_a_reopened_year_closes_by_itself(sent: Store) -> None:
    sent.close_year("58040", 2021, date(2022, 1, 15), "приказ об итогах")
    opened = Reopening(
        2021, date(2022, 2, 1), date(2022, 2, 10), "ошибка в 9 классе", "начальник", "580401"
    )
    sent.reopen_year("58040", opened)
    assert state(sent, date(2022, 2, 10)) == "reopened"
    assert state(sent, date(2022, 2, 11)) == "accepted"
    assert state(sent, date(2022, 2, 10), "580402") == "not_reported"


def test_a_correction_ends_the_reopening_of_its_school(sent: Store) -> None:
    sent.close_year("58040", 2021, date(2022, 1, 15))
    today = datetime.now().astimezone()
    sent.reopen_year("58040", Reopening(2021, today.date(), today.date(), "ошибка", "начальник"))
    assert state(sent, today.date()) == "reopened"
    sent.save_return(a_submission(a_return(), b"mended", received_at=today))
    assert state(sent, today.date()) == "accepted"
