"""Letterhead («бланк учреждения»): the header of the office out of a docx, for all formats.

Its lines, how they are set, and its emblem are taken from the top of a Word file: an office's own
template of a kind, or one letterhead for all kinds. What stands in tags is no letterhead.
"""

from base64 import b64encode
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from PIL import Image, UnidentifiedImageError

from data_model.errors import WrongDefinition
from reports.summary import LineLook

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

EMBLEM = "Герб"
EMBLEM_CM = 2.0
"""How high an emblem stands."""
MOST_LINES = 12
PICTURES = {"PNG": "png", "JPEG": "jpeg"}
TAG = "{"
EMBEDDED = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Lines of a header with their looks, and a picture above them; either may be missing.

    ``is_corner``: it stands in a table, whose right side is free for an addressee.
    """

    lines: tuple[str, ...] = ()
    emblem: bytes = b""
    looks: tuple[LineLook, ...] = ()
    is_corner: bool = False


@cache
def _of(content: bytes) -> Letterhead:
    # few offices have a letterhead, and the library takes 6 MiB
    import docx
    from docx.table import _Cell

    try:
        document = docx.Document(BytesIO(content))
    except (BadZipFile, KeyError, ValueError) as trouble:
        raise WrongDefinition("Бланк не открывается: сохраните его как .docx.") from trouble
    lines: list[tuple[str, LineLook]] = []
    emblem, is_corner = b"", False
    for paragraph in _paragraphs(document):
        emblem = emblem or _picture(document, paragraph)
        if TAG in paragraph.text:
            break
        told = [line.strip() for line in paragraph.text.splitlines() if line.strip()]
        look = _look(paragraph)
        lines += [(line, replace(look, ruled=False)) for line in told[:-1]]
        lines += [(line, look) for line in told[-1:]]
        if not told and look.ruled and lines:
            lines[-1] = (lines[-1][0], replace(lines[-1][1], ruled=True))
        is_corner = is_corner or bool(told and isinstance(paragraph._parent, _Cell))
    del lines[MOST_LINES:]
    return Letterhead(
        tuple(line for line, _ in lines), emblem, tuple(look for _, look in lines), is_corner
    )


def _look(paragraph: "Paragraph") -> LineLook:
    """How a line is set: by its first run, else by its style."""
    run = next((one for one in paragraph.runs if one.text.strip()), None)
    fonts = [one.font for one in (run, *_styles(paragraph)) if one is not None]
    align = paragraph.alignment
    for style in _styles(paragraph):
        align = style.paragraph_format.alignment if align is None else align
    border = paragraph._p.find(BOTTOM_BORDER)
    return LineLook(
        next((font.size.pt for font in fonts if font.size), 0.0),
        next((font.bold for font in fonts if font.bold is not None), False),
        next((font.italic for font in fonts if font.italic is not None), False),
        SIDES.get(getattr(align, "name", ""), "left"),
        border is not None,
    )


def _styles(paragraph: "Paragraph") -> list[Any]:
    """The style of a paragraph and those that it is based on."""
    found: list[Any] = []
    style: Any = paragraph.style
    while style is not None:
        found.append(style)
        style = style.base_style
    return found


SIDES = {"CENTER": "center", "RIGHT": "right"}
"""By the names that python-docx gives alignments."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOTTOM_BORDER = f"{_W}pPr/{_W}pBdr/{_W}bottom"


def letterhead_of(content: bytes | None) -> Letterhead:
    """The header of a docx; nothing where there is none. Raises WrongDefinition."""
    return _of(content) if content else Letterhead()


def checked(content: bytes) -> Letterhead:
    """The same, of a file that a person gives as a letterhead: it must have lines."""
    found = letterhead_of(content)
    if not found.lines:
        raise WrongDefinition(
            "В файле нет строк бланка: впишите в его начало наименование учреждения."
        )
    return found


def _paragraphs(document: Any) -> "list[Paragraph]":
    """Those of the first page's header, then the text, tables of a corner letterhead opened."""
    from docx.table import Table

    section = document.sections[0]
    is_other = section.different_first_page_header_footer
    top = section.first_page_header if is_other else section.header
    found: list[Paragraph] = [] if top.is_linked_to_previous else list(top.paragraphs)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            cells = (cell for row in block.rows for cell in dict.fromkeys(row.cells))
            found += [one for cell in cells for one in cell.paragraphs]
        else:
            found.append(block)
    return found


def _picture(document: Any, paragraph: "Paragraph") -> bytes:
    """The first picture of a paragraph that every format can show; no drawing of Word's own."""
    for blip in paragraph._p.iter(EMBEDDED):
        part = paragraph.part.related_parts.get(blip.get(RELATION))
        if part is not None and _format(part.blob):
            return bytes(part.blob)
    return b""


def _format(picture: bytes) -> str:
    try:
        return PICTURES.get(Image.open(BytesIO(picture)).format or "", "")
    except (UnidentifiedImageError, OSError):
        return ""


def as_address(picture: bytes) -> str:
    """A picture inside a page: «data:image/png;base64,…»."""
    return f"data:image/{_format(picture)};base64,{b64encode(picture).decode('ascii')}"


def framed(picture: bytes) -> str:
    """A picture inside an SVG, as which the compiler of PDF takes it."""
    width, height = Image.open(BytesIO(picture)).size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'href="{as_address(picture)}"/></svg>'
    )
