"""Upgrades («обновление базы»): from any version we know to the present one, or not at all.

All of it and the version row are one transaction; a kill in the midst leaves the old state.
"""

import time

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    insert,
    inspect,
    literal,
    select,
    text,
    union,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from data_model.database.opening import (
    SETTINGS,
    journal_settings,
    place_in_words,
    postgresql_engine,
    sqlite_engine,
    stored_version,
)
from data_model.database.trouble import trouble
from data_model.errors import DatabaseTrouble
from data_model.migrations import FOLDER, FORMER, HEAD, UNRELEASED
from data_model.migrations.steps import admit_words
from data_model.tables import (
    Base,
    DataVersionRow,
    MunicipalityRow,
    MunicipalityVersionRow,
    SealRow,
)


def upgrade(place: URL) -> None:
    """Bring the database to the present version; DatabaseTrouble if it is not one of ours."""
    engine = _engine(place)
    try:
        with engine.begin() as connection:
            prepare(connection)
            _refuse_orphans(connection)
    except SQLAlchemyError as error:
        raise (trouble(error) or error) from error
    finally:
        engine.dispose()


def prepare(connection: Connection) -> None:
    """Make the tables of an empty database, or bring those of a former version up to date."""
    version = stored_version(connection)
    if version is None:
        _create(connection)
    elif version in FORMER:
        _adopt(connection)
    elif version in known_versions():
        command.upgrade(_settings(connection), "head")
        if version != HEAD:
            _refuse_others(connection)
    else:
        raise DatabaseTrouble(unknown(connection.engine.url, version))


def known_versions() -> tuple[str, ...]:
    """Every version from which steps lead on, from the newest to the first."""
    script = ScriptDirectory.from_config(_settings())
    return tuple(step.revision for step in script.walk_revisions())


def upgradable() -> tuple[str, ...]:
    """Every version that ``upgrade`` accepts."""
    return known_versions() + FORMER


def unknown(place: URL, version: str) -> str:
    """Why a database of this version is not upgraded, and what to do."""
    if version in UNRELEASED:
        return (
            f"База {place_in_words(place)} сделана сборкой, которая не выпускалась (версия таблиц "
            f"«{version}»). Обновите её командой «roadmap init» сборки с версией «{FORMER[0]}», "
            "затем этой программой; база оставлена как есть."
        )
    return (
        f"База {place_in_words(place)} имеет неизвестную версию «{version}»: её создала более "
        "новая программа. Обновите программу; база оставлена как есть."
    )


def _create(connection: Connection) -> None:
    """All tables as they are today.

    The data version starts from the clock, so that a database made anew under an old name is
    never taken for the old one by what a running app remembers.
    """
    if inspect(connection).get_table_names():
        raise DatabaseTrouble(
            f"В базе {place_in_words(connection.engine.url)} лежат таблицы другой программы, "
            "она оставлена как есть. Укажите другой адрес базы."
        )
    Base.metadata.create_all(connection)
    if connection.dialect.name == "postgresql":
        from data_model.database.queue import make_tables

        make_tables(connection)
    start = time.time_ns() // 1_000_000
    connection.execute(insert(DataVersionRow).values(id=1, value=start))
    command.stamp(_settings(connection), "head", purge=True)


def _adopt(connection: Connection) -> None:
    """Add the tables that a former version did not have, take every step, compare them all."""
    Base.metadata.create_all(connection)
    admit_words(connection, "organisations", "kind")  # lyceums, gymnasiums and others were added
    _version_each(connection)
    _seal_each(connection)
    command.stamp(_settings(connection), known_versions()[-1], purge=True)
    command.upgrade(_settings(connection), "head")
    _refuse_others(connection)


def is_ours(name: str | None, kind: str, of: object) -> bool:
    """Whether something in the database is one of our tables, or a part of one."""
    return kind != "table" or not (name or "").startswith(TABLES_OF_THE_QUEUE)


TABLES_OF_THE_QUEUE = "procrastinate_"
"""How the tables begin that the library of the queue has made for itself."""
COMPARED = {"compare_type": True, "include_name": is_ours}
"""How tables are compared with those of the present version."""


def _refuse_others(connection: Connection) -> None:
    """Raise DatabaseTrouble where the tables are not those of the present version."""
    context = MigrationContext.configure(connection, opts=COMPARED)
    if compare_metadata(context, Base.metadata):
        raise DatabaseTrouble(
            f"Таблицы базы {place_in_words(connection.engine.url)} не такие, какими их оставляет "
            "программа. База оставлена как есть; верните копию командой «roadmap restore ФАЙЛ»."
        )


def _version_each(connection: Connection) -> None:
    """Every municipality begins with the version of the whole database."""
    row, place = MunicipalityVersionRow, MunicipalityRow.code
    known = select(row.municipality)
    each = union(select(place), select(literal(""))).subquery()
    lines = select(each.c.code, select(DataVersionRow.value).scalar_subquery())
    connection.execute(
        insert(row).from_select(["municipality", "value"], lines.where(each.c.code.not_in(known)))
    )


def _seal_each(connection: Connection) -> None:
    """Seals over whole tables become those of each municipality.

    A table that is not as it was sealed keeps its old seal, which none of its rows fits: what
    somebody changed behind our back is still found by the doctor.
    """
    from data_model.store.rows import EMPTY, SEALED, digest_of, sealed_lines, table_seals

    if not inspect(connection).has_table("seals"):
        return
    told = connection.execute(text("SELECT table_name, sha256 FROM seals"))
    stored = {line.table_name: line.sha256 for line in told}
    for row in SEALED:
        name = row.__tablename__
        was = stored.get(name, EMPTY)
        held = {one["name"] for one in inspect(connection).get_columns(name)}
        new = {column.name for column in row.__table__.columns} - held
        seals = table_seals(connection, row, without=new)
        if digest_of(connection.execute(sealed_lines(row, without=new))) != was:
            seals = dict.fromkeys(seals or {""}, was)
        lines = [
            {"table_name": name, "municipality": owner, "sha256": sha256}
            for owner, sha256 in seals.items()
        ]
        if lines:
            connection.execute(insert(SealRow), lines)
    connection.execute(text("DROP TABLE seals"))


def _settings(connection: Connection | None = None) -> Config:
    """What Alembic must know; there is no file of settings."""
    config = Config()
    config.attributes["connection"] = connection
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def _engine(place: URL) -> Engine:
    """Steps that rebuild a table need foreign keys off; they are checked before the end."""
    if place.get_backend_name() != "sqlite":
        return postgresql_engine(place, {"lock_timeout": "60s"})
    quiet = SETTINGS | journal_settings() | {"foreign_keys": "OFF"}
    return sqlite_engine(place, "BEGIN IMMEDIATE", quiet, poolclass=NullPool)


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DatabaseTrouble(
            "Обновление базы нарушило бы её связи и отменено. База осталась прежней; "
            "проверьте её командой «roadmap doctor»."
        )
