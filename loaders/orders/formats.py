"""Formats in which orders come, and which reader takes which."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from data_model.errors import UnreadableFile
from loaders.files.worker_pool import pool, refuse_too_big
from loaders.orders.document import Document
from loaders.orders.docx_file import read_docx
from loaders.orders.pdf_file import read_pdf
from loaders.orders.text_file import read_text
from loaders.orders.workbook_file import read_sheets

FORMATS: Mapping[str, Callable[[bytes], Document]] = {
    ".docx": read_docx,
    ".docm": read_docx,
    ".pdf": read_pdf,
    ".txt": read_text,
    ".md": read_text,
    ".xlsx": read_sheets,
    ".xlsm": read_sheets,
}


def read_document(content: bytes, filename: str) -> Document:
    """The document of a file from outside, read by a child process as every such file is.

    Raises UnreadableFile with the name and what to do about it.
    """
    refuse_too_big(content)
    document: Document = pool().ask("order", content, filename)
    return document


def read_document_here(content: bytes, filename: str) -> Document:
    """The document of a file, by the ending of its name: only a child does it."""
    reader = FORMATS.get(PurePath(filename).suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{filename}: приказ читается из файлов {', '.join(FORMATS)}. "
            "Откройте документ в редакторе и сохраните как .docx."
        )
    try:
        return reader(content)
    except UnreadableFile as trouble:
        raise UnreadableFile(f"{filename}: {trouble}") from trouble
