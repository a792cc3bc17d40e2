"""Tables of the roadmap: editions with their questions, activities, indicators, targets."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_model.roadmap import AnswerType, Change, Kind, Level, Operator, PeriodKind, Scope
from data_model.tables.base import Base, ExactDecimal, Moment, TextTuple, one_of


class RoadmapRow(Base):
    """One edition of a roadmap; a later one never changes an earlier one."""

    __tablename__ = "roadmaps"
    __table_args__ = (
        UniqueConstraint("municipality", "code", "edition"),
        CheckConstraint("edition >= 1", name="edition_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    code: Mapped[str]
    edition: Mapped[int]
    title: Mapped[str]
    act_body: Mapped[str]
    act_kind: Mapped[str]
    act_date: Mapped[date | None]
    act_number: Mapped[str]
    act_title: Mapped[str]
    years: Mapped[tuple[int, ...]] = mapped_column(TextTuple)
    synthetic: Mapped[bool]
    stored_at: Mapped[datetime] = mapped_column(Moment)


class StartRow(Base):
    """The first year of an edition that came in the middle of its span."""

    __tablename__ = "roadmap_starts"

    roadmap_id: Mapped[int] = mapped_column(
        ForeignKey("roadmaps.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    year: Mapped[int]


class WithdrawnRoadmapRow(Base):
    """A roadmap that no longer counts in some years; ``roadmap_id`` is its last edition then."""

    __tablename__ = "withdrawn_roadmaps"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    roadmap_id: Mapped[int] = mapped_column(
        ForeignKey("roadmaps.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    years: Mapped[tuple[int, ...]] = mapped_column(TextTuple)
    reason: Mapped[str]
    person: Mapped[str]
    withdrawn_at: Mapped[datetime] = mapped_column(Moment)


class GoalRow(Base):
    """One goal of an edition, with the numbers of the rows that serve it."""

    __tablename__ = "goals"

    roadmap_id: Mapped[int] = mapped_column(
        ForeignKey("roadmaps.id", ondelete="RESTRICT"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    activities: Mapped[tuple[str, ...]] = mapped_column(TextTuple)


class QuestionRow(Base):
    """One question of the forms of an edition."""

    __tablename__ = "questions"
    __table_args__ = (one_of("answer", AnswerType),)

    roadmap_id: Mapped[int] = mapped_column(
        ForeignKey("roadmaps.id", ondelete="RESTRICT"), primary_key=True
    )
    code: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int]
    text: Mapped[str]
    answer: Mapped[str]
    asked_of: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    grades: Mapped[tuple[int, ...]] = mapped_column(TextTuple)
    unit: Mapped[str]
    hint: Mapped[str]
    documents: Mapped[int]
    options: Mapped[tuple[str, ...]] = mapped_column(TextTuple)


class ActivityRow(Base):
    """One numbered row of the order, texts as approved."""

    __tablename__ = "activities"

    roadmap_id: Mapped[int] = mapped_column(
        ForeignKey("roadmaps.id", ondelete="RESTRICT"), primary_key=True
    )
    number: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int]
    title: Mapped[str]
    term: Mapped[str]
    wording: Mapped[str]
    executors: Mapped[tuple[str, ...]] = mapped_column(TextTuple)
    short: Mapped[str]
    note: Mapped[str]
    unsure: Mapped[tuple[str, ...]] = mapped_column(TextTuple)


class IndicatorRow(Base):
    """How an activity is measured; exactly one for each."""

    __tablename__ = "indicators"
    __table_args__ = (
        UniqueConstraint("roadmap_id", "activity"),
        ForeignKeyConstraint(
            ["roadmap_id", "activity"],
            ["activities.roadmap_id", "activities.number"],
            ondelete="RESTRICT",
        ),
        ForeignKeyConstraint(
            ["roadmap_id", "counted"],
            ["questions.roadmap_id", "questions.code"],
            ondelete="RESTRICT",
        ),
        one_of("kind", Kind),
        one_of("level", Level),
        one_of("scope", Scope),
        one_of("operator", Operator),
    )

    roadmap_id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    activity: Mapped[str]
    kind: Mapped[str]
    level: Mapped[str]
    counted: Mapped[str]
    scope: Mapped[str | None]
    out_of: Mapped[str | None]
    base: Mapped[tuple[int, ...]] = mapped_column(TextTuple)
    comparison_bases: Mapped[tuple[Any, ...]] = mapped_column(TextTuple)
    operator: Mapped[str]
    unit: Mapped[str]
    requires_growth: Mapped[bool]
    partly_from: Mapped[Decimal] = mapped_column(ExactDecimal)
    control: Mapped[bool]
    also_counted: Mapped[tuple[str, ...]] = mapped_column(TextTuple)


class TargetRow(Base):
    """The promise for one year; a year without a row has none."""

    __tablename__ = "targets"
    __table_args__ = (
        ForeignKeyConstraint(
            ["roadmap_id", "indicator"],
            ["indicators.roadmap_id", "indicators.code"],
            ondelete="RESTRICT",
        ),
    )

    roadmap_id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[Decimal] = mapped_column(ExactDecimal)
    upper: Mapped[Decimal | None] = mapped_column(ExactDecimal)


class PeriodRow(Base):
    """One term of an indicator and the day it is due."""

    __tablename__ = "periods"
    __table_args__ = (
        ForeignKeyConstraint(
            ["roadmap_id", "indicator"],
            ["indicators.roadmap_id", "indicators.code"],
            ondelete="RESTRICT",
        ),
        one_of("kind", PeriodKind),
    )

    roadmap_id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    due: Mapped[date]


class PeriodPartRow(Base):
    """A quarter, a month or a half of one term: its day, and its target where it has its own."""

    __tablename__ = "period_parts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["roadmap_id", "indicator", "year"],
            ["periods.roadmap_id", "periods.indicator", "periods.year"],
            ondelete="RESTRICT",
        ),
        CheckConstraint("part >= 1", name="part_from_one"),
    )

    roadmap_id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    due: Mapped[date]
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    upper: Mapped[Decimal | None] = mapped_column(ExactDecimal)


class SchoolTargetRow(Base):
    """A school's own target of one indicator and year, in the place of the district's."""

    __tablename__ = "school_targets"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality", "organisation"],
            ["organisations.municipality", "organisations.code"],
            ondelete="RESTRICT",
        ),
    )

    municipality: Mapped[str]
    organisation: Mapped[str] = mapped_column(primary_key=True)
    roadmap: Mapped[str] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[Decimal] = mapped_column(ExactDecimal)


class PassportRow(Base):
    """What an indicator and its row have beside the common; only where they have any of it."""

    __tablename__ = "indicator_passports"
    __table_args__ = (
        ForeignKeyConstraint(
            ["roadmap_id", "indicator"],
            ["indicators.roadmap_id", "indicators.code"],
            ondelete="RESTRICT",
        ),
        one_of("change", Change),
    )

    roadmap_id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    change: Mapped[str | None]
    per: Mapped[int | None]
    cumulative: Mapped[bool]
    weight: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    baseline: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    baseline_on: Mapped[date | None]
    formula: Mapped[str]
    source: Mapped[str]
    frequency: Mapped[str]
    methodology: Mapped[str]
    section: Mapped[str]
    parent: Mapped[str]
    from_level: Mapped[str]
    parent_row: Mapped[str]


class IndicatorLinkRow(Base):
    """The numbers of the rows of another annex whose activities an indicator measures."""

    __tablename__ = "indicator_links"
    __table_args__ = (
        ForeignKeyConstraint(
            ["roadmap_id", "indicator"],
            ["indicators.roadmap_id", "indicators.code"],
            ondelete="RESTRICT",
        ),
    )

    roadmap_id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    activities: Mapped[tuple[str, ...]] = mapped_column(TextTuple)


class TargetOperatorRow(Base):
    """How one year of an indicator is compared, where it is otherwise than its row."""

    __tablename__ = "target_operators"
    __table_args__ = (
        ForeignKeyConstraint(
            ["roadmap_id", "indicator", "year"],
            ["targets.roadmap_id", "targets.indicator", "targets.year"],
            ondelete="RESTRICT",
        ),
        one_of("operator", Operator),
    )

    roadmap_id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    operator: Mapped[str]
