"""Issued documents are frozen; the methodist's own words survive the next generation."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.decisions import DocumentFile, DocumentSlot, IssuedDocument, TextEdit
from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.people import Author
from data_model.store import Store
from data_model.store.access import acting

SLOT = DocumentSlot("58040", "monitoring", 2021)
ISSUE = IssuedDocument(SLOT, "12", date(2022, 1, 20), 7, ("Отчитались 2 из 2 организаций.",))
FILES = (
    DocumentFile("docx", "Отчёт.docx", b"\x00word"),
    DocumentFile("data", "Данные.zip", b"\x00data"),
)


def test_own_words_are_kept_by_place_and_year(store: Store) -> None:
    store.save_own_words("58040", 2021, {"monitoring.causes": "Карантин.", "monitoring.aims": "а"})
    store.save_own_words("58040", 2021, {"monitoring.aims": " "})
    assert store.own_words("58040", 2021) == {"monitoring.causes": "Карантин."}
    assert store.own_words("58040", 2022) == {}


def test_own_words_leave_the_data_version_alone(store: Store) -> None:
    before = store.version()
    store.save_own_words("58040", 2021, {"monitoring.causes": "Карантин."})
    assert store.version() == before


def test_own_words_need_a_district_that_is_registered(store: Store) -> None:
    with pytest.raises(UnknownPlace):
        store.save_own_words("77000", 2021, {"monitoring.causes": "Карантин."})


def test_an_issue_comes_back_as_it_was_frozen(store: Store) -> None:
    key = store.issue_document(ISSUE, FILES)
    expected = replace(ISSUE, id=key, edition=1, formats=("data", "docx"))
    assert store.issued_documents("58040") == (expected,)
    assert store.issued_file(key, "docx") == FILES[0]


def test_a_second_issue_needs_a_note_and_keeps_the_first(store: Store) -> None:
    store.issue_document(ISSUE, FILES)
    with pytest.raises(Refused, match="требует примечания"):
        store.issue_document(ISSUE, FILES)
    store.issue_document(replace(ISSUE, note="Исправлен отчёт школы."), FILES)
    assert [issue.edition for issue in store.issued_documents("58040")] == [2, 1]


def test_the_order_of_another_school_is_a_slot_of_its_own(store: Store) -> None:
    store.issue_document(ISSUE, FILES)
    store.issue_document(replace(ISSUE, slot=replace(SLOT, org="580401")), FILES)
    assert [issue.edition for issue in store.issued_documents("58040")] == [1, 1]


def test_an_issue_needs_a_number(store: Store) -> None:
    with pytest.raises(Refused, match="номер"):
        store.issue_document(replace(ISSUE, number=" "), FILES)


def test_a_file_that_was_not_issued_is_not_there(store: Store) -> None:
    key = store.issue_document(ISSUE, FILES)
    with pytest.raises(NothingThere, match="pdf"):
        store.issued_file(key, "pdf")


def test_a_template_of_the_office_stands_until_it_is_taken_away(store: Store) -> None:
    store.save_template("58040", "order", b"first")
    store.save_template("58040", "order", b"second")
    assert store.template("58040", "order") == b"second"
    store.save_template("58040", "order", None)
    assert store.template("58040", "order") is None


def test_lines_of_the_years_before_are_offered_again(store: Store) -> None:
    store.save_own_words("58040", 2020, {"monitoring.causes": "Карантин.\nНет навигатора."})
    store.save_own_words("58040", 2021, {"monitoring.causes": "Поздняя регистрация."})
    assert store.own_phrases("58040", 2021) == {
        "monitoring.causes": ("Карантин.", "Нет навигатора."),
    }
    assert store.own_phrases("58040", 2020) == {}


def test_an_edit_keeps_its_author_while_others_change_the_section(store: Store) -> None:
    first = TextEdit("анализ", "Было 5.", "Стало 5.")
    with acting(Author("Анна", None)):
        store.save_edits(SLOT, "анализ", [first])
    with acting(Author("Борис", None)):
        store.save_edits(SLOT, "анализ", [first, TextEdit("анализ", "Лишнее.", "")])
        store.save_edits(SLOT, "", [TextEdit("прочтение", "", "")])
    made = store.edits("58040", 2021)[SLOT]
    assert {(one.sentence, one.person) for one in made} == {
        ("Было 5.", "Анна"),
        ("Лишнее.", "Борис"),
        ("", "Борис"),
    }
    store.save_edits(SLOT, "анализ", [])
    assert [one.section for one in store.edits("58040", 2021)[SLOT]] == ["прочтение"]


def test_only_an_issue_that_proves_a_row_changes_the_data(store: Store) -> None:
    before = store.version()
    store.issue_document(replace(ISSUE, slot=replace(SLOT, kind="minutes")), FILES)
    assert store.version() == before
    store.issue_document(ISSUE, FILES)
    assert store.version() > before


def test_the_signed_paper_is_added_to_an_issue_once(store: Store) -> None:
    key, paper = store.issue_document(ISSUE, FILES), DocumentFile("signed", "Скан.pdf", b"%PDF")
    store.attach_signed(key, paper)
    assert store.issued_file(key, "signed") == paper
    with pytest.raises(Refused, match="уже приложен"):
        store.attach_signed(key, paper)
    with pytest.raises(NothingThere):
        store.attach_signed(key + 1, paper)
