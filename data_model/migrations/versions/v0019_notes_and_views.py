"""Notes of the office, views that a person has named, and what she saw when she last came."""

from alembic import op

from data_model.tables import Base, NoteRow, SavedViewRow, SeenFiguresRow

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Make the tables that are missing; nothing stood in their place before."""
    tables = Base.metadata.tables
    new = [tables[row.__tablename__] for row in (NoteRow, SavedViewRow, SeenFiguresRow)]
    Base.metadata.create_all(op.get_bind(), tables=new)
