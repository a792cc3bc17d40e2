"""Сроки в календарь: файл по RFC 5545, имена сроков не меняются, школа видит только своё."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from data_model.snapshot import Snapshot
from data_model.store import Store
from reports.calendars import CalendarDay, calendar_file, days_of_office, days_of_school

MADE = datetime(2026, 11, 1, 12, tzinfo=UTC)
LONG = "Провести психолого-педагогическую диагностику; представить отчёт, копию приказа"


@pytest.fixture(scope="module")
def snapshot(sample_database: Path) -> Snapshot:
    return Store.open(f"sqlite:///{sample_database.as_posix()}").snapshot("58040")


def read(content: bytes) -> dict[str, tuple[str, date]]:
    found = Calendar.from_ical(content)
    return {
        str(one["UID"]): (str(one["SUMMARY"]), one["DTSTART"].dt) for one in found.walk("VEVENT")
    }


def test_the_file_is_as_the_standard_asks() -> None:
    content = calendar_file("Сроки", [CalendarDay("a", date(2026, 12, 20), LONG, LONG)], MADE)
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert {b"VERSION:2.0", b"DTSTAMP:20261101T120000Z", b"DTSTART;VALUE=DATE:20261220",
            b"DTEND;VALUE=DATE:20261221", b"TRIGGER:-P7D"} <= {*lines}  # fmt: skip
    assert read(content) == {"a@roadmap-monitoring": (LONG, date(2026, 12, 20))}


def test_a_school_has_its_own_terms_and_the_office_those_of_all(snapshot: Snapshot) -> None:
    own = read(calendar_file("", days_of_school(snapshot, "580401")))
    assert own["return-580401-2022@roadmap-monitoring"][1] == snapshot.deadlines[2022]
    assert not [name for name in own if "580402" in name]
    office = read(calendar_file("", days_of_office(snapshot)))
    assert any(name.startswith("row-58040-") for name in office)
    assert {title for title, _ in office.values()} > {"Срок сдачи отчётов за 2022 год"}


def test_a_term_that_moved_keeps_its_name(snapshot: Snapshot) -> None:
    moved = replace(snapshot, deadlines={**snapshot.deadlines, 2022: date(2023, 1, 15)})
    before, after = (
        read(calendar_file("", days_of_school(one, "580401"))) for one in (snapshot, moved)
    )
    assert before.keys() == after.keys()
    assert after["return-580401-2022@roadmap-monitoring"][1] == date(2023, 1, 15)
