"""Opening: an existing database of the present version, a new one, or an upgraded one.

``upgrade`` is imported where it is needed: it brings Alembic along.
"""

from pathlib import Path

from sqlalchemy import URL, Connection, inspect, text

from data_model.database.address import address, database_file, shown
from data_model.database.copying import copy_database, new_file, refuse_what_is_no_database, stamped
from data_model.database.postgresql import postgresql_database
from data_model.database.sqlite import Database, sqlite_database
from data_model.errors import DatabaseTrouble, MonitorError, NothingThere
from data_model.migrations import HEAD


def open_database(url: str) -> Database:
    """An existing database of the present version; else NothingThere or DatabaseTrouble."""
    place = address(url)
    file = database_file(place)
    if file is not None and not file.exists():
        raise _no_database(place)
    if file is not None:
        refuse_what_is_no_database(file)
    database = connect(place)
    version = database.read(stored_version)
    if version == HEAD:
        return database
    database.close()
    raise _wrong_version(place, version)


def create_database(url: str) -> Database:
    """A new database, or an existing one brought to the present version.

    A file is copied beside itself before it is upgraded. What is no database of ours is
    left as it is, and DatabaseTrouble raised.
    """
    from data_model.database.upgrade import upgrade

    place = address(url)
    if place.get_backend_name() != "sqlite":
        upgrade(place)
        return open_database(url)
    file = database_file(place)
    return _in_memory(place) if file is None else _in_file(url, file)


def connect(place: URL) -> Database:
    """The two ways into a database, whatever it holds."""
    is_sqlite = place.get_backend_name() == "sqlite"
    return sqlite_database(place) if is_sqlite else postgresql_database(place)


def _in_memory(place: URL) -> Database:
    from data_model.database.upgrade import prepare

    database = connect(place)
    database.write(prepare)
    return database


def _in_file(url: str, file: Path) -> Database:
    from data_model.database.upgrade import upgradable, upgrade

    place = address(url)
    if not file.exists():
        new_file(file, lambda fresh: upgrade(place.set(database=str(fresh))))
    refuse_what_is_no_database(file)
    database = connect(place)
    version = database.read(stored_version)
    database.close()
    if version != HEAD and version in upgradable():
        copy_database(file, stamped(file, f"before-{HEAD}"))
    if version != HEAD:
        upgrade(place)
    return open_database(url)


def _no_database(place: URL) -> MonitorError:
    return NothingThere(
        f"Базы данных {shown(place)} ещё нет. Создайте её командой «roadmap init» "
        "или загрузите пример командой «roadmap demo»."
    )


def _wrong_version(place: URL, version: str | None) -> MonitorError:
    if version is None:
        return NothingThere(
            f"В базе {shown(place)} нет таблиц программы. Создайте их командой «roadmap init»."
        )
    from data_model.database.upgrade import unknown, upgradable

    if version in upgradable():
        return DatabaseTrouble(
            f"База {shown(place)} прежней версии «{version}». Обновите её командой "
            "«roadmap init»: копия будет сделана сама."
        )
    return DatabaseTrouble(unknown(place, version))


def stored_version(connection: Connection) -> str | None:
    """The version written in a database; None where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version
