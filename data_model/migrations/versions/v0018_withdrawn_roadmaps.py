"""Roadmaps may be withdrawn with a reason: a table of those that were."""

from alembic import op

from data_model.tables import Base

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    Base.metadata.tables["withdrawn_roadmaps"].create(op.get_bind(), checkfirst=True)
