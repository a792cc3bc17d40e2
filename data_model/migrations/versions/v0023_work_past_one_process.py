"""Waiting uploads say who has sent them and what came out; PostgreSQL has a queue of them."""

import json

from alembic import op
from sqlalchemy import column, inspect, select, table, update

from data_model.migrations.steps import column_added, has_column
from data_model.tables import Base

revision = "0023"
down_revision = "0022"

COLUMNS = {
    "is_at_work": ("BOOLEAN", "false"),
    "is_settled": ("BOOLEAN", "false"),
    "author": ("VARCHAR", "''"),
    "turn": ("INTEGER", "0"),
    "attempts": ("INTEGER", "0"),
    "done": ("INTEGER", "0"),
    "total": ("INTEGER", "0"),
    "trouble": ("VARCHAR", "''"),
    "decision": ("VARCHAR", "''"),
    "outcome": ("VARCHAR", "''"),
}


def upgrade() -> None:
    connection = op.get_bind()
    if not has_column(connection, "waiting_uploads", "turn"):
        for name, (kind, value) in COLUMNS.items():
            column_added(connection, "waiting_uploads", name, kind, value)
        check_all_anew()
    for name in ("marked_copies", "wanted_files"):
        Base.metadata.tables[name].create(connection, checkfirst=True)
    has_queue = inspect(connection).has_table("procrastinate_jobs")
    if connection.dialect.name == "postgresql" and not has_queue:
        from data_model.database.queue import make_tables

        make_tables(connection)


def check_all_anew() -> None:
    """What waits was checked by a program that kept the outcome in its memory."""
    connection = op.get_bind()
    names = ("id", "owner", "state", "is_at_work", "author")
    row = table("waiting_uploads", *(column(name) for name in names))
    file = table("waiting_files", column("upload_id"), column("is_checked"))
    for upload, owner, state in connection.execute(
        select(row.c.id, row.c.owner, row.c.state)
    ).all():
        author = json.dumps([owner or "программа", owner or None, None, "", not owner])
        values = {"state": "received", "is_at_work": True, "author": author}
        connection.execute(update(row).where(row.c.id == upload).values(values))
        if state != "received":
            whole = update(file).where(file.c.upload_id == upload)
            connection.execute(whole.values(is_checked=False))
