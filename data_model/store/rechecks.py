"""Answers looked at anew («перепроверка») after a change of roll, register or roadmap.

The one thing that touches a revision after it came in: an answer that no longer fits gets a
question and counts no more, one that fits again is given its value back, from what the school
wrote. The seal of the revision is renewed, and only where it held before.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from data_model.errors import DatabaseTrouble
from data_model.problems import Problem
from data_model.returns import Fact, Rechecked
from data_model.store.access import raise_version
from data_model.store.remarks import close_question
from data_model.store.soundness import sealed_returns
from data_model.tables import FactRow, RemarkRow, ReturnRow

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
