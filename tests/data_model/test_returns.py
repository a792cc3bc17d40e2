"""Returns: append-only revisions, one of them current, the same bytes once."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.returns import Outcome, Severity, ValueState
from data_model.store import Store
from tests.builders import (
    a_document,
    a_fact,
    a_problem,
    a_return,
    a_submission,
    facts_by_grade,
)


def test_a_return_is_accepted_as_the_first_revision(store: Store) -> None:
    receipt = store.save_return(a_submission())
    assert (receipt.outcome, receipt.revision) == (Outcome.ACCEPTED, 1)
    assert (receipt.org, receipt.year) == ("580401", 2021)


def test_a_corrected_return_becomes_the_current_revision(store: Store) -> None:
    store.save_return(a_submission())
    store.save_return(a_submission(a_return(facts=facts_by_grade({6: 3}))))
    history = store.revisions("580401", 2021)
    assert [(one.number, one.is_current) for one in history] == [(1, False), (2, True)]
    assert [stored.fact.value for stored in store.snapshot("58040").facts] == [3]


def test_the_same_bytes_are_a_duplicate_and_change_nothing(store: Store) -> None:
    store.save_return(a_submission())
    before = store.version()
    receipt = store.save_return(a_submission(filename="другое имя.xlsx"))
    assert (receipt.outcome, receipt.revision) == (Outcome.DUPLICATE, 1)
    assert store.version() == before
    assert len(store.revisions("580401", 2021)) == 1


def test_bytes_of_a_superseded_revision_are_a_duplicate_with_a_word(store: Store) -> None:
    store.save_return(a_submission())
    store.save_return(a_submission(a_return(facts=(a_fact(),))))
    receipt = store.save_return(a_submission())
    assert receipt.outcome is Outcome.DUPLICATE
    assert [problem.code for problem in receipt.problems] == ["superseded_duplicate"]


def test_the_same_bytes_may_serve_two_years(store: Store) -> None:
    store.save_return(a_submission(a_return(year=2021), content=b"same"))
    receipt = store.save_return(a_submission(a_return(year=2022), content=b"same"))
    assert receipt.outcome is Outcome.ACCEPTED


def test_returns_of_one_slot_follow_each_other_in_one_transaction(store: Store) -> None:
    corrections = [a_submission(a_return(facts=facts_by_grade({6: count}))) for count in (3, 4, 5)]
    receipts = store.save_returns(corrections)
    assert [(one.outcome, one.revision) for one in receipts] == [
        (Outcome.ACCEPTED, number) for number in (1, 2, 3)
    ]
    history = store.revisions("580401", 2021)
    assert [one.is_current for one in history] == [False, False, True]
    assert [stored.fact.value for stored in store.snapshot("58040").facts] == [5]


def test_the_same_bytes_of_two_slots_are_kept_once_in_one_transaction(store: Store) -> None:
    both = [a_submission(a_return(year=year), content=b"same") for year in (2021, 2022)]
    again = a_submission(a_return(year=2021), content=b"same", filename="копия.xlsx")
    receipts = store.save_returns([*both, again])
    assert [one.outcome for one in receipts] == [
        Outcome.ACCEPTED,
        Outcome.ACCEPTED,
        Outcome.DUPLICATE,
    ]
    (first,), (second,) = (store.revisions("580401", year) for year in (2021, 2022))
    assert store.original(first.id) == ("580401_2021.xlsx", b"same")
    assert store.original(second.id) == ("580401_2022.xlsx", b"same")


def test_each_return_of_a_transaction_keeps_its_own_lines(store: Store) -> None:
    sent = [
        a_submission(a_return(org, facts=facts_by_grade({6: count}), documents=(a_document(),)))
        for org, count in (("580401", 3), ("580402", 4))
    ]
    store.save_returns(sent)
    snapshot = store.snapshot("58040")
    assert {(one.org, one.fact.value) for one in snapshot.facts} == {("580401", 3), ("580402", 4)}
    assert sorted(one.org for one in snapshot.documents) == ["580401", "580402"]


def test_problems_accompany_a_return(store: Store) -> None:
    sent = a_submission(problems=(a_problem(), a_problem("note", severity=Severity.NOTE)))
    receipt = store.save_return(sent)
    assert receipt.outcome is Outcome.ACCEPTED_WITH_WARNINGS
    revision = store.revisions("580401", 2021)[0]
    assert (revision.errors, revision.questions, revision.notes) == (0, 1, 1)


def test_a_return_with_errors_is_never_stored(store: Store) -> None:
    with pytest.raises(Refused):
        store.save_return(a_submission(problems=(a_problem(severity=Severity.ERROR),)))
    assert store.revisions("580401", 2021) == ()


def test_every_answer_comes_back_as_it_was_given(store: Store) -> None:
    facts = (
        a_fact("a", 6, value=12, written="12 чел."),
        a_fact("b", 7, value=0, state=ValueState.ZERO, written="0"),
        a_fact("c", value=None, state=ValueState.NO_DATA, reason="карантин", written=""),
        a_fact("d", value=None, state=ValueState.NOT_APPLICABLE),
    )
    document = a_document(link="https://example.ru/план")
    store.save_return(a_submission(a_return(facts=facts, documents=(document,))))
    snapshot = store.snapshot("58040")
    assert tuple(stored.fact for stored in snapshot.facts) == facts
    assert [stored.document for stored in snapshot.documents] == [document]
    assert {stored.revision for stored in snapshot.facts} == {1}


def test_the_original_bytes_are_kept(store: Store) -> None:
    store.save_return(a_submission(content=b"\x00\xff bytes", filename="отчёт.xlsx"))
    revision = store.revisions("580401", 2021)[0]
    assert store.original(revision.id) == ("отчёт.xlsx", b"\x00\xff bytes")
    with pytest.raises(NothingThere):
        store.original(revision.id + 1)


def test_a_stored_file_is_found_by_its_fingerprint(store: Store) -> None:
    sent = a_submission()
    assert store.find_return(sent.sha256) is None
    store.save_return(sent)
    found = store.find_return(sent.sha256)
    assert found is not None
    assert (found.org, found.number, found.is_current) == ("580401", 1, True)


def test_a_moment_keeps_its_instant(store: Store) -> None:
    moscow = timezone(timedelta(hours=3))
    store.save_return(a_submission(received_at=datetime(2021, 12, 31, 1, 30, tzinfo=moscow)))
    received = store.revisions("580401", 2021)[0].received_at
    assert received == datetime(2021, 12, 30, 22, 30, tzinfo=UTC)


def test_revisions_go_by_their_number_and_not_by_the_clock(store: Store) -> None:
    store.save_return(a_submission())
    yesterday = datetime(2021, 12, 1, tzinfo=UTC)
    store.save_return(a_submission(a_return(facts=(a_fact(),)), received_at=yesterday))
    assert [one.is_current for one in store.revisions("580401", 2021)] == [False, True]


def test_a_school_that_is_not_registered_is_named(store: Store) -> None:
    with pytest.raises(UnknownPlace, match="99"):
        store.save_return(a_submission(a_return("99")))


def test_the_municipality_sends_a_return_too(store: Store) -> None:
    assert store.save_return(a_submission(a_return("58040"))).outcome is Outcome.ACCEPTED


def test_a_district_sees_nothing_of_another(store: Store) -> None:
    from tests.builders import a_municipality, a_school

    store.save_register(a_municipality(code="58010"), [a_school("580101")])
    store.save_return(a_submission(a_return("580101")))
    store.save_return(a_submission(a_return("580401")))
    snapshot = store.snapshot("58010")
    assert {stored.org for stored in snapshot.facts} == {"580101"}
    assert {place.code for place in snapshot.organisations} == {"58010", "580101"}
    assert (snapshot.roll, snapshot.roadmaps) == ((), {})
