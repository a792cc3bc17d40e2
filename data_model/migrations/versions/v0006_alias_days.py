"""Spellings of schools: the days on which each of them counts."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = ("organisation", "alias")
FORMER = {
    "organisation": sa.String(),
    "alias": sa.String(),
    "ordinal": sa.Integer(),
    "is_confirmed": sa.Boolean(),
}
DAYS = {"valid_from": sa.Date(), "valid_to": sa.Date()}


def _table(columns: dict[str, Any]) -> sa.TableClause:
    listed = (sa.column(name, kind) for name, kind in columns.items())
    return sa.table("organisation_aliases", *listed)


BEFORE, AFTER = _table(FORMER), _table(FORMER | DAYS)
SEALS = sa.table("seals", sa.column("table_name"), sa.column("sha256"))
ONE_SEAL = SEALS.c.table_name == "organisation_aliases"


def upgrade() -> None:
    """The table is made anew, so that it is the same as one made at once; all days are open."""
    connection = op.get_bind()
    lines = [dict(line) for line in connection.execute(sa.select(BEFORE)).mappings()]
    was_as_written = _seal(BEFORE) == connection.scalar(sa.select(SEALS.c.sha256).where(ONE_SEAL))
    op.drop_table("organisation_aliases")
    create_aliases()
    if lines:
        op.bulk_insert(AFTER, [line | dict.fromkeys(DAYS) for line in lines])
    if was_as_written:
        connection.execute(sa.update(SEALS).where(ONE_SEAL).values(sha256=_seal(AFTER)))


def create_aliases() -> None:
    op.create_table(
        "organisation_aliases",
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.code"],
            name=op.f("fk_organisation_aliases_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("organisation", "alias", name=op.f("pk_organisation_aliases")),
    )


def _seal(table: sa.TableClause) -> str:
    """SHA-256 over all rows in the order of the key, as the program of this version reckons."""
    digest = hashlib.sha256()
    for line in op.get_bind().execute(sa.select(table).order_by(*(table.c[one] for one in KEY))):
        digest.update(_canonical(line).encode())
    return digest.hexdigest()


def _canonical(line: Sequence[Any]) -> str:
    return json.dumps([*line], ensure_ascii=False, default=str, separators=(",", ":")) + "\n"
