"""Safety: copies of a database, the return from them, and the doctor.

The way of a copy depends on what the database is; a table at the bottom says which.
"""

import re
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import URL

from data_model.database.copying import copy_database, dump, load_dump, restore_file
from data_model.database.moving import MovedTable, move_rows
from data_model.database.opening import (
    address,
    create_database,
    database_file,
    open_database,
    place_in_words,
)
from data_model.errors import DatabaseTrouble, MonitorError, NothingThere, Refused
from data_model.store.doctor import CheckLine, damages, doctor
from data_model.store.store import Store

__all__ = ["CheckLine", "backup", "doctor", "last_copy", "move", "nightly_copy", "restore"]


def backup(url: str, target: Path) -> Path:
    """Write a verified copy of the database, in use or not; an existing file is kept.

    A copy into a folder is named by the moment, and by the mark of its journal, which ``restore``
    compares. Raises NothingThere, Refused, DatabaseTrouble.
    """
    if not target.is_dir():
        _copy(url, target)
        return target
    place, moment = address(url), datetime.now().astimezone()
    if place.get_backend_name() != "sqlite":
        return backup(url, target / f"{place.database}-{moment:%Y-%m-%d-%H%M%S}.dump")
    fresh = target / f"{_file_of(place).stem}-{moment:%Y-%m-%d-%H%M%S}.db"
    _copy(url, fresh)
    return _marked(fresh)


def _marked(fresh: Path) -> Path:
    """A copy that was just made, under a name that ends with the mark of its journal."""
    return fresh.rename(fresh.with_name(f"{fresh.stem}-{heads_mark(fresh)}.db"))


def _copy(url: str, target: Path) -> None:
    place = address(url)
    if target.exists():
        raise Refused(f"Файл {target} уже есть. Назовите копию иначе: прежняя не заменяется.")
    if place.get_backend_name() != "sqlite":
        return dump(place, target)
    open_database(url).close()
    return copy_database(_file_of(place), target)


def restore(source: Path, url: str, mark: str = "") -> None:
    """Put a copy in place of the database; what was there stays beside it under another name.

    The copy is verified first, its values too; a damaged one is refused and nothing changes, and
    so is one whose journal is another than ``mark``, or than its name, says.
    """
    if not source.exists():
        raise NothingThere(f"Файла {source} нет. Проверьте имя копии.")
    place, before = address(url), _last_acts(url)
    if place.get_backend_name() == "sqlite":
        _refuse_other_journal(source, mark)
        restore_file(source, _file_of(place), refuse_unsound)
    else:
        load_dump(source, place)
    store = Store.create(url)
    try:
        told = f"база возвращена из копии {source.name}"
        store.note(f"{told}, до того записи журнала: {before}" if before else told)
    finally:
        store.close()


def _last_acts(url: str) -> str:
    """«58040 № 120, сотрудники № 7»: where the chains ended that a copy takes the place of."""
    try:
        store = Store.open(url)
    except MonitorError:
        return ""
    try:
        heads = store.journal_heads()
    except MonitorError:
        return ""
    finally:
        store.close()
    return ", ".join(
        f"{chain or 'сотрудники'} № {number} ({digest[:12]})"
        for chain, (number, digest) in sorted(heads.items())
    )


def move(url: str, target: str) -> tuple[MovedTable, ...]:
    """Bring the whole database to another address, of whichever engine; the former one stays.

    Tables are made where there are none. Raises Refused where the target holds anything, or is the
    database itself, DatabaseTrouble where what arrived differs from what was sent.
    """
    here, there = address(url), address(target)
    if here == there:
        raise Refused("Новый адрес — тот же, что и прежний. Укажите, куда перенести базу.")
    source = open_database(url)
    try:
        fresh = create_database(target)
        try:
            moved = move_rows(source, fresh)
        finally:
            fresh.close()
    finally:
        source.close()
    store = Store.open(target)
    try:
        store.note(
            f"база перенесена из {place_in_words(here)}, до того записи журнала: {_last_acts(url)}"
        )
    finally:
        store.close()
    return moved


NIGHT = 2
"""The hour from which the copy of a day is made."""
KEPT_FOR = timedelta(days=30)
COPY = re.compile(r"-(\d{4}-\d{2}-\d{2})(?:-([0-9a-f]{12}))?\.db$")
"""Day of a copy that was made by itself, and the mark of where its journal ended."""
MARK = re.compile(r"-([0-9a-f]{12})\.db$")


def nightly_copy(url: str, moment: datetime) -> Path | None:
    """Make today's copy beside the database where there is none, and drop those of old days.

    ``moment`` is local time. None where nothing was due: made already, too early, no file.
    Raises DatabaseTrouble where the copy cannot be made.
    """
    place = address(url)
    file = database_file(place) if place.get_backend_name() == "sqlite" else None
    if file is None or moment.hour < NIGHT:
        return None
    if any(made_on == moment.date() for made_on, _ in _dated(file)):
        return None
    fresh = _copies(file) / f"{file.stem}-{moment:%Y-%m-%d}.db"
    _copy(url, fresh)
    target = _marked(fresh)
    for made_on, old in _dated(file):
        if made_on < moment.date() - KEPT_FOR:
            old.unlink()
    return target


def last_copy(url: str) -> date | None:
    """The day of the newest verified copy that was made by itself; None where there is none."""
    place = address(url)
    file = database_file(place) if place.get_backend_name() == "sqlite" else None
    return max((day for day, _ in _dated(file)), default=None) if file else None


def heads_mark(file: Path) -> str:
    """Twelve signs that change with any line of the journal of a copy; part of its name."""
    store = Store.open(f"sqlite:///{file.as_posix()}")
    try:
        heads = sorted(store.journal_heads().items())
    finally:
        store.close()
    return sha256(repr(heads).encode()).hexdigest()[:12]


def _refuse_other_journal(file: Path, mark: str) -> None:
    """Raise DatabaseTrouble where the journal is another than a person or the name says."""
    named = MARK.search(file.name)
    told = mark.strip() or (named[1] if named else "")
    if told and told != heads_mark(file):
        raise DatabaseTrouble(
            f"В копии {file.name} журнал не тот, что был при её создании: её меняли. Копия не "
            "использована; база осталась прежней."
        )


def _copies(file: Path) -> Path:
    return file.parent / "backups"


def _dated(file: Path) -> list[tuple[date, Path]]:
    """Day and file of each copy of this database that was made by itself."""
    return [
        (date.fromisoformat(found[1]), path)
        for path in sorted(_copies(file).glob(f"{file.stem}-*.db"))
        if (found := COPY.search(path.name))
    ]


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
