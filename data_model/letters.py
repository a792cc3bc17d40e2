"""Letters («исходящие письма»): what the office writes to schools, seen by a person before it goes.

A letter is drafted by whoever has something to say (a reminder, remarks with the marked copy, an
assignment, an answer to a mail), lies in the outbox of its district, is read, mended, sent or
taken away there, and stays in the list of what went.
"""

import ssl
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LetterReason(StrEnum):
    """Why a letter is written."""

    REMINDER = "reminder"
    REMARKS = "remarks"
    ASSIGNMENT = "assignment"
    ANSWER = "answer"
    OTHER = "other"


REASON_WORDS = {
    LetterReason.REMINDER: "напоминание о сроке",
    LetterReason.REMARKS: "замечания к отчёту",
    LetterReason.ASSIGNMENT: "решение и поручение",
    LetterReason.ANSWER: "ответ на письмо",
    LetterReason.OTHER: "другое",
}


class LetterState(StrEnum):
    """Where a letter is. SENDING stays where the program was stopped meanwhile: it may have gone.

    BY_HAND: a person has copied or saved it and sent it by a mail program of her own.
    """

    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    BY_HAND = "by_hand"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


STATE_WORDS = {
    LetterState.DRAFT: "черновик",
    LetterState.SENDING: "отправляется",
    LetterState.SENT: "отправлено",
    LetterState.BY_HAND: "отправлено своей почтой",
    LetterState.FAILED: "не ушло",
    LetterState.WITHDRAWN: "отозвано",
}
OPEN_STATES = frozenset({LetterState.DRAFT, LetterState.FAILED, LetterState.SENDING})
"""Letters that somebody still has to decide on."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the outbox.

    ``recipient`` is the address, empty where none is known yet; ``org`` the organisation it is
    for, None where it is for somebody else. ``about`` is what it is about, such as «отчёт за
    2022 год»: a new draft to the same organisation for the same reason about the same thing
    takes the place of the former one. ``attachment`` is the name of its file, empty where it has
    none. ``in_reply_to`` is the Message-ID of the mail that it answers. ``id`` is 0 before it is
    stored; the rest is what became of it, ``trouble`` in words why it did not go.
    """

    recipient: str
    subject: str
    text: str
    reason: LetterReason = LetterReason.OTHER
    about: str = ""
    org: str | None = None
    attachment: str = ""
    in_reply_to: str = ""
    id: int = 0
    state: LetterState = LetterState.DRAFT
    drafted_at: datetime | None = None
    drafted_by: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    trouble: str = ""


def trusted(authority: str) -> ssl.SSLContext:
    """Whose certificates are believed of a mail server: those of the system, and of the office's
    own authority, where a file with it is named."""
    context = ssl.create_default_context()
    if authority:
        context.load_verify_locations(authority)
    return context
