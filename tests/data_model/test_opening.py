"""Opening and making databases: never a blank one over something that is not one."""

import gzip
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from data_model.database.opening import address, database_file
from data_model.errors import DatabaseTrouble, NothingThere
from data_model.migrations import HEAD
from data_model.store import Store
from tests.builders import a_municipality


def test_a_database_that_was_made_can_be_opened(url: str, empty_store: Store) -> None:
    empty_store.save_register(a_municipality(), [])
    again = Store.open(url)
    assert again.municipality().code == "58040"
    assert again.url == url
    again.close()


def test_a_database_in_memory_serves_tests() -> None:
    store = Store.create("sqlite://")
    store.save_register(a_municipality(), [])
    assert store.municipality().code == "58040"
    store.close()


def test_a_database_of_this_version_opens_without_the_machinery_of_upgrades(
    sqlite_url: str,
) -> None:
    """Базу нынешней версии открывают сразу: Alembic загружают, только когда есть что обновить."""
    Store.create(sqlite_url).close()
    said = (
        "import sys; from data_model.store import Store;"
        f"Store.create({sqlite_url!r}).close(); print('alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_a_missing_database_says_how_to_make_one(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(NothingThere, match="roadmap init"):
        Store.open(sqlite_url)
    assert not (tmp_path / "var").exists()


@pytest.mark.postgres
def test_a_server_without_our_tables_says_how_to_make_them(postgresql_url: str) -> None:
    with pytest.raises(NothingThere, match="roadmap init"):
        Store.open(postgresql_url)


@pytest.mark.postgres
def test_both_spellings_of_a_postgresql_address_are_understood(postgresql_url: str) -> None:
    Store.create(postgresql_url).close()
    store = Store.open(postgresql_url.replace("postgresql://", "postgresql+psycopg://"))
    assert store.is_empty()
    store.close()


def test_a_server_that_does_not_answer_is_told_in_russian() -> None:
    with pytest.raises(DatabaseTrouble, match="сервером"):
        Store.open("postgresql://nobody:secret@127.0.0.1:1/none")


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3"])
@pytest.mark.parametrize("way", [Store.open, Store.create])
def test_what_is_no_database_is_left_as_it_is(tmp_path: Path, way: object, content: bytes) -> None:
    file = tmp_path / "app.db"
    file.write_bytes(content)
    with pytest.raises(DatabaseTrouble, match="оставлен как есть"):
        way(f"sqlite:///{file}")  # type: ignore[operator]
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipes (id INTEGER)")
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(DatabaseTrouble, match="другой программы"):
        Store.create(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_an_unknown_version_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    Store.create(sqlite_url).close()
    with closing(sqlite3.connect(tmp_path / "var/roadmap.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for way in (Store.open, Store.create):
        with pytest.raises(DatabaseTrouble, match="9999"):
            way(sqlite_url)


def test_a_half_of_a_database_is_told_as_damaged(sqlite_url: str, tmp_path: Path) -> None:
    Store.create(sqlite_url).close()
    file = tmp_path / "var/roadmap.db"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(DatabaseTrouble, match="повреждён"):
        Store.open(sqlite_url).snapshot("58040")


def test_an_upgrade_copies_the_file_before(sqlite_url: str, tmp_path: Path) -> None:
    older_database(sqlite_url)
    with pytest.raises(DatabaseTrouble, match="roadmap init"):
        Store.open(sqlite_url)
    store = Store.create(sqlite_url)
    assert store.municipality("58040").code == "58040"
    store.close()
    copies = list((tmp_path / "var").glob(f"roadmap-before-{HEAD}-*.db"))
    assert [version_in(copy) for copy in copies] == ["0009"]


FIXTURES = Path(__file__).parent / "fixtures"


def older_database(url: str, version: str = "0009") -> None:
    """A real file with the district of the tests, as the program of that version left it."""
    file = database_file(address(url))
    assert file is not None
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(0o600)
    file.write_bytes(gzip.decompress((FIXTURES / f"version_{version}.db.gz").read_bytes()))


def version_in(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows не знает таких прав доступа")
def test_folder_and_file_are_private(sqlite_url: str, tmp_path: Path) -> None:
    Store.create(sqlite_url).close()
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var/roadmap.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("url", ["mysql://server/base", "roadmap.db", ""])
def test_an_address_that_is_not_understood_is_told(url: str) -> None:
    with pytest.raises(DatabaseTrouble, match="sqlite:///"):
        Store.open(url)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(DatabaseTrouble) as told:
        Store.open("postgresql://nobody:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "занято").write_text("файл, а не папка")
    with pytest.raises(DatabaseTrouble, match="не создаётся"):
        Store.create(f"sqlite:///{tmp_path}/занято/roadmap.db")


def test_a_database_that_several_threads_miss_at_once_is_made_once(tmp_path: Path) -> None:
    """Первая страница и начало работы сервера застают пустое место вместе: база одна и целая."""
    url = f"sqlite:///{(tmp_path / 'roadmap.db').as_posix()}"
    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(Store.create, [url] * 4))
    assert [store.municipalities() for store in stores] == [()] * 4
    assert [file.name for file in tmp_path.glob("*.new*")] == []
    for store in stores:
        store.close()
