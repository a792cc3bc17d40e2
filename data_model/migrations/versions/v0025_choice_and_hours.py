"""Questions may be answered by a choice from a list and in hours; an indicator may be a level."""

from alembic import op

from data_model.migrations.steps import admit_words, column_added, has_column, kept_seals
from data_model.tables import PassportRow, QuestionRow

revision = "0025"
down_revision = "0024"

NEW = ((QuestionRow, "options", "TEXT", "'[]'"), (PassportRow, "from_level", "VARCHAR", "''"))


def upgrade() -> None:
    connection = op.get_bind()
    for row, column, kind, value in NEW:
        table = row.__tablename__
        if not has_column(connection, table, column):
            with kept_seals(connection, row):
                column_added(connection, table, column, kind, value)
    admit_words(connection, "questions", "answer")
    admit_words(connection, "indicators", "kind")
