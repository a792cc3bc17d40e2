"""Roadmaps as the database knows them: editions, and which one is in force for a year."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from data_model.roadmap import (
    Act,
    Activity,
    AnswerType,
    Goal,
    Indicator,
    Kind,
    Level,
    Operator,
    Period,
    PeriodKind,
    Question,
    Respondent,
    Roadmap,
    Scope,
    StoredEdition,
    Target,
)
from data_model.store.rows import AnyRow, AnyRows
from data_model.tables import (
    ActivityRow,
    ClosedYearRow,
    GoalRow,
    IndicatorRow,
    PeriodRow,
    QuestionRow,
    RoadmapRow,
    StartRow,
    TargetRow,
)


def editions(connection: Connection, municipality: str) -> dict[int, Roadmap]:
    """Every stored edition by its id, from the oldest to the newest."""
    heads = connection.execute(
        select(RoadmapRow).where(RoadmapRow.municipality == municipality).order_by(RoadmapRow.id)
    ).all()
    return {head.id: _roadmap(connection, head) for head in heads}


def roadmaps_in_force(connection: Connection, municipality: str) -> dict[int, Roadmap]:
    """Year → the newest edition that covers it; a closed year keeps the one it was closed by."""
    stored = editions(connection, municipality)
    in_force = {
        year: roadmap
        for roadmap in stored.values()
        for year in roadmap.years
        if roadmap.covers(year)
    }
    for year, roadmap_id in _closed_by(connection, municipality):
        in_force[year] = stored[roadmap_id]
    return dict(sorted(in_force.items()))


def _closed_by(connection: Connection, municipality: str) -> Iterator[tuple[int, int]]:
    closed = connection.execute(
        select(ClosedYearRow.year, ClosedYearRow.roadmap_id)
        .where(ClosedYearRow.municipality == municipality)
        .where(ClosedYearRow.roadmap_id.is_not(None))
        .order_by(ClosedYearRow.year)
    )
    return ((row.year, row.roadmap_id) for row in closed)


def _roadmap(connection: Connection, head: AnyRow) -> Roadmap:
    return Roadmap(
        code=head.code,
        title=head.title,
        act=Act(head.act_body, head.act_kind, head.act_date, head.act_number, head.act_title),
        years=head.years,
        questions=tuple(map(_question, _rows(connection, QuestionRow, head.id))),
        activities=_activities(connection, head.id),
        edition=head.edition,
        synthetic=head.synthetic,
        goals=tuple(_goal(row) for row in _rows(connection, GoalRow, head.id)),
        in_force_from=connection.scalar(select(StartRow.year).filter_by(roadmap_id=head.id)),
    )


def _goal(row: AnyRow) -> Goal:
    return Goal(row.title, row.activities)


def stored_editions(connection: Connection, municipality: str) -> tuple[StoredEdition, ...]:
    """Every edition with the moment it came, the newest first."""
    moments = connection.execute(
        select(RoadmapRow.id, RoadmapRow.stored_at).where(RoadmapRow.municipality == municipality)
    ).all()
    came = {row.id: row.stored_at for row in moments}
    return tuple(
        StoredEdition(roadmap, came[roadmap_id])
        for roadmap_id, roadmap in reversed(editions(connection, municipality).items())
    )


def _activities(connection: Connection, roadmap_id: int) -> tuple[Activity, ...]:
    targets = _by_indicator(_rows(connection, TargetRow, roadmap_id))
    periods = _by_indicator(_rows(connection, PeriodRow, roadmap_id))
    indicators = {
        row.activity: _indicator(row, targets[row.code], periods[row.code])
        for row in _rows(connection, IndicatorRow, roadmap_id)
    }
    rows = _rows(connection, ActivityRow, roadmap_id)
    return tuple(_activity(row, indicators[row.number]) for row in rows)


def _rows(connection: Connection, table: Any, roadmap_id: int) -> AnyRows:
    """Lines of one edition in their own order."""
    by_ordinal = dict.fromkeys((GoalRow, QuestionRow, ActivityRow), "ordinal")
    own_order = by_ordinal | {IndicatorRow: "code"}
    column = getattr(table, own_order.get(table, "year"))
    return connection.execute(
        select(table).where(table.roadmap_id == roadmap_id).order_by(column)
    ).all()


def _by_indicator(rows: AnyRows) -> dict[str, list[AnyRow]]:
    grouped: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        grouped[row.indicator].append(row)
    return grouped


def _question(row: AnyRow) -> Question:
    return Question(
        code=row.code,
        text=row.text,
        answer=AnswerType(row.answer),
        asked_of=tuple(map(Respondent, row.asked_of)),
        grades=row.grades,
        unit=row.unit,
        hint=row.hint,
        documents=row.documents,
    )


def _activity(row: AnyRow, indicator: Indicator) -> Activity:
    return Activity(
        number=row.number,
        title=row.title,
        term=row.term,
        wording=row.wording,
        executors=row.executors,
        indicator=indicator,
        short=row.short,
        note=row.note,
        unsure=row.unsure,
    )


def _indicator(row: AnyRow, targets: AnyRows, periods: AnyRows) -> Indicator:
    return Indicator(
        code=row.code,
        kind=Kind(row.kind),
        level=Level(row.level),
        counted=row.counted,
        scope=Scope(row.scope) if row.scope else None,
        out_of=row.out_of,
        base=row.base,
        comparison_bases=row.comparison_bases,
        operator=Operator(row.operator),
        unit=row.unit,
        targets={line.year: Target(line.value, line.upper) for line in targets},
        periods={line.year: Period(line.year, PeriodKind(line.kind), line.due) for line in periods},
        requires_growth=row.requires_growth,
        partly_from=row.partly_from,
        control=row.control,
        also_counted=row.also_counted,
    )
