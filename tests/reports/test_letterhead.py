"""Бланк учреждения из docx: герб и строки шапки стоят в Word, PDF и на веб-странице."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from data_model.errors import WrongDefinition
from reports import FORMATS, collect, composed
from reports.letterhead import checked, letterhead_of
from reports.material import Material
from reports.word.writer import TEMPLATES
from tests.reports.district import a_district
from tests.reports.reading import text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
    for number, line in enumerate(LINES):
        paragraph = holder.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.font.bold, run.font.size = number == 0, Pt(14 - 2 * number)
    border = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{W}pBdr")
    etree.SubElement(border, f"{W}bottom", {f"{W}val": "single"})
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def with_letterhead(kind: str) -> Material:
    return replace(collect(a_district(), 2022), letterhead=a_letterhead())


@pytest.mark.parametrize("corner", [False, True])
def test_lines_and_emblem_are_found_in_the_middle_and_in_the_corner(corner: bool) -> None:
    found = checked(a_letterhead(corner))
    assert (found.lines, found.emblem) == (LINES, emblem())
    assert [look.size for look in found.looks] == [14.0, 12.0, 10.0]
    assert [look.bold for look in found.looks] == [True, False, False]
    assert {look.align for look in found.looks} == {"center"}
    assert [look.ruled for look in found.looks] == [False, False, True]
    assert found.is_corner == corner


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


def test_lines_are_set_as_the_office_has_them_and_a_corner_stays_one() -> None:
    """Кегль, полужирный, линия и угловое расположение бланка — во всех форматах."""
    material = replace(collect(a_district(), 2022), letterhead=a_letterhead(corner=True))
    letter = composed("school", material, "581001")
    document = docx.Document(BytesIO(FORMATS["docx"].write(letter)))
    above, first, _, last = document.paragraphs[:4]
    assert [one.paragraph_format.right_indent.cm > 8 for one in (above, first, last)] == [True] * 3
    assert (first.runs[0].font.size, first.runs[0].font.bold) == (Pt(14), True)
    assert (last.runs[0].font.size, last.runs[0].font.bold) == (Pt(10), False)
    assert last._p.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None
    page = FORMATS["html"].write(letter).decode("utf-8")
    assert '<header class="corner">' in page
    assert "font-size:14.0pt" in page
    assert "border-bottom:1px solid" in page
    found: list[tuple[float, float]] = []

    def seen(text: str, _: object, at: list[float], font: object, size: float) -> None:
        if LINES[2].split(",")[0] in text:
            found.append((at[4], size))

    PdfReader(BytesIO(FORMATS["pdf"].write(letter))).pages[0].extract_text(visitor_text=seen)
    assert found
    assert found[0][0] < 300


def test_a_file_without_lines_is_no_letterhead() -> None:
    target = BytesIO()
    docx.Document().save(target)
    with pytest.raises(WrongDefinition, match="нет строк бланка"):
        checked(target.getvalue())
    with pytest.raises(WrongDefinition, match="сохраните его как"):
        checked(b"no docx")
