"""Tables of returns: uploads, append-only revisions, their facts, documents and remarks.

Before them the uploads that nobody has decided on yet. After them the terms: deadlines, closed
years and their verdicts, reopenings, foreign layouts.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from data_model.returns import Origin, ReviewState, Severity, UploadState, ValueState
from data_model.tables.base import Base, ExactDecimal, Moment, TextTuple, one_of


class WaitingUploadRow(Base):
    """What one person has sent and not decided on yet.

    ``author`` is who has sent it, ``decision`` what was said about it, ``outcome`` what came out:
    each as JSON. ``server`` is the process that works on it, empty where none does; ``turn`` its
    place in the queue, the least first; ``attempts`` how often it was begun.
    """

    __tablename__ = "waiting_uploads"
    __table_args__ = (one_of("state", UploadState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str]
    municipality: Mapped[str | None] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    year: Mapped[int | None]
    state: Mapped[str]
    server: Mapped[str]
    begun_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    is_at_work: Mapped[bool]
    is_settled: Mapped[bool]
    author: Mapped[str]
    turn: Mapped[int]
    attempts: Mapped[int]
    done: Mapped[int]
    total: Mapped[int]
    trouble: Mapped[str]
    decision: Mapped[str]
    outcome: Mapped[str]


class WaitingFileRow(Base):
    """The bytes of one such file; they go with the decision."""

    __tablename__ = "waiting_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(
        ForeignKey("waiting_uploads.id", ondelete="RESTRICT"), index=True
    )
    filename: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    is_checked: Mapped[bool]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class MarkedCopyRow(Base):
    """What goes back of a file that was refused: of the file itself nothing is left."""

    __tablename__ = "marked_copies"
    __table_args__ = (UniqueConstraint("upload_id", "filename", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("waiting_uploads.id", ondelete="RESTRICT"))
    filename: Mapped[str]
    sha256: Mapped[str]
    name: Mapped[str]
    letter: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class WantedFileRow(Base):
    """A file that one server has offered and another one was asked for; it goes with the answer.

    ``status`` is empty until the server that knows how to make it has done so.
    """

    __tablename__ = "wanted_files"

    number: Mapped[str] = mapped_column(primary_key=True)
    server: Mapped[str] = mapped_column(index=True)
    session: Mapped[int | None]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    is_begun: Mapped[bool]
    status: Mapped[int | None]
    file_name: Mapped[str]
    mime: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class UploadRow(Base):
    """The bytes of an accepted file, letter for letter, once for each fingerprint."""

    __tablename__ = "uploads"
    __table_args__ = (CheckConstraint("size >= 0", name="size_not_negative"),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    filename: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes]


class ReturnRow(Base):
    """One revision of a return. The slot is (municipality, organisation, year).

    Nothing of it is ever changed but ``is_current`` and the two columns of an undoing;
    ``values_sha256`` seals the rest together with its facts, documents and remarks;
    ``numbers_sha256`` is over its counts alone, by which a copy of another return is found.
    """

    __tablename__ = "returns"
    __table_args__ = (
        UniqueConstraint("municipality", "organisation", "year", "revision"),
        ForeignKeyConstraint(
            ["municipality", "organisation"],
            ["organisations.municipality", "organisations.code"],
            ondelete="RESTRICT",
        ),
        Index(
            "uq_returns_one_current",
            "municipality",
            "organisation",
            "year",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index(
            "uq_returns_same_bytes_once",
            "municipality",
            "organisation",
            "year",
            "sha256",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        Index(None, "sha256"),
        Index(None, "year", "numbers_sha256"),
        one_of("origin", Origin),
        CheckConstraint("revision >= 1", name="revision_from_one"),
        CheckConstraint("NOT (is_current AND undone_at IS NOT NULL)", name="undone_is_past"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str]
    organisation: Mapped[str]
    year: Mapped[int]
    revision: Mapped[int]
    is_current: Mapped[bool]
    form: Mapped[str]
    form_version: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("uploads.sha256", ondelete="RESTRICT"))
    filename: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(Moment)
    origin: Mapped[str]
    reason: Mapped[str]
    errors: Mapped[int]
    questions: Mapped[int]
    notes: Mapped[int]
    values_sha256: Mapped[str]
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_reason: Mapped[str]
    numbers_sha256: Mapped[str]


class FactRow(Base):
    """One answer; clustered by its key, so a return is read in one stroke."""

    __tablename__ = "facts"
    __table_args__ = (
        one_of("state", ValueState),
        CheckConstraint("grade BETWEEN 0 AND 11", name="grade_of_a_school"),
        CheckConstraint("value >= 0", name="value_not_negative"),
        CheckConstraint(
            "(state IN ('value', 'zero')) = (value IS NOT NULL)", name="value_where_counted"
        ),
        CheckConstraint("state <> 'zero' OR value = 0", name="zero_is_zero"),
        {"sqlite_with_rowid": False},
    )

    return_id: Mapped[int] = mapped_column(
        ForeignKey("returns.id", ondelete="RESTRICT"), primary_key=True
    )
    question: Mapped[str] = mapped_column(primary_key=True)
    grade: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str]
    sheet: Mapped[str]
    cell: Mapped[str]
    written: Mapped[str]
    reason: Mapped[str]


class DocumentRow(Base):
    """One document that proves a presence («подтверждающий документ»)."""

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint("ordinal >= 1", name="ordinal_from_one"),
        {"sqlite_with_rowid": False},
    )

    return_id: Mapped[int] = mapped_column(
        ForeignKey("returns.id", ondelete="RESTRICT"), primary_key=True
    )
    question: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    number: Mapped[str]
    date: Mapped[date | None]
    link: Mapped[str]
    sheet: Mapped[str]
    cell: Mapped[str]


class RemarkRow(Base):
    """One problem of an accepted revision («замечание»), with its place."""

    __tablename__ = "remarks"
    __table_args__ = (
        UniqueConstraint("return_id", "ordinal"),
        one_of("severity", Severity),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("returns.id", ondelete="RESTRICT"))
    ordinal: Mapped[int]
    code: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str]
    sheet: Mapped[str]
    cell: Mapped[str]


class RemarkAnswerRow(Base):
    """The answer that closed a question; a remark has one at most."""

    __tablename__ = "remark_answers"

    remark_id: Mapped[int] = mapped_column(
        ForeignKey("remarks.id", ondelete="RESTRICT"), primary_key=True
    )
    text: Mapped[str]
    answered_at: Mapped[datetime] = mapped_column(Moment)


class RefusalRow(Base):
    """An attempt that was refused: name, fingerprint and remarks, never the bytes.

    ``organisation`` is what the file said, so it refers to nothing.
    """

    __tablename__ = "refusals"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    received_at: Mapped[datetime] = mapped_column(Moment)
    organisation: Mapped[str | None]
    year: Mapped[int | None]


class RefusalRemarkRow(Base):
    """One problem of a refused file."""

    __tablename__ = "refusal_remarks"
    __table_args__ = (one_of("severity", Severity),)

    refusal_id: Mapped[int] = mapped_column(
        ForeignKey("refusals.id", ondelete="RESTRICT"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str]
    sheet: Mapped[str]
    cell: Mapped[str]


class DeadlineRow(Base):
    """The day by which the returns of a year must be in."""

    __tablename__ = "return_deadlines"

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    due: Mapped[date]


class ClosedYearRow(Base):
    """A year closed after the order on results; it keeps the edition it was judged by."""

    __tablename__ = "closed_years"

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    roadmap_id: Mapped[int | None] = mapped_column(ForeignKey("roadmaps.id", ondelete="RESTRICT"))
    closed_on: Mapped[date]
    reason: Mapped[str]


class ReopeningRow(Base):
    """A closed year opened again until a day, for one organisation or for all."""

    __tablename__ = "reopenings"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality", "year"],
            ["closed_years.municipality", "closed_years.year"],
            ondelete="RESTRICT",
        ),
        ForeignKeyConstraint(
            ["municipality", "organisation"],
            ["organisations.municipality", "organisations.code"],
            ondelete="RESTRICT",
        ),
        CheckConstraint("opened_on <= until", name="term_in_order"),
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("person <> ''", name="person_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str]
    year: Mapped[int]
    organisation: Mapped[str | None]
    opened_on: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str]
    person: Mapped[str]


class SentBackRow(Base):
    """A revision of a return sent back to be mended; the next revision ends that."""

    __tablename__ = "returns_sent_back"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("person <> ''", name="person_given"),
    )

    return_id: Mapped[int] = mapped_column(
        ForeignKey("returns.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    sent_on: Mapped[date]
    reason: Mapped[str]
    person: Mapped[str]


class ReviewRow(Base):
    """A revision that counts once somebody has looked at it, and what was found then.

    ``person`` and ``decided_at`` are of the decision; ``text`` says why it was returned.
    """

    __tablename__ = "return_reviews"
    __table_args__ = (
        one_of("state", ReviewState),
        CheckConstraint("state <> 'returned' OR text <> ''", name="reason_given"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_once"),
    )

    return_id: Mapped[int] = mapped_column(
        ForeignKey("returns.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    state: Mapped[str]
    text: Mapped[str]
    person: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class DraftRow(Base):
    """One field of a form on screen, as it was typed and not yet sent; see ``DraftEntry``."""

    __tablename__ = "return_drafts"

    organisation: Mapped[str] = mapped_column(
        ForeignKey("organisations.code", ondelete="RESTRICT"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    written: Mapped[str]
    person: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(Moment)


class ClosedVerdictRow(Base):
    """A figure and its verdict as they were when the year was closed; no organisation: district."""

    __tablename__ = "closed_verdicts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality", "year"],
            ["closed_years.municipality", "closed_years.year"],
            ondelete="RESTRICT",
        ),
    )

    municipality: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    roadmap: Mapped[str] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(primary_key=True)
    numerator: Mapped[int | None]
    denominator: Mapped[int | None]
    actual: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    status: Mapped[str]
    reason: Mapped[str]
    judged_on: Mapped[date]


class JudgedDistrictRow(Base):
    """Of which data the verdicts of a district are; they hold through ``holds_until``.

    ``rules`` name the program that made them: another one makes them anew.
    """

    __tablename__ = "judged_districts"

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    version: Mapped[int] = mapped_column(BigInteger)
    rules: Mapped[str]
    judged_on: Mapped[date]
    holds_until: Mapped[date | None]
    collected: Mapped[tuple[Any, ...]] = mapped_column(TextTuple)


class DistrictVerdictRow(Base):
    """A judged row of a district as it is; ``line`` holds its fields, ``code`` its indicator."""

    __tablename__ = "district_verdicts"
    __table_args__ = (Index(None, "code", "year"), {"sqlite_with_rowid": False})

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    line: Mapped[str]


class ExplanationRow(Base):
    """Why a year that is over was changed by roll, register or roadmap."""

    __tablename__ = "explanations"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    year: Mapped[int]
    door: Mapped[str]
    reason: Mapped[str]
    explained_at: Mapped[datetime] = mapped_column(Moment)


class MappingProfileRow(Base):
    """What a person confirmed for one foreign layout of a district."""

    __tablename__ = "mapping_profiles"

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    content: Mapped[str]
    confirmed_at: Mapped[datetime] = mapped_column(Moment)
