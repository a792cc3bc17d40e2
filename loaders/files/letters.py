"""Letters written as numbers («буквы числами»): ``&#1054;`` for «О», which some programs write.

The reader takes them one by one, and half of its time goes there. A form's texts are alike in
all returns, so each is spelled out once for a lot of files.
"""

import re
from functools import lru_cache

from loaders.files.common import common
from loaders.files.sheet_markup import SheetMarkup

NUMBERED = re.compile(rb"&#(\d{3,5});")
TEXT = re.compile(rb"(&#[^<]*)")
"""From the first such letter to the end of the text."""

ASCII, FIRST_SURROGATE = 128, 0xD800
"""Signs below mean something to a reader of markup; numbers from here on need not be letters."""

DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""")
BOM = b"\xef\xbb\xbf"
UTF8 = (b"", b"utf-8", b"utf8")
LITERAL = b"<![CDATA["
"""Behind it numbers are meant as they stand."""

MOST_TEXTS = 4096


def encoding_of(part: bytes) -> bytes:
    """How a part says that it is encoded, in small letters; nothing where it does not say."""
    declared = DECLARED.match(part.removeprefix(BOM))
    return declared[1].lower() if declared else b""


def spelled(sheet: SheetMarkup) -> SheetMarkup:
    """A sheet with the letters of its cells as letters."""
    cells = sheet.cells
    if b"&#" not in cells or encoding_of(sheet.before) not in UTF8:
        return sheet
    if b"!" in cells and LITERAL in cells:  # one sign is found at once, many are not
        return sheet
    pieces = TEXT.split(cells)
    pieces[1::2] = map(_spelled, pieces[1::2])
    return sheet._replace(cells=b"".join(pieces))


@common(MOST_TEXTS)
def _spelled(text: bytes) -> bytes:
    pieces = NUMBERED.split(text)
    pieces[1::2] = map(_letter, pieces[1::2])
    return b"".join(pieces)


@lru_cache(maxsize=512)
def _letter(number: bytes) -> bytes:
    code = int(number)
    return chr(code).encode() if ASCII <= code < FIRST_SURROGATE else b"&#%b;" % number
