"""The look before reading («осмотр»): what a reader would choke on is refused before it reads.

Readers trust a file; a few kilobytes can ask for gigabytes. The look is quick and catches what
is known; what it does not know ends with the child that reads.
"""

import re
from zipfile import ZipFile

from loaders.files.letters import encoding_of, spelled
from loaders.files.limits import LIMITS, Limits
from loaders.files.refusals import Danger, refused
from loaders.files.sheet_markup import Markup, SheetMarkup, divided
from loaders.files.workbook import column_number
from loaders.files.zip_guard import check_list, inflated, shown

MARKUP = (".xml", ".rels", ".vml")
UNREAD = ("docprops/", "customxml/", "xl/theme/", "xl/drawings/", "xl/charts/", "xl/calcchain")
SHEETS = "xl/worksheets/"
PLAIN_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"windows-1251", b"iso-8859-1")
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How a part begins whose letters take two bytes: what is in it cannot be searched."""

LONGEST_TEXT = 6 * 32_767
"""Bytes: an office program lets 32,767 signs into a cell, each of six bytes at most."""

TAG_WITH_SINGLE = re.compile(rb"<[\w:?]+\s[^<>]*='[^<>]*>")
SINGLE = re.compile(rb"""='([^'"<>]*)'""")

MAY_BE_FAR = re.compile(rb"""r=(?:'|"\w(?:[A-Za-z]|\d{3}))""")
"""Most sheets have no address beyond Z99, and need no closer look."""

LOW_ROW = re.compile(rb"""[^>]*?\br=["']\d{4,}["']""")
ADDRESS = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d+)["']""")


def look(archive: ZipFile, content: bytes, limits: Limits = LIMITS) -> Markup:
    """The markup of a workbook.

    Raises UnreadableFile where the file is larger, or made otherwise, than a return may be.
    """
    check_list(archive, limits)
    parts = inflated(archive, content, _is_read)
    markup = {name: double_quoted(part) for name, part in parts}
    for name, part in markup.items():
        _check_markup(name, part)
        if len(part) > LONGEST_TEXT and max(map(len, part.split(b"<"))) > LONGEST_TEXT:
            raise refused(Danger.TEXT)
    sheets = {
        name: spelled(divided(part))
        for name, part in markup.items()
        if name.casefold().startswith(SHEETS)
    }
    for sheet in sheets.values():
        check_far_cells(sheet, limits)
    return Markup(markup, sheets)


def double_quoted(part: bytes) -> bytes:
    """Attributes in double quotes, as nearly every program writes them, and the scans expect."""
    if b"'" not in part or b"='" not in part:  # one sign is found at once, two are not
        return part
    return TAG_WITH_SINGLE.sub(lambda tag: SINGLE.sub(rb'="\1"', tag[0]), part)


def _is_read(name: str) -> bool:
    """Whether a reader may look into a part; pictures, themes and macros are nobody's answers."""
    plain = name.casefold()
    return plain.endswith(MARKUP) and not plain.startswith(UNREAD)


def _check_markup(name: str, part: bytes) -> None:
    """No types and no entities: an office program writes neither."""
    declared = encoding_of(part)
    if part.startswith(WIDE) or (declared and declared not in PLAIN_ENCODINGS):
        raise refused(Danger.ENCODING, part=shown(name))
    if b"!" in part and b"<!DOCTYPE" in part:  # entities are declared nowhere else
        raise refused(Danger.DOCUMENT_TYPE, part=shown(name))


def check_far_cells(sheet: SheetMarkup, limits: Limits) -> None:
    """Raises UnreadableFile with the address of a value far from any form.

    Cells that are only formatted may stand anywhere: real files have them.
    """
    if MAY_BE_FAR.search(sheet.cells) is None:
        return
    opening = sheet.opening(b"c ")
    for row in sheet.cells.split(sheet.opening(b"row"))[1:]:
        last = row.rfind(opening)
        number = LOW_ROW.match(row)
        if number or (last >= 0 and not _is_plainly_near(row, last + len(opening))):
            _check_cells(row.split(opening)[1:], sheet.closing(b"c"), limits)


def _is_plainly_near(row: bytes, start: int) -> bool:
    """Whether a cell stands in the first 26 columns, told without reading its address."""
    return row[start : start + 3] == b'r="' and row[start + 4 : start + 5].isdigit()


def _check_cells(cells: list[bytes], closing: bytes, limits: Limits) -> None:
    for cell in cells:
        place = ADDRESS.search(cell.partition(b">")[0])
        if place and _is_far(place, limits) and _is_filled(cell.partition(closing)[0]):
            address = (place[1] + place[2]).decode("ascii").upper()
            raise refused(Danger.FAR_CELL, cell=address, rows=limits.rows, columns=limits.columns)


def _is_far(place: re.Match[bytes], limits: Limits) -> bool:
    column = column_number(place[1].decode("ascii"))
    return int(place[2][:9]) > limits.rows or column >= limits.columns


def _is_filled(cell: bytes) -> bool:
    """Whether a cell has a value, a text or a formula, and not a format alone."""
    return re.search(rb"<(?:\w+:)?(?:v|is|f)\b[^/]", cell) is not None
