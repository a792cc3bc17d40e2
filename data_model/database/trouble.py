"""Troubles of the database, told in Russian; a table says which code means what."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError

from data_model.errors import DatabaseTrouble

BUSY = (
    "База данных занята другой записью, ничего не сохранено. "
    "Подождите минуту и повторите то же действие."
)
FULL = (
    "На диске с базой данных нет места, ничего не сохранено. "
    "Освободите место и повторите то же действие; принятое раньше цело."
)
DAMAGED = (
    "Файл базы данных повреждён. Проверьте его командой «roadmap doctor» "
    "и верните последнюю копию командой «roadmap restore ФАЙЛ»."
)
NOT_OURS = (
    "Указанный файл не является базой данных программы, он оставлен как есть. "
    "Проверьте адрес базы или верните копию командой «roadmap restore ФАЙЛ»."
)
NO_WRITING = (
    "В базу данных нельзя записать: файл или папка открыты только для чтения. "
    "Дайте право записи или укажите другой адрес базы."
)
NO_READING = (
    "Файл базы данных не открывается. Проверьте, что папка существует и доступна, а диск подключён."
)
NO_SERVER = (
    "Нет связи с сервером базы данных. Проверьте, что он запущен, и адрес в "
    "ROADMAP_DATABASE_URL; затем повторите."
)
NO_ROOM = (
    "На диске нет места, или он открыт только для чтения: ничего не сохранено. Освободите место и "
    "повторите то же действие; принятое раньше цело."
)
OTHER = "База данных не выполнила запрос. Проверьте её командой «roadmap doctor»."

SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: NOT_OURS,
    sqlite3.SQLITE_READONLY: NO_WRITING,
    sqlite3.SQLITE_PERM: NO_WRITING,
    sqlite3.SQLITE_IOERR: FULL.replace("нет места", "ошибка записи или нет места"),
    sqlite3.SQLITE_CANTOPEN: NO_READING,
}
"""Primary result code of SQLite → sentence."""

POSTGRESQL = {
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "53100": FULL,
    "25006": NO_WRITING,
    "42501": NO_WRITING,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
"""SQLSTATE of PostgreSQL → sentence; class 08, 53 and 57 is the connection."""


NO_WRITING_CODES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def no_room(error: BaseException | None) -> str | None:
    """The sentence where a full or closed disk is behind an error; None for any other fault."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_WRITING_CODES:
            return NO_ROOM
        error = error.__cause__ or error.__context__
    return None


class FileReplaced(SQLAlchemyError):
    """While we waited for the lock, the file was restored from a copy: begin again."""


def trouble(error: SQLAlchemyError) -> DatabaseTrouble | None:
    """What to tell a person; None where the fault is ours and a traceback is due."""
    if isinstance(error, TimeoutError | FileReplaced):
        return DatabaseTrouble(BUSY)
    if not isinstance(error, DBAPIError):
        return None
    sentence = sentence_of(error.orig)
    return DatabaseTrouble(sentence) if sentence else None


def sentence_of(error: BaseException | None) -> str | None:
    """The sentence for an error of a driver, by its code."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is None:
        return NO_SERVER if type(error).__name__ == "OperationalError" else None
    return POSTGRESQL.get(state) or (NO_SERVER if state[:2] in {"08", "53", "57"} else None)


def is_busy(error: SQLAlchemyError) -> bool:
    """Whether another try may succeed."""
    told = trouble(error)
    return told is not None and str(told) == BUSY
