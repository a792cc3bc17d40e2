"""What comes in («входящие файлы»): files, folders, zip archives and letters as one stream.

Archives are never unpacked to disk: members are read in memory, their names are labels only.
Files of a letter stand behind its name as members do behind that of an archive.
"""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZipFile, ZipInfo

from data_model.errors import UnreadableFile
from loaders.files.kinds import (
    ARCHIVE_FAULTS,
    INFLATED_STEP_BY_STEP,
    SEND_FILE,
    SENTENCES,
    FileKind,
    is_plain_archive,
    kind_of,
    text_of,
)
from loaders.files.letters import IncomingLetter, is_letter
from loaders.files.limits import LIMITS, MEBIBYTE, Limits
from loaders.files.worker_pool import pool

SKIPPED_NAMES = (".ds_store", "thumbs.db", "desktop.ini")
SKIPPED_FOLDERS = ("__macosx",)
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
LONGEST_NAME = 150

TOO_MANY = "В архиве {count} файлов, можно до {limit}. Разделите его на несколько архивов."
TOO_MUCH = (
    "Архив в распакованном виде занимает {size} МБ, можно до {limit} МБ. Разделите его на части."
)
TOO_LONG_A_LIST = (
    "Файл не разобран: в нём слишком много частей. Если это архив, файлов в нём можно до {limit}: "
    "разделите его. Если это одна книга, скопируйте данные в чистый бланк."
)
STRANGELY_PACKED = (
    "Файл сжат в архиве необычным способом. Соберите обычный архив .zip и отправьте снова."
)
LINK = "Это ссылка, а не файл. Положите в архив сам отчёт и отправьте снова."
NOT_FOUND = "Файл или папка «{name}» не найдены. Проверьте путь."
NOT_OPENED = "Файл «{name}» не открывается: закройте его в Excel и проверьте права доступа."


@dataclass(frozen=True)
class Incoming:
    """One file to be judged: its label, and its bytes or why there are none."""

    filename: str
    content: bytes = b""
    trouble: str = ""

    @cached_property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that lies on no disk, such as an upload: its label, its bytes when they are asked."""

    label: str
    size: int
    read: Callable[[], bytes]


def incoming(paths: Sequence[Path | SentFile], limits: Limits = LIMITS) -> Iterator[Incoming]:
    """Every file of the paths: in the order of the arguments, then of the names."""
    for path in paths:
        if isinstance(path, SentFile):
            yield from _of_sent(path, limits)
        elif path.is_dir():
            for inner in sorted(_files_of(path), key=_by_name):
                yield from _of_file(inner, inner.relative_to(path).as_posix(), limits)
        else:
            yield from _of_file(path, path.name, limits)


def count_incoming(paths: Sequence[Path | SentFile]) -> int:
    """How many files there will be, told by names alone."""
    return sum(
        _count_of_sent(path)
        if isinstance(path, SentFile)
        else sum(_count_of(inner) for inner in _files_of(path))
        if path.is_dir()
        else _count_of(path)
        for path in paths
    )


def _count_of_sent(one: SentFile) -> int:
    """Only what is called an archive is opened for it: this is told to a person, no more."""
    return _members_in(BytesIO(one.read())) if one.label.casefold().endswith(".zip") else 1


def _count_of(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return _members_in(file)
    except OSError:
        return 1


def _members_in(file: IO[bytes]) -> int:
    """Members of an archive; one for anything else."""
    try:
        if begins_as_document(file.read(BEGINNING)) or is_list_too_long(file):
            return 1
        with ZipFile(file) as archive:
            if is_plain_archive(archive):
                return sum(1 for _ in _wanted(archive)) or 1
    except ARCHIVE_FAULTS:
        return 1
    return 1


def _files_of(folder: Path) -> Iterator[Path]:
    files = {
        name: path
        for path in folder.rglob("*")
        if path.is_file() and is_wanted(name := path.relative_to(folder).as_posix())
    }
    signatures = _signatures(files)
    return (path for name, path in files.items() if name not in signatures)


def _by_name(path: Path) -> str:
    return path.as_posix().casefold()


def is_wanted(name: str) -> bool:
    """Lock files of office programs and the leavings of systems are nobody's return."""
    *folders, last = name.replace("\\", "/").casefold().split("/")
    if any(folder in SKIPPED_FOLDERS for folder in folders):
        return False
    return bool(last) and last not in SKIPPED_NAMES and not last.startswith(("~$", ".~lock.", "._"))


SIGNATURES = (".sig", ".sgn", ".p7s")


def _signatures(names: Iterable[str]) -> set[str]:
    """The files that sign another one beside them: «отчёт.xlsx.sig», «отчёт.sig»."""
    signing = {one for one in names if one.casefold().endswith(SIGNATURES)}
    others = {one.casefold() for one in names} - {one.casefold() for one in signing}
    signed = others | {one.rpartition(".")[0] for one in others}
    return {one for one in signing if one.casefold().rpartition(".")[0] in signed}


def _of_sent(one: SentFile, limits: Limits) -> Iterator[Incoming]:
    if one.size > max(limits.file_bytes, limits.archive_bytes):
        yield Incoming(one.label, trouble=limits.too_big(one.size))
    else:
        yield from unpacked(one.label, one.read(), limits)


def _of_file(path: Path, label: str, limits: Limits) -> Iterator[Incoming]:
    try:
        size = path.stat().st_size
        if size > max(limits.file_bytes, limits.archive_bytes):
            yield Incoming(label, trouble=limits.too_big(size))
            return
        content = path.read_bytes()
    except FileNotFoundError:
        yield Incoming(label, trouble=NOT_FOUND.format(name=path))
    except OSError:
        yield Incoming(label, trouble=NOT_OPENED.format(name=path))
    else:
        yield from unpacked(label, content, limits)


DEEPEST = 3
"""A letter in a letter in a letter; what lies deeper nobody has sent on purpose."""


def unpacked(
    label: str, content: bytes, limits: Limits = LIMITS, depth: int = 0
) -> Iterator[Incoming]:
    """A file itself, or the members of an archive or letter as «archive.zip/member.xlsx»."""
    if may_be_letter(content) and is_letter(kind_of(content)) and depth < DEEPEST:
        yield from _files_of_letter(label, content, limits, depth)
        return
    is_zip = content.startswith(b"PK") and not begins_as_document(content)
    if is_zip and is_list_too_long(BytesIO(content)):
        yield Incoming(label, trouble=TOO_LONG_A_LIST.format(limit=limits.archive_files))
    elif is_zip and kind_of(content) is FileKind.ARCHIVE:
        yield from _members(label, content, limits)
    else:
        yield Incoming(label, content)


def may_be_letter(content: bytes) -> bool:
    """Whether the first bytes leave it open; nearly all that comes in is a zip."""
    return bool(content) and not content.startswith(b"PK")


def _files_of_letter(label: str, content: bytes, limits: Limits, depth: int) -> Iterator[Incoming]:
    """What is attached to a letter; read by a child, as everything from outside."""
    if len(content) > limits.archive_bytes:
        yield Incoming(label, trouble=limits.too_big(len(content)))
        return
    try:
        letter: IncomingLetter = pool().ask("letter", content)
    except UnreadableFile as fault:
        yield Incoming(label, trouble=str(fault))
        return
    yield from attached(label, letter, limits, depth)


NO_REPORT = "Это письмо, а отчёта в нём нет: к нему не приложено ни одного файла. " + SEND_FILE
NOT_A_BOOK = "Это письмо открыто, но его вложение не отчёт. "


def attached(
    label: str, letter: IncomingLetter, limits: Limits = LIMITS, depth: int = 0
) -> Iterator[Incoming]:
    """The files of a letter that was read, each as a file that has come by itself."""
    wanted = [one for one in letter.attachments if is_wanted(one[0])]
    signatures = _signatures([name for name, _ in wanted])
    wanted = [one for one in wanted if one[0] not in signatures]
    if not wanted:
        yield Incoming(label, trouble=NO_REPORT)
    for name, content in wanted:
        inside = f"{label}/{_as_label(name)}"
        kind = kind_of(content)
        if kind in SENTENCES and kind not in OPENED:
            yield Incoming(inside, trouble=NOT_A_BOOK + SENTENCES[kind])
        else:
            yield from unpacked(inside, content, limits, depth + 1)


OPENED = (FileKind.ARCHIVE, FileKind.CSV, FileKind.LETTER, FileKind.OUTLOOK_LETTER)
"""Kinds with a sentence of their own that may yet hold answers."""


LOCAL_HEADER = 30
FIRST_PARTS = (
    *(b"[Content_Types].xml", b"_rels/.rels", b"mimetype"),
    *(b"docProps/app.xml", b"docProps/core.xml", b"xl/workbook.xml", b"xl/worksheets/sheet"),
)
"""What office programs put first into a document; its name stands behind its header."""
BEGINNING = 100
"""Bytes that hold the header and the name."""


def begins_as_document(content: bytes) -> bool:
    """Whether a zip begins as an office document does, told without reading its list."""
    return content.startswith(FIRST_PARTS, LOCAL_HEADER)


def _members(label: str, content: bytes, limits: Limits) -> Iterator[Incoming]:
    with ZipFile(BytesIO(content)) as archive:
        wanted = list(_wanted(archive))
        if trouble := _too_much([entry for _, entry in wanted], limits):
            yield Incoming(label, trouble=trouble)
            return
        if not wanted:
            yield Incoming(label, trouble="Архив пуст: отчётов в нём нет.")
        for name, entry in sorted(wanted, key=lambda one: one[0].casefold()):
            member = _member(archive, f"{label}/{name}", entry, limits)
            if may_be_letter(member.content) and is_letter(kind_of(member.content)):
                yield from _files_of_letter(member.filename, member.content, limits, 1)
            else:
                yield member


def _wanted(archive: ZipFile) -> Iterator[tuple[str, ZipInfo]]:
    """Members that may be returns, by the names their makers gave them."""
    files = [(member_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
    signatures = _signatures([name for name, _ in files])
    return (one for one in files if is_wanted(one[0]) and one[0] not in signatures)


def _too_much(entries: list[ZipInfo], limits: Limits) -> str:
    size = sum(entry.file_size for entry in entries)
    if len(entries) > limits.archive_files:
        return TOO_MANY.format(count=len(entries), limit=limits.archive_files)
    if size > limits.archive_bytes:
        return TOO_MUCH.format(size=size // MEBIBYTE, limit=limits.archive_bytes // MEBIBYTE)
    return ""


def _member(archive: ZipFile, label: str, entry: ZipInfo, limits: Limits) -> Incoming:
    if trouble := _trouble_of(entry, limits):
        return Incoming(label, trouble=trouble)
    try:
        return Incoming(label, archive.read(entry))
    except ARCHIVE_FAULTS:
        return Incoming(label, trouble=SENTENCES[FileKind.DAMAGED])


def _trouble_of(entry: ZipInfo, limits: Limits) -> str:
    """Why a member is not even inflated; what the list tells is enough."""
    if entry.flag_bits & ENCRYPTED_FLAG:
        return SENTENCES[FileKind.PROTECTED]
    if stat.S_ISLNK(entry.external_attr >> 16):
        return LINK
    if entry.compress_type not in INFLATED_STEP_BY_STEP:
        return STRANGELY_PACKED
    return limits.too_big(entry.file_size) if entry.file_size > limits.file_bytes else ""


def member_name(entry: ZipInfo) -> str:
    """The name of a member as its maker meant it; Windows writes Russian names as DOS did."""
    name = entry.filename
    if not entry.flag_bits & UTF8_FLAG and not name.isascii():
        name = text_of(name.encode("cp437", "replace"), OF_ARCHIVES)
    return _as_label(name)


OF_ARCHIVES = ("cp866", "cp1251", "koi8-r")


def _as_label(name: str) -> str:
    """A name that may be shown: composed, printable, without steps upwards."""
    parts = name.replace("\\", "/").split("/")
    clean = "/".join(part for part in parts if part not in ("", ".", ".."))
    shown = "".join(sign for sign in unicodedata.normalize("NFC", clean) if sign.isprintable())
    return shown[-LONGEST_NAME:]


def read_trouble(one: Incoming) -> None:
    """Raises UnreadableFile where the bytes could not be had."""
    if one.trouble:
        raise UnreadableFile(one.trouble)


# the list of a zip

LONGEST_LIST = MEBIBYTE
"""Bytes: the archive of a district has six hundred lines, a workbook two hundred."""

END, END_OF_64 = b"PK\x05\x06", b"PK\x06\x06"
FARTHEST_END = 66_000 + 22
"""The end record stands before a comment of 65,535 bytes at most."""
LENGTH, LENGTH_OF_64 = slice(12, 16), slice(40, 48)
SEE_THE_OTHER = 0xFFFF_FFFF


def is_list_too_long(zipped: IO[bytes]) -> bool:
    """Whether the list of a zip, as its own end record tells, is longer than any honest one.

    Opening a zip makes an object of every line of its list: sixty thousand of them, in a file of
    a few megabytes, would be forty megabytes of the process that serves people.
    """
    return _list_length(_tail(zipped)) > LONGEST_LIST


def _tail(zipped: IO[bytes]) -> bytes:
    size = zipped.seek(0, os.SEEK_END)
    zipped.seek(max(0, size - FARTHEST_END))
    tail = zipped.read()
    zipped.seek(0)
    return tail


def _list_length(tail: bytes) -> int:
    """In bytes; nothing where there is no end record, and then no zip either."""
    length = _number(tail, END, LENGTH)
    return _number(tail, END_OF_64, LENGTH_OF_64) if length == SEE_THE_OTHER else length


def _number(tail: bytes, record: bytes, field: slice) -> int:
    start = tail.rfind(record)
    return int.from_bytes(tail[start:][field], "little") if start >= 0 else 0
