"""Remarks in the database («замечания»): problems of accepted returns and their answers."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from data_model.errors import NothingThere, Refused
from data_model.problems import Problem, Severity
from data_model.returns import StoredProblem
from data_model.store.rows import AnyRow, AnySelect
from data_model.store.seals import seal
from data_model.store.version import raise_version
from data_model.tables import RemarkAnswerRow, RemarkRow, ReturnRow

REMARK: AnySelect = (
    select(
        RemarkRow.id,
        ReturnRow.organisation,
        ReturnRow.year,
        ReturnRow.revision,
        RemarkRow.code,
        RemarkRow.severity,
        RemarkRow.message,
        RemarkRow.sheet,
        RemarkRow.cell,
        RemarkAnswerRow.text,
    )
    .join(ReturnRow, ReturnRow.id == RemarkRow.return_id)
    .outerjoin(RemarkAnswerRow, RemarkAnswerRow.remark_id == RemarkRow.id)
)


def problems_of(connection: Connection, revision_id: int) -> tuple[StoredProblem, ...]:
    """Remarks on one revision in the order they were found."""
    found = connection.execute(
        REMARK.where(RemarkRow.return_id == revision_id).order_by(RemarkRow.ordinal)
    )
    return tuple(map(_stored, found))


def current_problems(connection: Connection, municipality: str) -> tuple[StoredProblem, ...]:
    """Remarks on all current revisions of a municipality."""
    found = connection.execute(
        REMARK.where(ReturnRow.municipality == municipality, ReturnRow.is_current).order_by(
            RemarkRow.return_id, RemarkRow.ordinal
        )
    )
    return tuple(map(_stored, found.all()))


def answer_problem(
    connection: Connection, problem_id: int, answer: str, moment: datetime
) -> StoredProblem:
    """Close a question with a text; an answer given before is replaced."""
    if not answer.strip():
        raise Refused("Чтобы снять вопрос, напишите ответ на него.")
    if connection.scalar(select(RemarkRow.id).where(RemarkRow.id == problem_id)) is None:
        raise NothingThere(f"Замечания № {problem_id} нет. Откройте список замечаний заново.")
    close_question(connection, problem_id, answer, moment)
    raise_version(connection)
    return _stored(connection.execute(REMARK.where(RemarkRow.id == problem_id)).one())


def close_question(connection: Connection, problem_id: int, answer: str, moment: datetime) -> None:
    """Keep the answer to a question in the place of a former one."""
    row = RemarkAnswerRow
    connection.execute(delete(row).where(row.remark_id == problem_id))
    line = {"remark_id": problem_id, "text": answer.strip(), "answered_at": moment}
    connection.execute(insert(row), [line])
    seal(connection, [RemarkAnswerRow])


def _stored(row: AnyRow) -> StoredProblem:
    severity = Severity(row.severity)
    return StoredProblem(
        org=row.organisation,
        year=row.year,
        revision=row.revision,
        problem=Problem(row.code, severity, row.message, row.sheet, row.cell),
        is_open=severity is Severity.QUESTION and row.text is None,
        answer=row.text or "",
        id=row.id,
    )
