"""What was found wrong («замечания»): remarks of accepted returns, returns sent back, refusals."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from data_model.errors import DatabaseTrouble, NothingThere, Refused
from data_model.returns import Fact, Problem, Rechecked, Refusal, SentBack, Severity, StoredProblem
from data_model.store.rows import (
    AnyRow,
    AnySelect,
    inserted_id,
    raise_version,
    seal,
    sealed_returns,
)
from data_model.tables import (
    FactRow,
    RefusalRemarkRow,
    RefusalRow,
    RemarkAnswerRow,
    RemarkRow,
    ReturnRow,
    SentBackRow,
)

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


CHANGED = (
    "Отчёт «{org}» за {year} год изменён в обход программы, перепроверить его нельзя. "
    "Верните последнюю копию командой «roadmap restore ФАЙЛ»."
)


def apply_rechecks(
    connection: Connection, rechecked: Iterable[Rechecked], moment: datetime
) -> None:
    """Set the answers, open and close the questions, and renew the seals of their revisions."""
    slots: dict[tuple[str, int], list[Rechecked]] = defaultdict(list)
    for one in rechecked:
        slots[one.org, one.year].append(one)
    for (org, year), found in slots.items():
        row = ReturnRow
        current = connection.scalar(
            select(row.id).where(row.organisation == org, row.year == year, row.is_current)
        )
        if current is not None:
            _apply(connection, current, found, moment)
    if slots:
        raise_version(connection)


def _apply(
    connection: Connection, return_id: int, found: list[Rechecked], moment: datetime
) -> None:
    ((head, seal),) = sealed_returns(connection, [return_id])
    if seal != head.values_sha256:
        raise DatabaseTrouble(CHANGED.format(org=head.organisation, year=head.year))
    for one in found:
        if one.fact:
            _set(connection, return_id, one.fact)
        if one.opens:
            _open(connection, return_id, one.opens)
        if one.closes is not None:
            close_question(connection, one.closes, one.answer, moment)
    opened = sum(one.opens is not None for one in found)
    of_return = update(ReturnRow).where(ReturnRow.id == return_id)
    connection.execute(of_return.values(questions=ReturnRow.questions + opened))
    ((_, renewed),) = sealed_returns(connection, [return_id])
    connection.execute(of_return.values(values_sha256=renewed))


def _set(connection: Connection, return_id: int, fact: Fact) -> None:
    """The value and state of an answer; what was written stays as it is."""
    row = FactRow
    connection.execute(
        update(row)
        .where(row.return_id == return_id, row.question == fact.question, row.grade == fact.grade)
        .values(value=fact.value, state=str(fact.state))
    )


def _open(connection: Connection, return_id: int, problem: Problem) -> None:
    last = connection.scalar(
        select(func.max(RemarkRow.ordinal)).where(RemarkRow.return_id == return_id)
    )
    line = {
        "return_id": return_id,
        "ordinal": (last or 0) + 1,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "sheet": problem.sheet,
        "cell": problem.cell,
    }
    connection.execute(insert(RemarkRow), [line])
