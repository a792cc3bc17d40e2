"""A row of a district's roadmap may answer a row of its region's: one column more."""

from alembic import op

from data_model.migrations.steps import column_added, has_column, kept_seals
from data_model.tables import PassportRow

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    connection, table = op.get_bind(), PassportRow.__tablename__
    if not has_column(connection, table, "parent_row"):
        with kept_seals(connection, PassportRow):
            column_added(connection, table, "parent_row", "VARCHAR", "''")
