"""Refused attempts in the database («отклонённые файлы»): what was wrong, never the bytes."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, insert, select

from data_model.problems import Problem, Severity
from data_model.returns import Refusal
from data_model.store.rows import AnyRow, inserted_id
from data_model.store.version import raise_version
from data_model.tables import RefusalRemarkRow, RefusalRow

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
