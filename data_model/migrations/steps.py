"""What steps have in common: a column more, and the seals of what is changed.

column_added  a column that every row has a value of, with the rules of the table
admit_words   a column may hold more words than before
kept_seals    what is changed inside is sealed anew, unless it was changed behind our back
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Constraint,
    UniqueConstraint,
    insert,
    inspect,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy import column as plain
from sqlalchemy import table as lightweight
from sqlalchemy.schema import AddConstraint, DropConstraint

from data_model.store.rows import stored_seals, table_seals
from data_model.tables import Base, SealRow


def has_column(connection: Connection, table: str, column: str) -> bool:
    return column in {one["name"] for one in inspect(connection).get_columns(table)}


def columns_to_come(connection: Connection, row: type[Base]) -> frozenset[str]:
    """The columns of the table of today that the table of this moment does not have yet."""
    there = {one["name"] for one in inspect(connection).get_columns(row.__tablename__)}
    return frozenset(one.name for one in row.__table__.columns) - there


def column_added(
    connection: Connection,
    table: str,
    column: str,
    kind: str,
    value: str,
    key: tuple[str, str] | None = None,
    rules: Sequence[tuple[str, str]] = (),
) -> None:
    """Add a column, with one value (in SQL) for the rows that are there.

    ``key``: what stands in the rule of uniqueness of the table, and what shall stand there;
    ``rules``: the same of texts of other rules, which are then those of the table of today.
    """
    if connection.dialect.name == "sqlite":
        _made_anew(connection, table, f"{column} {kind} NOT NULL", value, key, rules)
        return
    connection.execute(
        text(f"ALTER TABLE {table} ADD COLUMN {column} {kind} NOT NULL DEFAULT {value}")
    )
    connection.execute(text(f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT"))
    seen = inspect(connection)
    if key:
        _rules_anew(connection, table, UniqueConstraint, seen.get_unique_constraints(table))
    if rules:
        _rules_anew(connection, table, CheckConstraint, seen.get_check_constraints(table))


def _rules_anew(
    connection: Connection, table: str, of_kind: type[Constraint], former: Sequence[Any]
) -> None:
    """In the place of the rules of one kind those of the table as it is today."""
    for one in former:
        connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{one["name"]}"'))
    for rule in Base.metadata.tables[table].constraints:
        if isinstance(rule, of_kind):
            # else the rule would be left out of tables that this process makes later
            connection.execute(AddConstraint(rule, isolate_from_table=False))


def _made_anew(
    connection: Connection,
    table: str,
    column: str,
    value: str,
    key: tuple[str, str] | None,
    rules: Sequence[tuple[str, str]],
) -> None:
    """SQLite changes no rule of a table, so it is made anew from its own text.

    Its old name is taken away before the new one is made: what refers to it then means the new.
    Its indexes go with the old one, and are made again.
    """
    asked = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"
    sql = str(connection.execute(text(asked), {"name": table}).scalar_one())
    before, after = sql.split(", \n\tCONSTRAINT", 1)
    sql = f"{before}, \n\t{column}, \n\tCONSTRAINT{after}"
    if key:
        assert key[0] in sql, f"{table} has no rule over {key[0]}"
        before, after = (part.replace(", ", "_") for part in key)
        sql = sql.replace(*key).replace(before, after)
    for was, shall in rules:
        assert was in sql, f"{table} has no rule {was}"
        sql = sql.replace(was, shall)
    names = [one["name"] for one in inspect(connection).get_columns(table)]
    asked = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :name AND sql <> ''"
    indexes = connection.scalars(text(asked), {"name": table}).all()
    connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_before"))
    connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    connection.execute(text(sql))
    former = lightweight(f"{table}_before", *map(plain, names))
    rows = select(*former.columns, literal_column(value))
    into = lightweight(table, *map(plain, [*names, column.split()[0]]))
    connection.execute(insert(into).from_select(list(into.columns), rows))
    connection.execute(text(f"DROP TABLE {table}_before"))
    for sql in indexes:
        connection.execute(text(sql))


def admit_words(connection: Connection, table: str, column: str) -> None:
    """Let a column hold all words that its rule names today («one_of»); no row changes.

    SQLite keeps a table's rules as text. It is changed in place, as its manual says for rules
    that do not touch the rows: a new table in its stead would break what refers to it.
    """
    rule = next(
        one
        for one in Base.metadata.tables[table].constraints
        if isinstance(one, CheckConstraint) and str(one.sqltext).startswith(f"{column} IN (")
    )
    if connection.dialect.name != "sqlite":
        connection.execute(DropConstraint(rule))
        connection.execute(AddConstraint(rule, isolate_from_table=False))
        return
    asked = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
    before = str(connection.execute(asked, {"table": table}).scalar_one())
    after = re.sub(rf"\b{column} IN \([^)]*\)", str(rule.sqltext), before, count=1)
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = "UPDATE sqlite_master SET sql = :after WHERE type = 'table' AND name = :table"
    connection.execute(text(changed), {"after": after, "table": table})
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


@contextmanager
def kept_seals(connection: Connection, row: type[Base]) -> Iterator[None]:
    """Seal anew what is changed inside; what did not fit its seal before does not fit it after.

    Columns that this step or a later one adds are left out while they are not there.
    """
    stored = stored_seals(connection).get(row.__tablename__, {})
    before = table_seals(connection, row, without=columns_to_come(connection, row))
    yield
    after = table_seals(connection, row, without=columns_to_come(connection, row))
    for owner, sha256 in after.items():
        if before.get(owner) == stored.get(owner):
            of_it = (SealRow.table_name == row.__tablename__, SealRow.municipality == owner)
            connection.execute(update(SealRow).where(*of_it).values(sha256=sha256))
