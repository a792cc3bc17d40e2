"""Rows as the database gives them: they never leave this room."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Row, Select, insert

from data_model.tables import Base

AnyRow = Row[*tuple[Any, ...]]
AnyRows = Sequence[AnyRow]
AnySelect = Select[*tuple[Any, ...]]


def inserted_id(result: CursorResult[*tuple[Any, ...]]) -> int:
    """The number of the row that was just inserted."""
    key = result.inserted_primary_key
    assert key is not None, "one row was inserted, so it has a key"
    return int(key[0])


MOST_VALUES = 999
"""Values of one statement that every SQLite takes, also one that somebody built years ago."""


def insert_plain(
    connection: Connection,
    into: type[Base],
    columns: tuple[str, ...],
    lines: Sequence[tuple[Any, ...]],
) -> None:
    """Many lines of numbers, texts and bytes at once; ``columns`` in the order of the table.

    Plain values need no conversion, so the statement goes to the driver as it is: a third
    of the time of the usual way, and returns consist of little else. Where values go by their
    place, a statement takes many lines: each start of a statement costs as much as two lines.
    """
    sql = _for_driver(into, columns, connection.dialect)
    if not connection.dialect.positional:
        named = [dict(zip(columns, line, strict=True)) for line in lines]
        connection.exec_driver_sql(sql, named)
        return
    most = MOST_VALUES // len(columns)
    for start in range(0, len(lines), most):
        some = lines[start : start + most]
        connection.exec_driver_sql(_of_lines(sql, len(some)), tuple(chain.from_iterable(some)))


@lru_cache(maxsize=256)
def _of_lines(sql: str, count: int) -> str:
    """The statement of one line, for some."""
    head, values, line = sql.rpartition("VALUES ")
    return f"{head}{values}{', '.join([line] * count)}"


@lru_cache(maxsize=16)
def _for_driver(into: type[Base], columns: tuple[str, ...], dialect: Dialect) -> str:
    """The text of a statement for one driver; its values are named as their columns."""
    in_order = tuple(one.name for one in into.__table__.columns if one.name in columns)
    assert in_order == columns, "a statement names its columns in the order of the table"
    return str(insert(into).compile(dialect=dialect, column_keys=list(columns)))
