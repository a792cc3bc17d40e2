"""Of each return the sum over its numbers, by which a copy is found: one column and its index."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from alembic import op
from sqlalchemy import Connection, bindparam, select, update

from data_model.migrations.steps import column_added, has_column
from data_model.returns import numbers_of, print_of
from data_model.tables import Base, FactRow, ReturnRow

revision = "0027"
down_revision = "0026"

COLUMN = "numbers_sha256"


def upgrade() -> None:
    connection, table = op.get_bind(), ReturnRow.__tablename__
    if has_column(connection, table, COLUMN):
        return
    column_added(connection, table, COLUMN, "VARCHAR", f"'{print_of({})}'")
    if prints := [*_prints(connection)]:
        of_it = update(ReturnRow).where(ReturnRow.id == bindparam("number"))
        connection.execute(of_it.values(numbers_sha256=bindparam("told")), prints)
    indexes = Base.metadata.tables[table].indexes
    next(one for one in indexes if COLUMN in one.columns).create(connection)


def _prints(connection: Connection) -> Iterator[dict[str, int | str]]:
    """Of each return with numbers: its own number and the print of them."""
    row = FactRow
    counts = select(row.return_id, row.question, row.grade, row.value)
    counts = counts.where(row.grade > 0, row.value > 0).order_by(row.return_id)
    found = connection.execute(counts.execution_options(yield_per=1000))
    for number, facts in groupby(found, itemgetter(0)):
        yield {"number": number, "told": print_of(numbers_of(line[1:] for line in facts))}
