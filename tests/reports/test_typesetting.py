"""The last page of a document holds more than a line or two where that can be helped."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import collect, composed, pdf
from reports.pdf import preview, write
from reports.summary import Paragraph, Section, Summary, Table, TableCell, TableColumn
from tests.reports.district import a_district

ORDER = composed("order", collect(a_district(), 2022))


def of_paragraphs(number: int) -> Summary:
    told = tuple(Paragraph(f"Пункт {one}. Принять к сведению.") for one in range(number))
    return replace(ORDER, sections=(Section("пункты", "", told),))


def pages(number: int) -> int:
    return len(PdfReader(BytesIO(write(of_paragraphs(number)))).pages)


@pytest.fixture
def too_many(monkeypatch: pytest.MonkeyPatch) -> int:
    """The least number of paragraphs that needs a second page as designed."""
    with monkeypatch.context() as designed:
        designed.setattr(pdf, "DENSITIES", ())
        return next(number for number in range(15, 60) if pages(number) == 2)


def test_a_few_lines_too_many_are_drawn_closer(too_many: int) -> None:
    assert pages(too_many) == 1
    assert len(preview(of_paragraphs(too_many))) == 1


def test_a_second_page_that_is_well_filled_stays(too_many: int) -> None:
    assert pages(too_many + 20) == 2


def test_a_last_page_that_cannot_be_spared_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "NEARLY_EMPTY", 900.0)
    assert pages(45) == 2


def with_a_table(number: int) -> Summary:
    """So many paragraphs, then a short table."""
    rows = tuple((TableCell(f"строка {one}"), TableCell("да")) for one in range(4))
    table = Table("Показатели", (TableColumn("Что", 3.0), TableColumn("Есть")), rows)
    told = of_paragraphs(number).sections[0].blocks
    return replace(ORDER, sections=(Section("пункты", "", (*told, table, Paragraph("Всё."))),))


def test_a_short_table_is_not_torn_between_two_pages() -> None:
    for number in range(22, 30):
        pages = PdfReader(BytesIO(write(with_a_table(number)))).pages
        texts = [page.extract_text() for page in pages]
        where = {n for n, text in enumerate(texts) for one in range(4) if f"строка {one}" in text}
        assert len(where) == 1
