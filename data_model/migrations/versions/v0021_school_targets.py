"""Schools may have targets of their own: a table of them."""

from alembic import op

from data_model.tables import Base

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    Base.metadata.tables["school_targets"].create(op.get_bind(), checkfirst=True)
