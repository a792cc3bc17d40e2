"""Seals of what people decide: protocols, assignments, evidence, measures, issues, own words."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TABLES = (
    "protocols",
    "agenda_items",
    "speeches",
    "decisions",
    "executions",
    "releases",
    "evidence",
    "improvement_chains",
    "measures",
    "issued_documents",
    "issued_files",
    "own_words",
    "document_templates",
    "returns_sent_back",
)
LISTS = {("protocols", "present"), ("decisions", "addressees"), ("issued_documents", "sentences")}
"""Columns that hold a list as JSON text."""

SEALS = sa.table("seals", sa.column("table_name"), sa.column("sha256"))


def upgrade() -> None:
    """Values are sealed as they are now: who changed what before is not known."""
    seals = [{"table_name": name, "sha256": _seal(name)} for name in TABLES]
    op.bulk_insert(SEALS, seals)


def _seal(name: str) -> str:
    """SHA-256 over all rows in the order of the key, as the program of this version reckons."""
    connection = op.get_bind()
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    columns = [
        sa.func.length(one) if isinstance(one.type, sa.LargeBinary) else one
        for one in table.columns
    ]
    lists = [number for number, one in enumerate(table.columns) if (name, one.name) in LISTS]
    digest = hashlib.sha256()
    for line in connection.execute(sa.select(*columns).order_by(*table.primary_key.columns)):
        values = [json.loads(v or "[]") if n in lists else v for n, v in enumerate(line)]
        digest.update(_canonical(values).encode())
    return digest.hexdigest()


def _canonical(values: Sequence[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=_text, separators=(",", ":")) + "\n"


def _text(value: Any) -> str:
    """SQLite forgets the time zone of a moment."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return str(value)
