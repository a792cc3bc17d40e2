"""Letters («письма») as they lie in a mailbox or a folder: who wrote, when, what is attached.

A child reads them, as it reads workbooks: a letter comes from outside. Saved letters are .eml by
the standard of mail, or .msg of Outlook. Old programs of mail write Russian letters into headers
as they are, and files into the text («uuencode»).
"""

import binascii
import email
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING

from data_model.errors import UnreadableFile
from loaders.files.kinds import SENTENCES, FileKind, kind_of, text_of

if TYPE_CHECKING:
    from oxmsg.attachment import Attachment

MOST_ATTACHMENTS = 100
LONGEST_LINE = 300
ADDRESS = re.compile(r"[^\s@<>\"',;]{1,64}@[^\s@<>\"',;]{1,190}")
TEXTS = ("text/plain", "text/html", "text/calendar")
OF_LETTER = "message/rfc822"
BEFORE_A_LETTER = b"\xef\xbb\xbf\r\n"
"""A mark of order of bytes and empty lines, which would end the headers before the first."""
SIGNATURES = (
    *("application/pkcs7-signature", "application/x-pkcs7-signature"),
    "application/pgp-signature",
)
"""What signs the letter itself."""
CONTENT_ID = 0x3712
"""The property by which the text of an Outlook letter shows a picture."""


@dataclass(frozen=True, slots=True)
class IncomingLetter:
    """One letter; ``sender`` is an address in small letters, «» where there is none.

    ``number`` is its «Message-ID», by which an answer is joined to it; ``attachments`` are names
    with their bytes, pictures that only adorn the text left out. ``is_automatic`` tells a machine
    that answers by itself: nobody writes back to one.
    """

    sender: str
    subject: str
    sent_at: datetime | None
    number: str
    attachments: tuple[tuple[str, bytes], ...]
    is_automatic: bool = False


def is_letter(kind: FileKind) -> bool:
    return kind in (FileKind.LETTER, FileKind.OUTLOOK_LETTER)


def read_letter_here(content: bytes) -> IncomingLetter:
    """The letter of some bytes, in this very process: only a child does it.

    Raises UnreadableFile: a Russian sentence with a cure.
    """
    kind = kind_of(content)
    try:
        return _of_outlook(content) if kind is FileKind.OUTLOOK_LETTER else _of_mail(content)
    except UnreadableFile:
        raise
    except Exception as fault:
        raise UnreadableFile(SENTENCES[FileKind.LETTER]) from fault


def _of_mail(content: bytes) -> IncomingLetter:
    message = email.message_from_bytes(content.lstrip(BEFORE_A_LETTER), policy=default)
    assert isinstance(message, EmailMessage)
    _mend_headers(message)
    return IncomingLetter(
        sender=address_in(str(message.get("From", ""))),
        subject=_line(str(message.get("Subject", ""))),
        sent_at=_moment(str(message.get("Date", ""))),
        number=_line(str(message.get("Message-ID", ""))),
        attachments=tuple(_attachments(message)),
        is_automatic=str(message.get("Auto-Submitted", "no")).casefold() != "no",
    )


NAMING = ("content-type", "content-disposition")
UNQUOTED = re.compile(r"\b((?:file)?name)=(?!\"|=\?)([^;]*[^\s;]\s+[^\s;][^;]*)", re.IGNORECASE)
"""A name of several words without its quotes."""


def _mend_headers(message: EmailMessage) -> None:
    """Headers with Russian letters as they are: in which ones nobody has said."""
    for part in message.walk():
        for name, value in list(part.raw_items()):
            mended = one_header(str(value))
            if name.casefold() in NAMING:
                mended = UNQUOTED.sub(r'\1="\2"', mended)
            if mended != value:
                part.replace_header(name, " ".join(mended.split()))


def one_header(value: str) -> str:
    """The line of a header; bytes that are no letters yet («surrogates») become some."""
    if value.isascii():
        return value
    return " ".join(text_of(value.encode("utf-8", "surrogateescape")).split())


UUENCODED = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]+)\r?\n(.*?)^end[ \t]*\r?$", re.M | re.S)


def _written_in_text(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Files that stand in the text of a letter as lines of signs."""
    for part in message.walk():
        text = part.get_payload(decode=True) if part.get_content_type() == "text/plain" else None
        for name, lines in UUENCODED.findall(text) if isinstance(text, bytes) else ():
            with suppress(binascii.Error):
                yield _line(text_of(name)), b"".join(map(_unpacked_line, lines.splitlines()))


def _unpacked_line(line: bytes) -> bytes:
    """The bytes of a line; how many they are its first sign says, whatever stands behind."""
    length = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
    return binascii.a2b_uu(line[:length])


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    yield from _written_in_text(message)
    for number, part in enumerate(_parts(message), start=1):
        if number > MOST_ATTACHMENTS:
            return
        name = _line(part.get_filename() or "")
        if part.get_content_type() == OF_LETTER:
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            if isinstance(first, EmailMessage):
                yield name or f"письмо {number}.eml", first.as_bytes()
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            yield name or f"вложение {number}", payload


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are files: neither the text nor what adorns or signs it."""
    if message.is_multipart() and message.get_content_type() != OF_LETTER:
        for part in message.get_payload():
            if isinstance(part, EmailMessage):
                yield from _parts(part)
        return
    is_named = bool(message.get_filename())
    is_adornment = message.get_content_maintype() == "image" and bool(message.get("Content-ID"))
    is_text = message.get_content_type() in TEXTS and not is_named
    is_signature = message.get_content_type() in SIGNATURES
    if not is_text and not is_adornment and not is_signature:
        yield message


def _of_outlook(content: bytes) -> IncomingLetter:
    from oxmsg import Message

    message = Message.load(BytesIO(content))
    headers = {name.casefold(): text for name, text in dict(message.message_headers).items()}
    sender = str(headers.get("from", "") or message.sender or "")
    return IncomingLetter(
        sender=address_in(sender),
        subject=_line(message.subject or ""),
        sent_at=message.sent_date.astimezone(UTC) if message.sent_date else None,
        number=_line(str(headers.get("message-id", ""))),
        attachments=tuple(
            (_line(one.file_name or "") or f"вложение {number}", one.file_bytes or b"")
            for number, one in enumerate(message.attachments[:MOST_ATTACHMENTS], start=1)
            if not _is_shown_in_text(one)
        ),
    )


def _is_shown_in_text(attachment: "Attachment") -> bool:
    """Whether a file of an Outlook letter is a picture of its text, such as a signature's logo."""
    is_picture = str(attachment.mime_type).startswith("image/")
    return is_picture and bool(attachment.properties.str_prop_value(CONTENT_ID))


def address_in(text: str) -> str:
    """The first address of mail in a line, in small letters; «» where there is none."""
    for _, address in getaddresses([text]):
        if ADDRESS.fullmatch(address):
            return address.casefold()
    found = ADDRESS.search(text)
    return found[0].casefold() if found else ""


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _line(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:LONGEST_LINE]
