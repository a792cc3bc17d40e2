"""Roadmaps: goals with their rows, and the first year of an edition in mid-term."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    create_goals()
    create_starts()


def create_goals() -> None:
    op.create_table(
        "goals",
        sa.Column("roadmap_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"],
            ["roadmaps.id"],
            name=op.f("fk_goals_roadmap_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("roadmap_id", "ordinal", name=op.f("pk_goals")),
    )


def create_starts() -> None:
    op.create_table(
        "roadmap_starts",
        sa.Column("roadmap_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"],
            ["roadmaps.id"],
            name=op.f("fk_roadmap_starts_roadmap_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("roadmap_id", name=op.f("pk_roadmap_starts")),
    )
