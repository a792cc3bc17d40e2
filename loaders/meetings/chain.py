"""Chain files («что сделано»): chains, executions and releases of a district as TOML.

The shipped districts keep here what others enter on the pages. Decisions are named by the
number and day of their protocol and by their clause.
"""

import datetime
import tomllib
from typing import Annotated

from pydantic import ValidationError

from data_model.decisions import (
    AssignmentState,
    Decision,
    EvidenceEntry,
    Execution,
    ImprovementChain,
    Measure,
    MeetingProtocol,
    Release,
)
from data_model.errors import WrongDefinition
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.values.toml_table import TomlTable, Written


class ClauseTable(TomlTable):
    """A clause of a protocol: its number, its day, the number of the clause."""

    protocol: str
    date: datetime.date
    number: str


class DocumentTable(TomlTable):
    name: str
    kind: str = ""
    number: str = ""
    date: datetime.date | None = None
    body: str = ""


class MeasureTable(TomlTable):
    text: str
    responsible: str = ""
    executed_on: datetime.date | None = None
    result: str = ""
    document: DocumentTable | None = None


class ChainTable(TomlTable):
    indicator: str
    year: int
    conclusion: str = ""
    recommendation: str = ""
    act: str = ""
    decision: ClauseTable | None = None
    measure: list[MeasureTable] = []


class ExecutionTable(ClauseTable):
    addressee: str
    state: Annotated[AssignmentState, Written]
    changed_on: datetime.date
    note: str = ""


class ReleaseTable(ClauseTable):
    post: str
    released_on: datetime.date
    reason: str = ""


class ChainsTable(TomlTable):
    """The whole file."""

    mark: str = ""
    chain: list[ChainTable] = []
    execution: list[ExecutionTable] = []
    release: list[ReleaseTable] = []


def read_chains(content: bytes, filename: str) -> ChainsTable:
    """The file, not yet bound to the protocols of a database. Raises WrongDefinition."""
    try:
        return ChainsTable.model_validate(tomllib.loads(content.decode("utf-8-sig")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as wrong:
        raise WrongDefinition(f"{filename}: файл цепочек не читается. {wrong}") from wrong


def store_chains(store: Store, municipality: str, table: ChainsTable) -> None:
    """Chains, executions and releases into a store; the same again changes nothing."""
    for chain in table.chain:
        store.save_chain(municipality, _chain(store, municipality, chain, table.mark))
    known = {one.id: one for one in store.snapshot(municipality).assignments}
    for done in table.execution:
        assignment = known[_clause(store, municipality, done).id]
        execution = Execution(done.addressee, done.state, done.changed_on, done.note)
        if assignment.of(done.addressee) != execution:
            store.save_execution(assignment.id, execution)
    for off in table.release:
        assignment = known[_clause(store, municipality, off).id]
        if assignment.release is None:
            store.release_assignment(assignment.id, _release(off))


def _release(table: ReleaseTable) -> Release:
    return Release(table.post, table.released_on, table.reason)


def _chain(store: Store, municipality: str, table: ChainTable, mark: str) -> ImprovementChain:
    decision = _clause(store, municipality, table.decision).id if table.decision else None
    return ImprovementChain(
        table.indicator,
        table.year,
        table.conclusion,
        table.recommendation,
        decision,
        table.act,
        tuple(_measure(store, municipality, table, measure) for measure in table.measure),
        mark,
    )


def _measure(store: Store, municipality: str, chain: ChainTable, table: MeasureTable) -> Measure:
    """A measure; its document is entered into the register."""
    evidence = None
    if table.document:
        entry = entry_of(municipality, chain.year, table.document)
        evidence = store.save_evidence(entry)
    return Measure(table.text, table.responsible, table.executed_on, table.result, evidence)


def entry_of(municipality: str, year: int, table: DocumentTable) -> EvidenceEntry:
    """The entry of the register for the document of a measure: it proves no row."""
    return EvidenceEntry(
        org=municipality,
        year=year,
        question="",
        name=table.name,
        kind=table.kind,
        number=table.number,
        date=table.date,
        body=table.body,
    )


def _clause(store: Store, municipality: str, table: ClauseTable) -> Decision:
    return clause(store.protocols(municipality), table)


def clause(protocols: tuple[MeetingProtocol, ...], table: ClauseTable) -> Decision:
    """The decision that a file names. Raises WrongDefinition where there is none."""
    for protocol in protocols:
        for decision in protocol.decisions():
            named = (protocol.number, protocol.date, decision.number)
            if named == (table.protocol, table.date, table.number):
                return decision
    raise WrongDefinition(
        f"Пункта {table.number} протокола № {table.protocol} от {table.date:%d.%m.%Y} нет."
    )


def is_only(snapshot: Snapshot, table: ChainsTable) -> bool:
    """Whether a district holds nothing beyond the file: no other chain, execution, release."""
    chains = {(one.indicator, one.year, one.conclusion) for one in table.chain}
    documents = {
        measure.document.name for one in table.chain for measure in one.measure if measure.document
    }
    done = {(one.number, one.addressee, one.note) for one in table.execution}
    off = {(one.number, one.post) for one in table.release}
    return (
        {(one.indicator, one.year, one.conclusion) for one in snapshot.chains} <= chains
        and {one.name for one in snapshot.evidence} <= documents
        and all(
            (given.number, one.addressee, one.note) in done
            for given in snapshot.assignments
            for one in given.executions
            if one.state is not AssignmentState.SET
        )
        and all(
            (given.number, given.release.post) in off
            for given in snapshot.assignments
            if given.release
        )
    )
