"""Orders as plain text: bytes → document."""

from data_model.errors import UnreadableFile
from loaders.orders.document import Document, blocks_of

MARKS = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16, «Юникод» of the Windows notepad."""


def read_text(content: bytes) -> Document:
    """UTF-8, UTF-16 with a mark, or Windows-1251; tables are lines with tabs or bars."""
    return Document(blocks_of(_decoded(content).splitlines()))


def _decoded(content: bytes) -> str:
    if b"\x00" in content and not content.startswith(MARKS):
        raise UnreadableFile("Это не текстовый файл. Сохраните приказ как .docx, .pdf или .txt.")
    encodings = ("utf-16",) if content.startswith(MARKS) else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("Кодировка текста не распознана. Сохраните файл в UTF-8.")
