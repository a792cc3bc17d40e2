"""Terms as a calendar file («сроки в календарь», .ics) by RFC 5545: whole days, a reminder each.

A term keeps its name (UID) for ever, so a file taken again moves what has moved and doubles
nothing. Days are dates without an hour, which every calendar shows in its own time zone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from data_model.decisions import AssignmentState
from data_model.snapshot import Snapshot
from indicators.next_steps import assignment_lines

WEEK = timedelta(days=7)
PRODUCT = "-//Roadmap monitoring//RU"
OPEN = frozenset({AssignmentState.SET, AssignmentState.IN_WORK})


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day to be remembered; ``name`` tells it from all others, whatever its day becomes."""

    name: str
    day: date
    title: str
    text: str = ""


def days_of_office(snapshot: Snapshot) -> Iterator[CalendarDay]:
    """The terms of returns, of the rows of the roadmap, and of every open assignment."""
    code = snapshot.municipality.code
    for year, due in sorted(snapshot.deadlines.items()):
        yield CalendarDay(f"returns-{code}-{year}", due, f"Срок сдачи отчётов за {year} год")
    for year, roadmap in sorted(snapshot.roadmaps.items()):
        for activity in roadmap.activities:
            period = activity.indicator.periods.get(year)
            if period is not None and period.due:
                name = f"row-{code}-{roadmap.code}-{activity.indicator.code}-{year}"
                title = f"Дорожная карта, показатель {activity.number}: {activity.title}"
                yield CalendarDay(name, period.due, title, f"Отчётный период: {year} год")
    yield from _assignments(snapshot, None)


def days_of_school(snapshot: Snapshot, org: str) -> Iterator[CalendarDay]:
    """The terms of its returns, and of what it was asked to do."""
    for year, due in sorted(snapshot.deadlines.items()):
        yield CalendarDay(f"return-{org}-{year}", due, f"Сдать отчёт за {year} год")
    yield from _assignments(snapshot, org)


def _assignments(snapshot: Snapshot, org: str | None) -> Iterator[CalendarDay]:
    for line in assignment_lines(snapshot):
        given, whom = line.assignment, line.execution.addressee
        if given.due is None or line.state not in OPEN or org not in {None, whom}:
            continue
        act = f"Протокол № {given.protocol_number}, пункт {given.number}"
        told = act if org else f"{act}. Исполнитель: {line.name}"
        yield CalendarDay(f"assignment-{given.id}-{whom}", given.due, given.text, told)


def calendar_file(title: str, days: Iterable[CalendarDay], moment: datetime | None = None) -> bytes:
    """The days as a file; ``moment`` is when it was made."""
    made = moment or datetime.now(UTC)
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("x-wr-calname", title)
    for one in days:
        found.add_component(_event(one, made))
    return bytes(found.to_ical())


def _event(one: CalendarDay, made: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.name}@roadmap-monitoring")
    event.add("dtstamp", made)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", one.title)
    event.add("transp", "TRANSPARENT")
    if one.text:
        event.add("description", one.text)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    alarm.add("trigger", -WEEK)
    event.add_component(alarm)
    return event
