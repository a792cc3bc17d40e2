"""Protocols and their assignments in the database.

A protocol is entered whole, never changed, and taken out only while nothing follows from it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, insert, select

from data_model.decisions import (
    AgendaItem,
    Assignment,
    AssignmentState,
    Audience,
    Decision,
    DecisionKind,
    Execution,
    Heard,
    MeetingProtocol,
    Release,
    TermKind,
    unfolded,
)
from data_model.errors import NothingThere, Refused
from data_model.places import Organisation
from data_model.store.places import one_municipality, organisations, roll
from data_model.store.rows import (
    PROTOCOLS,
    AnyRow,
    AnyRows,
    inserted_id,
    raise_version,
    seal,
    withdraw,
)
from data_model.tables import (
    AgendaItemRow,
    ChainRow,
    DecisionRow,
    ExecutionRow,
    ProtocolRow,
    ReleaseRow,
    SpeechRow,
)


def save_protocol(connection: Connection, municipality: str, protocol: MeetingProtocol) -> int:
    """Enter a protocol and give its id; the very same one again changes nothing.

    Raises Refused where another one of this number and day stands already.
    """
    one_municipality(connection, municipality)
    for known in protocols(connection, municipality):
        if (known.number, known.date) == (protocol.number, protocol.date):
            return _same_or_refused(known, protocol)
    protocol_id = inserted_id(
        connection.execute(insert(ProtocolRow), _head(municipality, protocol))
    )
    for ordinal, item in enumerate(protocol.items, start=1):
        _save_item(connection, protocol_id, ordinal, item)
    seal(connection, PROTOCOLS)
    raise_version(connection)
    return protocol_id


def _same_or_refused(known: MeetingProtocol, protocol: MeetingProtocol) -> int:
    if protocol != known:
        raise Refused(
            f"Протокол № {known.number} от {known.date:%d.%m.%Y} уже внесён, и его текст другой. "
            "Удалите прежний на странице «Протоколы», если по нему ещё ничего не исполнено."
        )
    return known.id


def _head(municipality: str, protocol: MeetingProtocol) -> dict[str, Any]:
    return {
        "municipality": municipality,
        "number": protocol.number,
        "held_on": protocol.date,
        "body": protocol.body,
        "working_group": protocol.group,
        "heading": protocol.heading,
        "place": protocol.place,
        "present": protocol.present,
        "chair": protocol.chair,
        "secretary": protocol.secretary,
        "roadmap": protocol.roadmap,
        "mark": protocol.mark,
    }


def _save_item(connection: Connection, protocol_id: int, ordinal: int, item: AgendaItem) -> None:
    place = {"protocol_id": protocol_id, "ordinal": ordinal}
    connection.execute(
        insert(AgendaItemRow), [{**place, "number": item.number, "agenda": item.agenda}]
    )
    inside = {"protocol_id": protocol_id, "item": ordinal}
    speeches = [
        {**inside, "ordinal": position, "post": heard.post, "about": heard.about}
        for position, heard in enumerate(item.heard, start=1)
    ]
    if speeches:
        connection.execute(insert(SpeechRow), speeches)
    decisions = [
        {**inside, "ordinal": position, **_clause(decision)}
        for position, decision in enumerate(item.decisions, start=1)
    ]
    if decisions:
        connection.execute(insert(DecisionRow), decisions)


def _clause(decision: Decision) -> dict[str, Any]:
    return {
        "number": decision.number,
        "kind": decision.kind.value,
        "text": decision.text,
        "grade": decision.grade,
        "audience": decision.audience.value,
        "addressees": decision.addressees,
        "addressees_text": decision.addressees_text,
        "term": decision.term.value,
        "due": decision.due,
        "indicator": decision.indicator,
        "recommendation": decision.recommendation,
    }


def remove_protocol(connection: Connection, protocol_id: int) -> None:
    """Take a mistaken protocol out; Refused once anything follows from its decisions."""
    of_it = select(DecisionRow.id).where(DecisionRow.protocol_id == protocol_id)
    followed = (
        select(ExecutionRow.addressee).where(ExecutionRow.decision_id.in_(of_it)).exists()
        | select(ReleaseRow.post).where(ReleaseRow.decision_id.in_(of_it)).exists()
        | select(ChainRow.id).where(ChainRow.decision_id.in_(of_it)).exists()
    )
    if connection.scalar(select(followed)):
        raise Refused("Протокол нельзя отозвать: по его решениям уже есть исполнение или меры.")
    for row in (SpeechRow, DecisionRow, AgendaItemRow):
        withdraw(connection, row, row.protocol_id == protocol_id)
    removed = withdraw(connection, ProtocolRow, ProtocolRow.id == protocol_id)
    if not removed:
        raise NothingThere("Такого протокола нет: обновите страницу.")
    seal(connection, PROTOCOLS)
    raise_version(connection)


def protocols(connection: Connection, municipality: str) -> tuple[MeetingProtocol, ...]:
    """Whole protocols of a district by the day of the meeting."""
    heads = connection.execute(
        select(ProtocolRow)
        .where(ProtocolRow.municipality == municipality)
        .order_by(ProtocolRow.held_on, ProtocolRow.id)
    ).all()
    ids = [head.id for head in heads]
    items = _lines(connection, AgendaItemRow, ids, "ordinal")
    speeches = _lines(connection, SpeechRow, ids, "item", "ordinal")
    clauses = _lines(connection, DecisionRow, ids, "item", "ordinal")
    return tuple(
        _protocol(
            head,
            tuple(
                _item(item, speeches.get(head.id, ()), clauses.get(head.id, ()))
                for item in items.get(head.id, ())
            ),
        )
        for head in heads
    )


def decision_rows(connection: Connection, municipality: str) -> AnyRows:
    """Decisions of a district with number and day of their protocol, in order."""
    return connection.execute(
        select(DecisionRow, ProtocolRow.number.label("protocol_number"), ProtocolRow.held_on)
        .join(ProtocolRow, ProtocolRow.id == DecisionRow.protocol_id)
        .where(ProtocolRow.municipality == municipality)
        .order_by(ProtocolRow.held_on, ProtocolRow.id, DecisionRow.item, DecisionRow.ordinal)
    ).all()


def _lines(
    connection: Connection, row: Any, protocol_ids: list[int], *order: str
) -> dict[int, AnyRows]:
    found = connection.execute(
        select(row)
        .where(row.protocol_id.in_(protocol_ids))
        .order_by(row.protocol_id, *(getattr(row, name) for name in order))
    ).all()
    return {key: tuple(lines) for key, lines in groupby(found, key=attrgetter("protocol_id"))}


def _item(item: AnyRow, speeches: AnyRows, clauses: AnyRows) -> AgendaItem:
    return AgendaItem(
        number=item.number,
        agenda=item.agenda,
        heard=tuple(_heard(speeches, item.ordinal)),
        decisions=tuple(decision(row) for row in clauses if row.item == item.ordinal),
    )


def _heard(speeches: AnyRows, item: int) -> Iterator[Heard]:
    return (Heard(row.post, row.about) for row in speeches if row.item == item)


def decision(row: AnyRow) -> Decision:
    """The noun of a row of decisions."""
    return Decision(
        number=row.number,
        kind=DecisionKind(row.kind),
        text=row.text,
        grade=row.grade,
        audience=Audience(row.audience),
        addressees=row.addressees,
        addressees_text=row.addressees_text,
        term=TermKind(row.term),
        due=row.due,
        indicator=row.indicator,
        recommendation=row.recommendation,
        id=row.id,
    )


def _protocol(head: AnyRow, items: tuple[AgendaItem, ...]) -> MeetingProtocol:
    return MeetingProtocol(
        number=head.number,
        date=head.held_on,
        body=head.body,
        heading=head.heading,
        items=items,
        group=head.working_group,
        place=head.place,
        present=head.present,
        chair=head.chair,
        secretary=head.secretary,
        roadmap=head.roadmap,
        mark=head.mark,
        id=head.id,
    )


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
    withdraw(
        connection, row, row.decision_id == assignment_id, row.addressee == execution.addressee
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
