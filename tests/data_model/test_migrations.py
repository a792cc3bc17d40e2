"""Migrations make exactly the tables of the metadata, wholly or not at all."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.schema import CreateTable

from data_model.database.opening import address
from data_model.database.queue import SCHEMA_OF
from data_model.database.upgrade import COMPARED, known_versions, upgradable, upgrade
from data_model.decisions import DocumentSlot
from data_model.errors import DatabaseTrouble
from data_model.migrations import HEAD, UNRELEASED
from data_model.store import Store
from data_model.store.rows import COMMON
from data_model.store.safety import doctor
from data_model.tables import Base
from tests.builders import a_submission
from tests.data_model.conftest import fill
from tests.data_model.test_opening import older_database, version_in


def definitions(file: Path) -> dict[str, list[str]]:
    """Name → lines of its definition, in an order of their own."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> ?",
            ["alembic_version"],
        ).fetchall()
    return {name: sorted(line.strip(" ,\t") for line in sql.split("\n")) for name, sql in found}


def test_the_migrations_make_the_tables_of_the_metadata(url: str, empty_store: Store) -> None:
    engine = create_engine(address(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=COMPARED)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_program_works_with_the_last_migration() -> None:
    assert known_versions()[0] == HEAD


def test_facts_are_clustered_by_their_key(tmp_path: Path) -> None:
    Store.create(f"sqlite:///{tmp_path}/a.db").close()
    assert "WITHOUT ROWID" in definitions(tmp_path / "a.db")["facts"]


@pytest.mark.parametrize("version", upgradable()[1:])
def test_a_file_of_a_former_version_is_completed_checked_and_stamped(
    sqlite_url: str, tmp_path: Path, version: str
) -> None:
    """Настоящий файл прежней сборки: таблицы дополнены, данные на месте, проверка проходит."""
    older_database(sqlite_url, version)
    store = Store.create(sqlite_url)
    assert store.organisation_count() == 2
    assert store.snapshot("58040").roadmaps
    assert store.version(COMMON) <= store.version("58040") == store.version()
    store.save_deadline("58040", 2021, None)
    assert store.version("58040") > store.version(COMMON), "у каждого района своя версия"
    store.close()
    made = tmp_path / "made.db"
    Store.create(f"sqlite:///{made}").close()
    assert definitions(tmp_path / "var/roadmap.db") == definitions(made)
    assert [finding.text for finding in doctor(sqlite_url) if not finding.ok] == []


@pytest.mark.parametrize("version", upgradable()[1:])
def test_a_former_database_whose_tables_are_others_is_left_as_it_is(
    sqlite_url: str, tmp_path: Path, version: str
) -> None:
    older_database(sqlite_url, version)
    file = tmp_path / "var/roadmap.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("ALTER TABLE municipalities ADD COLUMN чужой INTEGER")
    with pytest.raises(DatabaseTrouble, match="не такие, какими их оставляет программа"):
        Store.create(sqlite_url)
    assert version_in(file) == version


@pytest.mark.parametrize("version", UNRELEASED)
def test_a_version_that_was_never_released_gets_one_sentence(url: str, version: str) -> None:
    Store.create(url).close()
    engine = create_engine(address(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    engine.dispose()
    for way in (Store.open, Store.create):
        with pytest.raises(DatabaseTrouble, match="которая не выпускалась"):
            way(url)


def test_files_that_waited_before_an_upgrade_are_checked_anew_in_their_owners_name(
    sqlite_url: str,
) -> None:
    """Прежняя программа помнила итог проверки сама: файл цел и снова ждёт проверки."""
    older_database(sqlite_url, "0022")
    store = Store.create(sqlite_url)
    number = store.next_upload()
    assert number is not None
    upload = store.begin_work(number, "one")
    assert upload is not None
    assert (upload.owner, upload.author.login, upload.author.grants) == ("anna", "anna", ())
    assert [(one.filename, one.is_checked) for one in upload.files] == [("580401_2022.xlsx", False)]
    store.close()


@pytest.mark.postgres
def test_the_queue_of_a_former_database_is_made_by_the_step(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Таблицы очереди делает обновление базы; прежняя база без них становится такой же."""
    Store.create(postgresql_url).close()
    engine = create_engine(address(postgresql_url))
    with engine.begin() as connection:
        made = queue_of(connection)
    former(postgresql_url)
    with engine.connect() as connection:
        assert queue_of(connection) == set()
    Store.create(postgresql_url).close()
    with engine.connect() as connection:
        assert queue_of(connection) == made
        context = MigrationContext.configure(connection, opts=COMPARED)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def former(url: str) -> None:
    """Make a database of today one of the version before the queue."""
    engine = create_engine(address(url))
    with engine.begin() as connection:
        for act in FORMER_POSTGRESQL:
            connection.execute(text(act))
    engine.dispose()


FORMER_POSTGRESQL = (
    "DROP TABLE marked_copies, wanted_files",
    "ALTER TABLE waiting_uploads DROP COLUMN is_at_work, DROP COLUMN is_settled,"
    " DROP COLUMN author, DROP COLUMN turn, DROP COLUMN attempts, DROP COLUMN done,"
    " DROP COLUMN total, DROP COLUMN trouble, DROP COLUMN decision, DROP COLUMN outcome",
    "DROP TABLE procrastinate_periodic_defers, procrastinate_events, procrastinate_jobs,"
    " procrastinate_workers CASCADE",
    "DO $$ DECLARE one text; BEGIN"
    " FOR one IN SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'procrastinate%' LOOP"
    " EXECUTE 'DROP FUNCTION ' || one || ' CASCADE'; END LOOP; END $$",
    "DROP TYPE procrastinate_job_status, procrastinate_job_event_type,"
    " procrastinate_job_to_defer_v1",
    "UPDATE alembic_version SET version_num = '0022'",
)


def queue_of(connection: Connection) -> set[str]:
    """Tables, functions and types of the library of the queue."""
    found = text(
        "SELECT proname FROM pg_proc WHERE proname LIKE 'procrastinate%'"
        " UNION SELECT typname FROM pg_type WHERE typname LIKE 'procrastinate%'"
    )
    return {*connection.scalars(found)}


def test_the_library_of_the_queue_has_the_tables_that_our_steps_make() -> None:
    """Новая версия библиотеки с другими таблицами требует своего шага."""
    steps = sorted(one.name for one in Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    assert steps[-1] == SCHEMA_OF


def test_an_upgrade_again_changes_nothing(url: str, empty_store: Store) -> None:
    before = empty_store.version()
    Store.create(url).close()
    assert empty_store.version() == before


def test_a_failing_step_leaves_nothing_behind(
    url: str, empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_half_way(connection: object) -> None:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))  # type: ignore[attr-defined]
        raise DatabaseTrouble("посреди обновления")

    monkeypatch.setattr("data_model.database.upgrade.prepare", fails_half_way)
    with pytest.raises(DatabaseTrouble, match="посреди"):
        upgrade(address(url))
    engine = create_engine(address(url))
    with engine.connect() as connection:
        assert not engine.dialect.has_table(connection, "half")
    engine.dispose()


HALF = """
import os, signal, sys
from sqlalchemy import event
from data_model.database import opening
from data_model.store import Store
from data_model.store.safety import doctor

steps = 0
prepared = opening.sqlite_engine

def counted(*arguments, **options):
    engine = prepared(*arguments, **options)
    @event.listens_for(engine, "before_cursor_execute")
    def count(*_):
        global steps
        steps += 1
        if steps == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
    return engine

from data_model.database import upgrade
upgrade.sqlite_engine = counted
Store.create(sys.argv[1])
"""


@pytest.mark.fault
@pytest.mark.parametrize("step", [3, 12, 24, 36])
def test_a_migration_killed_half_way_leaves_the_old_state(tmp_path: Path, step: int) -> None:
    """The first migration starts from nothing: there is no file, or a whole one."""
    file = tmp_path / "roadmap.db"
    killed = subprocess.run([sys.executable, "-c", HALF, f"sqlite:///{file}", str(step)])
    assert killed.returncode < 0
    assert not file.exists()
    store = Store.create(f"sqlite:///{file}")
    assert store.is_empty()
    store.close()


@pytest.mark.fault
@pytest.mark.parametrize("step", [4, 7, 10, 1000])
def test_an_upgrade_killed_half_way_leaves_the_old_or_the_new(tmp_path: Path, step: int) -> None:
    file = tmp_path / "roadmap.db"
    older_database(f"sqlite:///{file}")
    subprocess.run([sys.executable, "-c", HALF, f"sqlite:///{file}", str(step)])
    assert version_in(file) in {"0009", HEAD}
    assert list(tmp_path.glob(f"roadmap-before-{HEAD}-*.db"))
    store = Store.create(f"sqlite:///{file}")
    assert store.organisation_count() == 2
    store.close()
    assert [finding.text for finding in doctor(f"sqlite:///{file}") if not finding.ok] == []


def test_documents_of_former_versions_belong_to_the_only_roadmap_there_was(
    sqlite_url: str,
) -> None:
    """Слова, правки и выпуски прежней базы — той карты, которая тогда была одна."""
    older_database(sqlite_url, "0016")
    store = Store.create(sqlite_url)
    slot = DocumentSlot("58040", "monitoring", 2021, "", store.snapshot("58040").about(2021))
    assert slot.roadmap, "в районе одна карта"
    assert store.own_words("58040", 2021) == {f"{slot.roadmap}@monitoring.causes": "Карантин."}
    assert [one.text for one in store.edits("58040", 2021)[slot]] == ["Стало."]
    (issue,) = store.issued_documents("58040")
    assert (issue.slot, issue.edition) == (slot, 1)
    assert store.issue_authors("58040")[issue.id].person
    store.close()


def test_what_was_changed_behind_our_back_is_no_truer_after_a_step(
    sqlite_url: str, tmp_path: Path
) -> None:
    older_database(sqlite_url, "0016")
    with closing(sqlite3.connect(tmp_path / "var/roadmap.db")) as connection:
        connection.execute("UPDATE text_edits SET text = 'Подменено.'")
        connection.commit()
    Store.create(sqlite_url).close()
    wrong = " ".join(finding.text for finding in doctor(sqlite_url) if not finding.ok)
    assert "правки" in wrong.lower() or "text_edits" in wrong, wrong


@pytest.mark.postgres
def test_a_step_on_a_server_makes_the_tables_of_the_metadata(postgresql_url: str) -> None:
    """Та же база на сервере: ключи прежних таблиц заменены, данные целы, числа посчитаны."""
    store = Store.create(postgresql_url)
    fill(store)
    store.save_return(a_submission())
    numbered = store.holders_of_numbers(2021)
    store.close()
    engine = create_engine(address(postgresql_url))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE text_edits DROP COLUMN roadmap"))
        connection.execute(text("ALTER TABLE issued_documents DROP COLUMN roadmap"))
        connection.execute(text("ALTER TABLE questions DROP COLUMN options"))
        connection.execute(text("ALTER TABLE indicator_passports DROP COLUMN from_level"))
        connection.execute(text("ALTER TABLE returns DROP COLUMN numbers_sha256"))
        for table, key in (
            ("text_edits", "municipality, kind, year, organisation, section, about, sentence"),
            ("issued_documents", "municipality, kind, year, organisation, edition"),
        ):
            connection.execute(
                text(
                    f"ALTER TABLE {table} ADD CONSTRAINT former UNIQUE ({key})".replace(
                        "former", f"former_{table}"
                    )
                )
            )
        connection.execute(text("UPDATE alembic_version SET version_num = '0016'"))
    store = Store.create(postgresql_url)
    assert store.holders_of_numbers(2021) == numbered != ()
    store.close()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=COMPARED)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
    # the step has changed the database, not what this process takes the tables to be
    rules = [
        str(CreateTable(Base.metadata.tables[one])) for one in ("text_edits", "issued_documents")
    ]
    assert all("UNIQUE (municipality, kind, year, organisation, roadmap" in rule for rule in rules)
