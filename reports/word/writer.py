"""Writer of Word documents: a template with words, sections and native charts put in."""

import re
from collections.abc import Mapping
from copy import deepcopy
from difflib import get_close_matches
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from data_model.errors import WrongDefinition
from reports.files import member
from reports.letterhead import EMBLEM, EMBLEM_CM, letterhead_of
from reports.summary import NOTHING, Section, Summary
from reports.typography import printable
from reports.word import TEMPLATES, charts
from reports.word.elements import WORD, Body, add_lists

TAG = re.compile(r"{[{%].*?[%}]}")
MISSING = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'|no element '?([^']+)'?$")


def filled(content: bytes, name: str, words: Mapping[str, Any]) -> DocxTemplate:
    """A template with its tags replaced.

    Values are escaped, the template runs in a sandbox, and an unknown tag is an error. The title
    in the properties of the file is left to the writer: a property holds 255 signs only.
    Raises WrongDefinition that names the tag and what stands around it.
    """
    try:
        template = DocxTemplate(BytesIO(content))
        template.init_docx()
        template.docx.core_properties.title = ""
    except (BadZipFile, KeyError, ValueError) as trouble:
        raise WrongDefinition(
            f"Шаблон «{name}» не открывается: сохраните его как .docx."
        ) from trouble
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template.render(dict(words), environment, autoescape=True)
    except TemplateError as trouble:
        raise WrongDefinition(explained(trouble, name, words)) from trouble
    return template


def explained(trouble: TemplateError, name: str, words: Mapping[str, Any]) -> str:
    """What is wrong, where, and what to write instead."""
    around = _surroundings(trouble)
    where = f" Рядом: «{around}»." if around else ""
    return f"Шаблон «{name}»: {_reason(trouble, words)}{where}"


def _reason(trouble: TemplateError, words: Mapping[str, Any]) -> str:
    if isinstance(trouble, SecurityError):
        return "тег обращается к тому, что шаблону не положено; оставьте в нём только слова данных."
    if isinstance(trouble, UndefinedError):
        return _unknown(str(trouble), words)
    return SYNTAX.get(_syntax(str(trouble)), f"тег записан неверно ({trouble.message}).")


def _unknown(message: str, words: Mapping[str, Any]) -> str:
    found = MISSING.search(message)
    tag = next((group for group in found.groups() if group), "") if found else ""
    known = known_tags(words)
    near = get_close_matches(tag, known, n=1, cutoff=0.5)
    hint = f"возможно, «{near[0]}»" if near else f"есть: {', '.join(known)}"
    return f"тега «{tag}» нет; {hint}."


def known_tags(words: Mapping[str, Any]) -> list[str]:
    """Everything that a tag may name, with the names of sections."""
    nested = [
        f"{name}.{inner}"
        for name, value in words.items()
        if isinstance(value, Mapping)
        for inner in value
    ]
    plain = [name for name, value in words.items() if not isinstance(value, Mapping)]
    return [*plain, *nested]


def _syntax(message: str) -> str:
    return next((start for start in SYNTAX if message.startswith(start)), "")


STRAY = "в теге лишний знак; внутри тега пишутся только буквы, точки и подчёркивания."
SYNTAX = {
    "Encountered unknown tag": "команда тега неизвестна; проверьте пробелы после «{%p» и «{%tr».",
    "Unexpected end of template": "не закрыт тег «for» или «if»: добавьте «endfor» или «endif».",
    "No filter named": "такой обработки («|…») у тегов нет; уберите её.",
    "unexpected": STRAY,
    "expected token": STRAY,
}


def _surroundings(trouble: TemplateError) -> str:
    """The lines of the template beside the error, without markup."""
    lines = getattr(trouble, "docx_context", None)
    if lines is None and not isinstance(trouble, TemplateSyntaxError):
        return ""
    text = " ".join(line.strip() for line in lines or () if line.strip())
    return text[:200]


ON_SIDE = {"w": "16838", "h": "11906", "orient": "landscape"}
SIDE_MARGINS = {"top": "1701", "right": "851", "bottom": "851", "left": "1134"}
"""The bound edge of a page on its side is the upper one: 30 mm."""


def annexed(document: Document, annexes: tuple[Section, ...], body: Body) -> None:
    """Every annex at the end, in a section of the page that it wants."""
    last = document.element.body.sectPr
    if not annexes or last is None:
        return
    upright, landscape = deepcopy(last), False
    for number, annex in enumerate(annexes):
        before = _page(upright, landscape)
        if number:
            _without_title(before)
        last.addprevious(_break(before))
        for element in body.section(annex):
            last.addprevious(element)
        landscape = annex.landscape
    end = _page(upright, landscape)
    _without_title(end)
    last.getparent().replace(last, end)


def _break(section: etree._Element) -> etree._Element:
    """An empty paragraph that ends a section of pages."""
    paragraph = etree.fromstring(
        f'<w:p xmlns:w="{WORD}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
        'w:lineRule="exact"/></w:pPr></w:p>'
    )
    paragraph[0].append(section)
    return paragraph


def _page(upright: etree._Element, landscape: bool) -> etree._Element:
    """The properties of the pages of a template, turned where that is wanted."""
    made = deepcopy(upright)
    if not landscape:
        return made
    for size in made.iter(f"{{{WORD}}}pgSz"):
        _set(size, ON_SIDE)
    for margins in made.iter(f"{{{WORD}}}pgMar"):
        _set(margins, SIDE_MARGINS)
    return made


def _set(element: etree._Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        element.set(f"{{{WORD}}}{name}", value)


def _without_title(section: etree._Element) -> None:
    for title in section.findall(f"{{{WORD}}}titlePg"):
        section.remove(title)


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


class SectionTags(dict[str, SectionTag]):
    """Tags by their keys; a document of one sentence has none of those its template asks for."""

    def __missing__(self, key: str) -> SectionTag:
        if len(self) == 1 and NOTHING in self:
            return SectionTag(key)
        raise KeyError(key)


def write(summary: Summary) -> bytes:
    """A summary as .docx, by the template of its kind."""
    content = summary.template or (TEMPLATES / f"{summary.kind}.docx").read_bytes()
    name = f"{summary.kind}.docx"
    document, known = _opened(content, name, summary)
    styles = {style.name or "": style.style_id for style in document.styles}
    body = Body(styles, add_lists(document))
    first = _first_mark(document, summary.body)
    for section in summary.sections:
        _put(document, section, body)
    for key in summary.left_out:
        _put(document, Section(key, "", ()), body)
    annexed(document, summary.annexes, body)
    if summary.looks:
        _dressed(document, summary)
    if summary.emblem:
        _crowned(document, summary)
    if summary.is_corner and not letterhead_of(summary.template).lines:
        _cornered(document, summary)
    if summary.has_contents and first is not None:
        for element in body.contents():
            first.addprevious(element)
        first.getparent().remove(first)
    if summary.is_empty:
        _sentence_alone(document, summary, body)
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
        "разделы": SectionTags(
            {key: SectionTag(key) for key in (*_keys(summary), *summary.left_out)}
        ),
        **{key: printable(text) for key, text in summary.fields.items()},
    }


def _keys(summary: Summary) -> list[str]:
    return [one.key for one in summary.sections]


def _dressed(document: Document, summary: Summary) -> None:
    """The lines of the header as the letterhead has them; a template's own stay as they are."""
    if letterhead_of(summary.template).lines:
        return
    for paragraph, (line, look) in zip(document.paragraphs, summary.header_lines, strict=False):
        if paragraph.text != printable(line):
            return
        paragraph.alignment = ALIGNMENTS[look.align]
        if summary.is_corner:
            paragraph.paragraph_format.right_indent = Cm(CORNER_LEAVES)
        for run in paragraph.runs:
            run.font.bold, run.font.italic = look.bold, look.italic
            run.font.size = Pt(look.size) if look.size else None
        if look.ruled:
            paragraph._p.get_or_add_pPr().insert_element_before(
                etree.fromstring(RULE), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
            )


ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
CORNER_LEAVES = 8.5
"""Centimetres of the line to the right of a letterhead in the corner."""
RULE = (
    f'<w:pBdr xmlns:w="{WORD}"><w:bottom w:val="single" w:sz="8" w:space="1" w:color="auto"/>'
    "</w:pBdr>"
)


def _crowned(document: Document, summary: Summary) -> None:
    """The emblem above the first line; one that stands in the template stays as it is there."""
    if letterhead_of(summary.template).emblem:
        return
    first = document.paragraphs[0]
    above = first.insert_paragraph_before("", first.style)
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if summary.is_corner:
        above.paragraph_format.right_indent = Cm(CORNER_LEAVES)
    shape = above.add_run().add_picture(BytesIO(summary.emblem), height=Cm(EMBLEM_CM))
    shape._inline.docPr.set("descr", EMBLEM)
    shape._inline.docPr.set("name", EMBLEM)


def _cornered(document: Document, summary: Summary) -> None:
    """A letterhead in the corner on the left, and on its level addressee or mark of approval.

    What stands between them in the template, date and number of a letter, goes below the
    letterhead; the title of a letter keeps to the left. A template without them stays as it is.
    """
    found = document.paragraphs
    aside = [printable(line) for line in summary.addressee or summary.approval]
    texts = [one.text for one in found]
    begin = next((n for n in range(len(texts)) if texts[n : n + len(aside)] == aside), 0)
    if not aside or begin < len(summary.header):
        return
    table = document.add_table(1, 2)
    table.autofit = False
    found[0]._p.addprevious(table._tbl)
    sides = ((0, begin), (begin, begin + len(aside)))
    for column, (first, last), width in zip(table.columns, sides, CORNER_WIDTHS, strict=True):
        (cell,) = column.cells
        cell.width = column.width = Cm(width)
        empty = cell.paragraphs[0]._p
        for paragraph in found[first:last]:
            paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = Cm(0)
            empty.addprevious(paragraph._p)
        empty.getparent().remove(empty)
    title = next((one for one in document.paragraphs if one.text == summary.title), None)
    if title is not None and summary.addressee:
        title.alignment = WD_ALIGN_PARAGRAPH.LEFT
        title.paragraph_format.right_indent = Cm(CORNER_LEAVES)


CORNER_WIDTHS = (8.5, 8.0)
"""Centimetres of the letterhead and of what stands beside it."""


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


def _sentence_alone(document: Document, summary: Summary, body: Body) -> None:
    """Header, title and the sentence in place of all that the template holds."""
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    made = [body.paragraph("Шапка органа", line) for line in summary.header]
    made += [body.paragraph("Вид документа", summary.form)]
    made += [body.paragraph("Заголовок к тексту", summary.title)]
    made += [one for section in summary.sections for one in body.section(section)]
    for element in made:
        document.element.body.sectPr.addprevious(element)


def _put(document: Document, section: Section, body: Body) -> None:
    """Replace the mark of a section; a template may leave it out or show it twice."""
    mark = MARK.format(section.key)
    for paragraph in list(document.element.body):
        if TEXT(paragraph) == mark:
            for element in body.section(section) if not section.annex else ():
                paragraph.addprevious(element)
            paragraph.getparent().remove(paragraph)


def _bind_signature(document: Document, styles: Mapping[str, str]) -> None:
    """Keep the last two paragraphs with the signature, so that no page has but a line of text.

    A place for own words is no line of the text: it is struck or filled in before signing.
    """
    style = etree.ETXPath(f"string({{{WORD}}}pPr/{{{WORD}}}pStyle/@{{{WORD}}}val)")
    for signature in document.element.body.iterchildren(f"{{{WORD}}}p"):
        before = signature.getprevious()
        if style(signature) != styles.get("Подпись документа", ""):
            continue
        bound = 0
        while before is not None and before.tag == f"{{{WORD}}}p" and bound < BOUND:
            _keep(before[0])
            bound += style(before) != styles.get("Место для своих слов", "")
            before = before.getprevious()


BOUND = 2


def _keep(properties: etree._Element) -> None:
    """A paragraph stays whole and on the page of the next one."""
    for place, name in enumerate(("keepNext", "keepLines"), 1):
        if properties.find(f"{{{WORD}}}{name}") is None:
            properties.insert(place, etree.Element(f"{{{WORD}}}{name}"))


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
