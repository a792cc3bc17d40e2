"""Two districts that showed false sentences: three schools with one return, sixty without 2020.

Invented, and the same each time.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from random import Random

from data_model.places import (
    Municipality,
    Organisation,
    OrganisationKind,
    OrganisationName,
    RollRow,
)
from data_model.returns import (
    NO_GRADE,
    EvidenceDocument,
    Fact,
    Revision,
    StoredDocument,
    StoredFact,
    ValueState,
)
from data_model.roadmap import roll_date
from data_model.snapshot import Snapshot
from loaders.roadmaps.file import read_roadmap
from tests.builders import OLDER_GRADES, YEARS, a_revision
from tests.reports.district import ROADMAP

YEAR = 2021
PLACES = ("Верхнекаменка", "Сухая Берёзовка", "Новоалександровка", "Большие Ключи")
LONG = "имени Героя Советского Союза гвардии старшего лейтенанта А. П. Константинопольского"
Answers = dict[str, int | dict[int, int]]


@cache
def three_schools() -> Snapshot:
    """One school of three answers rows 8 to 10; the municipality has sent nothing."""
    chance = Random(7)
    places = tuple(_school("3000", number, f"с. Тихое-{number}") for number in range(1, 4))
    office = "Отдел образования Тихого района Приозёрской области"
    found = _district(Municipality("300000", office, "Отдел образования"), places, chance)
    return _with_answers(found, {places[0].code: _of_school(found, places[0].code, chance)})


@cache
def sixty_schools() -> Snapshot:
    """55 of 60 schools have answered, the municipality three counts; nobody for the year before."""
    chance = Random(7)
    places = tuple(
        _school("6000", number, f"им. А. П. Константинопольского с. {PLACES[number % len(PLACES)]}")
        for number in range(1, 61)
    )
    office = "Отдел образования Верхнекаменского муниципального района Приозёрской области"
    short = "Отдел образования Верхнекаменского района"
    found = _district(Municipality("600000", office, short), places, chance)
    answers = {
        place.code: _of_school(found, place.code, chance)
        | {"diagnostics_report": 1, "events_schedule": int(number % 4 > 0)}
        for number, place in enumerate(places, 1)
        if number % 11
    }
    own: Answers = {"rmo_participants": 22, "dialogue_participants": 31}
    return _with_answers(found, answers | {"600000": own | {"art_profi_participants": 5}})


def _school(base: str, number: int, name: str) -> Organisation:
    is_basic = number % 3 == 0
    kind = OrganisationKind.BASIC if is_basic else OrganisationKind.SECONDARY
    short = f"МБОУ {'ООШ' if is_basic else 'СОШ'} № {number} {name}"
    full = f"Муниципальное бюджетное общеобразовательное учреждение «Школа № {number} {LONG}»"
    return Organisation(f"{base}{number:02d}", kind, name, (OrganisationName(full, short),))


def _district(
    municipality: Municipality, places: tuple[Organisation, ...], chance: Random
) -> Snapshot:
    roadmap = read_roadmap(ROADMAP)
    named = (OrganisationName(municipality.name, municipality.short),)
    office = Organisation(municipality.code, OrganisationKind.MUNICIPALITY, "с. Тихое", named)
    roll = tuple(
        RollRow(place.code, year, roll_date(year), grade, chance.randint(3, 30))
        for place in places
        for year in YEARS
        for grade in range(1, 10 if place.kind is OrganisationKind.BASIC else 12)
    )
    years = {year: replace(roadmap, synthetic=True) for year in YEARS}
    return Snapshot(1, municipality, years, (office, *places), roll)


def _of_school(found: Snapshot, org: str, chance: Random) -> Answers:
    grades = {row.grade: row.pupils for row in found.roll if (row.org, row.year) == (org, YEAR)}
    lessons = {grade: round(pupils * chance.uniform(0.3, 0.9)) for grade, pupils in grades.items()}
    older = {grade: pupils for grade, pupils in grades.items() if grade in OLDER_GRADES}
    ticket = {grade: round(pupils * chance.uniform(0.05, 0.8)) for grade, pupils in older.items()}
    return {
        "open_lesson_pupils": lessons,
        "ticket_pupils": ticket,
        "art_profi_participants": chance.randint(0, 2),
    }


def _with_answers(found: Snapshot, answers: dict[str, Answers]) -> Snapshot:
    facts = [
        StoredFact(org, YEAR, _fact(question, grade, value), revision=number)
        for number, (org, given) in enumerate(answers.items(), 1)
        for question, told in given.items()
        for grade, value in (told if isinstance(told, dict) else {NO_GRADE: told}).items()
    ]
    documents = [
        StoredDocument(
            stored.org,
            YEAR,
            EvidenceDocument(stored.fact.question, 1, "Документ", stored.org, date(YEAR, 9, 15)),
            revision=stored.revision,
        )
        for stored in facts
        if stored.fact.question in {"diagnostics_report", "events_schedule"} and stored.fact.value
    ]
    sent = tuple(_revision(number, org) for number, org in enumerate(answers, 1))
    return replace(found, facts=tuple(facts), documents=tuple(documents), revisions=sent)


def _revision(number: int, org: str) -> Revision:
    return a_revision(org, YEAR, id=number, received_at=datetime(YEAR, 12, 20, 9, tzinfo=UTC))


def _fact(question: str, grade: int, value: int) -> Fact:
    state = ValueState.VALUE if value else ValueState.ZERO
    return Fact(question, grade, value, state, "Показатели", "C7", str(value))
