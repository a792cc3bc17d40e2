"""Tables of documents: own words, own templates, issues with their frozen files."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_model.tables.base import Base, Moment, TextTuple


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


class IssuedDocumentRow(Base):
    """One issue of a document; ``organisation`` is empty for the district."""

    __tablename__ = "issued_documents"
    __table_args__ = (
        UniqueConstraint("municipality", "kind", "year", "organisation", "edition"),
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


class IssuedFileRow(Base):
    """A file of an issue, byte for byte as it was handed out."""

    __tablename__ = "issued_files"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("issued_documents.id", ondelete="RESTRICT"), primary_key=True
    )
    file_format: Mapped[str] = mapped_column(primary_key=True)
    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DocumentTemplateRow(Base):
    """The office's own Word template of one kind of document."""

    __tablename__ = "document_templates"

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
