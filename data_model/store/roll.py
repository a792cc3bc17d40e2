"""The roll in the database («контингент»): pupils by organisation, year and grade."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from data_model import places
from data_model.errors import UnknownPlace
from data_model.store.places import unknown_organisation
from data_model.store.seals import seal
from data_model.store.version import raise_version
from data_model.tables import OrganisationRow, RollRow


def save_roll(connection: Connection, rows: Sequence[places.RollRow]) -> None:
    """Replace the whole roll of every organisation and year that is named; UnknownPlace."""
    refuse_unknown(connection, {row.org for row in rows})
    for org, year in sorted({(row.org, row.year) for row in rows}):
        connection.execute(delete(RollRow).where(RollRow.organisation == org, RollRow.year == year))
    if rows:
        connection.execute(insert(RollRow), [_line(row) for row in rows])
    seal(connection, [RollRow])
    raise_version(connection)


def roll(connection: Connection, municipality: str) -> tuple[places.RollRow, ...]:
    """The roll of a municipality by organisation, year and grade."""
    found = connection.execute(
        select(
            RollRow.organisation, RollRow.year, RollRow.counted_on, RollRow.grade, RollRow.pupils
        )
        .join(OrganisationRow, OrganisationRow.code == RollRow.organisation)
        .where(OrganisationRow.municipality == municipality)
        .order_by(RollRow.organisation, RollRow.year, RollRow.grade)
    )
    return tuple(places.RollRow(*row) for row in found.all())


def refuse_unknown(connection: Connection, codes: set[str]) -> None:
    known = set(connection.scalars(select(OrganisationRow.code)))
    for code in sorted(codes - known):
        raise UnknownPlace(unknown_organisation(code))


def _line(row: places.RollRow) -> dict[str, object]:
    return {
        "organisation": row.org,
        "year": row.year,
        "grade": row.grade,
        "counted_on": row.counted_on,
        "pupils": row.pupils,
    }
