"""Versions of the tables («версия таблиц»), read without the machinery that makes them.

Alembic takes a fifth of the start of a command, and most commands upgrade nothing.
"""

from sqlalchemy import Connection, inspect, text


def stored_version(connection: Connection) -> str | None:
    """The version written in a database; None where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version
