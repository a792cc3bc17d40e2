"""Upgrades («обновление базы»): from any version we know to the present one, or not at all.

All steps and the version row are one transaction; a kill in the midst leaves the old state.
"""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from data_model.database.address import shown
from data_model.database.postgresql import postgresql_engine
from data_model.database.sqlite import SETTINGS, journal_settings, sqlite_engine
from data_model.database.trouble import trouble
from data_model.database.versions import stored_version
from data_model.errors import DatabaseTrouble
from data_model.migrations import FOLDER


def upgrade(place: URL, to: str = "head") -> None:
    """Bring the database to the present version; DatabaseTrouble if it is not one of ours."""
    engine = _engine(place)
    try:
        with engine.begin() as connection:
            refuse_strangers(connection)
            run_migrations(connection, to)
            _refuse_orphans(connection)
    except SQLAlchemyError as error:
        raise (trouble(error) or error) from error
    finally:
        engine.dispose()


def run_migrations(connection: Connection, to: str = "head") -> None:
    """All steps still to be done, inside the open transaction."""
    config = _settings()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def known_versions() -> tuple[str, ...]:
    """Every version, from the newest to the first."""
    script = ScriptDirectory.from_config(_settings())
    return tuple(step.revision for step in script.walk_revisions())


def refuse_strangers(connection: Connection) -> None:
    """Raise unless the database is empty, or of a version that we know."""
    version = stored_version(connection)
    place = shown(connection.engine.url)
    if version is None and inspect(connection).get_table_names():
        raise DatabaseTrouble(
            f"В базе {place} лежат таблицы другой программы, она оставлена как есть. "
            "Укажите другой адрес базы."
        )
    if version is not None and version not in known_versions():
        raise DatabaseTrouble(
            f"База {place} имеет неизвестную версию «{version}»: её создала более новая "
            "программа. Обновите программу; база оставлена как есть."
        )


def _settings() -> Config:
    """What Alembic must know; there is no file of settings."""
    config = Config()
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
