"""Letters made for tests: by the standard of mail, and as Outlook saves them."""

import struct
from email.message import EmailMessage

from tests.loaders.files.compound import compound


def a_letter(
    *files: tuple[str, bytes], sender: str = "Школа <school@school.example>", subject: str = "отчёт"
) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"] = sender, "office@office.example"
    letter["Subject"], letter["Message-ID"] = subject, f"<{subject.encode().hex()}@school.example>"
    letter["Date"] = "Tue, 20 Dec 2022 12:00:00 +0300"
    letter.set_content("Отчёт во вложении.")
    for name, content in files:
        letter.add_attachment(content, "application", "octet-stream", filename=name)
    return letter.as_bytes()


def _streams(texts: dict[int, str], files: dict[int, bytes]) -> dict[str, bytes]:
    """The streams of properties: texts in UTF-16, bytes as they are."""
    told = {f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in texts.items()}
    return told | {f"__substg1.0_{tag:04X}0102": content for tag, content in files.items()}


def _head(size: int, texts: dict[int, str], files: dict[int, bytes]) -> bytes:
    """The list of the properties behind a head of ``size`` bytes."""
    entries = [(tag << 16 | 0x1F, 2 * len(text) + 2) for tag, text in texts.items()]
    entries += [(tag << 16 | 0x102, len(content)) for tag, content in files.items()]
    return bytes(size) + b"".join(
        struct.pack("<IIII", tag, 6, length, 0) for tag, length in entries
    )


def an_outlook_letter(sender: str, name: str, content: bytes, shown: str = "") -> bytes:
    """A .msg with one attachment; ``shown``: by this number its text shows it, a picture."""
    own = {0x0037: "отчёт", 0x0C1F: sender, 0x5D01: sender, 0x007D: f"From: {sender}\r\n"}
    texts, files = {0x3707: name, 0x3704: name}, {0x3701: content}
    texts |= {0x370E: "image/png", 0x3712: shown} if shown else {}
    head = bytearray(_head(32, own, {}))
    struct.pack_into("<II", head, 16, 0, 1)
    return compound(
        {
            "__properties_version1.0": bytes(head),
            **_streams(own, {}),
            "__attach_version1.0_#00000000": {
                "__properties_version1.0": _head(8, texts, files),
                **_streams(texts, files),
            },
        }
    )
