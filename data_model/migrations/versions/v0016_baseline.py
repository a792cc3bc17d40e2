"""The schema from which on every step counts; new databases are made of ``tables`` themselves."""

revision = "0016"
down_revision = None


def upgrade() -> None:
    """Nothing: no database without this version is brought here step by step."""
