"""A district for documents: the order of Bessonovka, five invented schools, three years.

One school has a name made of everything that a format could trip over, one never reports
in the last year, one is a primary school without the grades of «Билет в будущее».
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from data_model.places import Organisation, OrganisationKind, OrganisationName, RollRow
from data_model.returns import (
    NO_GRADE,
    EvidenceDocument,
    Fact,
    Problem,
    Revision,
    Severity,
    StoredDocument,
    StoredFact,
    StoredProblem,
    ValueState,
)
from data_model.roadmap import ALL_GRADES, AnswerType, Question, Respondent, Roadmap, roll_date
from data_model.snapshot import Snapshot
from loaders.roadmaps.file import read_roadmap
from tests.builders import OLDER_GRADES, YEARS, a_district_office, a_municipality, a_revision

ROADMAP = Path(__file__).parents[2] / "sample_data" / "roadmap_2020_2022.toml"
TRICKY = "Школа & Ко <х> =1+1 #$*@"
NAMES = ("СОШ с. Ближнее", TRICKY, "СОШ с. Дальнее", "ООШ с. Средние Липяги", "НОШ с. Ручьи")
SIZES = (60, 22, 14, 9, 6)
SHARES = {2020: 0.22, 2021: 0.33, 2022: 0.52}
LESSONS = {2020: 0.5, 2021: 0.58, 2022: 0.6}
COUNTS = {"rmo_participants": 17, "dialogue_participants": 18, "art_profi_participants": 4}


def a_district(
    years: tuple[int, ...] = YEARS, schools: int = len(NAMES), of: Roadmap | None = None
) -> Snapshot:
    """The whole snapshot; the second school from the end is silent in the last year.

    ``of``: another roadmap than that of Bessonovka.
    """
    roadmap = of or read_roadmap(ROADMAP)
    places = [_school(number) for number in range(schools)]
    sent = [
        (place, number, year)
        for year in years
        for number, place in enumerate(places)
        if not (year == max(years) and number == schools - 2)
    ]
    facts = [fact for place, number, year in sent for fact in _facts(roadmap, place, number, year)]
    facts += [fact for year in years for fact in _district_facts(roadmap, year)]
    return Snapshot(
        version=7,
        municipality=a_municipality(name="Примерный район Пензенской области"),
        roadmaps={year: replace(roadmap, synthetic=True) for year in years},
        organisations=(a_district_office(), *places),
        roll=tuple(
            row
            for number, place in enumerate(places)
            for year in years
            for row in _roll(place, number, year)
        ),
        revisions=tuple(
            _revision(key, place.code, year) for key, (place, _, year) in enumerate(sent, 1)
        )
        + tuple(_revision(9000 + year, "58040", year) for year in years),
        facts=tuple(facts),
        documents=tuple(_documents(roadmap, years)),
        problems=tuple(_problems(places, years)),
    )


def _revision(key: int, org: str, year: int) -> Revision:
    return a_revision(org, year, id=key, received_at=datetime(year, 12, 20, 9, 30, tzinfo=UTC))


def _school(number: int) -> Organisation:
    name = NAMES[number] if number < len(NAMES) else f"СОШ № {number}"
    kinds = (OrganisationKind.SECONDARY,) * 3 + (OrganisationKind.BASIC, OrganisationKind.PRIMARY)
    kind = kinds[number] if number < len(NAMES) else OrganisationKind.SECONDARY
    names = (OrganisationName(full=f"МБОУ «{name}»", short=name),)
    return Organisation(f"58{1000 + number}", kind, "с. Примерное", names)


def _grades(place: Organisation) -> tuple[int, ...]:
    last = {OrganisationKind.PRIMARY: 4, OrganisationKind.BASIC: 9}.get(place.kind, 11)
    return tuple(grade for grade in ALL_GRADES if grade <= last)


def _size(number: int) -> int:
    return SIZES[number % len(SIZES)]


def _roll(place: Organisation, number: int, year: int) -> list[RollRow]:
    return [
        RollRow(place.code, year, roll_date(year), grade, _size(number) + grade % 3)
        for grade in _grades(place)
    ]


def _facts(roadmap: Roadmap, place: Organisation, number: int, year: int) -> list[StoredFact]:
    return [
        StoredFact(place.code, year, fact, revision=1)
        for question in roadmap.asked(Respondent.SCHOOL)
        for fact in _answers(question, place, number, year)
    ]


def _answers(question: Question, place: Organisation, number: int, year: int) -> list[Fact]:
    if question.answer is AnswerType.PRESENCE:
        return [_fact(question.code, NO_GRADE, int(number != 2))]
    grades = [grade for grade in question.grades if grade in _grades(place)] or [NO_GRADE]
    if question.grades and grades == [NO_GRADE]:
        return []
    return [_fact(question.code, grade, _count(question.code, number, year)) for grade in grades]


def _count(question: str, number: int, year: int) -> int:
    size, slope = _size(number), 1 - number * 0.12
    shares = LESSONS if question == "open_lesson_pupils" else SHARES
    if question == "art_profi_participants":
        return int(number == 0) * 3
    return round(size * shares[year] * slope)


def _fact(question: str, grade: int, value: int) -> Fact:
    state = ValueState.VALUE if value else ValueState.ZERO
    return Fact(question, grade, value, state, "Показатели", f"C{grade + 5}", str(value))


def _district_facts(roadmap: Roadmap, year: int) -> list[StoredFact]:
    return [
        StoredFact(
            "58040",
            year,
            _fact(question.code, NO_GRADE, COUNTS.get(question.code, 1)),
            revision=9000 + year,
        )
        for question in roadmap.asked(Respondent.MUNICIPALITY)
        if not (question.code == "management_decisions" and year == 2022)
    ]


def _documents(roadmap: Roadmap, years: tuple[int, ...]) -> list[StoredDocument]:
    return [
        StoredDocument(
            org,
            year,
            EvidenceDocument(
                question.code, 1, question.text[:60].strip(), "б/н", date(year, 8, 25)
            ),
            revision=1,
        )
        for year in years
        for question in roadmap.questions
        if question.answer is AnswerType.PRESENCE
        for org in ("58040", "581000", "581001")
        if org == "58040" or Respondent.SCHOOL in question.asked_of
    ]


def _problems(places: list[Organisation], years: tuple[int, ...]) -> list[StoredProblem]:
    problem = Problem(
        "suspicious_growth",
        Severity.QUESTION,
        "Участников вдвое больше, чем год назад. Проверьте число и подтвердите его.",
        "Показатели",
        "D9",
    )
    return [StoredProblem(places[0].code, max(years), 1, problem)]


__all__ = ["OLDER_GRADES", "TRICKY", "a_district"]
