"""Issued documents are frozen; the methodist's own words survive the next generation."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.decisions import DocumentFile, DocumentSlot, IssuedDocument
from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.store import Store

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
