"""The data version («версия данных»): raised by every transaction that stores something."""

from sqlalchemy import Connection, select, update

from data_model.tables import DataVersionRow

PRESENT = select(DataVersionRow.value)
RAISE = update(DataVersionRow).values(value=DataVersionRow.value + 1)


def data_version(connection: Connection) -> int:
    return connection.scalars(PRESENT).one()


def raise_version(connection: Connection) -> None:
    connection.execute(RAISE)
