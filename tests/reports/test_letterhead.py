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
from reports.word import TEMPLATES
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
    left, right = document.tables[0].row_cells(0)
    above, first, _, last, number = left.paragraphs
    assert (first.runs[0].font.size, first.runs[0].font.bold) == (Pt(14), True)
    assert (last.runs[0].font.size, last.runs[0].font.bold) == (Pt(10), False)
    assert last._p.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None
    assert number.text == "____________ №\u00a0______"
    assert [one.text for one in right.paragraphs] == list(letter.addressee)
    title = next(one for one in document.paragraphs if one.text == letter.title)
    assert (title.alignment, title.paragraph_format.right_indent.cm > 8) == (0, True)
    page = FORMATS["html"].write(letter).decode("utf-8")
    assert '<header class="corner">' in page
    assert '<div class="level">' in page
    assert "font-size:14.0pt" in page
    assert "border-bottom:1px solid" in page
    found: dict[str, tuple[float, float]] = {}

    def seen(text: str, page: list[float], at: list[float], font: object, size: float) -> None:
        for one in (LINES[0], "Руководителю"):
            if one in text:
                x, y = at[4], at[5]
                across, up = page[0] * x + page[2] * y, page[1] * x + page[3] * y
                found[one] = page[4] + across, page[5] + up

    PdfReader(BytesIO(FORMATS["pdf"].write(letter))).pages[0].extract_text(visitor_text=seen)
    (office_x, office_y), (to_x, to_y) = found[LINES[0]], found["Руководителю"]
    assert office_x < 300 < to_x
    assert to_y > office_y, "адресат — на уровне бланка, не под ним"


@pytest.mark.parametrize("corner", [False, True])
def test_a_report_is_approved_on_the_level_of_a_corner_letterhead(corner: bool) -> None:
    """Гриф утверждения при угловом бланке стоит на его уровне; при продольном — под ним."""
    material = replace(collect(a_district(), 2022), letterhead=a_letterhead(corner))
    report = composed("effect", material)
    document = docx.Document(BytesIO(FORMATS["docx"].write(report)))
    first = document.tables[0]
    beside = [one.text for one in first.row_cells(0)[-1].paragraphs]
    assert (beside == list(report.approval)) == corner
    widths = [cell.width.cm for cell in first.row_cells(0)]
    assert sum(widths) < 17


def test_a_file_without_lines_is_no_letterhead() -> None:
    target = BytesIO()
    docx.Document().save(target)
    with pytest.raises(WrongDefinition, match="нет строк бланка"):
        checked(target.getvalue())
    with pytest.raises(WrongDefinition, match="сохраните его как"):
        checked(b"no docx")
