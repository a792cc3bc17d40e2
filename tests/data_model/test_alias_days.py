"""The upgrade that gave days to spellings: the former ones stay, open and under their seal."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data_model.database.address import address, database_file
from data_model.database.new_file import new_file
from data_model.database.upgrade import upgrade
from data_model.places import Alias
from data_model.store import Store
from data_model.store.safety import doctor

BEFORE = """
INSERT INTO municipalities VALUES ('58040', 1, 'Район', 'Район');
INSERT INTO organisations VALUES ('580401', '58040', 1, 'СОШ', '', NULL, NULL, NULL);
INSERT INTO organisation_names VALUES ('580401', 1, 'СОШ № 1', 'СОШ № 1', NULL, NULL);
INSERT INTO organisation_aliases VALUES ('580401', 'БСШ', 1, 1);
"""
LINE = '["580401","БСШ",1,true]\n'


@pytest.fixture
def file(sqlite_url: str) -> Path:
    """A database as the version before left it, with one spelling."""
    place = address(sqlite_url)
    file = database_file(place)
    assert file is not None
    new_file(file, lambda fresh: upgrade(place.set(database=str(fresh)), to="0005"))
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(BEFORE)
    return file


def sealed(file: Path, line: str) -> None:
    seal = hashlib.sha256(line.encode()).hexdigest()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO seals VALUES ('organisation_aliases', ?)", [seal])
        connection.commit()


def complaints(url: str) -> list[str]:
    return [one.text for one in doctor(url) if "organisation_aliases" in one.text]


def test_a_spelling_stays_and_counts_on_all_days(sqlite_url: str, file: Path) -> None:
    sealed(file, LINE)
    store = Store.create(sqlite_url)
    assert store.organisations("58040")[0].aliases == (Alias("БСШ"),)
    store.close()
    assert complaints(sqlite_url) == []


def test_a_spelling_changed_before_the_upgrade_is_still_told(sqlite_url: str, file: Path) -> None:
    sealed(file, LINE.replace("БСШ", "ГСШ"))
    Store.create(sqlite_url).close()
    assert len(complaints(sqlite_url)) == 1
