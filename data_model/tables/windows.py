"""Tables of terms: deadlines of returns, closed years and their verdicts, reopenings, layouts."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_model.tables.base import Base, ExactDecimal, Moment


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
