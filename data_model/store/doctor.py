"""The doctor («проверка базы»): a list of findings, the good ones too, from file to domain."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from data_model.database import Database, open_database
from data_model.database.address import address, database_file, shown
from data_model.database.copying import integrity
from data_model.errors import MonitorError
from data_model.findings import CheckLine
from data_model.migrations import HEAD
from data_model.store import consistency, journal, soundness

Check = Callable[[Connection], Iterable[str]]

VALUES: dict[str, Check] = {
    "Справочники, контингент и дорожные карты не изменены": soundness.tables_are_as_written,
    "Значения отчётов не изменены": soundness.returns_are_as_received,
    "Журнал действий не изменён": journal.broken_links,
    "Исходные файлы целы": soundness.originals_are_whole,
    "У каждого отчёта одна действующая редакция": soundness.one_revision_is_current,
}
"""What must hold in any database, or a copy of it is not sound."""

DOMAIN: dict[str, Check] = {
    "У показателей есть плановые значения и сроки": consistency.indicators_have_targets,
    "У школ есть контингент": consistency.organisations_have_rolls,
    "Все ответы относятся к вопросам карты": consistency.facts_are_asked_for,
}
"""What the verdicts need, and a person can mend."""

ENOUGH_SPACE = 1 << 30
"""Bytes free on the disk of the database; below that a warning (1 GiB)."""


def doctor(url: str) -> list[CheckLine]:
    """All that was looked at; a trouble of the database is a finding, never raised."""
    findings: list[CheckLine] = []
    try:
        place = address(url)
        findings.extend(_file_findings(database_file(place)))
        database = open_database(url)
    except MonitorError as error:
        return [*findings, CheckLine(ok=False, text=str(error))]
    try:
        return findings + list(_database_findings(database, place))
    finally:
        database.close()


def damages(url: str) -> list[CheckLine]:
    """Only what is wrong with stored values: what makes a copy unfit to return to."""
    database = open_database(url)
    try:
        checked = [_examine(database, title, check) for title, check in VALUES.items()]
    finally:
        database.close()
    return [finding for findings in checked for finding in findings if not finding.ok]


def _database_findings(database: Database, place: URL) -> Iterator[CheckLine]:
    yield CheckLine(ok=True, text=f"База {shown(place)}: версия таблиц {HEAD}.")
    yield from _engine_findings(database)
    for title, check in (VALUES | DOMAIN).items():
        yield from _examine(database, title, check)


def _examine(database: Database, title: str, check: Check) -> list[CheckLine]:
    """One check in a transaction of its own: what it finds, or that all is well."""
    try:
        wrong = database.read(lambda connection: list(check(connection)))
    except (SQLAlchemyError, MonitorError, ValueError, TypeError, ArithmeticError, LookupError):
        return [CheckLine(ok=False, text=f"{title}: не читается. {soundness.RESTORE}")]
    if not wrong:
        return [CheckLine(ok=True, text=f"{title}.")]
    return [CheckLine(ok=False, text=sentence) for sentence in wrong]


def _engine_findings(database: Database) -> Iterator[CheckLine]:
    """How the database is set: the journal of SQLite, or the server's version."""
    if database.place.get_backend_name() != "sqlite":
        yield CheckLine(ok=True, text=f"Сервер: {database.read(_server_version)}.")
        return
    journal = database.read(_journal)
    yield CheckLine(ok=True, text=f"SQLite {sqlite3.sqlite_version}, {journal}.")


def _server_version(connection: Connection) -> str:
    info = connection.dialect.server_version_info or ()
    return "PostgreSQL " + ".".join(map(str, info))


def _journal(connection: Connection) -> str:
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    keys = connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one()
    return f"журнал {mode}, запись на диск: {synchronous}, внешние ключи: {keys}"


def _file_findings(file: Path | None) -> Iterator[CheckLine]:
    if file is None or not file.is_file():
        return
    yield _integrity_finding(file)
    free = shutil.disk_usage(file.parent).free
    told = f"Свободно на диске базы: {free // (1 << 20)} МиБ"
    advice = "." if free >= ENOUGH_SPACE else ": освободите место, нужно не менее 1024 МиБ."
    yield CheckLine(ok=free >= ENOUGH_SPACE, text=told + advice)
    if os.name != "nt":
        yield _privacy_finding(file)


def _integrity_finding(file: Path) -> CheckLine:
    try:
        found = integrity(file)
    except (sqlite3.Error, UnicodeDecodeError):
        found = ["файл не читается"]
    if found == ["ok"]:
        return CheckLine(ok=True, text="Файл базы цел, связи таблиц не нарушены.")
    return CheckLine(ok=False, text=f"Файл базы повреждён ({found[0]}). {soundness.RESTORE}")


def _privacy_finding(file: Path) -> CheckLine:
    private = not stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    if private:
        return CheckLine(ok=True, text="Файл базы доступен только владельцу.")
    return CheckLine(
        ok=False,
        text=f"Файл базы доступен другим пользователям. Закройте его: chmod 600 {file}",
    )
