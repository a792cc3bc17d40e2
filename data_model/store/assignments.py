"""Assignments in the database: decisions that are followed, their executions and releases."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, insert, select

from data_model.assignments import (
    Assignment,
    AssignmentState,
    Execution,
    Release,
    unfolded,
)
from data_model.errors import NothingThere, Refused
from data_model.meetings import DecisionKind
from data_model.places import Organisation
from data_model.store.places import organisations
from data_model.store.protocols import decision, decision_rows
from data_model.store.roll import roll
from data_model.store.rows import AnyRow
from data_model.store.seals import seal
from data_model.store.version import raise_version
from data_model.tables import DecisionRow, ExecutionRow, ProtocolRow, ReleaseRow


def assignments(
    connection: Connection,
    municipality: str,
    register: Sequence[Organisation],
    with_own_roll: Collection[str],
) -> tuple[Assignment, ...]:
    """Every assignment of a district in the order it was given, groups unfolded."""
    rows = [
        row
        for row in decision_rows(connection, municipality)
        if row.kind == DecisionKind.ASSIGN.value
    ]
    ids = [row.id for row in rows]
    done = _executions(connection, ids)
    off = _releases(connection, ids)
    return tuple(
        _assignment(row, done.get(row.id, {}), off.get(row.id), register, with_own_roll)
        for row in rows
    )


def _assignment(
    row: AnyRow,
    done: dict[str, Execution],
    release: Release | None,
    register: Sequence[Organisation],
    with_own_roll: Collection[str],
) -> Assignment:
    given = decision(row)
    addressees = unfolded(given, row.held_on, register, with_own_roll)
    return Assignment(
        id=row.id,
        protocol=row.protocol_id,
        protocol_number=row.protocol_number,
        given_on=row.held_on,
        number=given.number,
        text=given.text,
        addressees_text=given.addressees_text,
        term=given.term,
        due=given.due_from(row.held_on),
        executions=tuple(done.get(one, Execution(one)) for one in addressees),
        indicator=given.indicator,
        recommendation=given.recommendation,
        release=release,
    )


def _executions(
    connection: Connection, decision_ids: Collection[int]
) -> dict[int, dict[str, Execution]]:
    found: dict[int, dict[str, Execution]] = defaultdict(dict)
    rows = connection.execute(
        select(ExecutionRow).where(ExecutionRow.decision_id.in_(decision_ids))
    )
    for row in rows:
        found[row.decision_id][row.addressee] = Execution(
            row.addressee, AssignmentState(row.state), row.changed_on, row.note, row.evidence_id
        )
    return found


def _releases(connection: Connection, decision_ids: Collection[int]) -> dict[int, Release]:
    rows = connection.execute(select(ReleaseRow).where(ReleaseRow.decision_id.in_(decision_ids)))
    return {row.decision_id: Release(row.post, row.released_on, row.reason) for row in rows}


def save_execution(connection: Connection, assignment_id: int, execution: Execution) -> None:
    """Set how far one addressee has come.

    Raises Refused for a stranger, for an assignment off control, and for RELEASED: taking off
    control is an act of its own.
    """
    assignment = _one(connection, assignment_id)
    if execution.state is AssignmentState.RELEASED:
        raise Refused("С контроля снимает контролёр отдельным действием, а не исполнитель.")
    if assignment.release:
        raise Refused("Поручение снято с контроля: его исполнение больше не меняют.")
    if assignment.of(execution.addressee) is None:
        raise Refused("Поручение этому исполнителю не адресовано.")
    if execution.changed_on is None:
        raise Refused("Укажите день, когда состояние изменилось.")
    _replace_execution(connection, assignment_id, execution)
    seal(connection, [ExecutionRow])
    raise_version(connection)


def _replace_execution(connection: Connection, assignment_id: int, execution: Execution) -> None:
    row = ExecutionRow
    connection.execute(
        delete(row).where(row.decision_id == assignment_id, row.addressee == execution.addressee)
    )
    line = {
        "decision_id": assignment_id,
        "addressee": execution.addressee,
        "state": execution.state.value,
        "changed_on": execution.changed_on,
        "note": execution.note.strip(),
        "evidence_id": execution.evidence,
    }
    connection.execute(insert(row), line)


def release_assignment(connection: Connection, assignment_id: int, release: Release) -> None:
    """Take an assignment off control, once, by the post of the controller.

    Raises Refused without a post, by an addressee, before it was given, a second time, and
    without a reason while somebody has not done it.
    """
    assignment = _one(connection, assignment_id)
    if assignment.release:
        raise Refused("Поручение уже снято с контроля.")
    if not release.post.strip():
        raise Refused("Укажите должность того, кто снимает поручение с контроля.")
    if _plain(release.post) in _addressed(connection, assignment):
        raise Refused("Исполнитель не снимает поручение с контроля: это делает контролёр.")
    if release.released_on < assignment.given_on:
        raise Refused("Снять с контроля можно не раньше дня, когда поручение дано.")
    if assignment.state is not AssignmentState.DONE and not release.reason.strip():
        raise Refused("Исполнено не всеми. Укажите, почему поручение снимают с контроля.")
    line = {
        "decision_id": assignment_id,
        "post": release.post.strip(),
        "released_on": release.released_on,
        "reason": release.reason.strip(),
    }
    connection.execute(insert(ReleaseRow), line)
    seal(connection, [ReleaseRow])
    raise_version(connection)


def _addressed(connection: Connection, assignment: Assignment) -> set[str]:
    """How the addressees may call themselves: posts, codes, names, the group."""
    codes = {one.addressee for one in assignment.executions}
    names = {
        name
        for place in organisations(connection, _district(connection, assignment.id))
        if place.code in codes
        for name in (place.name.short, place.name.full)
    }
    return {_plain(one) for one in codes | names | {assignment.addressees_text}}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _one(connection: Connection, assignment_id: int) -> Assignment:
    municipality = _district(connection, assignment_id)
    register = organisations(connection, municipality)
    own = {row.org for row in roll(connection, municipality)}
    found = assignments(connection, municipality, register, own)
    for one in found:
        if one.id == assignment_id:
            return one
    raise NothingThere("Такого поручения нет: обновите страницу.")


def _district(connection: Connection, decision_id: int) -> str:
    found = connection.scalar(
        select(ProtocolRow.municipality)
        .join(DecisionRow, DecisionRow.protocol_id == ProtocolRow.id)
        .where(DecisionRow.id == decision_id)
    )
    if found is None:
        raise NothingThere("Такого поручения нет: обновите страницу.")
    return found
