"""The table of letters: the outbox of each district, and the list of what went."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from data_model.letters import LetterReason, LetterState
from data_model.tables.base import Base, Moment, one_of


class LetterRow(Base):
    """One letter; see ``data_model.letters.Letter``. ``content`` are the bytes of its file."""

    __tablename__ = "letters"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality", "organisation"],
            ["organisations.municipality", "organisations.code"],
            ondelete="RESTRICT",
        ),
        one_of("reason", LetterReason),
        one_of("state", LetterState),
        CheckConstraint("subject <> ''", name="subject_given"),
        CheckConstraint("(attachment = '') = (content IS NULL)", name="attachment_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), index=True
    )
    organisation: Mapped[str | None]
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    reason: Mapped[str]
    about: Mapped[str]
    attachment: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    in_reply_to: Mapped[str]
    state: Mapped[str]
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    drafted_by: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str]
    trouble: Mapped[str]
