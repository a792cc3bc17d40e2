"""A submission as lines of the tables: what its seal covers, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, insert

from data_model.problems import Severity
from data_model.returns import Submission
from data_model.store.rows import insert_plain
from data_model.store.seals import return_seal
from data_model.store.version import raise_version
from data_model.tables import DocumentRow, FactRow, RemarkRow

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


INSERT_FACTS = insert(FactRow)
INSERT_DOCUMENTS = insert(DocumentRow)
INSERT_REMARKS = insert(RemarkRow)


@dataclass(frozen=True, slots=True)
class Parts:
    """A return as lines of its three tables, in the order of their columns."""

    facts: list[tuple[Any, ...]]
    documents: list[tuple[Any, ...]]
    remarks: list[tuple[Any, ...]]


def upload_line(submission: Submission) -> dict[str, Any]:
    return {
        "sha256": submission.sha256,
        "filename": submission.filename,
        "size": len(submission.content),
        "content": submission.content,
    }


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
            (
                fact.question,
                fact.grade,
                fact.value,
                fact.state.value,
                fact.sheet,
                fact.cell,
                fact.written,
                fact.reason,
            )
            for fact in parsed.facts
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
    """Facts, documents and remarks of the returns of one transaction, each with its return."""

    facts: list[tuple[Any, ...]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)
    is_empty: bool = True

    def add(self, return_id: int, parts: Parts) -> None:
        self.is_empty = False
        self.facts += [(return_id, *fact) for fact in parts.facts]
        self.documents += _owned(DOCUMENT_COLUMNS, parts.documents, return_id)
        self.remarks += _owned(REMARK_COLUMNS, parts.remarks, return_id)

    def write(self, connection: Connection) -> None:
        """Everything that was added; the data version is raised where something was."""
        if self.is_empty:
            return
        if self.facts:
            insert_plain(connection, INSERT_FACTS, self.facts)
        for statement, lines in (
            (INSERT_DOCUMENTS, self.documents),
            (INSERT_REMARKS, self.remarks),
        ):
            if lines:
                connection.execute(statement, lines)
        raise_version(connection)


def _owned(
    columns: Sequence[str], lines: Sequence[tuple[Any, ...]], return_id: int
) -> list[dict[str, Any]]:
    return [dict(zip(columns, line, strict=True), return_id=return_id) for line in lines]
