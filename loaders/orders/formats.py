"""Formats in which orders come, and which reader takes which."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from data_model.errors import UnreadableFile
from loaders.files.worker_pool import pool, refuse_too_big
from loaders.orders.document import Document, blocks_of
from loaders.orders.docx_file import read_docx
from loaders.orders.pdf_file import read_pdf
from loaders.orders.workbook_file import read_sheets

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


FORMATS: Mapping[str, Callable[[bytes], Document]] = {
    ".docx": read_docx,
    ".docm": read_docx,
    ".pdf": read_pdf,
    ".txt": read_text,
    ".md": read_text,
    ".xlsx": read_sheets,
    ".xlsm": read_sheets,
}
CONVERTED: Mapping[str, bytes] = {
    ".doc": b"\xd0\xcf\x11\xe0",
    ".odt": b"PK\x03\x04",
    ".rtf": b"{\\rt",
}
"""Formats that an office program turns into .docx first, and how such a file begins."""
ENDINGS = (*FORMATS, *CONVERTED)
LONGEST = 60
"""Seconds that the office program has for one document."""


def read_document(content: bytes, filename: str) -> Document:
    """The document of a file from outside, read by a child process as every such file is.

    Raises UnreadableFile with the name and what to do about it.
    """
    refuse_too_big(content)
    if PurePath(filename).suffix.lower() in CONVERTED:
        content, filename = _as_docx(content, filename), f"{filename}.docx"
        refuse_too_big(content)
    document: Document = pool().ask("order", content, filename)
    return document


def read_document_here(content: bytes, filename: str) -> Document:
    """The document of a file, by the ending of its name: only a child does it."""
    reader = FORMATS.get(PurePath(filename).suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{filename}: приказ читается из файлов {', '.join(ENDINGS)}. "
            "Откройте документ в редакторе и сохраните как .docx."
        )
    try:
        return reader(content)
    except UnreadableFile as trouble:
        raise UnreadableFile(f"{filename}: {trouble}") from trouble


def _as_docx(content: bytes, filename: str) -> bytes:
    """What LibreOffice makes of an older document, in a profile and a folder of its own."""
    ending = PurePath(filename).suffix.lower()
    cure = "Откройте документ в редакторе и сохраните как .docx."
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableFile(
            f"{filename}: {ending} читается, где установлен LibreOffice; здесь его нет. {cure}"
        )
    if not content.startswith(CONVERTED[ending]):
        raise UnreadableFile(f"{filename}: это не документ {ending} или он повреждён. {cure}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = _converted(office, content, Path(folder), ending)
    if made is None:
        raise UnreadableFile(f"{filename}: LibreOffice не открыл документ. {cure}")
    return made


def _converted(office: str, content: bytes, folder: Path, ending: str) -> bytes | None:
    source, made = folder / f"order{ending}", folder / "order.docx"
    source.write_bytes(content)
    command = [
        office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--convert-to", "docx", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:
        try:
            program.wait(LONGEST)
        except subprocess.TimeoutExpired:
            _end(program)
    return made.read_bytes() if made.exists() else None


def _end(program: "subprocess.Popen[bytes]") -> None:
    """The launcher and what it has launched."""
    if hasattr(os, "killpg"):
        os.killpg(program.pid, signal.SIGKILL)
    else:
        program.kill()
