"""The lock of closed years («замок года»): what their figures are made of does not change.

The lock is of the figure, not of one door. An act that may change a figure is done, and what the
closed years are made of is looked at before and after, inside the same transaction: where it is
another and no reopening admits it, the act is refused and nothing of it stays.

    close_judged  closes a year with its verdicts; explain: why a year that is over was changed
    kept          an act that leaves closed years as they are
    made_of       what the figures, verdicts and names of closed years are made of
    of, of_…      which years an act may change
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, insert, select

from data_model.errors import ClosedYear, Refused
from data_model.returns import (
    ClosedVerdict,
    Explanation,
    ParsedReturn,
    Rechecked,
    ValueState,
    YearClosure,
    closed_words,
    is_admitted,
)
from data_model.roadmap import Indicator, Kind, Respondent, Roadmap, roll_date
from data_model.snapshot import Snapshot
from data_model.store.acts import returns_by
from data_model.store.places import one_municipality
from data_model.store.revisions import apply_rechecks
from data_model.store.roadmaps import (
    closures,
    editions,
    refuse_unless_reopened,
    roadmaps_in_force,
    unjudged_years,
)
from data_model.store.rows import Act, AnyRow, now, raise_version, seal, today, withdraw
from data_model.store.snapshot import build, fetch
from data_model.tables import (
    ClosedVerdictRow,
    ClosedYearRow,
    EvidenceRow,
    ExplanationRow,
    FactRow,
    MunicipalityRow,
    OrganisationRow,
    RemarkRow,
    ReturnRow,
)

Judge = Callable[[Snapshot], Iterable[ClosedVerdict]]
"""The verdicts of the closed years of a district, by the rules of today."""


def close_judged(
    connection: Connection, municipality: str, closure: YearClosure, judge: Judge | None
) -> None:
    """Close a year, and keep the verdicts that it is closed with."""
    close_year(connection, municipality, closure)
    if judge:
        save_verdicts(connection, municipality, judge)


def close_year(connection: Connection, municipality: str, closure: YearClosure) -> None:
    """Close a year; it keeps the edition of the roadmap that is in force now."""
    one_municipality(connection, municipality)
    if closure.year in {past.year for past in closures(connection, municipality)}:
        raise Refused(f"{closure.year} год уже закрыт.")
    covering = [
        roadmap_id
        for roadmap_id, roadmap in editions(connection, municipality).items()
        if roadmap.covers(closure.year)
    ]
    line = {
        "municipality": municipality,
        "year": closure.year,
        "roadmap_id": covering[-1] if covering else None,
        "closed_on": closure.closed_on,
        "reason": closure.reason,
    }
    connection.execute(insert(ClosedYearRow), [line])
    seal(connection, [ClosedYearRow])
    raise_version(connection)


def save_verdicts(connection: Connection, municipality: str, judge: Judge) -> tuple[int, ...]:
    """Keep the verdicts of closed years that have none yet; gives these years."""
    years = unjudged_years(connection, municipality)
    if not years:
        return ()
    found = judge(build(fetch(connection, municipality)))
    lines = [_line(municipality, one) for one in found if one.year in years]
    if lines:
        connection.execute(insert(ClosedVerdictRow), lines)
        seal(connection, [ClosedVerdictRow])
        raise_version(connection)
    return years


def forget_verdicts(connection: Connection, municipality: str, year: int) -> None:
    """A closed year was changed while it was open again: its verdicts are to be made anew."""
    row = ClosedVerdictRow
    gone = withdraw(connection, row, row.municipality == municipality, row.year == year)
    if gone:
        seal(connection, [row])


def closed_verdicts(connection: Connection, municipality: str) -> tuple[ClosedVerdict, ...]:
    """The verdicts that closed years were closed with."""
    row = ClosedVerdictRow
    found = connection.execute(
        select(row)
        .where(row.municipality == municipality)
        .order_by(row.year, row.roadmap, row.indicator, row.organisation)
    )
    return tuple(map(_verdict, found))


def explain(connection: Connection, municipality: str, explanation: Explanation) -> None:
    """Keep why years that are over were changed. Raises Refused without a reason."""
    if not explanation.reason.strip():
        raise Refused("Укажите причину: почему меняются данные года, который завершился.")
    lines = [
        {
            "municipality": municipality,
            "year": year,
            "door": explanation.door,
            "reason": explanation.reason.strip(),
            "explained_at": explanation.explained_at,
        }
        for year in explanation.years
    ]
    if lines:
        connection.execute(insert(ExplanationRow), lines)
        seal(connection, [ExplanationRow])


def explanations(connection: Connection, municipality: str) -> tuple[Explanation, ...]:
    """All of them in the order they were given, one for each year."""
    row = ExplanationRow
    found = connection.execute(select(row).where(row.municipality == municipality).order_by(row.id))
    return tuple(
        Explanation((line.year,), line.door, line.reason, line.explained_at) for line in found
    )


def _line(municipality: str, one: ClosedVerdict) -> dict[str, object]:
    return {
        "municipality": municipality,
        "year": one.year,
        "roadmap": one.roadmap,
        "indicator": one.indicator,
        "organisation": one.org or "",
        "numerator": one.numerator,
        "denominator": one.denominator,
        "actual": None if one.actual is None else Decimal(repr(one.actual)),
        "status": one.status,
        "reason": one.reason,
        "judged_on": one.judged_on,
    }


def _verdict(row: AnyRow) -> ClosedVerdict:
    return ClosedVerdict(
        roadmap=row.roadmap,
        year=row.year,
        indicator=row.indicator,
        org=row.organisation or None,
        numerator=row.numerator,
        denominator=row.denominator,
        actual=None if row.actual is None else float(row.actual),
        status=row.status,
        reason=row.reason,
        judged_on=row.judged_on,
    )


P = ParamSpec("P")
T = TypeVar("T")

Touched = dict[str, set[int]]
"""Municipality → the years that an act may change; none: any year."""
Whose = Callable[[Connection], Touched]
"""What an act may change, of the municipalities that are registered already."""
Recheck = Callable[[Snapshot, Snapshot], Iterable[Rechecked]]
"""What becomes of the answers that are in, from the data before and after a change."""

DISTRICT = ""
"""In the place of an organisation: what is of the district as a whole."""
GROWING = frozenset({Kind.GROWING_SHARE, Kind.GROWTH})

Place = tuple[int, str]
"""Year and organisation."""
Key = tuple[str, int]
"""Question and grade."""
Answers = dict[Key, tuple[int | None, ValueState, str, bool]]
"""Value, state, reason, and whether it is set aside by an open question."""
Pupils = dict[int, dict[int, int]]
"""Pupils by year of the roll and grade."""


def keeping_closed_years(
    act: Act[P, T],
    whose: Whose,
    recheck: Recheck | None = None,
    explanation: Explanation | None = None,
) -> Act[P, T]:
    """The same act, that leaves closed years as they are, or raises ClosedYear.

    ``recheck`` looks at the stored answers anew, ``explanation`` says why years that are over
    are changed: both in the transaction of the act, all or nothing.
    """

    @wraps(act)
    def locked(connection: Connection, /, *named: P.args, **more: P.kwargs) -> T:
        touched = whose(connection)
        before = {
            code: _snapshot(connection, code)
            for code, years in touched.items()
            if recheck or _are_closed(connection, code, years)
        }
        given = act(connection, *named, **more)
        for code, was in before.items() if recheck else ():
            assert recheck is not None
            apply_rechecks(connection, recheck(was, _snapshot(connection, code)), now())
        if explanation:
            for code in touched:
                explain(connection, code, replace(explanation, explained_at=now()))
        for code, was in before.items():
            if was.closed_years:
                _refuse_changes(connection, was, _snapshot(connection, code))
        return given

    return locked


def _snapshot(connection: Connection, municipality: str) -> Snapshot:
    return build(fetch(connection, municipality))


def _are_closed(connection: Connection, municipality: str, years: set[int]) -> bool:
    """Whether any of the years is closed: where none is, nothing has to be looked at."""
    row = ClosedYearRow
    closed = {*connection.scalars(select(row.year).where(row.municipality == municipality))}
    return bool(closed & years if years else closed)


def _refuse_changes(connection: Connection, before: Snapshot, after: Snapshot) -> None:
    """Raise ClosedYear where a closed year would change; what a reopening admits is noted."""
    was, is_now = made_of(before), made_of(after)
    changed = [one for one in sorted({*was, *is_now}) if was.get(one) != is_now.get(one)]
    refused = [one for one in changed if not is_admitted(before.reopenings, *one, today())]
    if refused:
        raise ClosedYear(closed_words(refused, [*after.organisations, *before.organisations]))
    for year in sorted({year for year, _ in changed}):
        forget_verdicts(connection, before.municipality.code, year)


# what a closed year is made of


def made_of(snapshot: Snapshot) -> dict[Place, object]:
    """What the figures, verdicts and names of closed years are made of, by year and place."""
    return {
        place: parts
        for year in sorted(snapshot.closed_years)
        for place, parts in _year_made_of(snapshot, year).items()
    }


def _year_made_of(snapshot: Snapshot, year: int) -> dict[Place, object]:
    roadmap, earlier = snapshot.roadmaps.get(year), _from_earlier(snapshot.roadmaps, year)
    rolls = _roll_years(roadmap, year)
    members = {one: {place.code for place in snapshot.members(one)} for one in sorted(rolls)}
    expected = {place.code for place in snapshot.expected(year)} | {snapshot.municipality.code}
    answers = _answers(snapshot, year)
    own = [one for one in snapshot.school_targets if one.year == year]
    former = {before: _answers(snapshot, before) for before in earlier}
    asked = {
        (before, one.code): {place.code for place in snapshot.members(one.roll_year(before))}
        for before, rows in earlier.items()
        for one in rows
    }
    pupils, proved = _pupils(snapshot), _proved(snapshot, year)
    parts: dict[Place, object] = {
        (year, DISTRICT): (
            roadmap,
            [_counted_from(one, before) for before, rows in earlier.items() for one in rows],
            snapshot.deadlines.get(year),
        ),
    }
    for place in snapshot.organisations:
        code = place.code
        if code in expected or code in answers or code in proved:
            of_place, name = pupils.get(code, {}), place.name_on(roll_date(year))
            parts[year, code] = (
                (name.full, name.short),
                code in expected,
                {one: (code in of_roll, of_place.get(one)) for one, of_roll in members.items()},
                answers.get(code),
                proved.get(code),
                [(one.roadmap, one.indicator, one.value) for one in own if one.org == code],
                [
                    (
                        code in asked[before, one.code],
                        _former(one, before, former[before].get(code, {}), of_place),
                    )
                    for before, rows in earlier.items()
                    for one in rows
                ],
            )
    return parts


def _roll_years(roadmap: Roadmap | None, year: int) -> set[int]:
    """The years of the rolls that rows asked of schools are divided by, or asked by."""
    if roadmap is None:
        return {year}
    asked = {question.code for question in roadmap.asked(Respondent.SCHOOL)}
    rows = (row.indicator for row in roadmap.activities)
    return {one.roll_year(year) for one in rows if asked & {*one.questions}} or {year}


def _from_earlier(roadmaps: Mapping[int, Roadmap], year: int) -> dict[int, list[Indicator]]:
    """Earlier year → its indicators that figures of a year are counted from.

    A growth is counted from the year before, a number from the beginning of the term
    («нарастающим итогом») from each of its years; the growth of such a number from all of them.
    """
    now = roadmaps.get(year)
    if now is None:
        return {}
    rows = [row.indicator for row in now.activities]
    grow = {one.code for one in rows if one.requires_growth or one.kind in GROWING}
    whole = {one.code for one in rows if one.cumulative and not one.is_part_of(year)}
    found = {}
    for before in sorted(one for one in roadmaps if one < year):
        wanted = whole | grow if before == year - 1 else whole
        found[before] = [
            row.indicator
            for row in roadmaps[before].activities
            if row.indicator.code in wanted
            and (before == year - 1 or before >= min(row.indicator.periods, default=year))
        ]
    return {before: indicators for before, indicators in found.items() if indicators}


def _counted_from(indicator: Indicator, year: int) -> object:
    """What two years must have in common to be compared, and by which roll."""
    counted = (indicator.code, indicator.kind, indicator.questions, indicator.base)
    return counted, indicator.roll_year(year)


def _former(indicator: Indicator, before: int, answers: Answers, pupils: Pupils) -> object:
    """Answers of an earlier year that are counted from; of the roll, whether they fit it."""
    roll = pupils.get(indicator.roll_year(before), {})
    asked = {key: answer for key, answer in answers.items() if key[0] in indicator.questions}
    above = {key for key, (value, *_) in asked.items() if (value or 0) > roll.get(key[1], 0)}
    return asked, above if roll else None, {grade for grade, count in roll.items() if count}


def _answers(snapshot: Snapshot, year: int) -> dict[str, Answers]:
    """Answers of a year by organisation."""
    asked = {
        (one.org, one.problem.sheet, one.problem.cell)
        for one in snapshot.problems
        if one.is_open and one.year == year and one.problem.cell
    }
    found: dict[str, Answers] = defaultdict(dict)
    for org, of_year, fact, _ in snapshot.facts:
        if of_year == year:
            is_silent = fact.state is ValueState.NO_DATA and not fact.reason
            aside = is_silent and (org, fact.sheet, fact.cell) in asked
            answer = (fact.value, fact.state, fact.reason, aside)
            found[org][fact.question, fact.grade] = answer
    return found


def _pupils(snapshot: Snapshot) -> dict[str, Pupils]:
    found: dict[str, Pupils] = defaultdict(lambda: defaultdict(dict))
    for row in snapshot.roll:
        found[row.org][row.year][row.grade] = row.pupils
    return found


def _proved(snapshot: Snapshot, year: int) -> dict[str, set[str]]:
    """Questions that the register of documents proves, by organisation."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in snapshot.evidence:
        if entry.year == year and entry.question and entry.is_complete:
            found[entry.org].add(entry.question)
    return found


def refuse_later(
    connection: Connection, municipality: str, parsed: ParsedReturn, day: date
) -> None:
    """A return changes figures of later years, closed already: they must be open again."""
    roadmaps = roadmaps_in_force(connection, municipality)
    closed = {past.year for past in closures(connection, municipality)}
    for year in sorted(one for one in closed if one > parsed.year):
        counted = _from_earlier(roadmaps, year).get(parsed.year, [])
        asked = {question for one in counted for question in one.questions}
        facts = (one for one in parsed.facts if one.question in asked)
        new = {(one.question, one.grade): one.value for one in facts}
        if new != _in_force(connection, parsed, asked):
            refuse_unless_reopened(connection, municipality, parsed.org, year, day)
            forget_verdicts(connection, municipality, year)


def _in_force(
    connection: Connection, parsed: ParsedReturn, asked: set[str]
) -> dict[Key, int | None]:
    found = connection.execute(
        select(FactRow.question, FactRow.grade, FactRow.value)
        .join(ReturnRow, ReturnRow.id == FactRow.return_id)
        .where(returns_by(parsed.org), ReturnRow.year == parsed.year)
        .where(ReturnRow.is_current, FactRow.question.in_(asked))
    )
    return {(question, grade): value for question, grade, value in found}


# what an act may change


def of(municipality: str, *years: int) -> Whose:
    """These years of a municipality, where it is registered already; without years, any."""
    row = MunicipalityRow
    return _found(select(row.code).where(row.code == municipality), {*years})


def of_organisations(codes: Iterable[str], *years: int) -> Whose:
    named = sorted(set(codes))
    holders = select(OrganisationRow.municipality).where(OrganisationRow.code.in_(named))
    return _found(holders.distinct(), {*years})


def _found(codes: Any, years: set[int]) -> Whose:
    return lambda connection: dict.fromkeys(sorted(connection.scalars(codes)), years)


def of_revision(revision_id: int) -> Whose:
    """The year of a return, and later ones, whose figures may be counted from it."""
    return _with_later(select(ReturnRow).where(ReturnRow.id == revision_id))


def of_revisions(revision_ids: Iterable[int]) -> Whose:
    """As ``of_revision``, of several returns."""
    return _with_later(select(ReturnRow).where(ReturnRow.id.in_(list(revision_ids))))


def of_remark(remark_id: int) -> Whose:
    on = RemarkRow.return_id == ReturnRow.id
    return _with_later(select(ReturnRow).join(RemarkRow, on).where(RemarkRow.id == remark_id))


def _with_later(returns: Any) -> Whose:
    def found(connection: Connection) -> Touched:
        touched: Touched = defaultdict(set)
        for row in connection.execute(returns):
            closed = {past.year for past in closures(connection, row.municipality)}
            touched[row.municipality] |= {row.year, *(one for one in closed if one > row.year)}
        return touched

    return found


def of_evidence(entry_id: int) -> Whose:
    entry = select(EvidenceRow.municipality, EvidenceRow.year).where(EvidenceRow.id == entry_id)
    return lambda connection: {row.municipality: {row.year} for row in connection.execute(entry)}
