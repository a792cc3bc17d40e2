"""«На проверке»: отчёт школы лежит между отправкой и счётом, пока на него не посмотрел методист."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from data_model.errors import ClosedYear, NothingThere, Refused
from data_model.people import Author, Grant, Role
from data_model.returns import Outcome, Receipt, ReturnState, ReviewState
from data_model.store import Store
from data_model.store.access import acting
from indicators.coverage import ReturnLine, coverage_sentence, returns_board
from tests.builders import a_submission

HERE, SCHOOL = "58040", "580401"
SENDER = Author("СОШ № 1", (Grant(Role.SCHOOL, HERE, SCHOOL),), "school")
METHODIST = Author("Методист", (Grant(Role.METHODIST, HERE),), "anna")
CONTROLLER = Author("Главный специалист", (Grant(Role.CONTROLLER, HERE),), "vera")
Send = Callable[..., Receipt]


@pytest.fixture
def reviewed(store: Store) -> Iterator[Store]:
    with acting(CONTROLLER):
        store.switch_review(HERE, is_on=True)
    yield store


@pytest.fixture
def send(reviewed: Store) -> Send:
    def sent(content: bytes, who: Author = SENDER) -> Receipt:
        with acting(who):
            return reviewed.save_return(a_submission(content=content))

    return sent


def waiting(store: Store) -> list[int]:
    found = store.snapshot(HERE).revisions
    return [one.id for one in found if one.review is ReviewState.WAITING]


def line(store: Store) -> ReturnLine:
    found = returns_board(store.snapshot(HERE), 2021).of(SCHOOL)
    assert found is not None
    return found


def counted(store: Store) -> list[int]:
    return [one.number for one in store.snapshot(HERE).revisions if one.is_current]


def accept(store: Store) -> None:
    with acting(METHODIST):
        store.accept_returns(waiting(store))


def test_off_where_nobody_has_switched_it_on(store: Store) -> None:
    with acting(SENDER):
        receipt = store.save_return(a_submission(content=b"a"))
    assert (receipt.is_in_review, counted(store)) == (False, [1])


def test_what_a_school_sends_counts_only_when_it_is_accepted(reviewed: Store, send: Send) -> None:
    receipt = send(b"a")
    assert (receipt.outcome, receipt.revision, receipt.is_in_review) == (Outcome.ACCEPTED, 1, True)
    assert (counted(reviewed), reviewed.snapshot(HERE).facts) == ([], ())
    assert line(reviewed).state is ReturnState.IN_REVIEW
    board = returns_board(reviewed.snapshot(HERE), 2021)
    assert "на проверке 1" in coverage_sentence(board)
    assert (board.reported, SCHOOL in {one.org for one in board.silent}) == (0, False)
    accept(reviewed)
    assert counted(reviewed) == [1]
    assert reviewed.snapshot(HERE).facts
    assert line(reviewed).state is ReturnState.ACCEPTED


def test_the_former_revision_counts_meanwhile(reviewed: Store, send: Send) -> None:
    send(b"a", METHODIST)
    assert counted(reviewed) == [1]
    send(b"b")
    assert (counted(reviewed), line(reviewed).state) == ([1], ReturnState.IN_REVIEW)
    assert line(reviewed).is_in
    accept(reviewed)
    assert counted(reviewed) == [2]


def test_a_methodists_upload_counts_at_once_and_what_waits_is_replaced(
    reviewed: Store, send: Send
) -> None:
    send(b"a")
    send(b"b", METHODIST)
    assert (counted(reviewed), waiting(reviewed)) == ([2], [])
    states = [one.review for one in reviewed.revisions(SCHOOL, 2021)]
    assert states == [ReviewState.REPLACED, None]


def test_of_two_sendings_the_later_one_waits(reviewed: Store, send: Send) -> None:
    send(b"a")
    send(b"b")
    assert [one.number for one in reviewed.snapshot(HERE).revisions
            if one.review is ReviewState.WAITING] == [2]  # fmt: skip


def test_it_goes_back_with_words_and_the_next_one_waits_again(reviewed: Store, send: Send) -> None:
    send(b"a")
    with acting(METHODIST):
        with pytest.raises(Refused, match="что исправить"):
            reviewed.return_reviewed(waiting(reviewed), " ")
        reviewed.return_reviewed(waiting(reviewed), "Проверьте 9 класс")
    assert line(reviewed).state is ReturnState.RETURNED
    back = reviewed.snapshot(HERE).sent_back
    assert [(one.org, one.reason, one.person) for one in back] == [
        (SCHOOL, "Проверьте 9 класс", "Методист")
    ]
    again = send(b"a")
    assert again.outcome is Outcome.DUPLICATE
    assert "возвращён на доработку" in again.problems[0].message
    send(b"b")
    assert line(reviewed).state is ReturnState.IN_REVIEW
    assert reviewed.snapshot(HERE).sent_back == ()


def test_the_same_bytes_sent_twice_wait_once(reviewed: Store, send: Send) -> None:
    send(b"a")
    again = send(b"a")
    assert (again.outcome, again.revision, again.is_in_review) == (Outcome.DUPLICATE, 1, True)


def test_what_was_returned_is_no_former_revision_to_go_back_to(reviewed: Store, send: Send) -> None:
    send(b"a")
    with acting(METHODIST):
        reviewed.return_reviewed(waiting(reviewed), "Проверьте")
    send(b"b", METHODIST)
    current = next(one.id for one in reviewed.revisions(SCHOOL, 2021) if one.is_current)
    with acting(METHODIST):
        assert reviewed.undo_return(current, "ошиблись") is None
    assert counted(reviewed) == []


def test_several_are_accepted_together_or_none(reviewed: Store, send: Send) -> None:
    send(b"a")
    with acting(METHODIST):
        with pytest.raises(NothingThere, match="уже не ждут"):
            reviewed.accept_returns([*waiting(reviewed), 999])
        assert waiting(reviewed)
        accepted = waiting(reviewed)
        reviewed.accept_returns(accepted)
        with pytest.raises(NothingThere):
            reviewed.accept_returns(accepted)


def test_a_year_that_was_closed_meanwhile_takes_nothing_in(reviewed: Store, send: Send) -> None:
    send(b"a")
    reviewed.close_year(HERE, 2021, date(2022, 2, 1), "приказ")
    with pytest.raises(ClosedYear):
        accept(reviewed)
    assert counted(reviewed) == []


def test_only_the_controller_switches_it_and_only_the_methodist_decides(
    reviewed: Store, send: Send
) -> None:
    send(b"a")
    for who in (SENDER, CONTROLLER):
        with acting(who), pytest.raises(Refused, match="не разрешено"):
            reviewed.accept_returns(waiting(reviewed))
    with acting(METHODIST):
        with pytest.raises(Refused, match="не разрешено"):
            reviewed.switch_review(HERE, is_on=False)
        with pytest.raises(Refused, match="главный специалист"):
            reviewed.save_settings(HERE, {"review": ""})


def test_the_journal_tells_it_all(reviewed: Store, send: Send) -> None:
    send(b"a")
    accept(reviewed)
    told = [(one.person, one.act) for one in reviewed.journal()]
    assert ("Главный специалист", "проверка перед приёмом") in told
    assert ("СОШ № 1", "принят отчёт") in told
    assert ("Методист", "отчёт принят после проверки") in told
    (sent,) = reviewed.revisions(SCHOOL, 2021)
    assert reviewed.return_authors(SCHOOL, 2021) == {sent.id: "СОШ № 1"}
    assert not reviewed.broken_links()
