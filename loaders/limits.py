"""The look before reading («пределы»): sizes of a workbook, told without unpacking it whole.

Readers trust a file; a few kilobytes can ask for gigabytes. So the size, the parts, the ratio
and the far corners are looked at first.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from data_model.errors import UnreadableFile
from loaders.file_kinds import SAVE_AS_XLSX, SENTENCES, FileKind

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook and an archive may hold."""

    file_bytes: int = 20 * MEBIBYTE
    unpacked_bytes: int = 100 * MEBIBYTE
    parts: int = 200
    ratio: int = 150
    ratio_from: int = MEBIBYTE
    archive_files: int = 1000
    archive_bytes: int = 200 * MEBIBYTE

    def too_big(self, size: int) -> str:
        return (
            f"Файл слишком велик: {size // MEBIBYTE} МБ, можно до {self.file_bytes // MEBIBYTE} МБ."
            " Удалите из него картинки и лишние листы и отправьте снова."
        )


LIMITS = Limits()
METHODS = (0, 8)
"""Stored and deflated: no office program writes anything else."""

FAR_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{3}\d+|[A-Z]{1,3}\d{6,})"[^>]*[^/]>')
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

SWOLLEN = (
    "Файл устроен опасно: распакованный, он во много раз больше обычного отчёта. "
    f"Скопируйте данные в чистый бланк и отправьте его. {SAVE_AS_XLSX}"
)
FAR_AWAY = (
    "В книге заполнена ячейка {cell} далеко за пределами бланка. Удалите лишние строки и столбцы, "
    "сохраните и отправьте снова."
)


def look_before_reading(content: bytes, kind: FileKind, limits: Limits = LIMITS) -> None:
    """Raises UnreadableFile where a zipped workbook is larger than it may be."""
    if kind is FileKind.XLS:
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            _look_at_parts(archive.infolist(), limits)
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    _look_inside(archive.read(entry))
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault


def _look_at_parts(entries: list[ZipInfo], limits: Limits) -> None:
    names = [entry.filename.casefold() for entry in entries]
    swollen = any(
        entry.file_size > limits.ratio_from
        and entry.file_size > limits.ratio * max(1, entry.compress_size)
        for entry in entries
    )
    if (
        swollen
        or len(entries) > limits.parts
        or sum(entry.file_size for entry in entries) > limits.unpacked_bytes
        or any(entry.compress_type not in METHODS for entry in entries)
        or len(set(names)) < len(names)
    ):
        raise UnreadableFile(SWOLLEN)


def _look_inside(part: bytes) -> None:
    if DOCTYPE.search(part[:4096]):
        raise UnreadableFile(SWOLLEN)
    if far := FAR_CELL.search(part):
        raise UnreadableFile(FAR_AWAY.format(cell=far[1].decode("ascii")))
