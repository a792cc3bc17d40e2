"""Consistency of the domain: what the data lack for the verdicts to be sound.

Each check yields sentences that say what is missing and how to mend it.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from data_model.places import OrganisationKind
from data_model.roadmap import Indicator, Operator, Roadmap
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
    """Where a roll of a year is loaded, no school that is awaited lacks its own."""
    for place in municipalities(connection):
        snapshot = build(fetch(connection, place.code))
        for year in sorted({row.year for row in snapshot.roll}):
            yield from _without_roll(snapshot, year)


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


def _without_roll(snapshot: Snapshot, year: int) -> Iterator[str]:
    own = snapshot.with_own_roll(year)
    for place in snapshot.expected(year):
        if place.code not in own and place.kind is not OrganisationKind.BRANCH:
            yield (
                f"{place.name.short} ({place.code}): нет контингента за {year} год, доли "
                "школы и района за этот год неполны. Загрузите: «roadmap load-roll ФАЙЛ»."
            )
