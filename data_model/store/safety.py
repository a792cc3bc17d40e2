"""Safety: copies of a database, the return from them, and the doctor.

The way of a copy depends on what the database is; a table at the bottom says which.
"""

from pathlib import Path

from sqlalchemy import URL

from data_model.database.copying import copy_database, dump, load_dump, restore_file
from data_model.database.opening import address, database_file, open_database
from data_model.errors import DatabaseTrouble, NothingThere, Refused
from data_model.store.doctor import CheckLine, damages, doctor

__all__ = ["CheckLine", "backup", "doctor", "restore"]


def backup(url: str, target: Path) -> None:
    """Write a verified copy of the database, in use or not; an existing file is kept.

    Raises NothingThere, Refused, DatabaseTrouble.
    """
    place = address(url)
    if target.exists():
        raise Refused(f"Файл {target} уже есть. Назовите копию иначе: прежняя не заменяется.")
    if place.get_backend_name() != "sqlite":
        return dump(place, target)
    open_database(url).close()
    return copy_database(_file_of(place), target)


def restore(source: Path, url: str) -> None:
    """Put a copy in place of the database; what was there stays beside it under another name.

    The copy is verified first, its values too; a damaged one is refused and nothing changes.
    """
    if not source.exists():
        raise NothingThere(f"Файла {source} нет. Проверьте имя копии.")
    place = address(url)
    if place.get_backend_name() != "sqlite":
        return load_dump(source, place)
    return restore_file(source, _file_of(place), refuse_unsound)


def refuse_unsound(file: Path) -> None:
    """Raise DatabaseTrouble where the doctor finds stored values that were changed."""
    found = damages(f"sqlite:///{file}")
    if found:
        raise DatabaseTrouble(
            f"Копия повреждена и не использована; база осталась прежней. {found[0].text}"
        )


def _file_of(place: URL) -> Path:
    file = database_file(place)
    if file is None:
        raise Refused("База в памяти не копируется: укажите базу в файле.")
    return file
