"""What all tables share: exact column types, names of constraints, one metadata; and the tables
that the database keeps about itself: the data versions, and seals over whole tables."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Dialect, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table; its rows never leave the room."""

    metadata = MetaData(naming_convention=NAMES)


class ExactDecimal(TypeDecorator[Decimal]):
    """A Decimal as its own text: SQLite would make a float of a NUMERIC."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets time zones, so it is put back on reading."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TextTuple(TypeDecorator[tuple[Any, ...]]):
    """A short tuple of texts or numbers, nested ones too, as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str:
        return json.dumps(value or (), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...]:
        return as_tuple(json.loads(value or "[]"))


def as_tuple(items: Iterable[Any]) -> tuple[Any, ...]:
    """Lists inside lists, made tuples."""
    return tuple(as_tuple(item) if isinstance(item, list) else item for item in items)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """A column holds one of the words of an enumeration, or nothing."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class DataVersionRow(Base):
    """The counter that every storing transaction raises; the only row has id 1."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BigInteger)


class MunicipalityVersionRow(Base):
    """The data version that the last change of one municipality raised.

    The empty code stands for what all districts are told of: their names and roadmaps.
    """

    __tablename__ = "municipality_versions"

    municipality: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class SealRow(Base):
    """SHA-256 over the rows of one small table that are of one municipality.

    So a changed value is noticed, and an act reads no rows of other districts. The empty code
    stands for what is nobody's: people and their roles.
    """

    __tablename__ = "municipality_seals"

    table_name: Mapped[str] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
