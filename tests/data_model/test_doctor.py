"""The doctor notices what was changed behind our back, and what the verdicts lack."""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from data_model.store import Store
from data_model.store.safety import doctor
from tests.builders import (
    a_document,
    a_fact,
    a_municipality,
    a_problem,
    a_return,
    a_roadmap,
    a_school,
    a_submission,
    an_activity,
    an_indicator,
    facts_by_grade,
)
from tests.conftest import Copier
from tests.data_model.conftest import fill


@pytest.fixture
def examined(url: str, copy_of: Copier) -> Store:
    return copy_of(url, corrected)


def corrected(store: Store) -> None:
    """A return with a remark, answered, and its correction."""
    fill(store)
    sent = a_submission(a_return(documents=(a_document(),)), problems=(a_problem(),))
    store.save_return(sent)
    store.save_return(a_submission(a_return(facts=(a_fact(value=11),))))
    store.answer_problem(1, "подтверждено")


def wrong(url: str) -> list[str]:
    return [finding.text for finding in doctor(url) if not finding.ok]


def change(url: str, statement: str) -> None:
    """What somebody with another program might do."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute(statement)
            connection.commit()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def test_a_sound_database_gives_only_good_findings(url: str, examined: Store) -> None:
    assert wrong(url) == []
    assert len(doctor(url)) >= 8


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET value = value + 1 WHERE grade = 6",
        "UPDATE facts SET written = '120' WHERE grade = 0",
        "UPDATE documents SET number = '13'",
        "UPDATE remarks SET message = 'всё хорошо'",
        "UPDATE remark_answers SET text = 'нет'",
        "UPDATE returns SET filename = 'другой.xlsx' WHERE revision = 1",
        "UPDATE returns SET received_at = '2020-01-01 00:00:00.000000' WHERE revision = 1",
        "UPDATE uploads SET content = 'changed'",
        "UPDATE roll SET pupils = pupils + 1 WHERE grade = 1",
        "UPDATE targets SET value = '19' WHERE year = 2021",
        "UPDATE organisation_names SET short_name = 'Гимназия'",
        "UPDATE municipalities SET name = 'Другой'",
        "DELETE FROM facts WHERE grade = 7",
        "DELETE FROM periods WHERE year = 2022",
        "UPDATE returns SET is_current = (1 = 0)",
        "UPDATE returns SET numbers_sha256 = ''",
    ],
)
def test_every_changed_value_is_noticed(url: str, examined: Store, statement: str) -> None:
    change(url, statement)
    assert wrong(url) != []


def test_a_changed_fact_is_named_by_school_year_and_revision(url: str, examined: Store) -> None:
    change(url, "UPDATE facts SET value = 12 WHERE grade = 0")
    assert [text for text in wrong(url) if "580401" in text and "версия 2" in text]


def test_a_changed_file_is_noticed_wherever_it_is_changed(sqlite_url: str, tmp_path: Path) -> None:
    """Bytes of stored answers are changed in the file itself, past any program."""
    store = Store.create(sqlite_url)
    store.save_register(a_municipality(), [a_school()])
    store.save_roadmap("58040", a_roadmap())
    store.save_return(a_submission(a_return(facts=(a_fact(written="двенадцать"),))))
    store.close()
    file = tmp_path / "var/roadmap.db"
    content = file.read_bytes()
    assert "двенадцать".encode() in content
    file.write_bytes(content.replace("двенадцать".encode(), "тринадцать".encode()))
    assert any("значения изменены" in text for text in wrong(sqlite_url))


def test_what_the_verdicts_lack_is_told(url: str, store: Store) -> None:
    promise_nothing = an_activity(indicator=an_indicator(targets={}))
    store.save_roadmap("58040", a_roadmap(activities=(promise_nothing,)))
    store.save_register(a_municipality(), [a_school("580403")])
    store.save_return(a_submission(a_return(facts=(a_fact("not_asked"),))))
    told = "\n".join(wrong(url))
    assert "планового значения" in told
    assert "580403" in told
    assert "«not_asked»" in told


def test_a_presence_needs_no_number_as_its_target(url: str, store: Store) -> None:
    presence = a_roadmap().activity("1")
    without_numbers = replace(presence, indicator=replace(presence.indicator, targets={}))
    store.save_roadmap("58040", a_roadmap(activities=(without_numbers,)))
    assert wrong(url) == []


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_a_finding_and_no_error(
    sqlite_url: str, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var/roadmap.db").write_bytes(content)
    assert wrong(sqlite_url) != []
    assert (tmp_path / "var/roadmap.db").read_bytes() == content


def test_no_database_is_a_finding_too(sqlite_url: str) -> None:
    assert "roadmap init" in wrong(sqlite_url)[0]


def test_a_file_that_others_may_read_is_told(sqlite_url: str, tmp_path: Path) -> None:
    Store.create(sqlite_url).close()
    (tmp_path / "var/roadmap.db").chmod(0o644)
    assert any("chmod 600" in text for text in wrong(sqlite_url))


def contents(file: Path) -> list[list[str]] | None:
    """All rows of all tables, or None where they cannot be read."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'data_version'"
            ).fetchall()
            return [
                sorted(map(repr, connection.execute(f"SELECT * FROM {name}").fetchall()))  # noqa: S608
                for (name,) in sorted(tables)
            ]
    except (sqlite3.Error, UnicodeDecodeError):
        return None


@pytest.mark.fault
def test_random_damage_that_alters_a_value_is_noticed(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.create(sqlite_url)
    fill(store)
    for value in range(1, 60):
        store.save_return(a_submission(a_return(facts=facts_by_grade({6: value, 7: value}))))
    store.close()
    file, damaged = tmp_path / "var/roadmap.db", tmp_path / "damaged.db"
    whole, sound = file.read_bytes(), contents(file)
    chance = random.Random(2021)
    for _ in range(30):
        at = chance.randrange(len(whole) - 8)
        damaged.write_bytes(whole[:at] + chance.randbytes(8) + whole[at + 8 :])
        damaged.chmod(0o600)
        if contents(damaged) != sound:
            assert wrong(f"sqlite:///{damaged}") != [], f"unnoticed at byte {at}"


def test_a_missing_roll_is_asked_for_by_its_date(url: str, store: Store) -> None:
    """Отчёт есть, контингента его периода нет: он назван по дате."""
    store.save_return(a_submission(a_return(year=2022)))
    asked = [text for text in wrong(url) if "контингент на 20.09.2022 не загружен" in text]
    assert len(asked) == 1
