"""Pages («страницы»): annexes after the signature, each on pages of its own, some on their side."""

from copy import deepcopy

from docx.document import Document
from lxml import etree

from reports.summary import Section
from reports.word.elements import WORD, Body

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
