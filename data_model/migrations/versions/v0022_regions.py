"""Municipalities belong to a region, persons may see its verdicts: two columns, two tables."""

from alembic import op

from data_model.migrations.steps import column_added, has_column, kept_seals
from data_model.tables import Base, GrantRow, MunicipalityRow

revision = "0022"
down_revision = "0021"

RULES = (
    ("'head', 'administrator')", "'head', 'administrator', 'region')"),
    (
        "ck_grants_administrator_of_none CHECK ((role = 'administrator') = (municipality IS NULL))",
        "ck_grants_place_of_most CHECK ((role IN ('administrator', 'region')) = "
        "(municipality IS NULL)), \n\tCONSTRAINT ck_grants_region_has_one CHECK "
        "((role = 'region') = (region <> ''))",
    ),
)


def upgrade() -> None:
    connection = op.get_bind()
    for row, rules in ((MunicipalityRow, ()), (GrantRow, RULES)):
        table = row.__tablename__
        if not has_column(connection, table, "region"):
            with kept_seals(connection, row):
                column_added(connection, table, "region", "VARCHAR", "''", rules=rules)
    for name in ("judged_districts", "district_verdicts"):
        Base.metadata.tables[name].create(connection, checkfirst=True)
