"""Rows as the database gives them: they never leave this room."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Insert, Row, Select

AnyRow = Row[*tuple[Any, ...]]
AnyRows = Sequence[AnyRow]
AnySelect = Select[*tuple[Any, ...]]


def inserted_id(result: CursorResult[*tuple[Any, ...]]) -> int:
    """The number of the row that was just inserted."""
    key = result.inserted_primary_key
    assert key is not None, "one row was inserted, so it has a key"
    return int(key[0])


def insert_plain(
    connection: Connection, statement: Insert, lines: Sequence[tuple[Any, ...]]
) -> None:
    """Many lines of numbers and texts at once, values in the order of the table's columns.

    Plain values need no conversion, so the statement goes to the driver as it is: a third
    of the time of the usual way, and returns consist of little else.
    """
    sql, names = _for_driver(statement, connection.dialect)
    by_position = connection.dialect.positional
    plain = list(lines) if by_position else [dict(zip(names, line, strict=True)) for line in lines]
    connection.exec_driver_sql(sql, plain)


@lru_cache(maxsize=16)
def _for_driver(statement: Insert, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """The text of a statement for one driver, and the names of its values."""
    return str(statement.compile(dialect=dialect)), tuple(statement.table.columns.keys())
