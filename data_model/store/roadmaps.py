"""Roadmaps and years in the database: editions, the one in force for a year, closed years.

editions      each change of a roadmap is a new one («редакции»); none is ever changed
save_roadmap  a roadmap on its way in; withdraw_roadmap: it no longer counts
deadlines     by which day the returns of a year must be in
closures      closed years: each keeps the edition that it was judged by
reopenings    closed years opened again until a day
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select, update

from data_model.errors import (
    ClosedYear,
    NothingThere,
    Refused,
    UnknownPlace,
    WrongDefinition,
)
from data_model.people import AUTHOR
from data_model.returns import Reopening, YearClosure, closed_words, is_admitted
from data_model.roadmap import (
    Act,
    Activity,
    AnswerType,
    Change,
    Goal,
    Indicator,
    Kind,
    Level,
    Operator,
    ParentLink,
    PartOfYear,
    Period,
    PeriodKind,
    Question,
    Respondent,
    Roadmap,
    SchoolTarget,
    Scope,
    StoredEdition,
    Target,
    WithdrawnRoadmap,
    of_code,
    side_by_side,
    spread,
)
from data_model.side_by_side import beside
from data_model.store.places import (
    holder_of,
    keep_region,
    one_municipality,
    open_to_author,
    organisations,
    registered_under,
)
from data_model.store.rows import (
    ROADMAPS,
    AnyRow,
    AnyRows,
    inserted_id,
    raise_version,
    seal,
    today,
    withdraw,
)
from data_model.tables import (
    ActivityRow,
    Base,
    ClosedVerdictRow,
    ClosedYearRow,
    DeadlineRow,
    GoalRow,
    IndicatorLinkRow,
    IndicatorRow,
    PassportRow,
    PeriodPartRow,
    PeriodRow,
    QuestionRow,
    ReopeningRow,
    RoadmapRow,
    SchoolTargetRow,
    StartRow,
    TargetOperatorRow,
    TargetRow,
    WithdrawnRoadmapRow,
)


def editions(connection: Connection, municipality: str) -> dict[int, Roadmap]:
    """Every stored edition by its id, from the oldest to the newest."""
    heads = connection.execute(
        select(RoadmapRow).where(RoadmapRow.municipality == municipality).order_by(RoadmapRow.id)
    ).all()
    return {head.id: _roadmap(connection, head) for head in heads}


def roadmaps_in_force(connection: Connection, municipality: str) -> dict[int, Roadmap]:
    """Year → the newest edition of each roadmap that covers it, side by side.

    A closed year knows what was stored before it was closed, and no edition that came later.
    """
    stored = editions(connection, municipality)
    closed = dict(_closed_by(connection, municipality))
    ranks = {code: rank for rank, code in enumerate(_codes(stored.values()), start=1)}
    gone = withdrawn(connection, municipality)
    divided = {roadmap_id: spread(roadmap) for roadmap_id, roadmap in stored.items()}
    in_force: dict[int, dict[str, Roadmap]] = defaultdict(dict)
    for roadmap_id, roadmap in stored.items():
        for year in filter(roadmap.covers, roadmap.years):
            is_gone = _is_withdrawn(gone, roadmap_id, roadmap.code, year)
            if roadmap_id <= closed.get(year, roadmap_id) and not is_gone:
                in_force[year][roadmap.code] = divided[roadmap_id]
    order = [*ranks]
    return {
        year: side_by_side([found[code] for code in order if code in found], ranks)
        for year, found in sorted(in_force.items())
    }


Withdrawn = dict[int, WithdrawnRoadmap]
"""By the number of the last edition that it took out of force."""


def withdrawn(connection: Connection, municipality: str = "") -> Withdrawn:
    """Roadmaps that were withdrawn, of one municipality or of all."""
    row, head = WithdrawnRoadmapRow, RoadmapRow
    asked = select(row, head.code).join(head, head.id == row.roadmap_id).order_by(row.roadmap_id)
    if municipality:
        asked = asked.where(head.municipality == municipality)
    return {
        line.roadmap_id: WithdrawnRoadmap(
            line.code, line.years, line.reason, line.person, line.withdrawn_at
        )
        for line in connection.execute(asked)
    }


def _is_withdrawn(gone: Withdrawn, roadmap_id: int, code: str, year: int) -> bool:
    return any(
        roadmap_id <= last and one.code == code and year in one.years for last, one in gone.items()
    )


def withdraw_roadmap(
    connection: Connection, municipality: str, code: str, reason: str, moment: datetime
) -> tuple[int, ...]:
    """Take a roadmap out of force with a reason; gives the years it no longer counts in.

    Closed years keep it, and open ones before the last of them: their figures are what the closed
    ones were judged by. Raises NothingThere, Refused without a reason or where no year is left.
    """
    one_municipality(connection, municipality)
    if not reason.strip():
        raise Refused("Укажите причину: почему карта больше не действует.")
    in_force = roadmaps_in_force(connection, municipality)
    covered = of_code(in_force, code)
    if not covered:
        raise NothingThere(f"Дорожная карта «{code}» в районе не действует: отзывать нечего.")
    last_closed = max((one.year for one in closures(connection, municipality)), default=0)
    years = tuple(year for year in covered if year > last_closed)
    if not years:
        raise Refused(
            f"Все годы карты «{code}» закрыты: закрытый год остаётся при своей карте. "
            "Ничего не изменено."
        )
    stored = editions(connection, municipality)
    line = {
        "roadmap_id": max(key for key, roadmap in stored.items() if roadmap.code == code),
        "years": years,
        "reason": reason.strip(),
        "person": AUTHOR.get().name,
        "withdrawn_at": moment,
    }
    connection.execute(insert(WithdrawnRoadmapRow), [line])
    seal(connection, [WithdrawnRoadmapRow])
    raise_version(connection)
    return years


def school_targets(connection: Connection, municipality: str) -> tuple[SchoolTarget, ...]:
    """Targets that schools have in the place of the district's."""
    row = SchoolTargetRow
    found = connection.execute(
        select(row.organisation, row.roadmap, row.indicator, row.year, row.value)
        .where(row.municipality == municipality)
        .order_by(row.roadmap, row.year, row.indicator, row.organisation)
    )
    return tuple(SchoolTarget(*line) for line in found)


def save_school_targets(
    connection: Connection,
    municipality: str,
    given: Sequence[SchoolTarget],
    without: Sequence[SchoolTarget] = (),
) -> None:
    """Put targets in the place of those there were; ``without`` are taken away again.

    Raises UnknownPlace for a foreign school, Refused for an indicator that schools have no
    number of.
    """
    one_municipality(connection, municipality)
    in_force = roadmaps_in_force(connection, municipality)
    row = SchoolTargetRow
    for one in given:
        if holder_of(connection, one.org) != municipality:
            raise UnknownPlace(f"Организации {one.org} в этом районе нет. Проверьте код.")
        refuse_no_number(of_code(in_force, one.roadmap).get(one.year), one)
    for one in (*given, *without):
        withdraw(
            connection, row, row.organisation == one.org, row.roadmap == one.roadmap,
            row.indicator == one.indicator, row.year == one.year,
        )  # fmt: skip
    lines = [
        {
            "municipality": municipality,
            "organisation": one.org,
            "roadmap": one.roadmap,
            "indicator": one.indicator,
            "year": one.year,
            "value": one.value,
        }
        for one in given
    ]
    if lines:
        connection.execute(insert(row), lines)
    seal(connection, [row])
    raise_version(connection)


def refuse_no_number(roadmap: Roadmap | None, one: SchoolTarget) -> None:
    """A plan of a school stands at a row that has a number of it, and a term in the year."""
    rows = roadmap.activities if roadmap else ()
    found = next((row.indicator for row in rows if row.indicator.code == one.indicator), None)
    if found is None or one.year not in found.periods:
        raise Refused(
            f"Показателя «{one.indicator}» на {one.year} год в карте «{one.roadmap}» нет: "
            "план школы не к чему отнести."
        )
    if not found.may_have_school_targets:
        raise Refused(
            f"У показателя «{one.indicator}» нет чисел школ, которые сравнивают с планом "
            "(наличие документа, ответ района или промежуток от и до): план школы не задают."
        )


def roadmap_years(connection: Connection) -> frozenset[int]:
    """The years that the roadmaps of all municipalities open to the author cover."""
    row, start = RoadmapRow, StartRow
    asked = select(row.id, row.code, row.years, start.year).where(
        registered_under(row.municipality), *open_to_author(row.municipality)
    )
    asked = asked.outerjoin(start, start.roadmap_id == row.id)
    gone: dict[str, Withdrawn] = defaultdict(dict)
    for last, one in withdrawn(connection).items():
        gone[one.code][last] = one
    return frozenset(
        year
        for roadmap_id, code, years, first in connection.execute(asked)
        for year in years
        if year >= (first or year) and not _is_withdrawn(gone[code], roadmap_id, code, year)
    )


def parent_links(connection: Connection, codes: Sequence[str]) -> tuple[ParentLink, ...]:
    """Which rows of the districts named answer a row of their region's roadmap.

    As the newest edition of each roadmap has it, for all its years: a link changes no figure of
    the district, so a closed year takes it as well.
    """
    row, passport = RoadmapRow, PassportRow
    newest = (
        select(func.max(row.id))
        .where(row.municipality.in_(codes))
        .group_by(row.municipality, row.code)
    )
    found = connection.execute(
        select(row.municipality, row.code, passport.indicator, passport.parent_row)
        .join(passport, passport.roadmap_id == row.id)
        .where(row.id.in_(newest), passport.parent_row != "")
        .order_by(row.municipality, row.id, passport.indicator)
    )
    return tuple(ParentLink(*line) for line in found)


def _codes(stored: Iterable[Roadmap]) -> tuple[str, ...]:
    """The roadmaps of a district in the order they came."""
    return tuple(dict.fromkeys(roadmap.code for roadmap in stored))


def _closed_by(connection: Connection, municipality: str) -> Iterator[tuple[int, int]]:
    """Closed years with the newest edition that each of them knows."""
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
    gone = withdrawn(connection, municipality)

    def out_of_force(roadmap_id: int, code: str) -> WithdrawnRoadmap | None:
        found = (one for last, one in gone.items() if one.code == code and roadmap_id <= last)
        return next(found, None)

    return tuple(
        StoredEdition(roadmap, came[roadmap_id], out_of_force(roadmap_id, roadmap.code))
        for roadmap_id, roadmap in reversed(editions(connection, municipality).items())
    )


def _activities(connection: Connection, roadmap_id: int) -> tuple[Activity, ...]:
    targets = _by_indicator(_rows(connection, TargetRow, roadmap_id))
    periods = _by_indicator(_rows(connection, PeriodRow, roadmap_id))
    parts = _by_indicator(_rows(connection, PeriodPartRow, roadmap_id))
    passports = _by_indicator(_rows(connection, PassportRow, roadmap_id))
    operators = _by_indicator(_rows(connection, TargetOperatorRow, roadmap_id))
    links = {
        one.indicator: one.activities for one in _rows(connection, IndicatorLinkRow, roadmap_id)
    }
    found = {}
    for row in _rows(connection, IndicatorRow, roadmap_id):
        compared = {line.year: Operator(line.operator) for line in operators[row.code]}
        passport = next(iter(passports[row.code]), None)
        terms = _terms(periods[row.code], parts[row.code])
        indicator = _indicator(row, targets[row.code], terms, compared, passport)
        found[row.activity] = (indicator, passport, links.get(row.code, ()))
    rows = _rows(connection, ActivityRow, roadmap_id)
    return tuple(_activity(row, *found[row.number]) for row in rows)


def _rows(connection: Connection, table: Any, roadmap_id: int) -> AnyRows:
    """Lines of one edition in their own order."""
    by_ordinal = dict.fromkeys((GoalRow, QuestionRow, ActivityRow), "ordinal")
    by_indicator = dict.fromkeys((PassportRow, IndicatorLinkRow), "indicator")
    own_order = by_ordinal | by_indicator | {IndicatorRow: "code"}
    columns = [getattr(table, own_order.get(table, "year"))]
    if table is PeriodPartRow:
        columns.append(PeriodPartRow.part)
    return connection.execute(
        select(table).where(table.roadmap_id == roadmap_id).order_by(*columns)
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
        options=row.options,
    )


def _activity(
    row: AnyRow, indicator: Indicator, passport: AnyRow | None, links: tuple[str, ...]
) -> Activity:
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
        section=passport.section if passport else "",
        parent=passport.parent if passport else "",
        parent_row=passport.parent_row if passport else "",
        links=links,
    )


def _terms(periods: AnyRows, parts: AnyRows) -> dict[int, Period]:
    of_year: dict[int, list[PartOfYear]] = defaultdict(list)
    for line in parts:
        target = None if line.value is None else Target(line.value, line.upper)
        of_year[line.year].append(PartOfYear(line.due, target))
    return {
        line.year: Period(line.year, PeriodKind(line.kind), line.due, tuple(of_year[line.year]))
        for line in periods
    }


OF_PASSPORT = (
    "per", "cumulative", "weight", "baseline", "baseline_on",
    "formula", "source", "frequency", "methodology", "from_level",
)  # fmt: skip
"""Fields of an indicator that lie as they are in the table of passports, ``change`` beside them."""


def _indicator(
    row: AnyRow,
    targets: AnyRows,
    periods: dict[int, Period],
    operators: dict[int, Operator],
    passport: AnyRow | None,
) -> Indicator:
    beside = {name: getattr(passport, name) for name in OF_PASSPORT} if passport else {}
    change = Change(passport.change) if passport and passport.change else None
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
        targets={
            line.year: Target(line.value, line.upper, operators.get(line.year)) for line in targets
        },
        periods=periods,
        requires_growth=row.requires_growth,
        partly_from=row.partly_from,
        control=row.control,
        also_counted=row.also_counted,
        change=change,
        **beside,
    )


Line = dict[str, Any]


def save_roadmap(
    connection: Connection, municipality: str, roadmap: Roadmap, stored_at: datetime
) -> int:
    """Store an edition and give its number; the newest one again stores nothing.

    One that was withdrawn is stored again, and counts again. Raises WrongDefinition where an
    indicator counts a question that is not asked.
    """
    keep_region(connection, municipality)
    one_municipality(connection, municipality)
    refuse_unasked(roadmap)
    stored_before = editions(connection, municipality)
    roadmap = beside(roadmap.as_written, stored_before.values())
    same_code = [key for key, stored in stored_before.items() if stored.code == roadmap.code]
    newest = stored_before[same_code[-1]] if same_code else None
    is_in_force = not {*same_code[-1:]} & withdrawn(connection, municipality).keys()
    if newest and is_in_force and newest == replace(roadmap, edition=newest.edition):
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
    yield ActivityRow, _activity_lines(roadmap)
    yield IndicatorRow, _indicator_lines(roadmap)
    yield TargetRow, [line for indicator in indicators for line in _targets(indicator)]
    yield PeriodRow, [line for indicator in indicators for line in _periods(indicator)]
    yield PeriodPartRow, [line for indicator in indicators for line in _period_parts(indicator)]
    yield PassportRow, [line for row in roadmap.activities for line in _passport(row)]
    yield (
        IndicatorLinkRow,
        [
            {"indicator": row.indicator.code, "activities": row.links}
            for row in roadmap.activities
            if row.links
        ],
    )
    yield TargetOperatorRow, [line for indicator in indicators for line in _operators(indicator)]


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
            "options": question.options,
        }
        for ordinal, question in enumerate(roadmap.questions, start=1)
    ]


def _activity_lines(roadmap: Roadmap) -> list[Line]:
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


def _indicator_lines(roadmap: Roadmap) -> list[Line]:
    return [
        _indicator_line(activity.indicator) | {"activity": activity.number}
        for activity in roadmap.activities
    ]


def _indicator_line(indicator: Indicator) -> Line:
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


def _operators(indicator: Indicator) -> list[Line]:
    return [
        {"indicator": indicator.code, "year": year, "operator": target.operator.value}
        for year, target in indicator.targets.items()
        if target.operator
    ]


def _passport(activity: Activity) -> list[Line]:
    """One line, or none where there is nothing to keep."""
    indicator = activity.indicator
    line = {name: getattr(indicator, name) for name in OF_PASSPORT}
    line |= {"change": indicator.change.value if indicator.change else None}
    line |= {name: getattr(activity, name) for name in ("section", "parent", "parent_row")}
    is_kept = any(
        value is not None and value is not False and value != "" for value in line.values()
    )
    return [line | {"indicator": indicator.code}] if is_kept else []


def _periods(indicator: Indicator) -> list[Line]:
    return [
        {"indicator": indicator.code, "year": year, "kind": period.kind.value, "due": period.due}
        for year, period in indicator.periods.items()
    ]


def _period_parts(indicator: Indicator) -> list[Line]:
    return [
        {
            "indicator": indicator.code,
            "year": year,
            "part": part,
            "due": one.due,
            "value": one.target.value if one.target else None,
            "upper": one.target.upper if one.target else None,
        }
        for year, period in indicator.periods.items()
        for part, one in enumerate(period.parts, start=1)
    ]


def save_deadline(connection: Connection, municipality: str, year: int, due: date | None) -> None:
    """Set the day by which returns of a year must be in; None takes it away."""
    one_municipality(connection, municipality)
    row = DeadlineRow
    withdraw(connection, row, row.municipality == municipality, row.year == year)
    if due:
        line = {"municipality": municipality, "year": year, "due": due}
        connection.execute(insert(row), [line])
    seal(connection, [DeadlineRow])
    raise_version(connection)


def deadlines(connection: Connection, municipality: str) -> dict[int, date]:
    """Year → the last day; a year without one has no deadline, and nothing is late."""
    found = connection.execute(
        select(DeadlineRow.year, DeadlineRow.due)
        .where(DeadlineRow.municipality == municipality)
        .order_by(DeadlineRow.year)
    )
    return {line.year: line.due for line in found}


def reopen_year(connection: Connection, municipality: str, reopening: Reopening) -> None:
    """Open a closed year again until a day; reason and person must be named."""
    if not (reopening.reason.strip() and reopening.person.strip()):
        raise Refused("Чтобы открыть закрытый год, укажите причину и кто её подтвердил.")
    if reopening.until < reopening.opened_on:
        raise Refused("Срок открытия закончился раньше, чем начался. Укажите день позже.")
    if reopening.org is not None:
        holder_of(connection, reopening.org)
    if reopening.year not in {past.year for past in closures(connection, municipality)}:
        raise NothingThere(f"{reopening.year} год не закрыт: отчёты принимаются и так.")
    line = {
        "municipality": municipality,
        "year": reopening.year,
        "organisation": reopening.org,
        "opened_on": reopening.opened_on,
        "until": reopening.until,
        "reason": reopening.reason,
        "person": reopening.person,
    }
    connection.execute(insert(ReopeningRow), [line])
    seal(connection, [ReopeningRow])
    raise_version(connection)


def closures(connection: Connection, municipality: str) -> tuple[YearClosure, ...]:
    """Closed years in order."""
    found = connection.execute(
        select(ClosedYearRow.year, ClosedYearRow.closed_on, ClosedYearRow.reason)
        .where(ClosedYearRow.municipality == municipality)
        .order_by(ClosedYearRow.year)
    )
    return tuple(YearClosure(*row) for row in found)


def unjudged_years(connection: Connection, municipality: str) -> tuple[int, ...]:
    """Closed years with a roadmap whose verdicts are not kept, or were changed since."""
    row, verdict = ClosedYearRow, ClosedVerdictRow
    judged = select(verdict.year).where(verdict.municipality == municipality)
    found = connection.scalars(
        select(row.year)
        .where(row.municipality == municipality, row.roadmap_id.is_not(None))
        .where(row.year.not_in(judged))
        .order_by(row.year)
    )
    return tuple(found)


def unjudged(connection: Connection) -> tuple[str, ...]:
    """Codes of the municipalities that have such years: one statement for all of them."""
    row, verdict = ClosedYearRow, ClosedVerdictRow
    is_judged = exists().where(verdict.municipality == row.municipality, verdict.year == row.year)
    found = select(row.municipality).distinct().where(row.roadmap_id.is_not(None), ~is_judged)
    return tuple(connection.scalars(found.order_by(row.municipality)))


def reopenings(connection: Connection, municipality: str) -> tuple[Reopening, ...]:
    """All of them, the expired ones too, in the order they were made."""
    row = ReopeningRow
    found = connection.execute(
        select(row.year, row.opened_on, row.until, row.reason, row.person, row.organisation)
        .where(row.municipality == municipality)
        .order_by(row.id)
    )
    return tuple(Reopening(*line) for line in found)


def judge_reopened_by(
    connection: Connection, municipality: str, roadmap_id: int, years: Iterable[int], day: date
) -> None:
    """A closed year that is open again for all takes a new edition; the others keep theirs."""
    opened = reopenings(connection, municipality)
    row = ClosedYearRow
    taking = [year for year in years if is_admitted(opened, year, "", day)]
    closed = (row.municipality == municipality, row.year.in_(taking))
    if connection.execute(update(row).where(*closed).values(roadmap_id=roadmap_id)).rowcount:
        seal(connection, [row])


# the lock


def refuse_unless_reopened(
    connection: Connection, municipality: str, org: str, year: int, day: date
) -> None:
    """Raise ClosedYear where no reopening of a closed year admits a change on that day."""
    if not is_admitted(reopenings(connection, municipality), year, org, day):
        raise ClosedYear(closed_words([(year, org)], organisations(connection, municipality)))
