"""An issue has its number and date and is frozen; later data are told sentence by sentence."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from data_model.errors import Refused
from data_model.people import JournalHead
from data_model.store import Store
from indicators.plan_fact import plan_fact
from reports import FORMATS, collect, composed
from reports.handover import stored
from reports.issuing import (
    MOST_OF_A_PAPER,
    DocumentChange,
    changes,
    file_title,
    numbered,
    prepared,
    signed_paper,
)
from tests.reports.district import a_district
from tests.reports.reading import text_of

DISTRICT = a_district()
ROWS = plan_fact(DISTRICT)
MATERIAL = collect(DISTRICT, 2022, plan_fact=ROWS)
HEAD = JournalHead(120, "ab12cd34ef56" + "0" * 52)
ORDER = composed("order", MATERIAL)
ISSUE, FILES = prepared(ORDER, MATERIAL, ROWS, "15-м", date(2023, 1, 20), head=HEAD)


def test_an_issue_has_every_format_and_the_data_beside():
    assert [file.file_format for file in FILES] == ["docx", "pdf", "html", "data"]
    with ZipFile(BytesIO(FILES[-1].content)) as archive:
        assert "plan_fact.parquet" in archive.namelist()


def test_number_and_date_stand_in_the_file_and_it_is_no_draft():
    text = " ".join(text_of(FILES[0].content, "docx").split())
    assert "от 20.01.2023 № 15-м" in text
    assert "ПРОЕКТ" not in text
    assert "ПРОЕКТ" in text_of(FORMATS["docx"].write(ORDER), "docx")


@pytest.mark.parametrize("file", FILES[:-1], ids=lambda one: one.file_format)
def test_a_registered_paper_asks_for_no_words_and_its_annexes_name_it(file):
    """В изданном документе нет «[Впишите: …]», а в грифах приложений — его номер и дата."""
    text = " ".join(text_of(file.content, file.file_format).split())
    assert "Впишите" not in text
    assert text.count("к приказу от 20.01.2023 № 15-м") == 4
    assert "Впишите" in text_of(FORMATS[file.file_format].write(ORDER), file.file_format)


def test_a_section_of_which_nothing_was_written_says_so():
    report = numbered(composed("monitoring", MATERIAL), "16-м", date(2023, 1, 20))
    (measures,) = (one for one in report.sections if one.key == "меры")
    assert [one.text for one in measures.blocks] == ["Сведения не представлены."]


@pytest.mark.parametrize("file", FILES[:-1], ids=lambda one: one.file_format)
def test_every_paper_names_the_last_line_of_the_journal(file):
    """По бумаге видно, на какой записи кончался журнал: отрезать его незаметно нельзя."""
    assert ISSUE.head == HEAD
    if file.file_format == "docx":
        with ZipFile(BytesIO(file.content)) as archive:
            footers = (name for name in archive.namelist() if "footer" in name)
            shown = "".join(archive.read(name).decode() for name in footers)
    else:
        shown = text_of(file.content, file.file_format)
    assert f"Журнал: {HEAD}." in shown
    assert "Журнал" not in text_of(FORMATS["pdf"].write(ORDER), "pdf")


def test_nothing_has_changed_while_the_data_are_the_same():
    assert changes(ISSUE, ORDER) == ()


def test_a_corrected_return_names_the_sentences_that_would_change():
    facts = tuple(
        stored._replace(fact=stored.fact._replace(value=0))
        if (stored.org, stored.year, stored.fact.question) == ("581000", 2022, "ticket_pupils")
        else stored
        for stored in DISTRICT.facts
    )
    later = replace(DISTRICT, facts=facts)
    summary = composed("order", collect(later, 2022, plan_fact=plan_fact(later)))
    found = changes(ISSUE, summary)
    assert any("47,5\u00a0%" in one.before and "16,2\u00a0%" in one.now for one in found)


def test_a_sentence_may_be_added_or_taken_away():
    shorter = replace(ISSUE, sentences=ISSUE.sentences[1:])
    assert changes(shorter, ORDER) == (DocumentChange("", ISSUE.sentences[0]),)


def test_an_issue_of_a_later_day_has_its_terms_after_that_day() -> None:
    """Изданный документ не требует ничего раньше своего дня (F3)."""
    _, files = prepared(ORDER, MATERIAL, ROWS, "16", date(2031, 12, 20))
    years = re.findall(r"до\s\d+\s\w+\s(\d{4})\sгода", text_of(files[0].content, "docx"))
    assert years
    assert min(map(int, years)) >= 2032


def test_another_day_of_the_document_is_no_change_of_what_it_says() -> None:
    """Год срока следует за днём документа и сам по себе не считается исправлением."""
    later = composed("order", replace(MATERIAL, day=date(2031, 12, 20)))
    assert changes(ISSUE, later) == ()


def test_the_paper_that_was_signed_is_the_first_file_of_the_issue() -> None:
    """Реестр хранит то, что подписано: скан или правленый Word."""
    paper = signed_paper("скан приказа.PDF", b"%PDF-1.4 ...")
    assert paper.filename == "Подписано_скан_приказа.pdf"
    _, files = prepared(ORDER, MATERIAL, ROWS, "17", date(2023, 1, 20), signed=paper)
    assert (files[0], file_title(files[0].file_format)) == (paper, "Подписанный документ")
    assert [file_title(one.file_format) for one in files[1:]] == [
        "Word",
        "PDF",
        "HTML",
        "Данные при регистрации",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("скан.exe", b"MZ", "pdf, docx, jpg, jpeg, png"),
        ("скан.pdf", b"PK\x03\x04", "назван не тем"),
        ("скан.png", b"\x89PNG\r\n" + bytes(MOST_OF_A_PAPER), "больше 30 МБ"),
    ],
)
def test_what_is_no_signed_paper_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        signed_paper(name, content)


def test_the_report_is_approved_by_the_order_that_was_registered(tmp_path: Path) -> None:
    """Гриф берёт дату и номер последнего приказа об итогах того же года и той же карты."""
    store = Store.create(f"sqlite:///{tmp_path}/issues.db")
    store.save_register(DISTRICT.municipality, DISTRICT.organisations)
    asked = (DISTRICT.municipality.code, 2022, "monitoring", ISSUE.slot.roadmap)
    assert stored(store, *asked)["registered_order"] == ""
    for issue in (
        ISSUE,
        replace(ISSUE, number="31", issued_on=date(2023, 3, 1), note="исправлен срок"),
        replace(ISSUE, number="7", slot=replace(ISSUE.slot, year=2021)),
        replace(ISSUE, number="8", slot=replace(ISSUE.slot, roadmap="another")),
        replace(ISSUE, number="9", slot=replace(ISSUE.slot, kind="minutes")),
    ):
        store.issue_document(replace(issue, head=None), FILES)
    found = stored(store, *asked)
    store.close()
    report = composed("monitoring", collect(DISTRICT, 2022, plan_fact=ROWS, **found))
    assert report.approval[-1] == "от 01.03.2023 №\u00a031"
    for suffix in ("docx", "pdf", "html"):
        text = " ".join(text_of(FORMATS[suffix].write(report), suffix).split())
        assert "от 01.03.2023 № 31" in text
