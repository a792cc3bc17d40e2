"""A roadmap on its way in: each change of it is a new edition («редакция дорожной карты»)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from data_model.errors import WrongDefinition
from data_model.roadmap import Indicator, Roadmap
from data_model.store.access import raise_version, today
from data_model.store.places import one_municipality
from data_model.store.roadmaps import editions
from data_model.store.rows import inserted_id
from data_model.store.seals import ROADMAPS, seal
from data_model.store.windows import judge_reopened_by
from data_model.tables import (
    ActivityRow,
    Base,
    GoalRow,
    IndicatorRow,
    PeriodRow,
    QuestionRow,
    RoadmapRow,
    StartRow,
    TargetRow,
)

Line = dict[str, Any]


def save_roadmap(
    connection: Connection, municipality: str, roadmap: Roadmap, stored_at: datetime
) -> int:
    """Store an edition and give its number; the newest one again stores nothing.

    Raises WrongDefinition where an indicator counts a question that is not asked.
    """
    one_municipality(connection, municipality)
    refuse_unasked(roadmap)
    same_code = [
        stored
        for stored in editions(connection, municipality).values()
        if stored.code == roadmap.code
    ]
    newest = same_code[-1] if same_code else None
    if newest and newest == replace(roadmap, edition=newest.edition):
        return newest.edition
    number = newest.edition + 1 if newest else 1
    stored = _insert_edition(connection, municipality, replace(roadmap, edition=number), stored_at)
    seal(connection, ROADMAPS)
    covered = filter(roadmap.covers, roadmap.years)
    judge_reopened_by(connection, municipality, stored, covered, today())
    raise_version(connection)
    return number


def refuse_unasked(roadmap: Roadmap) -> None:
    asked = {question.code for question in roadmap.questions}
    for activity in roadmap.activities:
        if activity.indicator.counted not in asked:
            raise WrongDefinition(
                f"Строка {activity.number}: показатель «{activity.indicator.code}» считает "
                f"вопрос «{activity.indicator.counted}», которого нет среди вопросов карты."
            )


def _insert_edition(
    connection: Connection, municipality: str, roadmap: Roadmap, stored_at: datetime
) -> int:
    head = _head(municipality, roadmap) | {"stored_at": stored_at}
    roadmap_id = inserted_id(connection.execute(insert(RoadmapRow), head))
    for row, lines in _parts(roadmap):
        owned = [line | {"roadmap_id": roadmap_id} for line in lines]
        if owned:
            connection.execute(insert(row), owned)
    return roadmap_id


def _parts(roadmap: Roadmap) -> Iterator[tuple[type[Base], list[Line]]]:
    """Each table with its lines, those that are referred to first."""
    indicators = [activity.indicator for activity in roadmap.activities]
    yield StartRow, [{"year": roadmap.in_force_from}] if roadmap.in_force_from else []
    yield GoalRow, _goals(roadmap)
    yield QuestionRow, _questions(roadmap)
    yield ActivityRow, _activities(roadmap)
    yield IndicatorRow, _indicators(roadmap)
    yield TargetRow, [line for indicator in indicators for line in _targets(indicator)]
    yield PeriodRow, [line for indicator in indicators for line in _periods(indicator)]


def _head(municipality: str, roadmap: Roadmap) -> Line:
    return {
        "municipality": municipality,
        "code": roadmap.code,
        "edition": roadmap.edition,
        "title": roadmap.title,
        "act_body": roadmap.act.body,
        "act_kind": roadmap.act.kind,
        "act_date": roadmap.act.date,
        "act_number": roadmap.act.number,
        "act_title": roadmap.act.title,
        "years": roadmap.years,
        "synthetic": roadmap.synthetic,
    }


def _goals(roadmap: Roadmap) -> list[Line]:
    return [
        {"ordinal": ordinal, "title": goal.title, "activities": goal.rows}
        for ordinal, goal in enumerate(roadmap.goals, start=1)
    ]


def _questions(roadmap: Roadmap) -> list[Line]:
    return [
        {
            "code": question.code,
            "ordinal": ordinal,
            "text": question.text,
            "answer": question.answer.value,
            "asked_of": tuple(respondent.value for respondent in question.asked_of),
            "grades": question.grades,
            "unit": question.unit,
            "hint": question.hint,
            "documents": question.documents,
        }
        for ordinal, question in enumerate(roadmap.questions, start=1)
    ]


def _activities(roadmap: Roadmap) -> list[Line]:
    return [
        {
            "number": activity.number,
            "ordinal": ordinal,
            "title": activity.title,
            "term": activity.term,
            "wording": activity.wording,
            "executors": activity.executors,
            "short": activity.short,
            "note": activity.note,
            "unsure": activity.unsure,
        }
        for ordinal, activity in enumerate(roadmap.activities, start=1)
    ]


def _indicators(roadmap: Roadmap) -> list[Line]:
    return [
        _indicator(activity.indicator) | {"activity": activity.number}
        for activity in roadmap.activities
    ]


def _indicator(indicator: Indicator) -> Line:
    return {
        "code": indicator.code,
        "kind": indicator.kind.value,
        "level": indicator.level.value,
        "counted": indicator.counted,
        "scope": indicator.scope.value if indicator.scope else None,
        "out_of": indicator.out_of,
        "base": indicator.base,
        "comparison_bases": indicator.comparison_bases,
        "operator": indicator.operator.value,
        "unit": indicator.unit,
        "requires_growth": indicator.requires_growth,
        "partly_from": indicator.partly_from,
        "control": indicator.control,
        "also_counted": indicator.also_counted,
    }


def _targets(indicator: Indicator) -> list[Line]:
    return [
        {"indicator": indicator.code, "year": year, "value": target.value, "upper": target.upper}
        for year, target in indicator.targets.items()
    ]


def _periods(indicator: Indicator) -> list[Line]:
    return [
        {"indicator": indicator.code, "year": year, "kind": period.kind.value, "due": period.due}
        for year, period in indicator.periods.items()
    ]
