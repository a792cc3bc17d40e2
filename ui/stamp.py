"""The data stamp («паспорт данных»): how fresh, how complete, by which definitions."""

from data_model.places import OrganisationKind
from data_model.returns import Revision
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from indicators.passport import act_words
from indicators.wording import date_short, plural
from ui.words import OF_RETURNS


def stamp(snapshot: Snapshot, year: int) -> str:
    """«Данные на 15.02.2023 · принято 13 из 15 отчётов школ · редакция определений 1»."""
    awaited = {place.code for place in snapshot.expected(year)}
    came = [revision for revision in current(snapshot, year) if revision.org in awaited]
    parts = (
        fresh(snapshot, year),
        f"принято {len(came)} из {len(awaited)} {plural(len(awaited), *OF_RETURNS)} школ",
        municipal(snapshot, year),
        in_force(snapshot.roadmaps[year]),
    )
    return f"{year} год · " + " · ".join(parts)


def in_force(roadmap: Roadmap) -> str:
    """«редакция определений 1 (приказ от 14.07.2020 № 94/01-09)»."""
    return f"редакция определений {roadmap.edition} ({act_words(roadmap.act)})"


def current(snapshot: Snapshot, year: int) -> list[Revision]:
    return [one for one in snapshot.revisions if one.year == year and one.is_current]


def fresh(snapshot: Snapshot, year: int) -> str:
    """The day on which the last return came."""
    days = [revision.received_at.date() for revision in current(snapshot, year)]
    return f"данные на {date_short(max(days))}" if days else "отчётов ещё нет"


def municipal(snapshot: Snapshot, year: int) -> str:
    """Whether the municipality has answered its own questions."""
    offices = {
        place.code
        for place in snapshot.organisations
        if place.kind is OrganisationKind.MUNICIPALITY
    }
    has = any(revision.org in offices for revision in current(snapshot, year))
    return "ответы района внесены" if has else "ответов района нет"
