"""The snapshot: everything of a municipality, read in one transaction, then made nouns.

AnyRows are fetched first and built after the transaction has ended, so that a reader holds
its lock no longer than it must. At the end the verdicts that were made of snapshots: they are
kept, so that a region is read without reading its districts.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, true, update

from data_model.places import Organisation
from data_model.returns import (
    Collected,
    DistrictVerdict,
    EvidenceDocument,
    Fact,
    JudgedDistrict,
    StoredDocument,
    StoredFact,
    ValueState,
)
from data_model.snapshot import DistrictJudge, Snapshot
from data_model.store import chains, documents, places, protocols, revisions, roadmaps
from data_model.store.rows import AnyRows, data_version
from data_model.tables import (
    DistrictVerdictRow,
    DocumentRow,
    FactRow,
    JudgedDistrictRow,
    MunicipalityVersionRow,
    ReturnRow,
)

STATES = {state.value: state for state in ValueState}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A snapshot without its answers, and the answers as they came from the database."""

    without_answers: Snapshot
    facts: AnyRows
    documents: AnyRows


def fetch(
    connection: Connection,
    municipality: str,
    years: Collection[int] | None = None,
    orgs: Collection[str] | None = None,
) -> Fetched:
    """Everything that is needed, of one state of the data; answers of these years alone.

    With ``orgs`` what is of these organisations alone, as if there were no others.
    """
    asked = fetch_asked(connection, municipality, orgs).without_answers
    roll = places.roll(connection, municipality, orgs)
    own_roll = {row.org for row in roll}
    of_slots = _current(municipality, years, orgs)
    closed = roadmaps.closures(connection, municipality)
    whole = replace(
        asked,
        roll=roll,
        revisions=revisions.standing_revisions(connection, municipality, orgs),
        problems=revisions.current_problems(connection, municipality, orgs),
        deadlines=roadmaps.deadlines(connection, municipality),
        closed_years=frozenset(closure.year for closure in closed),
        reopenings=roadmaps.reopenings(connection, municipality),
        sent_back=revisions.sent_back(connection, municipality, orgs),
        evidence=documents.evidence(connection, municipality),
        protocols=protocols.protocols(connection, municipality),
        assignments=protocols.assignments(connection, municipality, asked.organisations, own_roll),
        chains=chains.chains(connection, municipality),
    )
    return Fetched(whole, *_answers(connection, of_slots))


def fetch_asked(
    connection: Connection, municipality: str, orgs: Collection[str] | None = None
) -> Fetched:
    """Who reports and what is asked: nothing of what was answered."""
    return Fetched(
        without_answers=Snapshot(
            version=data_version(connection, municipality),
            municipality=places.one_municipality(connection, municipality),
            roadmaps=roadmaps.roadmaps_in_force(connection, municipality),
            organisations=places.organisations(connection, municipality, orgs),
            school_targets=roadmaps.school_targets(connection, municipality),
        ),
        facts=(),
        documents=(),
    )


def fetch_answers(
    connection: Connection,
    municipality: str,
    years: Collection[int] | None = None,
    orgs: Collection[str] | None = None,
) -> Fetched:
    """What organisations have answered in some years, beside their roll of all years."""
    of_slots = _current(municipality, years, orgs)
    return Fetched(
        Snapshot(
            version=data_version(connection, municipality),
            municipality=places.one_municipality(connection, municipality),
            roll=places.roll(connection, municipality, orgs),
            revisions=revisions.current_revisions(connection, of_slots),
        ),
        *_answers(connection, of_slots),
    )


def build(fetched: Fetched) -> Snapshot:
    """The nouns of what was fetched; needs no database any more."""
    snapshot = fetched.without_answers
    origin = {
        revision.id: (revision.org, revision.year, revision.number)
        for revision in snapshot.revisions
    }
    return replace(
        snapshot,
        facts=tuple(_facts(fetched.facts, origin)),
        documents=tuple(_documents(fetched.documents, origin)),
    )


LOT = 50
"""Organisations that are read at once where a district is read in parts."""


def lots(organisations: Iterable[Organisation], municipality: str) -> Iterator[frozenset[str]]:
    """Codes of a register, some at once: branches beside their head, the district itself last."""
    ordered = sorted(
        (one.code == municipality, one.head or one.code, one.code) for one in organisations
    )
    for first in range(0, len(ordered), LOT):
        yield frozenset(code for _, _, code in ordered[first : first + LOT])


def _in_lots(connection: Connection, municipality: str) -> Iterator[Snapshot]:
    for orgs in lots(places.organisations(connection, municipality), municipality):
        with without_collecting():
            yield build(fetch(connection, municipality, orgs=orgs))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hundreds of thousands of small values at once: looking for cycles would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _current(
    municipality: str, years: Collection[int] | None, orgs: Collection[str] | None
) -> list[ColumnElement[bool]]:
    """What the current returns of some years and organisations are told by; None: of all."""
    row = ReturnRow
    of_slots = [row.municipality == municipality, row.is_current.expression]
    of_slots += [] if orgs is None else [row.organisation.in_(orgs)]
    return of_slots + ([] if years is None else [row.year.in_(years)])


def _answers(
    connection: Connection, of_slots: Sequence[ColumnElement[bool]]
) -> tuple[AnyRows, AnyRows]:
    """Facts and documents of returns."""
    return (
        _lines(connection, FactRow, of_slots, FactRow.grade),
        _lines(connection, DocumentRow, of_slots, DocumentRow.ordinal),
    )


def _lines(
    connection: Connection, table: Any, of_slots: Sequence[ColumnElement[bool]], within: Any
) -> AnyRows:
    """Lines of returns, in the order they are clustered in."""
    return connection.execute(
        select(table)
        .where(table.return_id.in_(select(ReturnRow.id).where(*of_slots)))
        .order_by(table.return_id, table.question, within)
    ).all()


def _facts(rows: AnyRows, origin: dict[int, tuple[str, int, int]]) -> Iterator[StoredFact]:
    for return_id, question, grade, value, state, sheet, cell, written, reason in rows:
        org, year, revision = origin[return_id]
        fact = Fact(question, grade, value, STATES[state], sheet, cell, written, reason)
        yield StoredFact(org, year, fact, revision)


def _documents(rows: AnyRows, origin: dict[int, tuple[str, int, int]]) -> Iterator[StoredDocument]:
    for return_id, *document in rows:
        org, year, revision = origin[return_id]
        yield StoredDocument(org, year, EvidenceDocument(*document), revision)


# verdicts of districts


def old_verdicts(
    connection: Connection, municipalities: Sequence[str], rules: str, day: date
) -> tuple[str, ...]:
    """Those of whose data of today, by these rules and on this day, no verdicts are kept."""
    row, ours = JudgedDistrictRow, MunicipalityVersionRow
    versions = select(ours).where(_few_named(ours.municipality, municipalities))
    present = {line.municipality: line.value for line in connection.execute(versions)}
    kept = select(row).where(row.rules == rules, _few_named(row.municipality, municipalities))
    holds = {
        line.municipality
        for line in connection.execute(kept)
        if line.version == present.get(line.municipality)
        and line.judged_on <= day <= (line.holds_until or day)
    }
    return tuple(one for one in municipalities if one not in holds)


def save_district_verdicts(
    connection: Connection, municipality: str, version: int, judged: JudgedDistrict
) -> None:
    """Keep the verdicts that were made of one version of the data, in the place of older ones.

    Whoever else keeps those of the same district at this moment waits until we are done.
    """
    head, row, ours = JudgedDistrictRow, DistrictVerdictRow, MunicipalityVersionRow
    connection.execute(
        update(ours).where(ours.municipality == municipality).values(value=ours.value)
    )
    for table in (head, row):
        connection.execute(delete(table).where(table.municipality == municipality))
    connection.execute(
        insert(head).values(
            municipality=municipality,
            version=version,
            rules=judged.rules,
            judged_on=judged.judged_on,
            holds_until=judged.holds_until,
            collected=judged.collected,
        )
    )
    lines = [
        {
            "municipality": municipality,
            "year": one.year,
            "position": position,
            "code": one.code,
            "line": one.line,
        }
        for position, one in enumerate(judged.verdicts)
    ]
    if lines:
        connection.execute(insert(row), lines)


def district_verdicts(
    connection: Connection,
    municipalities: Sequence[str],
    year: int | None = None,
    code: str | None = None,
) -> tuple[DistrictVerdict, ...]:
    """What is kept of districts, in the order of each one's plan/fact."""
    row = DistrictVerdictRow
    asked = select(row.municipality, row.year, row.code, row.line)
    asked = asked.where(_few_named(row.municipality, municipalities))
    asked = asked if year is None else asked.where(row.year == year)
    asked = asked if code is None else asked.where(row.code == code)
    found = connection.execute(asked.order_by(row.municipality, row.year, row.position))
    wanted = {*municipalities}
    return tuple(DistrictVerdict(*line) for line in found if line.municipality in wanted)


FEW = 500
"""Districts that a statement names; of more of them all are read, and some left."""


def _few_named(column: Any, municipalities: Sequence[str]) -> ColumnElement[bool]:
    """A condition: the districts by their codes, where they are not too many to be named."""
    return column.in_(municipalities) if len(municipalities) < FEW else true()


def district_returns(
    connection: Connection, municipalities: Sequence[str]
) -> dict[str, tuple[Collected, ...]]:
    """Municipality → what is kept of how many have reported, by year."""
    row = JudgedDistrictRow
    asked = select(row.municipality, row.collected)
    found = connection.execute(asked.where(_few_named(row.municipality, municipalities)))
    wanted = {*municipalities}
    return {
        line.municipality: tuple(Collected(*one) for one in line.collected)
        for line in found
        if line.municipality in wanted
    }


def wrong_verdicts(connection: Connection, judge: DistrictJudge) -> Iterator[str]:
    """A sentence for each district whose kept verdicts are not those of its data."""
    for head in connection.execute(
        select(JudgedDistrictRow).where(JudgedDistrictRow.rules == judge.rules)
    ).all():
        whose = head.municipality
        if head.version != data_version(connection, whose):
            continue
        made = judge.judged(_in_lots(connection, whose), head.judged_on)
        kept = (district_verdicts(connection, [whose]), district_returns(connection, [whose]))
        if (made.verdicts, {whose: made.collected}) != kept:
            name = places.one_municipality(connection, whose).short
            yield (
                f"{name}: выводы для сводки региона не те, что следуют из "
                "данных района. Сообщите разработчику; после любой загрузки в район они будут "
                "сделаны заново."
            )
