"""Writer of Word documents: a template with words, sections and native charts put in."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document
from docxtpl import DocxTemplate
from lxml import etree

from reports.archive import member
from reports.sentences import printable
from reports.summary import Section, Summary
from reports.word import charts, lists, pages
from reports.word.elements import WORD, Body
from reports.word.template import filled, known_tags

TEMPLATES = Path(__file__).with_name("templates")
MARK = "⟦{}⟧"
TITLE_LIMIT = 255
TEXT = etree.XPath("string(.)")
"""Text of an element; ``itertext`` repeats it in the element classes of python-docx."""


class SectionTag:
    """Stands for a section while the template is filled; becomes a paragraph with a mark."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __html__(self) -> str:
        return f'<w:p xmlns:w="{WORD}"><w:r><w:t>{MARK.format(self.key)}</w:t></w:r></w:p>'

    __str__ = __html__


def write(summary: Summary) -> bytes:
    """A summary as .docx, by the template of its kind."""
    content = summary.template or (TEMPLATES / f"{summary.kind}.docx").read_bytes()
    name = f"{summary.kind}.docx"
    document, known = _opened(content, name, summary)
    styles = {style.name or "": style.style_id for style in document.styles}
    body = Body(styles, lists.added(document))
    first = _first_mark(document, summary.body)
    for section in summary.sections:
        _put(document, section, body)
    pages.annexed(document, summary.annexes, body)
    if summary.has_contents and first is not None:
        for element in body.contents():
            first.addprevious(element)
        first.getparent().remove(first)
    _bind_signature(document, styles)
    charts.place(document, known, body.charts)
    charts.forget(document, known)
    document.core_properties.title = f"{summary.form} {summary.title}"[:TITLE_LIMIT]
    document.core_properties.keywords = f"данные {summary.stamp.version}"
    return _saved(document)


def _opened(
    content: bytes, name: str, summary: Summary
) -> tuple[Document, dict[str, charts.Prototype]]:
    """The filled template, and its sample charts as they stood before the filling."""
    template: DocxTemplate = filled(content, name, words(summary))
    samples = charts.prototypes(DocxTemplate(BytesIO(content)).get_docx())
    mine = {str(part.partname): part for part in template.docx.part.package.iter_parts()}
    known = {
        look: charts.Prototype(sample.run, mine[str(sample.part.partname)])
        for look, sample in samples.items()
    }
    return template.docx, known


def words(summary: Summary) -> dict[str, Any]:
    """What the tags of a template may name."""
    signature = summary.signature
    return {
        "шапка": [printable(line) for line in summary.header],
        "форма": summary.form,
        "заголовок": summary.title,
        "место": summary.place,
        "отметка": list(summary.stamp.lines()),
        "нижняя_строка": summary.stamp.line(),
        "гриф": [printable(line) for line in summary.approval],
        "адресат": [printable(line) for line in summary.addressee],
        "проект": summary.draft,
        "подпись": {
            "должность": signature.post,
            "имя": signature.signed,
            "вторая": signature.second,
            "имя_второй": signature.second_signed,
        },
        "исполнитель": signature.executor,
        "телефон": f", {signature.phone}" if signature.phone else "",
        "образцы_диаграмм": False,
        "разделы": {section.key: SectionTag(section.key) for section in summary.sections},
        **{key: printable(text) for key, text in summary.fields.items()},
    }


def _first_mark(document: Document, sections: tuple[Section, ...]) -> etree._Element | None:
    """An empty paragraph before the first section with a title: the place of the contents."""
    for section in sections:
        mark = MARK.format(section.key)
        for paragraph in document.element.body if section.title else ():
            if TEXT(paragraph) == mark:
                place = etree.Element(f"{{{WORD}}}p")
                paragraph.addprevious(place)
                return place
    return None


def _put(document: Document, section: Section, body: Body) -> None:
    """Replace the mark of a section; a template may leave it out or show it twice."""
    mark = MARK.format(section.key)
    for paragraph in list(document.element.body):
        if TEXT(paragraph) == mark:
            for element in body.section(section) if not section.annex else ():
                paragraph.addprevious(element)
            paragraph.getparent().remove(paragraph)


def _bind_signature(document: Document, styles: Mapping[str, str]) -> None:
    """Keep the last lines with the signature, so that it never stands alone on a page."""
    signed = f'w:p[w:pPr/w:pStyle/@w:val="{styles.get("Подпись документа", "")}"]'
    for before in etree.ETXPath(
        signed.replace("w:", f"{{{WORD}}}") + f"/preceding-sibling::*[1][self::{{{WORD}}}p]"
    )(document.element.body):
        if before[0].find(f"{{{WORD}}}keepNext") is None:
            before[0].insert(1, etree.Element(f"{{{WORD}}}keepNext"))


def _saved(document: Document) -> bytes:
    """The package with fixed times: the same input gives the same bytes."""
    loose, packed = BytesIO(), BytesIO()
    document.save(loose)
    with ZipFile(loose) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(member(name), source.read(name))
    return packed.getvalue()


def known_words(summary: Summary) -> list[str]:
    """Tags that a template of this document may use, for the person who edits it."""
    return known_tags(words(summary))
