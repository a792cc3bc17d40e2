"""Seals («контрольные суммы»): a value changed behind our back is noticed.

SQLite's own check finds structure, not values. So each return carries SHA-256 over its
answers, and each small table one over all its rows, renewed by whoever writes to it.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    delete,
    func,
    insert,
    select,
)

from data_model.tables import (
    ActivityRow,
    AgendaItemRow,
    Base,
    ChainRow,
    ClosedVerdictRow,
    ClosedYearRow,
    DeadlineRow,
    DecisionRow,
    DocumentTemplateRow,
    EvidenceRow,
    ExecutionRow,
    ExplanationRow,
    GoalRow,
    GrantRow,
    IndicatorRow,
    IssuedDocumentRow,
    IssuedFileRow,
    MappingProfileRow,
    MeasureRow,
    MunicipalityRow,
    MunicipalitySettingRow,
    OrganisationAliasRow,
    OrganisationNameRow,
    OrganisationRow,
    OwnWordsRow,
    PeriodRow,
    PersonRow,
    ProtocolRow,
    QuestionRow,
    ReleaseRow,
    RemarkAnswerRow,
    ReopeningRow,
    RoadmapRow,
    RollEntry,
    SealRow,
    SentBackRow,
    SpeechRow,
    StartRow,
    TargetRow,
)

PLACES: tuple[type[Base], ...] = (
    MunicipalityRow,
    MunicipalitySettingRow,
    OrganisationRow,
    OrganisationNameRow,
    OrganisationAliasRow,
)
ROADMAPS: tuple[type[Base], ...] = (
    RoadmapRow,
    StartRow,
    GoalRow,
    QuestionRow,
    ActivityRow,
    IndicatorRow,
    TargetRow,
    PeriodRow,
)
OTHERS: tuple[type[Base], ...] = (
    RollEntry,
    DeadlineRow,
    ClosedYearRow,
    ClosedVerdictRow,
    ReopeningRow,
    ExplanationRow,
    MappingProfileRow,
    RemarkAnswerRow,
    ExecutionRow,
    ReleaseRow,
    EvidenceRow,
    OwnWordsRow,
    DocumentTemplateRow,
    SentBackRow,
)
PROTOCOLS: tuple[type[Base], ...] = (ProtocolRow, AgendaItemRow, SpeechRow, DecisionRow)
CHAINS: tuple[type[Base], ...] = (ChainRow, MeasureRow)
PEOPLE: tuple[type[Base], ...] = (PersonRow, GrantRow)
ISSUES: tuple[type[Base], ...] = (IssuedDocumentRow, IssuedFileRow)
SEALED = PLACES + ROADMAPS + PROTOCOLS + CHAINS + ISSUES + PEOPLE + OTHERS


def seal(connection: Connection, rows: Iterable[type[Base]]) -> None:
    """Renew the seals of tables that were just written to, and of no others.

    To seal a table that was left alone would cover up what somebody changed in it.
    """
    new = [{"table_name": row.__tablename__, "sha256": table_seal(connection, row)} for row in rows]
    connection.execute(
        delete(SealRow).where(SealRow.table_name.in_([line["table_name"] for line in new]))
    )
    connection.execute(insert(SealRow), new)


def table_seal(connection: Connection, row: type[Base]) -> str:
    """SHA-256 over all rows of a table in the order of its key; of files only their sizes."""
    table = row.__table__
    assert isinstance(table, Table)
    lines = select(*map(_sealed, table.columns)).order_by(*table.primary_key.columns)
    digest = hashlib.sha256()
    for line in connection.execute(lines):
        digest.update(canonical(line).encode())
    return digest.hexdigest()


def _sealed(column: Column[Any]) -> ColumnElement[Any]:
    """Reading all scans of all documents at each entry would make the last one the slowest."""
    return func.length(column) if isinstance(column.type, LargeBinary) else column


def stored_seals(connection: Connection) -> dict[str, str]:
    """Name of table → its seal."""
    found = connection.execute(
        select(SealRow.table_name, SealRow.sha256).order_by(SealRow.table_name)
    )
    return {line.table_name: line.sha256 for line in found}


IN_ORDER = itemgetter(0, 1)
"""Question, then grade or ordinal."""


def return_seal(
    header: Sequence[Any],
    facts: Iterable[Sequence[Any]],
    documents: Iterable[Sequence[Any]],
    remarks: Iterable[Sequence[Any]],
) -> str:
    """SHA-256 over a revision: its header, then its answers, documents and remarks in order."""
    parts = (header, sorted(facts, key=IN_ORDER), sorted(documents, key=IN_ORDER), list(remarks))
    return hashlib.sha256(canonical(parts).encode()).hexdigest()


def canonical(values: Sequence[Any]) -> str:
    """One text for one list of values, whatever database it came from."""
    return AS_JSON.encode([*values]) + "\n"


def _text(value: Any) -> Any:
    """Dates, decimals and rows of the driver, which JSON does not know."""
    return list(value) if hasattr(value, "_mapping") else str(value)


AS_JSON = json.JSONEncoder(ensure_ascii=False, default=_text, separators=(",", ":"))
