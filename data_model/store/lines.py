"""A submission as lines of the tables: what its seal covers, and in which order."""

from dataclasses import dataclass, field
from datetime import UTC
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, insert

from data_model.problems import Severity
from data_model.returns import Submission
from data_model.store.access import raise_version
from data_model.store.rows import insert_plain
from data_model.store.seals import return_seal
from data_model.tables import Base, DocumentRow, FactRow, RemarkRow, ReturnRow, UploadRow

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
        "values_sha256": return_seal(sealed, parts.facts, parts.documents, parts.remarks),
    }


def parts_of(submission: Submission) -> Parts:
    parsed = submission.parsed
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
            for ordinal, problem in enumerate(submission.problems, start=1)
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
        self._write_parts(connection, list(zip(numbers, self.parts, strict=True)))
        raise_version(connection)

    def _write_parts(self, connection: Connection, numbered: list[tuple[int, Parts]]) -> None:
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
