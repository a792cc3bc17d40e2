"""Own words, edits and issues of documents belong to one roadmap, or to several together.

Until now the roadmaps of a district shared them. What was written while there was one is its own.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from alembic import op
from sqlalchemy import Connection, bindparam, select, update

from data_model.migrations.steps import column_added, has_column, kept_seals
from data_model.tables import IssuedDocumentRow, OwnWordsRow, RoadmapRow, TextEditRow

revision = "0017"
down_revision = "0016"

Written = list[tuple[date, str, tuple[int, ...]]]
"""The roadmaps of a district as they came: day, code, years."""


def upgrade() -> None:
    connection = op.get_bind()
    written = _written(connection)
    for row, last, moment in (
        (TextEditRow, "section", TextEditRow.changed_at),
        (IssuedDocumentRow, "edition", IssuedDocumentRow.issued_on),
    ):
        table = row.__tablename__
        if not has_column(connection, table, "roadmap"):
            key = f"organisation, {last}", f"organisation, roadmap, {last}"
            with kept_seals(connection, row):
                column_added(connection, table, "roadmap", "VARCHAR", "''", key)
                _give(connection, row, moment, written)
    with kept_seals(connection, OwnWordsRow):
        _give_words(connection, written)


def _written(connection: Connection) -> dict[str, Written]:
    row = RoadmapRow
    found: dict[str, Written] = defaultdict(list)
    asked = select(row.municipality, row.stored_at, row.code, row.years).order_by(row.id)
    for line in connection.execute(asked):
        found[line.municipality].append((line.stored_at.date(), line.code, line.years))
    return found


def _about(written: Written, year: int, moment: date) -> str:
    """The only roadmap of the year that was there on the day, or came first after it."""
    day = moment.date() if isinstance(moment, datetime) else moment
    of_year = [(came, code) for came, code, years in written if year in years]
    there = {code for came, code in of_year if came <= day} or {code for _, code in of_year[:1]}
    return there.pop() if len(there) == 1 else ""


def _give(connection: Connection, row: Any, moment: Any, written: dict[str, Written]) -> None:
    asked = select(row.id, row.municipality, row.year, moment.label("moment"))
    lines = [
        {"which": line.id, "given": _about(written[line.municipality], line.year, line.moment)}
        for line in connection.execute(asked).all()
    ]
    if lines:
        step = update(row.__table__).where(row.__table__.c.id == bindparam("which"))
        connection.execute(step.values(roadmap=bindparam("given")), lines)


def _give_words(connection: Connection, written: dict[str, Written]) -> None:
    row = OwnWordsRow
    for line in connection.execute(select(row)).all():
        about = _about(written[line.municipality], line.year, line.changed_at)
        if about and "@" not in line.place:
            of_it = (row.municipality == line.municipality, row.year == line.year)
            step = update(row).where(*of_it, row.place == line.place)
            connection.execute(step.values(place=f"{about}@{line.place}"))
