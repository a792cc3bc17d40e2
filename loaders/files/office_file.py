"""Office files are zip archives: they are looked through before they are opened."""

import io
import zipfile
import zlib

from data_model.errors import UnreadableFile

LARGEST = 200 * 1024 * 1024
"""Bytes of an unpacked office file; an order with pictures has a few million."""
CHUNK = 1024 * 1024
DAMAGED_PARTS = (
    AttributeError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What libraries raise over parts that unpack well and make no sense."""
DAMAGE = (*DAMAGED_PARTS, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""How a broken, locked or foreign archive shows itself."""


def ensure_office_file(content: bytes, sort: str) -> None:
    """Raise UnreadableFile for what is no archive, is damaged, or unpacks to too much."""
    try:
        size = _unpacked(content)
    except DAMAGE as trouble:
        raise UnreadableFile(
            f"Файл повреждён, закрыт паролем или это не {sort}. "
            "Откройте его в редакторе и сохраните заново."
        ) from trouble
    if size > LARGEST:
        raise UnreadableFile("Файл слишком велик в распакованном виде. Это не приказ.")


def _unpacked(content: bytes) -> int:
    """Bytes that come out, counted while they do; counting stops beyond the limit."""
    size = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            with archive.open(member) as part:
                while size <= LARGEST and (chunk := part.read(CHUNK)):
                    size += len(chunk)
    return size
