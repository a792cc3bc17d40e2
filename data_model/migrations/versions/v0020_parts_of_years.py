"""Rows may be asked by quarters, months or half-years: a table of their terms and targets."""

from alembic import op

from data_model.tables import Base

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    Base.metadata.tables["period_parts"].create(op.get_bind(), checkfirst=True)
