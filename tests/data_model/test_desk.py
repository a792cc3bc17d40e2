"""Примечания, сохранённые виды и то, что человек видел в прошлый раз."""

import pytest

from data_model.decisions import Note
from data_model.errors import NothingThere, Refused
from data_model.people import Author, Grant, Role, SavedView
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.safety import doctor

HERE, SCHOOL = "58040", "580401"
ANNA = Author("Анна", (Grant(Role.METHODIST, HERE),), "anna")
VERA = Author("Вера", (Grant(Role.CONTROLLER, HERE),), "vera")
PUPILS = Author("Завуч", (Grant(Role.SCHOOL, HERE, SCHOOL),), "school")
LINES = (("ticket", "missed", "below", "37.2"),)


def test_a_note_says_who_wrote_it_and_when_and_everybody_of_the_office_sees_it(
    store: Store,
) -> None:
    with acting(ANNA):
        number = store.save_note(HERE, Note(2021, " Ждём приказ. ", "ticket", SCHOOL))
    with acting(VERA):
        (found,) = store.notes(HERE)
        assert (found.id, found.text, found.person) == (number, "Ждём приказ.", "Анна")
        assert (found.code, found.org, found.for_documents) == ("ticket", SCHOOL, False)
        assert found.written_at is not None
    with acting(PUPILS), pytest.raises(NothingThere):
        store.notes(HERE)


def test_a_note_is_offered_to_documents_and_withdrawn_and_the_journal_tells_both(
    store: Store,
) -> None:
    version = store.version(HERE)
    number = store.save_note(HERE, Note(2021, "Ремонт школы", org=SCHOOL))
    assert store.version(HERE) > version
    store.offer_note(number, for_documents=True)
    assert [one.for_documents for one in store.notes(HERE)] == [True]
    store.remove_note(number)
    assert store.notes(HERE) == ()
    assert "примечание «Ремонт школы»" in [one.what for one in store.withdrawals(HERE)]
    told = [one.act for one in store.journal()]
    for act in ("внесено примечание", "примечание для документа", "примечание отозвано"):
        assert act in told
    assert [one.text for one in doctor(store.url) if not one.ok] == []
    for again in (store.remove_note, lambda one: store.offer_note(one, for_documents=True)):
        with pytest.raises(NothingThere, match="больше нет"):
            again(number)


@pytest.mark.parametrize("note", [Note(2021, "  ", "ticket"), Note(2021, "К чему это?")])
def test_a_note_has_words_and_is_about_something(store: Store, note: Note) -> None:
    with pytest.raises(Refused):
        store.save_note(HERE, note)


def test_a_school_writes_no_notes_and_takes_none_out(store: Store) -> None:
    number = store.save_note(HERE, Note(2021, "Слова управления", org=SCHOOL))
    with acting(PUPILS):
        for act in (
            lambda: store.save_note(HERE, Note(2021, "Мы", org=SCHOOL)),
            lambda: store.remove_note(number),
        ):
            with pytest.raises(Refused, match="не разрешено"):
                act()


def test_a_view_is_of_who_has_named_it_and_of_nobody_else(store: Store) -> None:
    version = store.version()
    with acting(ANNA):
        store.save_view(SavedView("  Мои  красные ", "indicators", "status=missed"))
        store.save_view(SavedView("Мои красные", "indicators", "status=partly"))
        (found,) = store.saved_views()
        assert (found.name, found.query) == ("Мои красные", "status=partly"), "второй заменил"
    with acting(VERA):
        assert store.saved_views() == ()
        with pytest.raises(NothingThere):
            store.remove_view(found.id)
    with acting(ANNA):
        store.remove_view(found.id)
        assert store.saved_views() == ()
        with pytest.raises(Refused, match="Назовите"):
            store.save_view(SavedView(" ", "indicators", ""))
    assert store.version() == version, "никого не будит"


def test_what_was_seen_is_of_a_person_a_district_and_a_year(store: Store) -> None:
    with acting(ANNA):
        assert store.seen_figures(HERE, 2021) is None
        store.note_seen(HERE, 2021, LINES)
        store.note_seen(HERE, 2021, LINES * 2)
        seen = store.seen_figures(HERE, 2021)
        assert seen is not None
        assert seen.lines == LINES * 2
        assert store.seen_figures(HERE, 2022) is None
    with acting(VERA):
        assert store.seen_figures(HERE, 2021) is None
