"""Tables the database keeps about itself: the data version, and seals over whole tables."""

from sqlalchemy import BigInteger, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_model.tables.base import Base


class DataVersionRow(Base):
    """The counter that every storing transaction raises; the only row has id 1."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BigInteger)


class SealRow(Base):
    """SHA-256 over all rows of one small table, so that a changed value is noticed."""

    __tablename__ = "seals"

    table_name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
