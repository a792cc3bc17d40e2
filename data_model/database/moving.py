"""The way of a whole database to another engine («перенос базы»): SQLite ↔ PostgreSQL.

Rows go table by table, in the order of their references, as the plain values that the program works
with, so the history, the seals and the chained journal stay as they are. The new database is
read back before anything of it counts: the number of rows and the sum of each table are compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
)

from data_model.database.opening import Database
from data_model.errors import DatabaseTrouble, Refused
from data_model.tables import Base, DataVersionRow

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MovedTable:
    """What went over of one table: how many rows, and the SHA-256 over their values."""

    name: str
    rows: int
    sha256: str


def move_rows(source: Database, target: Database) -> tuple[MovedTable, ...]:
    """Copy every row of one database into another one, all or nothing.

    One state of the source is read throughout. Raises Refused where the target holds anything
    already, DatabaseTrouble where it gives back other values than it was given.
    """
    return target.write(lambda into: source.read(lambda of: tuple(_moved(of, into))))


def _moved(source: Connection, target: Connection) -> Iterator[MovedTable]:
    target.execute(delete(DataVersionRow))  # the only row that a new database has
    _refuse_filled(target)
    for table in Base.metadata.sorted_tables:
        sent = _Sum(table)
        for rows in _parted(source, table):
            target.execute(insert(table), [sent.take(row) for row in rows])
        _go_on_counting(target, table)
        stored = _sum_of(target, table)
        if stored != sent.told:
            raise DatabaseTrouble(
                f"Таблица «{table.name}» дошла не такой, какой ушла: строк {sent.rows} и "
                f"{stored.rows}. Ничего не перенесено, прежняя база цела."
            )
        yield stored


def _refuse_filled(target: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        if target.scalar(select(exists(select(literal(1)).select_from(table)))):
            raise Refused(
                "В новой базе уже есть данные: переносят только в пустую. Укажите другой адрес."
            )


def _parted(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table, some hundreds at once: returns with their files are large."""
    found = source.execute(_all_of(table).execution_options(yield_per=ROWS_AT_ONCE))
    for rows in found.partitions():
        yield [row._asdict() for row in rows]


def _all_of(table: Table) -> Select[Any]:
    """Every row in the order of its key; what others of the same table refer to goes first."""
    own = [key.parent for key in table.foreign_keys if key.column.table is table]
    return select(table).order_by(*(one.is_not(None) for one in own), *table.primary_key.columns)


class _Sum:
    """A sum over rows that takes no notice of the order in which an engine sorts texts."""

    def __init__(self, table: Table) -> None:
        self._name = table.name
        self._total = 0
        self.rows = 0

    def take(self, row: dict[str, Any]) -> dict[str, Any]:
        """Count a row in, and hand it on."""
        self.rows += 1
        values = [sha256(one).digest() if isinstance(one, bytes) else one for one in row.values()]
        digest = sha256(repr(values).encode("utf-8", "surrogatepass")).digest()
        self._total = (self._total + int.from_bytes(digest)) % (1 << 256)
        return row

    @property
    def told(self) -> MovedTable:
        return MovedTable(self._name, self.rows, f"{self._total:064x}")


def _sum_of(connection: Connection, table: Table) -> MovedTable:
    stored = _Sum(table)
    for row in connection.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE)):
        stored.take(row._asdict())
    return stored.told


def _go_on_counting(target: Connection, table: Table) -> None:
    """PostgreSQL counts rows by itself only: its counter goes on behind the last of them."""
    column = table.autoincrement_column
    if target.dialect.name != "postgresql" or column is None:
        return
    counter = func.pg_get_serial_sequence(table.name, column.name)
    last = target.scalar(select(func.max(column)))
    if last is not None and target.scalar(select(counter)) is not None:
        target.execute(select(func.setval(counter, last)))
