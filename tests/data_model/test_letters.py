"""Исходящие письма: черновик видит человек, письмо уходит один раз, в списке видно кем и когда."""

import pytest

from data_model.errors import NothingThere, Refused
from data_model.letters import Letter, LetterReason, LetterState
from data_model.people import Author, Grant, Role
from data_model.store import Store
from data_model.store.access import acting

HERE, SCHOOL = "58040", "580401"
METHODIST = Author("Методист", (Grant(Role.METHODIST, HERE),), "anna")


def a_letter(**changes: object) -> Letter:
    told: dict[str, object] = {
        "recipient": "school1@example.ru",
        "subject": "Отчёт за 2021 год",
        "text": "Уважаемые коллеги!",
        "reason": LetterReason.REMINDER,
        "about": "отчёт за 2021 год",
        "org": SCHOOL,
    }
    return Letter(**{**told, **changes})  # type: ignore[arg-type]


def test_a_draft_lies_in_the_outbox_until_somebody_decides(store: Store) -> None:
    with acting(METHODIST):
        (number,) = store.draft_letters(HERE, [(a_letter(attachment="бланк.xlsx"), b"bytes")])
        (found,) = store.letters(HERE)
        assert (found.id, found.state, found.drafted_by) == (number, LetterState.DRAFT, "Методист")
        assert store.letter_file(number) == ("бланк.xlsx", b"bytes")


def test_the_same_to_say_again_takes_the_former_drafts_place(store: Store) -> None:
    store.draft_letters(HERE, [(a_letter(), None)])
    store.draft_letters(HERE, [(a_letter(text="Иначе"), None), (a_letter(about="другое"), None)])
    assert sorted(one.text for one in store.letters(HERE)) == ["Иначе", "Уважаемые коллеги!"]


def test_a_letter_is_sent_by_one_person_once(store: Store) -> None:
    (number,) = store.draft_letters(HERE, [(a_letter(), None)])
    with acting(METHODIST):
        assert store.begin_sending(number).recipient == "school1@example.ru"
    with pytest.raises(Refused, match="уже ушло"):
        store.begin_sending(number)
    with acting(METHODIST):
        store.end_sending(number)
    (found,) = store.letters(HERE)
    assert (found.state, found.decided_by) == (LetterState.SENT, "Методист")
    for act in (
        lambda: store.edit_letter(number, "", "т", ""),
        lambda: store.settle_letters([number], LetterState.WITHDRAWN),
    ):
        with pytest.raises(Refused, match="уже ушло"):
            act()


def test_what_did_not_go_tells_why_and_can_be_sent_again(store: Store) -> None:
    (number,) = store.draft_letters(HERE, [(a_letter(), None)])
    store.begin_sending(number)
    store.end_sending(number, "Почтовый сервер не отвечает.")
    (found,) = store.letters(HERE)
    assert (found.state, found.trouble) == (LetterState.FAILED, "Почтовый сервер не отвечает.")
    store.begin_sending(number)


def test_a_letter_cut_off_in_the_midst_waits_for_a_person(store: Store) -> None:
    (number,) = store.draft_letters(HERE, [(a_letter(), None)])
    store.begin_sending(number)
    store.settle_letters([number], LetterState.DRAFT)
    assert store.letters(HERE)[0].state is LetterState.DRAFT


def test_without_address_or_subject_nothing_goes(store: Store) -> None:
    (number,) = store.draft_letters(HERE, [(a_letter(recipient=""), None)])
    with pytest.raises(Refused, match="нет адреса"):
        store.begin_sending(number)
    with pytest.raises(Refused, match="нет темы"):
        store.edit_letter(number, "a@b.ru", " \n ", "")
    store.edit_letter(number, " a@b.ru ", "Тема\nBcc: x@y.ru", "Текст")
    assert store.letters(HERE)[0].subject == "Тема Bcc: x@y.ru"
    with pytest.raises(Refused, match="вложения"):
        store.draft_letters(HERE, [(a_letter(attachment="а.xlsx"), None)])
    with pytest.raises(NothingThere, match="вложения"):
        store.letter_file(number)


def test_a_school_sees_no_letter_of_the_office(store: Store) -> None:
    (number,) = store.draft_letters(HERE, [(a_letter(attachment="а"), b"a")])
    with acting(Author("Школа", (Grant(Role.SCHOOL, HERE, SCHOOL),), "s")):
        for ask in (lambda: store.letters(HERE), lambda: store.letter_file(number)):
            with pytest.raises(NothingThere):
                ask()
        with pytest.raises(Refused, match="не разрешено"):
            store.settle_letters([number], LetterState.WITHDRAWN)


def test_the_journal_tells_who_sent_it(store: Store) -> None:
    with acting(METHODIST):
        (number,) = store.draft_letters(HERE, [(a_letter(), None)])
        store.begin_sending(number)
        store.end_sending(number)
    told = [(one.person, one.act, one.object) for one in store.journal()]
    assert ("Методист", "письма подготовлены", "письма: 1") in told
    assert ("Методист", "отправка письма", "письмо «Отчёт за 2021 год»") in told
