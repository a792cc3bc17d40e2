"""Consistency of the domain: what the data lack for the verdicts to be sound.

Each check yields sentences that say what is missing and how to mend it.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from data_model.places import OrganisationKind
from data_model.roadmap import Indicator, Operator, Roadmap, roll_date
from data_model.snapshot import Snapshot
from data_model.store.places import municipalities
from data_model.store.roadmaps import editions
from data_model.store.snapshot import build, fetch
from data_model.tables import FactRow, ReturnRow


def indicators_have_targets(connection: Connection) -> Iterator[str]:
    """Every indicator in force promises something in some year, and says by when."""
    for place in municipalities(connection):
        for roadmap in editions(connection, place.code).values():
            yield from _without_promise(roadmap)


def organisations_have_rolls(connection: Connection) -> Iterator[str]:
    """The rolls that rows take are loaded once returns are in, and no school lacks its own."""
    for place in municipalities(connection):
        snapshot = build(fetch(connection, place.code))
        loaded = {row.year for row in snapshot.roll}
        reported = {one.year for one in snapshot.facts}
        for year, roll_year in _rolls_taken(snapshot):
            if roll_year in loaded:
                yield from _without_roll(snapshot, year, roll_year)
            elif year in reported:
                yield _missing_roll(place.short, year, roll_year)


def facts_are_asked_for(connection: Connection) -> Iterator[str]:
    """Every stored answer belongs to a question of some edition of the municipality."""
    for place in municipalities(connection):
        asked = {
            question.code
            for roadmap in editions(connection, place.code).values()
            for question in roadmap.questions
        }
        stored = connection.scalars(
            select(FactRow.question)
            .join(ReturnRow, ReturnRow.id == FactRow.return_id)
            .where(ReturnRow.municipality == place.code)
            .distinct()
            .order_by(FactRow.question)
        )
        for question in stored:
            if question not in asked:
                yield (
                    f"{place.short}: есть ответы на вопрос «{question}», которого нет ни в "
                    "одной редакции карты. Загрузите карту, по которой они собраны."
                )


def _without_promise(roadmap: Roadmap) -> Iterator[str]:
    for activity in roadmap.activities:
        if not _promises(activity.indicator):
            yield (
                f"Карта «{roadmap.title}», строка {activity.number}: у показателя "
                f"«{activity.indicator.code}» нет планового значения или срока ни на один год. "
                "Дополните карту и загрузите её снова."
            )


def _promises(indicator: Indicator) -> bool:
    exists = indicator.operator is Operator.EXISTS
    return bool(indicator.periods) and (exists or bool(indicator.targets))


def _rolls_taken(snapshot: Snapshot) -> list[tuple[int, int]]:
    """Year and year of the roll of all rows asked of schools; each roll once."""
    taken: dict[int, int] = {}
    for year, roadmap in snapshot.roadmaps.items():
        for roll_year in roadmap.roll_years(year):
            taken.setdefault(roll_year, year)
    return sorted((year, roll_year) for roll_year, year in taken.items())


def _missing_roll(district: str, year: int, roll_year: int) -> str:
    return (
        f"{district}: контингент на {roll_date(roll_year):%d.%m.%Y} не загружен, доли за {year} "
        "год неизвестны. Загрузите: «roadmap load-roll ФАЙЛ»."
    )


def _without_roll(snapshot: Snapshot, year: int, roll_year: int) -> Iterator[str]:
    own = snapshot.with_own_roll(roll_year)
    for place in snapshot.members(roll_year):
        if place.code not in own and place.kind is not OrganisationKind.BRANCH:
            yield (
                f"{place.name.short} ({place.code}): нет контингента на "
                f"{roll_date(roll_year):%d.%m.%Y}, доли школы и района за {year} год неполны. "
                "Загрузите: «roadmap load-roll ФАЙЛ»."
            )
