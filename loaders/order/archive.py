"""Office files are zip archives: they are looked at before they are opened."""

import io
import zipfile

from data_model.errors import UnreadableFile

LARGEST = 200 * 1024 * 1024
"""Bytes of an unpacked office file; an order with pictures has a few million."""


def ensure_office_file(content: bytes, sort: str) -> None:
    """Raise UnreadableFile for what is no archive, is damaged, or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as trouble:
        raise UnreadableFile(
            f"Файл повреждён или это не {sort}. Откройте его в редакторе и сохраните заново."
        ) from trouble
    if size > LARGEST:
        raise UnreadableFile("Файл слишком велик в распакованном виде. Это не приказ.")
