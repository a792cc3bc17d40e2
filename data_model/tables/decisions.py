"""Tables of decisions: meetings with what was decided and carried out, evidence, improvement
chains; own words, own templates, issues with their frozen files; the outbox of letters."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from data_model.decisions import AssignmentState, Audience, DecisionKind, TermKind
from data_model.letters import LetterReason, LetterState
from data_model.tables.base import Base, Moment, TextTuple, one_of


class NoteRow(Base):
    """A note on an indicator, a school or a figure; empty texts where it is of none."""

    __tablename__ = "notes"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text_given"),
        CheckConstraint("indicator <> '' OR organisation <> ''", name="is_about_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), index=True
    )
    year: Mapped[int]
    indicator: Mapped[str]
    organisation: Mapped[str]
    text: Mapped[str]
    for_documents: Mapped[bool]
    person: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(Moment)


class ProtocolRow(Base):
    """The protocol of one meeting."""

    __tablename__ = "protocols"
    __table_args__ = (
        UniqueConstraint("municipality", "number", "held_on"),
        CheckConstraint("number <> ''", name="number_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    number: Mapped[str]
    held_on: Mapped[date]
    body: Mapped[str]
    working_group: Mapped[str]
    heading: Mapped[str]
    place: Mapped[str]
    present: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    chair: Mapped[str]
    secretary: Mapped[str]
    roadmap: Mapped[str]
    mark: Mapped[str]


class AgendaItemRow(Base):
    """One question of the agenda."""

    __tablename__ = "agenda_items"

    protocol_id: Mapped[int] = mapped_column(
        ForeignKey("protocols.id", ondelete="CASCADE"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    agenda: Mapped[str]


class SpeechRow(Base):
    """Who was heard about a question, by post."""

    __tablename__ = "speeches"
    __table_args__ = (
        ForeignKeyConstraint(
            ["protocol_id", "item"],
            ["agenda_items.protocol_id", "agenda_items.ordinal"],
            ondelete="CASCADE",
        ),
    )

    protocol_id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    post: Mapped[str]
    about: Mapped[str]


class DecisionRow(Base):
    """One clause of what was decided; an assignment is followed by its id."""

    __tablename__ = "decisions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["protocol_id", "item"],
            ["agenda_items.protocol_id", "agenda_items.ordinal"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("protocol_id", "number"),
        one_of("kind", DecisionKind),
        one_of("audience", Audience),
        one_of("term", TermKind),
        CheckConstraint("(term = 'date') = (due IS NOT NULL)", name="date_with_its_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol_id: Mapped[int]
    item: Mapped[int]
    ordinal: Mapped[int]
    number: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
    grade: Mapped[str]
    audience: Mapped[str]
    addressees: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    addressees_text: Mapped[str]
    term: Mapped[str]
    due: Mapped[date | None]
    indicator: Mapped[str]
    recommendation: Mapped[str]


class ExecutionRow(Base):
    """How far one addressee of an assignment has come; no row: only set."""

    __tablename__ = "executions"
    __table_args__ = (one_of("state", AssignmentState),)

    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decisions.id", ondelete="RESTRICT"), primary_key=True
    )
    addressee: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    changed_on: Mapped[date]
    note: Mapped[str]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", ondelete="RESTRICT"))


class ReleaseRow(Base):
    """An assignment taken off control, by whom and when."""

    __tablename__ = "releases"
    __table_args__ = (CheckConstraint("post <> ''", name="post_given"),)

    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decisions.id", ondelete="RESTRICT"), primary_key=True
    )
    post: Mapped[str]
    released_on: Mapped[date]
    reason: Mapped[str]


class EvidenceRow(Base):
    """A document entered into the register by hand, with its file where there is one."""

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality", "organisation"],
            ["organisations.municipality", "organisations.code"],
            ondelete="RESTRICT",
        ),
        CheckConstraint("name <> ''", name="name_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str]
    organisation: Mapped[str]
    year: Mapped[int]
    question: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    number: Mapped[str]
    dated: Mapped[date | None]
    body: Mapped[str]
    link: Mapped[str]
    filename: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    entered_at: Mapped[datetime] = mapped_column(Moment)


class ChainRow(Base):
    """Conclusion, recommendation and decision about one indicator of one year."""

    __tablename__ = "improvement_chains"
    __table_args__ = (UniqueConstraint("municipality", "indicator", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    indicator: Mapped[str]
    year: Mapped[int]
    conclusion: Mapped[str]
    recommendation: Mapped[str]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id", ondelete="RESTRICT"))
    act: Mapped[str]
    mark: Mapped[str]


class MeasureRow(Base):
    """A measure that follows from a chain, and how it was carried out."""

    __tablename__ = "measures"
    __table_args__ = (CheckConstraint("text <> ''", name="text_given"),)

    chain_id: Mapped[int] = mapped_column(
        ForeignKey("improvement_chains.id", ondelete="CASCADE"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    responsible: Mapped[str]
    executed_on: Mapped[date | None]
    result: Mapped[str]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", ondelete="RESTRICT"))


class OwnWordsRow(Base):
    """What the methodist wrote in one place of a document of a year."""

    __tablename__ = "own_words"

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(Moment)


class TextEditRow(Base):
    """What a person made of one sentence, section or phrase of a document."""

    __tablename__ = "text_edits"
    __table_args__ = (
        UniqueConstraint(
            "municipality",
            "kind",
            "year",
            "organisation",
            "roadmap",
            "section",
            "about",
            "sentence",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    kind: Mapped[str]
    year: Mapped[int]
    organisation: Mapped[str]
    section: Mapped[str]
    about: Mapped[str]
    sentence: Mapped[str]
    text: Mapped[str]
    person: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(Moment)
    roadmap: Mapped[str]


class IssuedDocumentRow(Base):
    """One issue of a document; ``organisation`` is empty for the district.

    ``roadmap`` is the code of the roadmap it is about, empty for all that stand side by side.
    """

    __tablename__ = "issued_documents"
    __table_args__ = (
        UniqueConstraint("municipality", "kind", "year", "organisation", "roadmap", "edition"),
        CheckConstraint("number <> ''", name="number_given"),
        CheckConstraint("edition = 1 OR note <> ''", name="note_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    kind: Mapped[str]
    year: Mapped[int]
    organisation: Mapped[str]
    edition: Mapped[int]
    number: Mapped[str]
    issued_on: Mapped[date]
    data_version: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str]
    sentences: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    roadmap: Mapped[str]


class IssuedFileRow(Base):
    """A file of an issue, byte for byte as it was handed out."""

    __tablename__ = "issued_files"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("issued_documents.id", ondelete="RESTRICT"), primary_key=True
    )
    file_format: Mapped[str] = mapped_column(primary_key=True)
    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class IssueHeadRow(Base):
    """Where the journal ended when an issue was composed; issues without a journal have none."""

    __tablename__ = "issue_heads"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("issued_documents.id", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[int]
    sha256: Mapped[str]


class DocumentTemplateRow(Base):
    """The office's own Word template of one kind of document."""

    __tablename__ = "document_templates"

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


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
