"""Tables of evidence and improvement: documents that prove, chains of links, measures."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from data_model.tables.base import Base, Moment


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
