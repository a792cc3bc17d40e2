"""Places as the database knows them: municipalities, their registers, the roll."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from data_model import places
from data_model.errors import NothingThere, UnknownPlace
from data_model.places import Alias, Municipality, Organisation, OrganisationKind, OrganisationName
from data_model.store.access import raise_version
from data_model.store.rows import AnyRow, AnyRows
from data_model.store.seals import seal
from data_model.tables import (
    MunicipalityRow,
    MunicipalitySettingRow,
    OrganisationAliasRow,
    OrganisationNameRow,
    OrganisationRow,
    RollEntry,
)


def municipalities(connection: Connection) -> tuple[Municipality, ...]:
    """All of them, in the order of registration."""
    settings = connection.execute(
        select(MunicipalitySettingRow).order_by(
            MunicipalitySettingRow.municipality, MunicipalitySettingRow.name
        )
    ).all()
    by_code = {
        code: {line.name: line.value for line in lines}
        for code, lines in groupby(settings, key=attrgetter("municipality"))
    }
    rows = connection.execute(select(MunicipalityRow).order_by(MunicipalityRow.position))
    return tuple(
        Municipality(row.code, row.name, row.short, by_code.get(row.code, {})) for row in rows
    )


def one_municipality(connection: Connection, code: str | None) -> Municipality:
    """The one named, or the first one; UnknownPlace or NothingThere."""
    known = municipalities(connection)
    if not known:
        raise NothingThere(
            "В базе нет ни одного района. Загрузите реестр командой "
            "«roadmap load-schools ФАЙЛ» или на странице «Справочники»."
        )
    found = next((place for place in known if code in (None, place.code)), None)
    if found is None:
        codes = ", ".join(f"{place.code} ({place.short})" for place in known)
        raise UnknownPlace(f"Муниципалитета с кодом «{code}» нет в базе. Есть: {codes}.")
    return found


def organisations(connection: Connection, municipality: str) -> tuple[Organisation, ...]:
    """The register of a municipality in its own order, itself and closed ones included."""
    of_place = select(OrganisationRow.code).where(OrganisationRow.municipality == municipality)
    names = _by_organisation(connection, OrganisationNameRow, of_place)
    aliases = _by_organisation(connection, OrganisationAliasRow, of_place)
    rows = connection.execute(
        select(OrganisationRow)
        .where(OrganisationRow.municipality == municipality)
        .order_by(OrganisationRow.position, OrganisationRow.code)
    )
    return tuple(
        _organisation(row, names.get(row.code, ()), aliases.get(row.code, ())) for row in rows
    )


def holder_of(connection: Connection, org: str) -> str:
    """Code of the municipality an organisation belongs to; UnknownPlace."""
    found = connection.scalar(
        select(OrganisationRow.municipality).where(OrganisationRow.code == org)
    )
    if found is None:
        raise UnknownPlace(unknown_organisation(org))
    return found


def organisation_count(connection: Connection) -> int:
    """Schools and branches of all municipalities, without the municipalities themselves."""
    district = OrganisationKind.MUNICIPALITY.value
    counted = select(func.count()).select_from(OrganisationRow)
    return connection.scalars(counted.where(OrganisationRow.kind != district)).one()


def unknown_organisation(org: str) -> str:
    return (
        f"Организации с кодом «{org}» нет в реестре. Проверьте код или загрузите реестр "
        "командой «roadmap load-schools ФАЙЛ»."
    )


def _by_organisation(
    connection: Connection, row: Any, of_place: Any
) -> dict[str, tuple[AnyRow, ...]]:
    """AnyRows of names or aliases by the code of their organisation, in order."""
    found = connection.execute(
        select(row).where(row.organisation.in_(of_place)).order_by(row.organisation, row.ordinal)
    ).all()
    return {code: tuple(lines) for code, lines in groupby(found, key=attrgetter("organisation"))}


def _organisation(row: AnyRow, names: AnyRows, aliases: AnyRows) -> Organisation:
    return Organisation(
        code=row.code,
        kind=OrganisationKind(row.kind),
        settlement=row.settlement,
        names=tuple(
            OrganisationName(name.full_name, name.short_name, name.valid_from, name.valid_to)
            for name in names
        ),
        head=row.head,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        aliases=tuple(Alias(line.alias, line.valid_from, line.valid_to) for line in aliases),
    )


def save_roll(connection: Connection, rows: Sequence[places.RollRow]) -> None:
    """Replace the whole roll of every organisation and year that is named; UnknownPlace."""
    refuse_unknown(connection, {row.org for row in rows})
    for org, year in sorted({(row.org, row.year) for row in rows}):
        connection.execute(
            delete(RollEntry).where(RollEntry.organisation == org, RollEntry.year == year)
        )
    if rows:
        connection.execute(insert(RollEntry), [_line(row) for row in rows])
    seal(connection, [RollEntry])
    raise_version(connection)


def roll(connection: Connection, municipality: str) -> tuple[places.RollRow, ...]:
    """The roll of a municipality by organisation, year and grade."""
    found = connection.execute(
        select(
            RollEntry.organisation,
            RollEntry.year,
            RollEntry.counted_on,
            RollEntry.grade,
            RollEntry.pupils,
        )
        .join(OrganisationRow, OrganisationRow.code == RollEntry.organisation)
        .where(OrganisationRow.municipality == municipality)
        .order_by(RollEntry.organisation, RollEntry.year, RollEntry.grade)
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
