"""Бланк учреждения из docx: герб и строки шапки стоят в Word, PDF и на веб-странице."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from data_model.errors import WrongDefinition
from reports import FORMATS, collect, composed
from reports.letterhead import checked, letterhead_of
from reports.material import Material
from reports.word.writer import TEMPLATES
from tests.reports.district import a_district
from tests.reports.reading import text_of

LINES = ("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "Примерного района", "442780, с. Примерное, ул. Школьная, 1")


def emblem() -> bytes:
    target = BytesIO()
    Image.new("RGB", (60, 80), "#1F3A5F").save(target, "PNG")
    return target.getvalue()


def a_letterhead(corner: bool = False) -> bytes:
    """As offices have it: an emblem and lines, in a cell where it stands in the corner."""
    document = docx.Document()
    holder = document.add_table(1, 2).cell(0, 0) if corner else document
    holder.add_paragraph().add_run().add_picture(BytesIO(emblem()))
    for line in LINES:
        holder.add_paragraph(line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def with_letterhead(kind: str) -> Material:
    return replace(collect(a_district(), 2022), letterhead=a_letterhead())


@pytest.mark.parametrize("corner", [False, True])
def test_lines_and_emblem_are_found_in_the_middle_and_in_the_corner(corner: bool) -> None:
    found = checked(a_letterhead(corner))
    assert (found.lines, found.emblem) == (LINES, emblem())


def test_what_stands_in_tags_is_no_letterhead() -> None:
    for file in TEMPLATES.glob("*.docx"):
        assert letterhead_of(file.read_bytes()).lines == ()


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_every_format_has_the_letterhead(suffix: str) -> None:
    content = FORMATS[suffix].write(composed("order", with_letterhead("order")))
    text = "".join(text_of(content, suffix).split())
    assert all("".join(line.split()) in text for line in LINES)
    if suffix == "docx":
        (picture,) = docx.Document(BytesIO(content)).inline_shapes
        assert picture._inline.docPr.get("descr") == "Герб"
    elif suffix == "pdf":
        assert len(PdfReader(BytesIO(content)).pages[0].images) == 1
    else:
        assert 'src="data:image/png;base64,' in content.decode("utf-8")


def test_a_file_without_lines_is_no_letterhead() -> None:
    target = BytesIO()
    docx.Document().save(target)
    with pytest.raises(WrongDefinition, match="нет строк бланка"):
        checked(target.getvalue())
    with pytest.raises(WrongDefinition, match="сохраните его как"):
        checked(b"no docx")
