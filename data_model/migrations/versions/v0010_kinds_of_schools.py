"""Lyceums, gymnasiums, boarding, evening and cadet schools as types of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

BEFORE = "kind IN ('муниципалитет', 'СОШ', 'ООШ', 'НОШ', 'филиал')"
AFTER = (
    "kind IN ('муниципалитет', 'СОШ', 'ООШ', 'НОШ', 'лицей', 'гимназия', 'интернат', "
    "'вечерняя', 'кадетская', 'филиал')"
)
NAME = "ck_organisations_kind_known"


def upgrade() -> None:
    """The words that the column may hold; no row changes.

    SQLite keeps a table's rules as text. It is changed in place, as its manual says for rules
    that do not touch the rows: a new table in its stead would break what refers to it.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint(op.f(NAME), "organisations", type_="check")
        op.create_check_constraint(op.f(NAME), "organisations", AFTER)
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after) "
            "WHERE type = 'table' AND name = 'organisations'"
        ),
        {"before": BEFORE, "after": AFTER},
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
