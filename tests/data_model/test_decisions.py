"""Protocols become assignments; control is taken off by the controller, never by who executes."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.decisions import (
    AgendaItem,
    Assignment,
    AssignmentState,
    Audience,
    Decision,
    DecisionKind,
    Execution,
    Heard,
    MeetingProtocol,
    Release,
    TermKind,
)
from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.store import Store
from tests.builders import a_municipality, a_school

ASSIGN = Decision(
    "1.2",
    DecisionKind.ASSIGN,
    "провести собрания.",
    audience=Audience.ALL_SCHOOLS,
    addressees_text="Общеобразовательные организации",
)
PROTOCOL = MeetingProtocol(
    number="4",
    date=date(2020, 9, 17),
    body="Отдел образования",
    heading="Заседание",
    items=(
        AgendaItem(
            "1",
            "состояние работы",
            (Heard("методиста", "о диагностике"),),
            (Decision("1.1", DecisionKind.ASSESS, "Признать.", "удовлетворительно"), ASSIGN),
        ),
    ),
    present=("методисты", "заместители директоров"),
    secretary="секретарь",
)
DAY = date(2020, 10, 1)


def entered(store: Store, **changes: object) -> Assignment:
    """The only assignment of the protocol; ``changes`` are of its clause."""
    item = replace(PROTOCOL.items[0], decisions=(replace(ASSIGN, **changes),))  # type: ignore[arg-type]
    store.save_protocol("58040", replace(PROTOCOL, items=(item,)))
    return the_assignment(store)


def the_assignment(store: Store) -> Assignment:
    (found,) = store.snapshot("58040").assignments
    return found


def test_a_protocol_comes_back_whole(store: Store) -> None:
    store.save_protocol("58040", PROTOCOL)
    assert store.protocols("58040") == (PROTOCOL,)


def test_a_protocol_entered_again_changes_nothing(store: Store) -> None:
    first = store.save_protocol("58040", PROTOCOL)
    version = store.version()
    assert store.save_protocol("58040", PROTOCOL) == first
    assert store.version() == version


def test_another_protocol_of_the_same_number_and_day_is_refused(store: Store) -> None:
    store.save_protocol("58040", PROTOCOL)
    with pytest.raises(Refused, match="уже внесён"):
        store.save_protocol("58040", replace(PROTOCOL, secretary="другой"))


def test_entering_a_protocol_raises_the_version_of_the_data(store: Store) -> None:
    before = store.version()
    store.save_protocol("58040", PROTOCOL)
    assert store.version() > before


def test_an_assignment_to_all_schools_unfolds_to_those_of_that_day(store: Store) -> None:
    later = a_school("580403", valid_from=date(2021, 9, 1))
    closed = a_school("580404", valid_to=date(2020, 8, 31))
    store.save_register(a_municipality(), [later, closed])
    assert [one.addressee for one in entered(store).executions] == ["580401", "580402"]


def test_an_assignment_without_a_term_is_never_overdue(store: Store) -> None:
    given = entered(store)
    assert given.due is None
    assert not given.is_overdue(given.executions[0], date(2099, 1, 1))


def test_the_end_of_the_school_year_is_31_august(store: Store) -> None:
    given = entered(store, term=TermKind.SCHOOL_YEAR)
    assert given.due == date(2021, 8, 31)
    assert given.is_overdue(given.executions[0], date(2021, 9, 1))
    assert not given.is_overdue(given.executions[0], date(2021, 8, 31))


def test_what_is_done_is_not_overdue(store: Store) -> None:
    given = entered(store, term=TermKind.DATE, due=date(2020, 10, 15))
    store.save_execution(given.id, Execution("580401", AssignmentState.DONE, DAY, "Проведено"))
    now = the_assignment(store)
    assert [now.is_overdue(one, date(2021, 1, 1)) for one in now.executions] == [False, True]
    assert now.state is AssignmentState.IN_WORK


def test_an_assignment_is_done_when_all_have_done_it(store: Store) -> None:
    given = entered(store)
    assert given.state is AssignmentState.SET
    for one in given.executions:
        store.save_execution(given.id, replace(one, state=AssignmentState.DONE, changed_on=DAY))
    assert the_assignment(store).state is AssignmentState.DONE


REFUSED_EXECUTIONS = {
    "снимает контролёр": Execution("580401", AssignmentState.RELEASED, DAY),
    "не адресовано": Execution("580499", AssignmentState.DONE, DAY),
    "Укажите день": Execution("580401", AssignmentState.DONE),
}


@pytest.mark.parametrize("why", REFUSED_EXECUTIONS)
def test_an_execution_that_cannot_be_is_refused(store: Store, why: str) -> None:
    given = entered(store)
    with pytest.raises(Refused, match=why):
        store.save_execution(given.id, REFUSED_EXECUTIONS[why])


def test_the_controller_takes_off_control_with_post_and_day(store: Store) -> None:
    given = entered(store)
    release = Release("главный специалист", date(2021, 9, 1), "Учтено в плане нового года.")
    store.release_assignment(given.id, release)
    now = the_assignment(store)
    assert (now.release, now.state) == (release, AssignmentState.RELEASED)
    with pytest.raises(Refused, match="снято с контроля"):
        store.save_execution(given.id, Execution("580401", AssignmentState.DONE, DAY))


REFUSED_RELEASES = {
    "Укажите должность": Release(" ", DAY, "причина"),
    "это делает контролёр": Release("СОШ  № 1", DAY, "причина"),
    "Исполнено не всеми": Release("главный специалист", DAY),
    "не раньше": Release("главный специалист", date(2020, 9, 1), "причина"),
}


@pytest.mark.parametrize("why", REFUSED_RELEASES)
def test_a_release_that_cannot_be_is_refused(store: Store, why: str) -> None:
    given = entered(store)
    with pytest.raises(Refused, match=why):
        store.release_assignment(given.id, REFUSED_RELEASES[why])


def test_a_named_post_cannot_release_itself(store: Store) -> None:
    given = entered(store, audience=Audience.NAMED, addressees=("Директор МЦПРО",))
    with pytest.raises(Refused, match="Исполнитель не снимает"):
        store.release_assignment(given.id, Release("директор МЦПРО", DAY, "причина"))


def test_a_protocol_is_removed_only_while_nothing_follows(store: Store) -> None:
    given = entered(store)
    store.save_execution(given.id, Execution("580401", AssignmentState.IN_WORK, DAY))
    with pytest.raises(Refused, match="нельзя отозвать"):
        store.remove_protocol(given.protocol)
    other = store.save_protocol("58040", replace(PROTOCOL, number="5"))
    store.remove_protocol(other)
    assert [one.number for one in store.protocols("58040")] == ["4"]


def test_what_is_not_there_cannot_be_followed(store: Store) -> None:
    with pytest.raises(NothingThere):
        store.save_execution(77, Execution("580401", AssignmentState.DONE, DAY))
    with pytest.raises(NothingThere):
        store.remove_protocol(77)


def test_nothing_of_one_district_shows_in_another(store: Store) -> None:
    store.save_register(a_municipality(code="58030"), [a_school("580301")])
    store.save_protocol("58030", PROTOCOL)
    assert store.snapshot("58040").assignments == ()
    (given,) = store.snapshot("58030").assignments
    assert [one.addressee for one in given.executions] == ["580301"]


def test_a_protocol_needs_a_district(store: Store) -> None:
    with pytest.raises(UnknownPlace):
        store.save_protocol("77000", PROTOCOL)
