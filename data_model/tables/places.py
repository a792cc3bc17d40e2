"""Tables of places: municipalities, organisations with their names, the roll by grade."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_model.places import OrganisationKind
from data_model.tables.base import Base, one_of


class MunicipalityRow(Base):
    """One district; ``position`` is the order of registration, ``region`` empty where unknown."""

    __tablename__ = "municipalities"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    short: Mapped[str]
    region: Mapped[str]


class MunicipalitySettingRow(Base):
    """One setting of a district: a body, a post, a header of its papers."""

    __tablename__ = "municipality_settings"

    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class OrganisationRow(Base):
    """One organisation of the register, the municipality itself among them.

    The pair (municipality, code) is what returns refer to, so that no return can belong
    to a district other than its school's.
    """

    __tablename__ = "organisations"
    __table_args__ = (
        UniqueConstraint("municipality", "code"),
        one_of("kind", OrganisationKind),
        CheckConstraint("valid_from <= valid_to", name="validity_in_order"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(
        ForeignKey("municipalities.code", ondelete="RESTRICT")
    )
    position: Mapped[int]
    kind: Mapped[str]
    settlement: Mapped[str]
    head: Mapped[str | None] = mapped_column(ForeignKey("organisations.code", ondelete="RESTRICT"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class OrganisationNameRow(Base):
    """One name of an organisation and its days, from the oldest (1) to the present."""

    __tablename__ = "organisation_names"

    organisation: Mapped[str] = mapped_column(
        ForeignKey("organisations.code", ondelete="RESTRICT"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    short_name: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class OrganisationAliasRow(Base):
    """Another spelling by which an organisation is known.

    It counts from ``valid_from`` to ``valid_to`` (None: open end). ``is_confirmed``: a person
    said so, and the register, loaded again, does not take it away.
    """

    __tablename__ = "organisation_aliases"

    organisation: Mapped[str] = mapped_column(
        ForeignKey("organisations.code", ondelete="RESTRICT"), primary_key=True
    )
    alias: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int]
    is_confirmed: Mapped[bool]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class RollEntry(Base):
    """Pupils of one grade of one organisation on the counting day of a year."""

    __tablename__ = "roll"
    __table_args__ = (
        CheckConstraint("grade BETWEEN 1 AND 11", name="grade_of_a_school"),
        CheckConstraint("pupils >= 0", name="pupils_not_negative"),
        Index(None, "year"),
        {"sqlite_with_rowid": False},
    )

    organisation: Mapped[str] = mapped_column(
        ForeignKey("organisations.code", ondelete="RESTRICT"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    grade: Mapped[int] = mapped_column(primary_key=True)
    counted_on: Mapped[date]
    pupils: Mapped[int]
