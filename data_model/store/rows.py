"""Rows as the database gives and takes them: they never leave this room.

    raise_version   the key of everything that is remembered, raised by every act
    take_version    the same for the municipalities that an act is about
    insert_plain    many lines at once
    seal            SHA-256 over the rows of a district in a small table, renewed with each act
    sums_of         SHA-256 over a revision and its answers, and over its numbers alone
    Lines           what the returns of one transaction add to the tables

Seals («контрольные суммы»): a value changed behind our back is noticed. The own check of SQLite
finds structure, not values.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    FromClause,
    LargeBinary,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from data_model.decisions import Withdrawal
from data_model.people import AUTHOR
from data_model.returns import ParsedReturn, Problem, Severity, Submission, numbers_of, print_of
from data_model.store.acts import as_json
from data_model.tables import (
    ActivityRow,
    AgendaItemRow,
    Base,
    ChainRow,
    ClosedVerdictRow,
    ClosedYearRow,
    DataVersionRow,
    DeadlineRow,
    DecisionRow,
    DocumentRow,
    DocumentTemplateRow,
    EvidenceRow,
    ExecutionRow,
    ExplanationRow,
    FactRow,
    FormerRow,
    GoalRow,
    GrantRow,
    IndicatorLinkRow,
    IndicatorRow,
    IssuedDocumentRow,
    IssuedFileRow,
    IssueHeadRow,
    MappingProfileRow,
    MeasureRow,
    MunicipalityRow,
    MunicipalitySettingRow,
    MunicipalityVersionRow,
    NoteRow,
    OrganisationAliasRow,
    OrganisationNameRow,
    OrganisationRow,
    OwnWordsRow,
    PassportRow,
    PeriodPartRow,
    PeriodRow,
    PersonRow,
    ProtocolRow,
    QuestionRow,
    ReleaseRow,
    RemarkAnswerRow,
    RemarkRow,
    ReopeningRow,
    ReturnRow,
    ReviewRow,
    RoadmapRow,
    RollEntry,
    SchoolTargetRow,
    SealRow,
    SentBackRow,
    SpeechRow,
    StartRow,
    TargetOperatorRow,
    TargetRow,
    TextEditRow,
    UploadRow,
    WithdrawnRoadmapRow,
)

P = ParamSpec("P")
T = TypeVar("T")
Act = Callable[Concatenate[Connection, P], T]

AnyRow = Row[*tuple[Any, ...]]
AnyRows = Sequence[AnyRow]
AnySelect = Select[*tuple[Any, ...]]


def inserted_id(result: CursorResult[*tuple[Any, ...]]) -> int:
    """The number of the row that was just inserted."""
    key = result.inserted_primary_key
    assert key is not None, "one row was inserted, so it has a key"
    return int(key[0])


MOST_VALUES = 999
"""Values of one statement that every SQLite takes, also one that somebody built years ago."""


def insert_plain(
    connection: Connection,
    into: type[Base],
    columns: tuple[str, ...],
    lines: Sequence[tuple[Any, ...]],
) -> None:
    """Many lines of numbers, texts and bytes at once; ``columns`` in the order of the table.

    Plain values need no conversion, so the statement goes to the driver as it is: a third
    of the time of the usual way, and returns consist of little else. Where values go by their
    place, a statement takes many lines: each start of a statement costs as much as two lines.
    """
    sql = _for_driver(into, columns, connection.dialect)
    if not connection.dialect.positional:
        named = [dict(zip(columns, line, strict=True)) for line in lines]
        connection.exec_driver_sql(sql, named)
        return
    most = MOST_VALUES // len(columns)
    for start in range(0, len(lines), most):
        some = lines[start : start + most]
        connection.exec_driver_sql(_of_lines(sql, len(some)), tuple(chain.from_iterable(some)))


@lru_cache(maxsize=256)
def _of_lines(sql: str, count: int) -> str:
    """The statement of one line, for some."""
    head, values, line = sql.rpartition("VALUES ")
    return f"{head}{values}{', '.join([line] * count)}"


@lru_cache(maxsize=16)
def _for_driver(into: type[Base], columns: tuple[str, ...], dialect: Dialect) -> str:
    """The text of a statement for one driver; its values are named as their columns."""
    in_order = tuple(one.name for one in into.__table__.columns if one.name in columns)
    assert in_order == columns, "a statement names its columns in the order of the table"
    return str(insert(into).compile(dialect=dialect, column_keys=list(columns)))


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return datetime.now().astimezone().date()


PRESENT = select(DataVersionRow.value)
RAISE = update(DataVersionRow).values(value=DataVersionRow.value + 1)


COMMON = ""
"""In place of a municipality: what all of them are told of, their names and their roadmaps."""

PRESENT_OF = select(
    func.coalesce(
        select(MunicipalityVersionRow.value)
        .where(MunicipalityVersionRow.municipality == bindparam("municipality"))
        .scalar_subquery(),
        PRESENT.scalar_subquery(),
    )
)


def data_version(connection: Connection, municipality: str | None = None) -> int:
    """The version of a municipality, of COMMON, or of the whole database (None)."""
    if municipality is None:
        return connection.scalars(PRESENT).one()
    version: int = connection.scalars(PRESENT_OF, {"municipality": municipality}).one()
    return version


BOTH_PRESENT = select(MunicipalityVersionRow.municipality, MunicipalityVersionRow.value).where(
    or_(
        MunicipalityVersionRow.municipality == COMMON,
        MunicipalityVersionRow.municipality == bindparam("municipality"),
    )
)
"""Made once: every run of every page asks it, and making it costs as much as asking."""


def data_versions(connection: Connection, municipality: str) -> dict[str, int]:
    """The versions of a municipality and of COMMON, asked for together."""
    lines = connection.execute(BOTH_PRESENT, {"municipality": municipality})
    found = {line.municipality: line.value for line in lines}
    whose = (COMMON, municipality)
    return {one: found[one] if one in found else data_version(connection) for one in whose}


def raise_version(connection: Connection) -> None:
    connection.execute(RAISE)


def take_version(connection: Connection, municipalities: Iterable[str]) -> None:
    """The version that was just raised is now that of these municipalities, and of no others.

    No two of them in a row are alike, so a version names one state of the data of its own.
    """
    row, new = MunicipalityVersionRow, PRESENT.scalar_subquery()
    for municipality in sorted({*municipalities}):
        known = update(row).where(row.municipality == municipality)
        if not connection.execute(known.values(value=new)).rowcount:
            connection.execute(insert(row).values(municipality=municipality, value=new))


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
    PeriodPartRow,
    PassportRow,
    IndicatorLinkRow,
    TargetOperatorRow,
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
    NoteRow,
    OwnWordsRow,
    TextEditRow,
    DocumentTemplateRow,
    SentBackRow,
    ReviewRow,
    WithdrawnRoadmapRow,
    SchoolTargetRow,
)
PROTOCOLS: tuple[type[Base], ...] = (ProtocolRow, AgendaItemRow, SpeechRow, DecisionRow)
CHAINS: tuple[type[Base], ...] = (ChainRow, MeasureRow)
PEOPLE: tuple[type[Base], ...] = (PersonRow, GrantRow)
ISSUES: tuple[type[Base], ...] = (IssuedDocumentRow, IssuedFileRow, IssueHeadRow)
SEALED = PLACES + ROADMAPS + PROTOCOLS + CHAINS + ISSUES + PEOPLE + OTHERS


def withdraw(connection: Connection, row: type[Base], *which: ColumnElement[bool]) -> int:
    """Take rows out of their table; each is kept as a former row with who and when. How many.

    Nothing but this takes data out: what is withdrawn is hidden from every question, and stays.
    """
    found = connection.execute(select(row).where(*which)).all()
    if not found:
        return 0
    large = next(
        (one.name for one in row.__table__.columns if isinstance(one.type, LargeBinary)), ""
    )
    who = AUTHOR.get()
    lines = [
        {
            "table_name": row.__tablename__,
            "withdrawn_at": now(),
            "person": who.name,
            "login": who.login,
            "rows": f"[{', '.join(as_json(line._mapping) for line in part)}]",
            "content": getattr(part[0], large) if large else None,
        }
        for part in ([[line] for line in found] if large else [found])
    ]
    connection.execute(insert(FormerRow), lines)
    connection.execute(delete(row).where(*which))
    return len(found)


def former_rows(connection: Connection, municipality: str) -> tuple[Withdrawal, ...]:
    """Protocols and entries of the register of evidence that were withdrawn, the latest first."""
    row = FormerRow
    found = connection.execute(
        select(row.table_name, row.withdrawn_at, row.person, row.rows)
        .where(row.table_name.in_(list(WITHDRAWN)))
        .order_by(row.id.desc())
    )
    return tuple(
        Withdrawal(WITHDRAWN[line.table_name].format(**kept), line.withdrawn_at, line.person)
        for line in found
        for kept in json.loads(line.rows)
        if kept["municipality"] == municipality
    )


WITHDRAWN = {
    ProtocolRow.__tablename__: "протокол № {number}",
    EvidenceRow.__tablename__: "документ «{name}»",
    NoteRow.__tablename__: "примечание «{text}»",
}
"""What a person may have withdrawn by a button, in words."""


TOUCHED = "touched tables"
EMPTY = hashlib.sha256().hexdigest()
"""Seal of a table that was never written to."""


def seal(connection: Connection, rows: Iterable[type[Base]]) -> None:
    """Have the seals of tables that were just written to renewed when the act ends.

    To seal a table that was left alone would cover up what somebody changed in it.
    """
    connection.info.setdefault(TOUCHED, {}).update(dict.fromkeys(rows))


def begin_seals(connection: Connection) -> None:
    """Nothing is touched yet: what an act that failed has touched is as it was."""
    connection.info.pop(TOUCHED, None)


def renew_seals(connection: Connection, municipalities: Iterable[str]) -> None:
    """Renew the seals of the touched tables, of these municipalities and of no others."""
    whose = {*municipalities}
    for row in connection.info.pop(TOUCHED, {}):
        name, owners = row.__tablename__, {NOBODY} if row in PEOPLE else whose
        connection.execute(
            delete(SealRow).where(SealRow.table_name == name, SealRow.municipality.in_(owners))
        )
        for owner in sorted(owners):
            found = table_seals(connection, row, owner).get(owner, EMPTY)
            connection.execute(
                insert(SealRow).values(table_name=name, municipality=owner, sha256=found)
            )


def table_seals(
    connection: Connection,
    row: type[Base],
    municipality: str | None = None,
    without: Collection[str] = (),
) -> dict[str, str]:
    """Municipality → SHA-256 over its rows in the order of their key; of files only their sizes.

    Of all municipalities that have rows, or of one alone. ``without``: columns that a former
    version does not have yet.
    """
    source, owner = _owned(row.__table__)
    lines = sealed_lines(row, owner, without=without).select_from(source)
    if municipality is not None:
        lines = lines.where(owner == municipality)
    found = connection.execute(lines)
    return {
        whose: digest_of(line[1:] for line in of) for whose, of in groupby(found, itemgetter(0))
    }


def sealed_lines(
    row: type[Base], *before: ColumnElement[str], without: Collection[str] = ()
) -> AnySelect:
    """All rows of a table in the order of its key, behind columns that they are told apart by."""
    table = row.__table__
    assert isinstance(table, Table)
    told = (_sealed(column) for column in table.columns if column.name not in without)
    return select(*before, *told).order_by(*before, *table.primary_key.columns)


def digest_of(lines: Iterable[Sequence[Any]]) -> str:
    """SHA-256 over lines as they come."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(canonical(line).encode())
    return digest.hexdigest()


NOBODY = ""
"""In place of a municipality: whose the people are."""


@cache
def _owned(table: FromClause) -> tuple[FromClause, ColumnElement[str]]:
    """A table joined to where it says whose its rows are, by the references they cannot lack."""
    if table in {row.__table__ for row in PEOPLE}:
        return table, literal(NOBODY)
    if table is MunicipalityRow.__table__:
        return table, table.c.code
    if "municipality" in table.c:
        return table, table.c.municipality
    assert isinstance(table, Table)
    needed = next(
        one
        for one in sorted(table.foreign_key_constraints, key=lambda one: tuple(one.column_keys))
        if not any(column.nullable for column in one.columns)
    )
    source, owner = _owned(needed.referred_table)
    return table.join(source, and_(*(one.parent == one.column for one in needed.elements))), owner


def _sealed(column: Column[Any]) -> ColumnElement[Any]:
    """Reading all scans of all documents at each entry would make the last one the slowest."""
    return func.length(column) if isinstance(column.type, LargeBinary) else column


def stored_seals(connection: Connection) -> dict[str, dict[str, str]]:
    """Name of table → municipality → its seal."""
    seals: dict[str, dict[str, str]] = defaultdict(dict)
    for line in connection.execute(select(SealRow)):
        seals[line.table_name][line.municipality] = line.sha256
    return seals


IN_ORDER = itemgetter(0, 1)
"""Question, then grade or ordinal."""


def sums_of(
    header: Sequence[Any],
    facts: Sequence[Sequence[Any]],
    documents: Sequence[Sequence[Any]],
    remarks: Sequence[Sequence[Any]],
) -> dict[str, str]:
    """The columns of a return that are made of the others.

    Its seal is over its header, then its answers, documents and remarks in order.
    """
    parts = (header, sorted(facts, key=IN_ORDER), sorted(documents, key=IN_ORDER), list(remarks))
    return {
        "values_sha256": hashlib.sha256(canonical(parts).encode()).hexdigest(),
        "numbers_sha256": print_of(numbers_of(facts)),
    }


def canonical(values: Sequence[Any]) -> str:
    """One text for one list of values, whatever database it came from."""
    return AS_JSON.encode([*values]) + "\n"


def _text(value: Any) -> Any:
    """Dates, decimals and rows of the driver, which JSON does not know."""
    return list(value) if hasattr(value, "_mapping") else str(value)


AS_JSON = json.JSONEncoder(ensure_ascii=False, default=_text, separators=(",", ":"))


UPLOAD_COLUMNS = ("sha256", "filename", "size", "content")
FACT_COLUMNS = ("question", "grade", "value", "state", "sheet", "cell", "written", "reason")
DOCUMENT_COLUMNS = ("question", "ordinal", "name", "number", "date", "link", "sheet", "cell")
REMARK_COLUMNS = ("ordinal", "code", "severity", "message", "sheet", "cell")
HEADER_COLUMNS = (
    "municipality",
    "organisation",
    "year",
    "revision",
    "form",
    "form_version",
    "sha256",
    "filename",
    "received_at",
    "origin",
    "reason",
    "errors",
    "questions",
    "notes",
)
"""Columns of a return that never change: what its seal covers besides the answers."""

SLOT_OF = itemgetter("municipality", "organisation", "year")

INSERT_RETURNS = insert(ReturnRow).returning(ReturnRow.id, sort_by_parameter_order=True)
INSERT_DOCUMENTS = insert(DocumentRow)

PLAIN_PARTS: tuple[tuple[type[Base], tuple[str, ...], str], ...] = (
    (FactRow, FACT_COLUMNS, "facts"),
    (RemarkRow, REMARK_COLUMNS, "remarks"),
)
"""Parts of a return without days: they go to the driver as they are."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A return as lines of its three tables, in the order of their columns."""

    facts: list[tuple[Any, ...]]
    documents: list[tuple[Any, ...]]
    remarks: list[tuple[Any, ...]]


def upload_line(submission: Submission) -> tuple[Any, ...]:
    content = submission.content
    return submission.sha256, submission.filename, len(content), content


def header_line(submission: Submission, municipality: str, revision: int) -> dict[str, Any]:
    parsed = submission.parsed
    severities = [problem.severity for problem in submission.problems]
    return {
        "municipality": municipality,
        "organisation": parsed.org,
        "year": parsed.year,
        "revision": revision,
        "form": parsed.form,
        "form_version": parsed.version,
        "sha256": submission.sha256,
        "filename": submission.filename,
        "received_at": submission.received_at.astimezone(UTC),
        "origin": submission.origin.value,
        "reason": submission.reason,
        "errors": severities.count(Severity.ERROR),
        "questions": severities.count(Severity.QUESTION),
        "notes": severities.count(Severity.NOTE),
    }


def return_line(header: dict[str, Any], parts: Parts) -> dict[str, Any]:
    sealed = [header[column] for column in HEADER_COLUMNS]
    return header | {
        "is_current": True,
        "undone_at": None,
        "undone_reason": "",
        **sums_of(sealed, parts.facts, parts.documents, parts.remarks),
    }


def parts_of(parsed: ParsedReturn, problems: Sequence[Problem]) -> Parts:
    return Parts(
        facts=[
            (question, grade, value, str(state), sheet, cell, written, reason)
            for question, grade, value, state, sheet, cell, written, reason in parsed.facts
        ],
        documents=[
            tuple(getattr(document, column) for column in DOCUMENT_COLUMNS)
            for document in parsed.documents
        ],
        remarks=[
            (
                ordinal,
                problem.code,
                problem.severity.value,
                problem.message,
                problem.sheet,
                problem.cell,
            )
            for ordinal, problem in enumerate(problems, start=1)
        ],
    )


@dataclass(slots=True)
class Lines:
    """What the returns of one transaction add to the tables, written at one go.

    ``returns`` and ``parts`` go together; ``latest`` are the last of them by slot.
    """

    uploads: list[tuple[Any, ...]] = field(default_factory=list)
    returns: list[dict[str, Any]] = field(default_factory=list)
    parts: list[Parts] = field(default_factory=list)
    latest: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)

    def add(self, line: dict[str, Any], parts: Parts) -> None:
        """One more return; it takes the place of one of the same slot that waits here."""
        slot = SLOT_OF(line)
        if slot in self.latest:
            self.latest[slot]["is_current"] = False
        self.latest[slot] = line
        self.returns.append(line)
        self.parts.append(parts)

    def write(self, connection: Connection) -> None:
        """Everything that waits; the data version is raised where something did."""
        if not self.returns:
            return
        if self.uploads:
            insert_plain(connection, UploadRow, UPLOAD_COLUMNS, self.uploads)
        numbers = connection.scalars(INSERT_RETURNS, self.returns)
        write_parts(connection, list(zip(numbers, self.parts, strict=True)))
        raise_version(connection)


def write_parts(connection: Connection, numbered: Sequence[tuple[int, Parts]]) -> None:
    """The answers, documents and remarks of returns, by their ids."""
    for into, columns, name in PLAIN_PARTS:
        lines = [(number, *line) for number, of in numbered for line in getattr(of, name)]
        if lines:
            insert_plain(connection, into, ("return_id", *columns), lines)
    documents = [
        dict(zip(DOCUMENT_COLUMNS, line, strict=True), return_id=number)
        for number, of in numbered
        for line in of.documents
    ]
    if documents:
        connection.execute(INSERT_DOCUMENTS, documents)


def sealed_returns(
    connection: Connection, ids: Sequence[int]
) -> Iterator[tuple[AnyRow, dict[str, str]]]:
    """The header of each return, and the sums of what stands in it now."""
    facts = _lines(connection, FactRow, FACT_COLUMNS, ids)
    documents = _lines(connection, DocumentRow, DOCUMENT_COLUMNS, ids)
    remarks = _lines(connection, RemarkRow, REMARK_COLUMNS, ids)
    heads = connection.execute(
        select(ReturnRow).where(ReturnRow.id.in_(ids)).order_by(ReturnRow.id)
    )
    for head in heads.all():
        sealed = [getattr(head, column) for column in HEADER_COLUMNS]
        yield head, sums_of(sealed, facts[head.id], documents[head.id], remarks[head.id])


def _lines(
    connection: Connection, table: Any, columns: Sequence[str], ids: Sequence[int]
) -> dict[int, list[tuple[Any, ...]]]:
    """Lines of returns by the id of their return, in the columns that are sealed."""
    found = connection.execute(
        select(table.return_id, *(getattr(table, column) for column in columns))
        .where(table.return_id.in_(ids))
        .order_by(table.return_id, getattr(table, columns[0]), getattr(table, columns[1]))
    )
    lines: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for return_id, *line in found:
        lines[return_id].append(tuple(line))
    return lines


def is_as_written(head: AnyRow, sums: dict[str, str]) -> bool:
    """Whether a return still is what its sums were made of."""
    return all(getattr(head, name) == made for name, made in sums.items())
