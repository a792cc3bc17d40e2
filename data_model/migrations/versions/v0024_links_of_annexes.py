"""Indicators may be linked to the activities of another annex: a table of their links."""

from alembic import op

from data_model.tables import Base

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    Base.metadata.tables["indicator_links"].create(op.get_bind(), checkfirst=True)
