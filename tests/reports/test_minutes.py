"""Протокол и выписка: форма, адресаты, сроки; меры в справке об эффективности."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from data_model.errors import UnknownPlace
from data_model.snapshot import Snapshot
from data_model.store import Store
from reports import collect, write
from tests.reports.reading import text_of

FORMATS = ("docx", "pdf", "html")


def plain(content: bytes, suffix: str) -> str:
    """The text on one line, without the hyphens that a PDF sets."""
    text = text_of(content, suffix).replace("\u00ad\n", "").replace("\u00ad", "")
    return " ".join(text.replace("-\n", "").split())


@pytest.fixture(scope="module")
def store(sample_database: Path) -> Store:
    return Store.open(f"sqlite:///{sample_database.as_posix()}")


@pytest.fixture(scope="module")
def bashmakovo(store: Store) -> Snapshot:
    return store.snapshot("58030")


@pytest.fixture(scope="module")
def bessonovka(store: Store) -> Snapshot:
    return store.snapshot("58040")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_protocol_is_handed_over_in_its_form(bashmakovo: Snapshot, suffix: str) -> None:
    text = plain(write("minutes", suffix, bashmakovo, 2021), suffix)
    parts = (
        "17.09.2020",
        "Присутствовали",
        "ПОВЕСТКА ДНЯ",
        "1. СЛУШАЛИ",
        "РЕШИЛИ",
        "1.2. Признать работу",
        "2.1. Утвердить план",
        "Секретарь",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_an_assignment_without_a_term_gets_none(bashmakovo: Snapshot) -> None:
    assert "Срок:" not in plain(write("minutes", "html", bashmakovo, 2021), "html")


def test_terms_are_written_where_they_were_set(bessonovka: Snapshot) -> None:
    text = plain(write("minutes", "html", bessonovka, 2022), "html")
    assert "Срок: до 15.04.2022." in text
    assert "Срок: до конца учебного года (31.08.2022)." in text


def test_an_extract_holds_only_what_is_addressed_to_one(bessonovka: Snapshot) -> None:
    text = plain(write("minutes", "docx", bessonovka, 2022, org="580401"), "docx")
    assert "1.3." in text
    assert "1.4." not in text
    assert "СЛУШАЛИ" in text
    assert "ПОВЕСТКА ДНЯ" not in text
    assert "Выписка верна." in text


def test_a_stranger_has_no_extract(bessonovka: Snapshot) -> None:
    with pytest.raises(UnknownPlace):
        write("minutes", "docx", bessonovka, 2022, org="580301")


def test_several_protocols_of_a_year_follow_one_another(bessonovka: Snapshot) -> None:
    (first,) = bessonovka.protocols
    two = replace(bessonovka, protocols=(first, replace(first, number="3", id=99)))
    text = plain(write("minutes", "html", two, 2022), "html")
    assert text.count("ПОВЕСТКА ДНЯ") == 2


def test_the_note_on_effect_names_the_measures(bessonovka: Snapshot) -> None:
    text = plain(write("effect", "html", bessonovka, 2022), "html")
    assert "установочный семинар" in text
    assert "пункт 1.3" in text
    assert set(collect(bessonovka, 2022).measures) == {"ticket_to_future", "rmo_participants"}
    assert collect(bessonovka, 2021).measures == {}


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_year_without_a_meeting_gives_a_sentence_and_no_empty_form(
    bessonovka: Snapshot, suffix: str
) -> None:
    without = replace(bessonovka, protocols=())
    text = plain(write("minutes", suffix, without, 2022), suffix)
    assert "Протоколов заседаний за 2022 год нет." in text
    assert not re.search("№|Фамилия|___|По состоянию на", text)
    own = plain(write("minutes", suffix, without, 2022, org="580401"), suffix)
    assert "где есть поручения для организации" in own
