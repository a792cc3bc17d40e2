"""Tables of meetings: protocols, agenda, speeches, decisions, executions, releases."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_model.decisions import AssignmentState, Audience, DecisionKind, TermKind
from data_model.tables.base import Base, TextTuple, one_of


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
