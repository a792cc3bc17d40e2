"""Refusals: found by the fingerprint of their file, so that none is recorded twice."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index(op.f("ix_refusals_sha256"), "refusals", ["sha256"], unique=False)
