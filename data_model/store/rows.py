"""Rows as the database gives them: they never leave this room."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Insert, Row, Select

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
    compiled = statement.compile(dialect=connection.dialect)
    if compiled.positional:
        connection.exec_driver_sql(str(compiled), list(lines))
        return
    names = statement.table.columns.keys()
    named = [dict(zip(names, line, strict=True)) for line in lines]
    connection.exec_driver_sql(str(compiled), named)
