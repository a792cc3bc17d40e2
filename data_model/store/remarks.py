"""What was found wrong («замечания»): remarks of accepted returns, returns sent back, refusals."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from data_model.errors import NothingThere, Refused
from data_model.problems import Problem, Severity
from data_model.returns import Refusal, StoredProblem
from data_model.store.access import raise_version
from data_model.store.rows import AnyRow, AnySelect, inserted_id
from data_model.store.seals import seal
from data_model.tables import (
    RefusalRemarkRow,
    RefusalRow,
    RemarkAnswerRow,
    RemarkRow,
    ReturnRow,
    SentBackRow,
)
from data_model.windows import SentBack

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


def send_back(connection: Connection, act: SentBack) -> None:
    """Send the current return of an organisation back; it stays in force until mended.

    Raises Refused without reason and person or a second time, NothingThere without a return.
    """
    if not (act.reason.strip() and act.person.strip()):
        raise Refused("Укажите, что исправить, и кто возвращает отчёт.")
    current = connection.scalar(
        select(ReturnRow.id).where(
            ReturnRow.organisation == act.org, ReturnRow.year == act.year, ReturnRow.is_current
        )
    )
    if current is None:
        raise NothingThere("Отчёта ещё нет: возвращать нечего.")
    known = select(SentBackRow.return_id).where(SentBackRow.return_id == current)
    if connection.scalar(known) is not None:
        raise Refused("Этот отчёт уже возвращён. Ждём исправленный.")
    line = {
        "return_id": current,
        "sent_on": act.sent_on,
        "reason": act.reason.strip(),
        "person": act.person.strip(),
    }
    connection.execute(insert(SentBackRow), line)
    seal(connection, [SentBackRow])
    raise_version(connection)


def sent_back(connection: Connection, municipality: str) -> tuple[SentBack, ...]:
    """Those whose mended return has not come yet."""
    found = connection.execute(
        select(
            ReturnRow.organisation,
            ReturnRow.year,
            SentBackRow.sent_on,
            SentBackRow.reason,
            SentBackRow.person,
        )
        .join(ReturnRow, ReturnRow.id == SentBackRow.return_id)
        .where(ReturnRow.municipality == municipality, ReturnRow.is_current)
        .order_by(ReturnRow.year, ReturnRow.organisation)
    )
    return tuple(SentBack(*row) for row in found)


Place = tuple[str, str, str]
"""Rule, sheet and cell of a remark."""


def record_refusal(connection: Connection, refusal: Refusal) -> None:
    """Keep that it was tried, so that «мы отправляли» can be looked up.

    The same file under the same name with the same remarks is one attempt: after a cut in the
    middle a batch is sent again, and what was refused before is refused again.
    """
    if _is_known(connection, refusal):
        return
    line = {
        "filename": refusal.filename,
        "sha256": refusal.sha256,
        "received_at": refusal.received_at,
        "organisation": refusal.org,
        "year": refusal.year,
    }
    refusal_id = inserted_id(connection.execute(insert(RefusalRow), line))
    remarks = [
        _remark(refusal_id, ordinal, problem)
        for ordinal, problem in enumerate(refusal.problems, start=1)
    ]
    if remarks:
        connection.execute(insert(RefusalRemarkRow), remarks)
    raise_version(connection)


def _is_known(connection: Connection, refusal: Refusal) -> bool:
    row, remark = RefusalRow, RefusalRemarkRow
    same = select(row.id).where(row.sha256 == refusal.sha256, row.filename == refusal.filename)
    told = select(remark).where(remark.refusal_id.in_(same))
    before: dict[int, set[Place]] = {known: set() for known in connection.scalars(same)}
    for line in connection.execute(told) if before else ():
        before[line.refusal_id].add((line.code, line.sheet, line.cell))
    return {(one.code, one.sheet, one.cell) for one in refusal.problems} in before.values()


def refusals(connection: Connection) -> tuple[Refusal, ...]:
    """All refused attempts, the latest first."""
    remarks: dict[int, list[Problem]] = defaultdict(list)
    for row in connection.execute(
        select(RefusalRemarkRow).order_by(RefusalRemarkRow.refusal_id, RefusalRemarkRow.ordinal)
    ):
        remarks[row.refusal_id].append(_problem(row))
    found = connection.execute(select(RefusalRow).order_by(RefusalRow.id.desc())).all()
    return tuple(
        Refusal(
            filename=row.filename,
            sha256=row.sha256,
            received_at=row.received_at,
            problems=tuple(remarks[row.id]),
            org=row.organisation,
            year=row.year,
        )
        for row in found
    )


def _remark(refusal_id: int, ordinal: int, problem: Problem) -> dict[str, Any]:
    return {
        "refusal_id": refusal_id,
        "ordinal": ordinal,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "sheet": problem.sheet,
        "cell": problem.cell,
    }


def _problem(row: AnyRow) -> Problem:
    return Problem(row.code, Severity(row.severity), row.message, row.sheet, row.cell)
