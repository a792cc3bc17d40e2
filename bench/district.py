"""Synthetic districts of any size, and their filled returns. Nothing in them is real."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from data_model.places import (
    Municipality,
    Organisation,
    OrganisationKind,
    OrganisationName,
    RollRow,
)
from data_model.returns import Fact, ParsedReturn, StoredFact, Submission, ValueState
from data_model.roadmap import (
    ALL_GRADES,
    Activity,
    AnswerType,
    Question,
    Respondent,
    Roadmap,
    roll_date,
)
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest
from loaders.roadmaps.file import read_roadmap
from sample_data import FOLDER

MUNICIPALITY = Municipality("90", "Синтетический район", "Синтетический район")
OFFICE = Organisation(
    "90",
    OrganisationKind.MUNICIPALITY,
    "с. Синтетическое",
    (OrganisationName("Синтетический район", "Район"),),
)


def roadmap() -> Roadmap:
    return read_roadmap(FOLDER / "roadmap_2020_2022.toml")


def roadmap_of(years: tuple[int, ...]) -> Roadmap:
    """The real rows; over other years each takes what the row asks in the last real one."""
    real = roadmap()
    if {*years} <= {*real.years}:
        return real
    last = max(real.years)

    def stretched(row: Activity) -> Activity:
        of_row = row.indicator
        target, period = of_row.targets.get(last), of_row.periods.get(last)
        targets = dict.fromkeys(years, target) if target else {}
        periods = {
            year: replace(period, year=year, due=period.due.replace(year=year, day=28))
            for year in years
            if period
        }
        return replace(row, indicator=replace(of_row, targets=targets, periods=periods))

    return replace(real, years=years, activities=tuple(map(stretched, real.activities)))


def schools(count: int) -> tuple[Organisation, ...]:
    return tuple(
        Organisation(
            f"90{number:05d}",
            OrganisationKind.SECONDARY,
            f"с. Синтетическое-{number}",
            (OrganisationName(f"МБОУ СОШ № {number}", f"СОШ № {number}"),),
        )
        for number in range(1, count + 1)
    )


def rolls(places: tuple[Organisation, ...], years: tuple[int, ...]) -> tuple[RollRow, ...]:
    chance = random.Random(94)
    return tuple(
        RollRow(place.code, year, roll_date(year), grade, chance.randint(8, 60))
        for place in places
        for year in years
        for grade in ALL_GRADES
    )


def answers(question: Question, pupils: dict[int, int], chance: random.Random) -> Iterator[Fact]:
    """Facts of one question that agree with the roll."""
    if question.answer is AnswerType.PRESENCE:
        yield Fact(question.code, 0, 1, ValueState.VALUE)
    elif not question.grades:
        yield Fact(question.code, 0, chance.randint(1, 9), ValueState.VALUE)
    else:
        for grade in question.grades:
            value = chance.randint(0, pupils[grade])
            yield Fact(question.code, grade, value, _state(value))


def _state(value: int) -> ValueState:
    return ValueState.VALUE if value else ValueState.ZERO


def facts(plan: Roadmap, place: Organisation, roll: tuple[RollRow, ...], year: int) -> list[Fact]:
    chance = random.Random(f"{place.code} {year}")
    pupils = {row.grade: row.pupils for row in roll if (row.org, row.year) == (place.code, year)}
    return [
        fact
        for question in plan.asked(Respondent.SCHOOL)
        for fact in answers(question, pupils, chance)
    ]


def write_returns(folder: Path, count: int, year: int = 2021) -> list[Path]:
    """Filled forms of ``count`` schools, written once per folder and size."""
    folder.mkdir(parents=True, exist_ok=True)
    plan, places = roadmap(), schools(count)
    roll = rolls(places, (year,))
    paths = [folder / f"{place.code}_{year}.xlsx" for place in places]
    for place, path in zip(places, paths, strict=True):
        if not path.exists():
            own = tuple(row for row in roll if row.org == place.code)
            filled = tuple(facts(plan, place, own, year))
            path.write_bytes(
                write_form(
                    FormRequest(plan, place, year, own, filled, stamp="СИНТЕТИЧЕСКИЕ ДАННЫЕ")
                )
            )
    return paths


def corrections(place: Organisation, year: int, count: int) -> list[bytes]:
    """Forms of one school, each with another number in it."""
    plan, roll = roadmap(), rolls((place,), (year,))
    found = facts(plan, place, roll, year)
    single = next(one for one in found if one.question == "art_profi_participants")
    others = tuple(one for one in found if one is not single)
    return [
        write_form(FormRequest(plan, place, year, roll, (*others, single._replace(value=value))))
        for value in range(1, count + 1)
    ]


def empty_store(url: str, count: int, year: int = 2021) -> Store:
    """A database with the register, the roll and the roadmap, and no return."""
    store = Store.create(url)
    places = schools(count)
    store.save_register(MUNICIPALITY, (OFFICE, *places))
    store.save_roll(rolls(places, (year,)))
    store.save_roadmap(MUNICIPALITY.code, roadmap())
    return store


def snapshot(count: int, years: tuple[int, ...]) -> Snapshot:
    """A whole district in memory; the roadmap's definitions serve every year."""
    plan, places = roadmap(), schools(count)
    roll = rolls(places, years)
    by_place: dict[str, list[RollRow]] = {}
    for row in roll:
        by_place.setdefault(row.org, []).append(row)
    return Snapshot(
        version=1,
        municipality=MUNICIPALITY,
        roadmaps=dict.fromkeys(years, plan),
        organisations=(OFFICE, *places),
        roll=roll,
        facts=tuple(
            StoredFact(place.code, year, fact, 1)
            for place in places
            for year in years
            for fact in facts(plan, place, tuple(by_place[place.code]), year)
        ),
    )


def filled_store(url: str, count: int, years: tuple[int, ...]) -> Store:
    """A database in which every school has reported in every year, without files."""
    store = Store.create(url)
    plan, places = roadmap_of(years), schools(count)
    roll = rolls(places, years)
    store.save_register(MUNICIPALITY, (OFFICE, *places))
    store.save_roll(roll)
    store.save_roadmap(MUNICIPALITY.code, plan)
    each = groupby(roll, attrgetter("org"))
    for place, (_, own) in zip(places, each, strict=True):
        of_place = tuple(own)
        store.save_returns([submission(plan, place, of_place, year) for year in years])
    return store


def submission(
    plan: Roadmap, place: Organisation, roll: tuple[RollRow, ...], year: int
) -> Submission:
    content = f"{place.code} {year}".encode()
    return Submission(
        parsed=ParsedReturn(plan.code, 1, place.code, year, tuple(facts(plan, place, roll, year))),
        problems=(),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        filename=f"{place.code}_{year}.xlsx",
        received_at=datetime(year, 12, 15, 12, tzinfo=UTC),
    )
