"""Черновик формы на экране: поле за полем, с именем того, кто набрал, и без следа в цифрах."""

import pytest

from data_model.errors import Refused, UnknownPlace
from data_model.people import Author, Grant, Role
from data_model.store import Store
from data_model.store.access import acting

HERE, SCHOOL, OTHER = "58040", "580401", "580402"


def of(org: str, name: str) -> Author:
    return Author(name, (Grant(Role.SCHOOL, HERE, org),), name)


def typed(store: Store, org: str = SCHOOL) -> dict[str, tuple[str, str]]:
    return {one.field: (one.written, one.person) for one in store.draft(org, 2021)}


def test_two_people_of_a_school_type_into_fields_of_their_own(store: Store) -> None:
    with acting(of(SCHOOL, "Завуч")):
        store.save_draft(SCHOOL, 2021, {"q_ticket_pupils_g9": "15 чел.", "q_events_schedule": ""})
    with acting(of(SCHOOL, "Психолог")):
        store.save_draft(SCHOOL, 2021, {"q_ticket_pupils_g9": "16"})
    assert typed(store) == {
        "q_ticket_pupils_g9": ("16", "Психолог"),
        "q_events_schedule": ("", "Завуч"),
    }
    assert store.draft(SCHOOL, 2020) == ()


def test_a_draft_is_no_figure_and_no_line_of_the_journal(store: Store) -> None:
    version, lines = store.version(), len(store.journal())
    with acting(of(SCHOOL, "Завуч")):
        store.save_draft(SCHOOL, 2021, {"q_ticket_pupils_g9": "15"})
        store.drop_draft(SCHOOL, 2021)
    assert (store.version(), len(store.journal()), typed(store)) == (version, lines, {})


def test_nobody_types_into_the_form_of_another_school(store: Store) -> None:
    with acting(of(OTHER, "Чужой")):
        with pytest.raises(Refused, match="не разрешено"):
            store.save_draft(SCHOOL, 2021, {"q_ticket_pupils_g9": "15"})
        with pytest.raises(UnknownPlace):
            store.draft(SCHOOL, 2021)
    assert typed(store) == {}


def test_a_field_holds_an_answer_not_a_book(store: Store) -> None:
    with pytest.raises(Refused, match="не больше"):
        store.save_draft(SCHOOL, 2021, {"q_ticket_pupils_g9": "9" * 2001})
