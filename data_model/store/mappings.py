"""Mapping profiles in the database («профили соответствия»)."""

from sqlalchemy import Connection, delete, insert, select

from data_model.mappings import MappingProfile
from data_model.store.places import one_municipality
from data_model.store.seals import seal
from data_model.store.version import raise_version
from data_model.tables import MappingProfileRow


def save_mapping(connection: Connection, municipality: str, profile: MappingProfile) -> None:
    """Keep what a person confirmed for a layout, in place of what was confirmed before."""
    one_municipality(connection, municipality)
    row = MappingProfileRow
    connection.execute(
        delete(row).where(row.municipality == municipality, row.fingerprint == profile.fingerprint)
    )
    line = {
        "municipality": municipality,
        "fingerprint": profile.fingerprint,
        "name": profile.name,
        "content": profile.content,
        "confirmed_at": profile.confirmed_at,
    }
    connection.execute(insert(row), [line])
    seal(connection, [row])
    raise_version(connection)


def mappings(connection: Connection, municipality: str) -> tuple[MappingProfile, ...]:
    """All confirmed layouts of a municipality by name."""
    row = MappingProfileRow
    found = connection.execute(
        select(row.fingerprint, row.name, row.content, row.confirmed_at)
        .where(row.municipality == municipality)
        .order_by(row.name, row.fingerprint)
    )
    return tuple(MappingProfile(*line) for line in found)
