"""Returns sent back to be mended."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "returns_sent_back",
        sa.Column("return_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_returns_sent_back_reason_given")),
        sa.CheckConstraint("person <> ''", name=op.f("ck_returns_sent_back_person_given")),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["returns.id"],
            name=op.f("fk_returns_sent_back_return_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("return_id", name=op.f("pk_returns_sent_back")),
    )
