"""The register of documents, and the chains from a figure to the measures."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.decisions import (
    DocumentFile,
    DocumentSlot,
    EvidenceEntry,
    EvidenceSource,
    ImprovementChain,
    IssuedDocument,
    Measure,
)
from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.store import Store

ENTRY = EvidenceEntry(
    "58040", 2021, "work_plan", "План", "план", "12", date(2021, 8, 30), "Управление"
)
CHAIN = ImprovementChain(
    "ticket",
    2021,
    conclusion="Не хватило 12 чел.",
    recommendation="Назначить ответственных.",
    act="приказ от 01.02.2022 № 5, п. 3",
    measures=(Measure("Семинар", "МЦПРО", date(2022, 4, 5), "Обучены 14 чел."),),
)


def test_an_entry_comes_back_with_its_file(store: Store) -> None:
    key = store.save_evidence(replace(ENTRY, filename="План.pdf"), b"%PDF")
    assert store.snapshot("58040").evidence == (replace(ENTRY, filename="План.pdf", id=key),)
    assert store.evidence_file(key) == ("План.pdf", b"%PDF")


def test_the_same_entry_again_changes_nothing(store: Store) -> None:
    key, version = store.save_evidence(ENTRY), store.version()
    assert (store.save_evidence(ENTRY), store.version()) == (key, version)


def test_a_missing_requisite_is_named_and_kept(store: Store) -> None:
    store.save_evidence(replace(ENTRY, number=" ", date=None))
    (kept,) = store.snapshot("58040").evidence
    assert kept.missing == ("номер", "дата")
    assert not kept.is_complete


def test_a_number_may_be_none_of_its_own() -> None:
    assert replace(ENTRY, number="б/н").is_complete


def test_an_entry_needs_a_name_and_a_known_place(store: Store) -> None:
    with pytest.raises(Refused, match="наименование"):
        store.save_evidence(replace(ENTRY, name=" "))
    with pytest.raises(UnknownPlace):
        store.save_evidence(replace(ENTRY, org="77"))


def test_an_entry_without_a_file_has_none(store: Store) -> None:
    key = store.save_evidence(ENTRY)
    with pytest.raises(NothingThere):
        store.evidence_file(key)


def test_an_entry_is_taken_out_while_nothing_rests_on_it(store: Store) -> None:
    key = store.save_evidence(ENTRY)
    proved = replace(CHAIN.measures[0], evidence=key)
    store.save_chain("58040", replace(CHAIN, measures=(proved,)))
    with pytest.raises(Refused, match="подтверждено исполнение"):
        store.remove_evidence(key)
    store.save_chain("58040", CHAIN)
    store.remove_evidence(key)
    assert store.snapshot("58040").evidence == ()


def test_an_issued_document_enters_the_register_by_itself(store: Store) -> None:
    before = store.version()
    issue = IssuedDocument(DocumentSlot("58040", "effect", 2021), "7", date(2022, 8, 30), 3, ())
    store.issue_document(issue, [DocumentFile("docx", "Справка.docx", b"word")])
    (entry,) = store.snapshot("58040").evidence
    assert (entry.source, entry.question) == (EvidenceSource.ISSUED, "effect_note")
    assert (entry.number, entry.date, entry.is_complete) == ("7", date(2022, 8, 30), True)
    assert store.version() > before


def test_a_page_for_one_school_proves_nothing_of_the_district(store: Store) -> None:
    slot = DocumentSlot("58040", "effect", 2021, "580401")
    store.issue_document(
        IssuedDocument(slot, "7", date(2022, 8, 30), 3, ()), [DocumentFile("docx", "a", b"a")]
    )
    assert store.snapshot("58040").evidence == ()


def test_a_chain_comes_back_and_is_replaced_by_its_next_state(store: Store) -> None:
    store.save_chain("58040", CHAIN)
    store.save_chain("58040", replace(CHAIN, measures=()))
    (kept,) = store.snapshot("58040").chains
    assert replace(kept, id=0) == replace(CHAIN, measures=())


def test_a_chain_saved_as_it_stands_changes_nothing(store: Store) -> None:
    key, version = store.save_chain("58040", CHAIN), store.version()
    assert (store.save_chain("58040", CHAIN), store.version()) == (key, version)


def test_a_measure_needs_words_and_a_decision_its_district(store: Store) -> None:
    with pytest.raises(Refused, match="мера"):
        store.save_chain("58040", replace(CHAIN, measures=(Measure(" "),)))
    with pytest.raises(Refused, match="решения"):
        store.save_chain("58040", replace(CHAIN, decision=77))
