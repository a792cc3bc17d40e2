"""Lists («списки Word»): clauses that Word numbers itself, and items with a dash.

They are put into whatever template is filled, so that a clause added in Word moves the others.
"""

from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
EMPTY = f'<w:numbering xmlns:w="{WORD}"/>'
LEVELS = 3
NAME = PackURI("/word/numbering.xml")


@dataclass(frozen=True, slots=True)
class Lists:
    """Numbers of the two lists in the document."""

    clauses: int
    items: int


def added(document: Document) -> Lists:
    """The lists in the numbering part of the document, made where there is none."""
    found = [
        one.target_part
        for one in document.part.rels.values()
        if one.reltype == RELATIONSHIP_TYPE.NUMBERING
    ]
    root = etree.fromstring(found[0].blob if found else EMPTY.encode())
    first = 1 + max((_value(one, "abstractNumId") for one in root), default=0)
    number = 1 + max((_value(one, "numId") for one in root), default=0)
    for place, levels in enumerate((_clauses(), _items())):
        _append(root, first + place, number + place, levels)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if found:
        _replaced(found[0], root, content)
    else:
        part = Part(NAME, MEDIA, content, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return Lists(number, number + 1)


def _replaced(part: Part, root: etree._Element, content: bytes) -> None:
    if isinstance(part, XmlPart):
        for old in list(part.element):
            part.element.remove(old)
        for new in list(root):
            part.element.append(new)
    else:
        part._blob = content


def _value(element: etree._Element, name: str) -> int:
    return int(element.get(f"{{{WORD}}}{name}") or 0)


def _append(root: etree._Element, abstract: int, number: int, levels: str) -> None:
    """The definition before the first number that is there, the number at the end."""
    definition = parsed(
        f'<w:abstractNum w:abstractNumId="{abstract}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbers = [one for one in root if one.tag == f"{{{WORD}}}num"]
    if numbers:
        numbers[0].addprevious(definition)
    else:
        root.append(definition)
    link = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'
    root.append(parsed(link))


def _clauses() -> str:
    """«1.», «1.1.», «1.1.1.» at the beginning of a paragraph."""
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{_text(level)}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="709"/></w:pPr></w:lvl>'
        for level in range(LEVELS)
    )


def _text(level: int) -> str:
    return "".join(f"%{one + 1}." for one in range(level + 1))


def _items() -> str:
    return (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="709" w:hanging="283"/></w:pPr></w:lvl>'
    )


def parsed(xml: str) -> etree._Element:
    """One element of WordprocessingML, written with the prefix «w»."""
    return etree.fromstring(xml.replace(">", f' xmlns:w="{WORD}">', 1))
