"""The outbox («исходящие письма»): letters are drafted, read by a person, sent or taken away.

    draft_letters   what somebody has to say; the same to say again takes the former draft's place
    edit_letter     the text as the person wants it to go
    begin_sending   from now on nobody else sends it; end_sending says whether it went
    settle_letters  sent by a mail program of one's own, taken away, or a draft again

How a letter goes over the wire is no business of the store: ``reports/mailing.py``.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from data_model.errors import NothingThere, Refused
from data_model.letters import Letter, LetterReason, LetterState
from data_model.people import AUTHOR
from data_model.store.access import Access
from data_model.store.places import one_municipality
from data_model.store.rows import AnyRow, inserted_id, now
from data_model.tables import LetterRow

SETTLED = frozenset({LetterState.BY_HAND, LetterState.WITHDRAWN, LetterState.DRAFT})
"""Where a person may put a letter."""
NOT_SENT = (LetterState.DRAFT.value, LetterState.FAILED.value)

LETTER = select(
    LetterRow.recipient,
    LetterRow.subject,
    LetterRow.text,
    LetterRow.reason,
    LetterRow.about,
    LetterRow.organisation,
    LetterRow.attachment,
    LetterRow.in_reply_to,
    LetterRow.id,
    LetterRow.state,
    LetterRow.drafted_at,
    LetterRow.drafted_by,
    LetterRow.decided_at,
    LetterRow.decided_by,
    LetterRow.trouble,
)
"""All of a letter but the bytes of its file."""


class Outbox(Access):
    """The letters of all districts. A letter is its text and, if need be, one file."""

    def draft_letters(
        self, municipality: str, letters: Sequence[tuple[Letter, bytes | None]]
    ) -> tuple[int, ...]:
        """Lay drafts, each with the bytes of its file or None, into the outbox; their numbers.

        A draft to the same organisation or address, for the same reason, about the same thing is
        replaced; what went stays. Refused where a subject is empty or a file has no name.
        """
        return self._write(draft_letters, municipality, letters, now())

    def letters(self, municipality: str) -> tuple[Letter, ...]:
        """All of a district, the latest first."""
        return self._read(letters, municipality)

    def letter_file(self, letter_id: int) -> tuple[str, bytes]:
        """Name and bytes of the file of a letter; NothingThere where it has none."""
        return self._read(letter_file, letter_id)

    def edit_letter(self, letter_id: int, recipient: str, subject: str, text: str) -> None:
        """Change a letter that has not gone; Refused for one that has, or without a subject."""
        self._write(edit_letter, letter_id, recipient, subject, text)

    def begin_sending(self, letter_id: int) -> Letter:
        """Take a letter to send it; Refused where it has gone, is being sent, or has no address."""
        return self._write(begin_sending, letter_id, now())

    def end_sending(self, letter_id: int, trouble: str = "") -> None:
        """The letter has gone, or ``trouble`` says in words why it has not."""
        self._write(end_sending, letter_id, trouble, now())

    def settle_letters(self, letter_ids: Sequence[int], state: LetterState) -> None:
        """Sent by hand, taken away, or a draft again; Refused for a letter that has gone."""
        self._write(settle_letters, letter_ids, state, now())


def draft_letters(
    connection: Connection,
    municipality: str,
    drafted: Sequence[tuple[Letter, bytes | None]],
    moment: datetime,
) -> tuple[int, ...]:
    one_municipality(connection, municipality)
    return tuple(
        _draft(connection, municipality, letter, content, moment) for letter, content in drafted
    )


def _draft(
    connection: Connection,
    municipality: str,
    letter: Letter,
    content: bytes | None,
    moment: datetime,
) -> int:
    _refuse_without_subject(letter.subject)
    if bool(letter.attachment) != (content is not None):
        raise Refused("У вложения письма должны быть и имя, и содержание.")
    row = LetterRow
    whom = row.organisation == letter.org if letter.org else row.recipient == letter.recipient
    connection.execute(
        delete(row).where(
            row.municipality == municipality,
            whom,
            row.reason == letter.reason.value,
            row.about == letter.about,
            row.state == LetterState.DRAFT.value,
        )
    )
    line = {
        "municipality": municipality,
        "organisation": letter.org,
        "recipient": letter.recipient.strip(),
        "subject": one_line(letter.subject),
        "text": letter.text,
        "reason": letter.reason.value,
        "about": letter.about,
        "attachment": letter.attachment,
        "content": content,
        "in_reply_to": letter.in_reply_to,
        "state": LetterState.DRAFT.value,
        "drafted_at": moment,
        "drafted_by": AUTHOR.get().name,
        "decided_at": None,
        "decided_by": "",
        "trouble": "",
    }
    return inserted_id(connection.execute(insert(row), line))


def one_line(text: str) -> str:
    """A subject is one line: a second one would be a header of the mail."""
    return " ".join(text.split())


def _refuse_without_subject(subject: str) -> None:
    if not one_line(subject):
        raise Refused("У письма нет темы. Напишите её.")


def letters(connection: Connection, municipality: str) -> tuple[Letter, ...]:
    row = LetterRow
    found = connection.execute(
        LETTER.where(row.municipality == municipality).order_by(row.id.desc())
    )
    return tuple(map(_letter, found))


def _letter(row: AnyRow) -> Letter:
    """A row of ``LETTER``, whose columns stand in the order of the noun."""
    recipient, subject, text, reason, about, org, attachment, in_reply_to, number, state, *fate = (
        row
    )
    return Letter(
        recipient, subject, text, LetterReason(reason), about, org, attachment, in_reply_to,
        number, LetterState(state), *fate,
    )  # fmt: skip


def letter_file(connection: Connection, letter_id: int) -> tuple[str, bytes]:
    row = LetterRow
    found = connection.execute(
        select(row.attachment, row.content).where(row.id == letter_id)
    ).first()
    if found is None or found.content is None:
        raise NothingThere("У этого письма нет вложения.")
    return found.attachment, found.content


def _one(connection: Connection, letter_id: int) -> Letter:
    found = connection.execute(LETTER.where(LetterRow.id == letter_id)).first()
    if found is None:
        raise NothingThere("Этого письма больше нет: его заменил новый черновик. Обновите список.")
    return _letter(found)


def edit_letter(
    connection: Connection, letter_id: int, recipient: str, subject: str, text: str
) -> None:
    _refuse_without_subject(subject)
    _refuse_gone(_one(connection, letter_id))
    new = {"recipient": recipient.strip(), "subject": one_line(subject), "text": text}
    connection.execute(update(LetterRow).where(LetterRow.id == letter_id).values(new))


def _refuse_gone(letter: Letter) -> None:
    if letter.state.value not in NOT_SENT:
        raise Refused(f"Письмо «{letter.subject}» уже ушло или отозвано, его не изменить.")


def begin_sending(connection: Connection, letter_id: int, moment: datetime) -> Letter:
    letter = _one(connection, letter_id)
    if not letter.recipient:
        raise Refused(f"У письма «{letter.subject}» нет адреса. Впишите его.")
    row = LetterRow
    taken = connection.execute(
        update(row)
        .where(row.id == letter_id, row.state.in_(NOT_SENT))
        .values(state=LetterState.SENDING.value, **_decided(moment), trouble="")
    )
    if not taken.rowcount:
        _refuse_gone(_one(connection, letter_id))
    return letter


def _decided(moment: datetime) -> dict[str, object]:
    return {"decided_at": moment, "decided_by": AUTHOR.get().name}


def end_sending(connection: Connection, letter_id: int, trouble: str, moment: datetime) -> None:
    state = LetterState.FAILED if trouble else LetterState.SENT
    connection.execute(
        update(LetterRow)
        .where(LetterRow.id == letter_id)
        .values(state=state.value, trouble=trouble, **_decided(moment))
    )


def settle_letters(
    connection: Connection, letter_ids: Sequence[int], state: LetterState, moment: datetime
) -> None:
    if state not in SETTLED:
        raise Refused("Так письмо отметить нельзя.")
    row = LetterRow
    for letter_id in letter_ids:
        if _one(connection, letter_id).state is not LetterState.SENDING:
            _refuse_gone(_one(connection, letter_id))
    connection.execute(
        update(row)
        .where(row.id.in_(list(letter_ids)))
        .values(state=state.value, trouble="", **_decided(moment))
    )
