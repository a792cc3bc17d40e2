"""The guard of zips («проверка до чтения»): what is dangerous is refused unread.

A zip says of itself what it likes. So the list of a workbook is judged first, and each part is
inflated only as far as the list says: what goes on beyond that is a bomb. Types and entities of
XML are refused, because an office program writes neither. Last: office documents that are no
returns, looked through before a library opens them.
"""

import io
import re
import zipfile
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from data_model.errors import UnreadableFile
from loaders.files.kinds import ARCHIVE_FAULTS, SENTENCES, FileKind
from loaders.files.limits import LIMITS, MEBIBYTE, Danger, Limits, refused

MARKUP = (".xml", ".rels", ".vml")
UNREAD = (
    *("docprops/app", "customxml/", "xl/theme/", "xl/charts/", "xl/calcchain"),
    *("xl/drawings/_rels/", "xl/drawings/vml"),
)
"""Themes and macros are nobody's answers; of pictures the place is read, never what they show."""

LOCAL_HEADER = 30
"""Bytes before the name of a part, at least."""

PLAIN_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"windows-1251", b"iso-8859-1")
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How a part begins whose letters take two bytes: nothing can be found in it by its letters."""
DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""")
LONGEST_TEXT = 6 * 32_767
"""Bytes: an office program lets 32,767 signs into a cell, each of six bytes at most."""


def markup_parts(archive: ZipFile, limits: Limits = LIMITS) -> dict[str, bytes]:
    """The XML parts of a workbook that may hold answers, by their names.

    Raises UnreadableFile where the file is larger, or made otherwise, than a return may be.
    """
    check_list(archive, limits)
    parts = {}
    for entry in archive.infolist():
        name = part_name(entry)
        if _may_hold_answers(name):
            parts[name] = _read(archive, entry)
            _check_markup(name, parts[name])
    return parts


def check_list(archive: ZipFile, limits: Limits = LIMITS) -> None:
    """Raises UnreadableFile where the list of parts alone tells of danger."""
    entries = archive.infolist()
    if len(entries) > limits.parts:
        raise refused(Danger.PARTS, count=len(entries), limit=limits.parts)
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        allowed = limits.unpacked_bytes // MEBIBYTE
        raise refused(Danger.UNPACKED, size=total // MEBIBYTE, limit=allowed)
    for entry in entries:
        times = entry.file_size // max(1, entry.compress_size)
        if entry.file_size > limits.ratio_from and times > limits.ratio:
            raise refused(Danger.RATIO, times=times, limit=limits.ratio)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise refused(Danger.METHOD)
    _check_names(entries)
    _check_places(entries, archive.start_dir)


def _check_names(entries: list[ZipInfo]) -> None:
    """Two parts of one name: each reader takes another one of them."""
    seen: set[str] = set()
    for entry in entries:
        name = part_name(entry).casefold()
        if name in seen:
            raise refused(Danger.TWICE, part=printable(name))
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


def printable(name: str) -> str:
    """A name from a file as it may stand in a sentence."""
    return "".join(sign for sign in name[:60] if sign.isprintable())


def _may_hold_answers(name: str) -> bool:
    plain = name.casefold()
    return plain.endswith(MARKUP) and not plain.startswith(UNREAD)


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    """A part, read one byte further than the list says: zipfile itself stops where it lies.

    The entry is changed by it: a part is read once.
    """
    size, checksum = entry.file_size, entry.CRC
    entry.file_size += 1
    del entry.CRC  # else one byte too many would be told as damage; it is compared below
    try:
        part = archive.open(entry).read(size + 1)
    except ARCHIVE_FAULTS as fault:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED]) from fault
    if len(part) > size:
        raise refused(Danger.DECLARED, part=printable(part_name(entry)))
    if len(part) < size or zlib.crc32(part) != checksum:
        raise UnreadableFile(SENTENCES[FileKind.DAMAGED])
    return part


def _check_markup(name: str, part: bytes) -> None:
    """No types, no entities, no odd encodings, no text longer than a cell can hold."""
    declared = DECLARED.match(part)
    if part.startswith(WIDE) or (declared and declared[1].lower() not in PLAIN_ENCODINGS):
        raise refused(Danger.ENCODING, part=printable(name))
    if b"<!DOCTYPE" in part:
        raise refused(Danger.DOCUMENT_TYPE, part=printable(name))
    if len(part) > LONGEST_TEXT and max(map(len, part.split(b"<"))) > LONGEST_TEXT:
        raise refused(Danger.TEXT)


def zip_of(parts: dict[str, bytes]) -> bytes:
    """These parts and nothing else as a zip of their own.

    Two readers of one zip may see two things; a reader that is given this one sees only what was
    looked at.
    """
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


# office documents that are no returns

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
