"""The parts of a zipped workbook («части книги»), counted while they are inflated.

A zip says of itself what it likes. So its list is looked at first, and each part is inflated
only as far as the list says: what goes on beyond that is a bomb.
"""

from collections.abc import Callable, Iterator
from struct import Struct
from typing import cast
from zipfile import ZipFile, ZipInfo

from isal import isal_zlib

from data_model.errors import UnreadableFile
from loaders.files.common import common
from loaders.files.kinds import SENTENCES, FileKind
from loaders.files.limits import LIMITS, MEBIBYTE, Limits
from loaders.files.refusals import Danger, refused

STORED, DEFLATED = 0, 8
"""No office program packs in any other way."""

INFLATE_FAULT = cast("type[Exception]", isal_zlib.error)  # its stub names an instance

SMALL = 65_536
"""Bytes of a part that may be remembered; those that files have in common are smaller."""

LOCAL_HEADER = 30
LENGTHS = Struct("<HH")
LENGTHS_AT = 26
"""Where the header tells how long the name and what else stands behind it are."""


def check_list(archive: ZipFile, limits: Limits = LIMITS) -> None:
    """Raises UnreadableFile where the list of parts alone tells of danger."""
    entries = archive.infolist()
    if len(entries) > limits.parts:
        raise refused(Danger.PARTS, count=len(entries), limit=limits.parts)
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        allowed = limits.unpacked_bytes // MEBIBYTE
        raise refused(Danger.UNPACKED, size=total // MEBIBYTE, limit=allowed)
    _check_ratio(entries, limits)
    _check_names(entries)
    _check_places(entries, archive.start_dir)


def _check_ratio(entries: list[ZipInfo], limits: Limits) -> None:
    for entry in entries:
        times = entry.file_size // max(1, entry.compress_size)
        if entry.file_size > limits.ratio_from and times > limits.ratio:
            raise refused(Danger.RATIO, times=times, limit=limits.ratio)
        if entry.compress_type not in (STORED, DEFLATED):
            raise refused(Danger.METHOD)


def _check_names(entries: list[ZipInfo]) -> None:
    """Two parts of one name: each reader takes another one of them."""
    seen: set[str] = set()
    for entry in entries:
        name = part_name(entry).casefold()
        if name in seen:
            raise refused(Danger.TWICE, part=shown(name))
        seen.add(name)


def _check_places(entries: list[ZipInfo], end: int) -> None:
    """Each part ends before the next begins, and the last before the list."""
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    for (start, size), (following, _) in zip(places, [*places[1:], (end, 0)], strict=True):
        if start + LOCAL_HEADER + size > following:
            raise refused(Danger.OVERLAP)


def part_name(entry: ZipInfo) -> str:
    """The name of a part; some programs write it with backslashes."""
    return entry.filename.replace("\\", "/")


def shown(name: str) -> str:
    """A name from a file as it may stand in a sentence."""
    return "".join(sign for sign in name[:60] if sign.isprintable())


def inflated(
    archive: ZipFile, content: bytes, is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the wanted parts. Raises UnreadableFile where one is not as listed."""
    for entry in archive.infolist():
        name = part_name(entry)
        if is_wanted(name):
            yield name, _inflate(entry, content)


def _inflate(entry: ZipInfo, content: bytes) -> bytes:
    packed = _packed(entry, content)
    if entry.compress_type == STORED:
        part, is_whole = packed, True
    else:
        unpacked = _unpacked_once if entry.file_size <= SMALL else _unpacked
        part, is_whole = unpacked(packed, entry.file_size + 1)
    if len(part) > entry.file_size:
        raise refused(Danger.DECLARED, part=shown(part_name(entry)))
    if not is_whole or len(part) != entry.file_size or isal_zlib.crc32(part) != entry.CRC:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED])
    return part


def _unpacked(packed: bytes, most: int) -> tuple[bytes, bool]:
    """So many bytes at most, and whether that is all there is."""
    inflater = isal_zlib.decompressobj(-isal_zlib.MAX_WBITS)
    try:
        part = inflater.decompress(packed, most)
    except INFLATE_FAULT as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
    return part, inflater.eof


_unpacked_once = common(16)(_unpacked)
"""For styles, names and relations; sheets are hardly ever the same."""


def _packed(entry: ZipInfo, content: bytes) -> bytes:
    """The packed bytes of a part, behind its own header."""
    header = entry.header_offset
    start = header + LOCAL_HEADER + sum(LENGTHS.unpack_from(content, header + LENGTHS_AT))
    return content[start : start + entry.compress_size]
