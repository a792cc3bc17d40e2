"""Reading written documents back: the text of each format, and the numbers in it."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import docx
import openpyxl
from pypdf import PdfReader

NUMBER = re.compile(r"\d+(?:,\d+)?")
TAGS = re.compile(r"<(style|title|desc).*?</\1>|<[^>]+>", re.DOTALL)


def text_of(content: bytes, suffix: str) -> str:
    return READERS[suffix](content)


def numbers(text: str) -> set[str]:
    """Every number as written; «1 250» gives its groups of digits."""
    return set(NUMBER.findall(text))


def values_of(workbook: bytes) -> set[float]:
    """Every number in a cell of an xlsx, rounded beyond what anybody writes."""
    book = openpyxl.load_workbook(BytesIO(workbook), data_only=True)
    return {
        round(float(value), 6)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if isinstance(value, int | float)
    }


def _docx(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    return "\n".join(part.text or "" for part in document.element.body.iter() if _is_text(part))


def _is_text(part: object) -> bool:
    return str(getattr(part, "tag", "")).endswith("}t")


def _pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _html(content: bytes) -> str:
    return unescape(TAGS.sub(" ", content.decode("utf-8")))


def _xlsx(content: bytes) -> str:
    workbook = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return "\n".join(_cells(workbook))


def _cells(workbook: openpyxl.Workbook) -> Iterator[str]:
    for sheet in workbook:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if isinstance(value, str))


READERS = {"docx": _docx, "pdf": _pdf, "html": _html, "xlsx": _xlsx}
