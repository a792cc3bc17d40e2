"""The doctor («проверка базы»): a list of findings, the good ones too, from file to domain.

Each check yields sentences about what is wrong, and nothing where all is well: seals of tables
and returns and fingerprints of originals first, then what the data lack for sound verdicts.
"""

import hashlib
import os
import shutil
import sqlite3
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, select
from sqlalchemy.exc import SQLAlchemyError

from data_model.database import Database, open_database
from data_model.database.copying import integrity
from data_model.database.opening import address, database_file, place_in_words
from data_model.errors import MonitorError
from data_model.migrations import HEAD
from data_model.places import OrganisationKind, region_code
from data_model.returns import ReviewState
from data_model.roadmap import Indicator, Operator, Roadmap, roll_date, row_reference
from data_model.snapshot import DistrictJudge, Snapshot
from data_model.store import journal
from data_model.store.places import municipalities
from data_model.store.roadmaps import editions, parent_links
from data_model.store.rows import (
    EMPTY,
    SEALED,
    AnyRow,
    is_as_written,
    sealed_returns,
    stored_seals,
    table_seals,
)
from data_model.store.snapshot import build, fetch, wrong_verdicts
from data_model.tables import FactRow, ReturnRow, ReviewRow, UploadRow


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that was looked at, in Russian: what was found and, if bad, what to do."""

    ok: bool
    text: str


Check = Callable[[Connection], Iterable[str]]

ENOUGH_SPACE = 1 << 30
"""Bytes free on the disk of the database; below that a warning (1 GiB)."""


def doctor(url: str, judge: DistrictJudge | None = None) -> list[CheckLine]:
    """All that was looked at; a trouble of the database is a finding, never raised.

    With a judge the verdicts that are kept of districts are made anew and compared.
    """
    findings: list[CheckLine] = []
    try:
        place = address(url)
        findings.extend(_file_findings(database_file(place)))
        database = open_database(url)
    except MonitorError as error:
        return [*findings, CheckLine(ok=False, text=str(error))]
    try:
        return findings + list(_database_findings(database, place, judge))
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


def _database_findings(
    database: Database, place: URL, judge: DistrictJudge | None
) -> Iterator[CheckLine]:
    yield CheckLine(ok=True, text=f"База {place_in_words(place)}: версия таблиц {HEAD}.")
    yield from _engine_findings(database)
    for title, check in (VALUES | DOMAIN).items():
        yield from _examine(database, title, check)
    if judge is not None:
        recomputed = "Выводы районов для сводки региона сходятся с пересчитанными"
        yield from _examine(database, recomputed, lambda one: wrong_verdicts(one, judge))


def _examine(database: Database, title: str, check: Check) -> list[CheckLine]:
    """One check in a transaction of its own: what it finds, or that all is well."""
    try:
        wrong = database.read(lambda connection: list(check(connection)))
    except (SQLAlchemyError, MonitorError, ValueError, TypeError, ArithmeticError, LookupError):
        return [CheckLine(ok=False, text=f"{title}: не читается. {RESTORE}")]
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
    return CheckLine(ok=False, text=f"Файл базы повреждён ({found[0]}). {RESTORE}")


def _privacy_finding(file: Path) -> CheckLine:
    private = not stat.S_IMODE(file.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    if private:
        return CheckLine(ok=True, text="Файл базы доступен только владельцу.")
    return CheckLine(
        ok=False,
        text=f"Файл базы доступен другим пользователям. Закройте его: chmod 600 {file}",
    )


AT_ONCE = 500
"""Returns whose answers are held in memory together."""

RESTORE = "Верните последнюю копию командой «roadmap restore ФАЙЛ»."


def tables_are_as_written(connection: Connection) -> Iterator[str]:
    """Registers, roll, roadmaps, terms: each table of each district against its seal."""
    stored = stored_seals(connection)
    for row in SEALED:
        name, found = row.__tablename__, table_seals(connection, row)
        written = stored.get(name, {})
        if any(found.get(one, EMPTY) != written.get(one, EMPTY) for one in found | written):
            yield f"Таблица «{name}» изменена в обход программы. {RESTORE}"


def returns_are_as_received(connection: Connection) -> Iterator[str]:
    """Answers, documents and remarks of each revision against its seal."""
    ids = connection.scalars(select(ReturnRow.id).order_by(ReturnRow.id)).all()
    for start in range(0, len(ids), AT_ONCE):
        yield from _changed_returns(connection, ids[start : start + AT_ONCE])


def originals_are_whole(connection: Connection) -> Iterator[str]:
    """Stored files against their SHA-256 and size."""
    uploads = connection.execute(
        select(UploadRow.sha256, UploadRow.filename, UploadRow.size, UploadRow.content)
        .order_by(UploadRow.sha256)
        .execution_options(yield_per=20)
    )
    for upload in uploads:
        whole = hashlib.sha256(upload.content).hexdigest() == upload.sha256
        if not whole or len(upload.content) != upload.size:
            yield f"Исходный файл «{upload.filename}» изменён в обход программы. {RESTORE}"


def one_revision_is_current(connection: Connection) -> Iterator[str]:
    """Of the revisions that were not undone, the last one is current and no other.

    One that waits to be looked at, or went back from there, does not count.
    """
    counts = ReviewRow.state.is_(None) | (ReviewRow.state == ReviewState.ACCEPTED.value)
    slots: dict[tuple[str, int], list[AnyRow]] = defaultdict(list)
    for row in connection.execute(
        select(
            ReturnRow.organisation,
            ReturnRow.year,
            ReturnRow.revision,
            ReturnRow.is_current,
            ReturnRow.undone_at,
            counts.label("counts"),
        )
        .outerjoin(ReviewRow, ReviewRow.return_id == ReturnRow.id)
        .order_by(ReturnRow.organisation, ReturnRow.year, ReturnRow.revision)
    ):
        slots[row.organisation, row.year].append(row)
    for (org, year), revisions in slots.items():
        standing = [row.revision for row in revisions if row.counts and row.undone_at is None]
        current = [row.revision for row in revisions if row.is_current]
        if current != standing[-1:]:
            yield (
                f"Отчёт «{org}» за {year} год: действующей отмечена не последняя версия. {RESTORE}"
            )


def _changed_returns(connection: Connection, ids: Sequence[int]) -> Iterator[str]:
    for head, sums in sealed_returns(connection, ids):
        if not is_as_written(head, sums):
            yield (
                f"Отчёт «{head.organisation}» за {head.year} год, версия {head.revision}: "
                f"значения изменены в обход программы. {RESTORE}"
            )


def indicators_have_targets(connection: Connection) -> Iterator[str]:
    """Every indicator in force promises something in some year, and says by when."""
    for place in municipalities(connection):
        for roadmap in editions(connection, place.code).values():
            yield from _without_promise(roadmap)


def organisations_have_rolls(connection: Connection) -> Iterator[str]:
    """The rolls that rows take are loaded once returns are in, and no school lacks its own."""
    for place in municipalities(connection):
        snapshot = build(fetch(connection, place.code))
        loaded = {row.year for row in snapshot.roll}
        reported = {one.year for one in snapshot.facts}
        for year, roll_year in _rolls_taken(snapshot):
            if roll_year in loaded:
                yield from _without_roll(snapshot, year, roll_year)
            elif year in reported:
                yield _missing_roll(place.short, year, roll_year)


def facts_are_asked_for(connection: Connection) -> Iterator[str]:
    """Every stored answer belongs to a question of some edition of the municipality."""
    for place in municipalities(connection):
        asked = {
            question.code
            for roadmap in editions(connection, place.code).values()
            for question in roadmap.questions
        }
        stored = connection.scalars(
            select(FactRow.question)
            .join(ReturnRow, ReturnRow.id == FactRow.return_id)
            .where(ReturnRow.municipality == place.code)
            .distinct()
            .order_by(FactRow.question)
        )
        for question in stored:
            if question not in asked:
                yield (
                    f"{place.short}: есть ответы на вопрос «{question}», которого нет ни в "
                    "одной редакции карты. Загрузите карту, по которой они собраны."
                )


def links_lead_to_rows_of_the_region(connection: Connection) -> Iterator[str]:
    """A row that answers one of the region's roadmap names one that is there."""
    places = {one.code: one for one in municipalities(connection)}
    known = {
        region: {
            row_reference(roadmap.code, row.indicator.code)
            for roadmap in editions(connection, region_code(region)).values()
            for row in roadmap.activities
        }
        for region in sorted({one.region for one in places.values()})
    }
    for link in parent_links(connection, [*places]):
        place = places[link.municipality]
        if link.parent not in known[place.region]:
            yield (
                f"{place.short}: показатель «{link.indicator}» карты «{link.roadmap}» отвечает "
                f"строке «{link.parent}», которой в карте региона нет. Свяжите заново: «roadmap "
                "parent-rows»."
            )


def _without_promise(roadmap: Roadmap) -> Iterator[str]:
    for activity in roadmap.activities:
        if not _promises(activity.indicator):
            yield (
                f"Карта «{roadmap.title}», строка {activity.number}: у показателя "
                f"«{activity.indicator.code}» нет планового значения или срока ни на один год. "
                "Дополните карту и загрузите её снова."
            )


def _promises(indicator: Indicator) -> bool:
    exists = indicator.operator is Operator.EXISTS
    return bool(indicator.periods) and (exists or bool(indicator.targets))


def _rolls_taken(snapshot: Snapshot) -> list[tuple[int, int]]:
    """Year and year of the roll of all rows asked of schools; each roll once."""
    taken: dict[int, int] = {}
    for year, roadmap in snapshot.roadmaps.items():
        for roll_year in roadmap.roll_years(year):
            taken.setdefault(roll_year, year)
    return sorted((year, roll_year) for roll_year, year in taken.items())


def _missing_roll(district: str, year: int, roll_year: int) -> str:
    return (
        f"{district}: контингент на {roll_date(roll_year):%d.%m.%Y} не загружен, доли за {year} "
        "год неизвестны. Загрузите: «roadmap load-roll ФАЙЛ»."
    )


def _without_roll(snapshot: Snapshot, year: int, roll_year: int) -> Iterator[str]:
    own = snapshot.with_own_roll(roll_year)
    for place in snapshot.members(roll_year):
        if place.code not in own and place.kind is not OrganisationKind.BRANCH:
            yield (
                f"{place.name.short} ({place.code}): нет контингента на "
                f"{roll_date(roll_year):%d.%m.%Y}, доли школы и района за {year} год неполны. "
                "Загрузите: «roadmap load-roll ФАЙЛ»."
            )


VALUES: dict[str, Check] = {
    "Организации, контингент и дорожные карты не изменены": tables_are_as_written,
    "Значения отчётов не изменены": returns_are_as_received,
    "Журнал действий не изменён": journal.broken_links,
    "Исходные файлы целы": originals_are_whole,
    "У каждого отчёта одна действующая версия": one_revision_is_current,
}
"""What must hold in any database, or a copy of it is not sound."""

DOMAIN: dict[str, Check] = {
    "У показателей есть плановые значения и сроки": indicators_have_targets,
    "У школ есть контингент": organisations_have_rolls,
    "Все ответы относятся к вопросам карты": facts_are_asked_for,
    "Связи с картами регионов ведут к их строкам": links_lead_to_rows_of_the_region,
}
"""What the verdicts need, and a person can mend."""
