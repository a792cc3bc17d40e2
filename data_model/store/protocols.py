"""Protocols in the database: entered whole, never changed, taken out while nothing follows."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from data_model.errors import NothingThere, Refused
from data_model.meetings import (
    AgendaItem,
    Audience,
    Decision,
    DecisionKind,
    Heard,
    MeetingProtocol,
    TermKind,
)
from data_model.store.places import one_municipality
from data_model.store.rows import AnyRow, AnyRows, inserted_id
from data_model.store.seals import PROTOCOLS, seal
from data_model.store.version import raise_version
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
        raise Refused("Протокол нельзя удалить: по его решениям уже есть исполнение или меры.")
    for row in (SpeechRow, DecisionRow, AgendaItemRow):
        connection.execute(delete(row).where(row.protocol_id == protocol_id))
    removed = connection.execute(delete(ProtocolRow).where(ProtocolRow.id == protocol_id))
    if not removed.rowcount:
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
