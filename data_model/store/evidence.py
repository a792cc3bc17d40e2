"""The register of documents: typed by hand, and those that we have issued."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from data_model.errors import NothingThere, Refused
from data_model.evidence import ISSUED_PROOFS, EvidenceEntry, EvidenceSource
from data_model.store.documents import issued_documents
from data_model.store.places import holder_of, one_municipality
from data_model.store.rows import AnyRow, inserted_id
from data_model.store.seals import seal
from data_model.store.version import raise_version
from data_model.tables import EvidenceRow, ExecutionRow, MeasureRow

KEPT = [column for column in EvidenceRow.__table__.columns if column.name != "content"]


def save_evidence(
    connection: Connection, entry: EvidenceEntry, content: bytes | None, now: datetime
) -> int:
    """Enter a document and give its id; the same one again changes nothing.

    Requisites may be missing: the entry then proves nothing and says what it lacks. Raises
    Refused without a name, UnknownPlace for a foreign organisation.
    """
    municipality = holder_of(connection, entry.org)
    if not entry.name.strip():
        raise Refused("Укажите наименование документа.")
    for known in _by_hand(connection, municipality):
        if _requisites(known) == _requisites(entry):
            return known.id
    line = {
        "municipality": municipality,
        "organisation": entry.org,
        "year": entry.year,
        "question": entry.question,
        "kind": entry.kind.strip(),
        "name": entry.name.strip(),
        "number": entry.number.strip(),
        "dated": entry.date,
        "body": entry.body.strip(),
        "link": entry.link.strip(),
        "filename": entry.filename if content else "",
        "content": content,
        "entered_at": now,
    }
    added = inserted_id(connection.execute(insert(EvidenceRow), line))
    seal(connection, [EvidenceRow])
    raise_version(connection)
    return added


def _requisites(entry: EvidenceEntry) -> tuple[object, ...]:
    texts = (entry.kind, entry.name, entry.number, entry.body, entry.link, entry.filename)
    return entry.org, entry.year, entry.question, entry.date, *(text.strip() for text in texts)


def remove_evidence(connection: Connection, entry_id: int) -> None:
    """Take a mistaken entry out; Refused while an execution or a measure rests on it."""
    used = (
        select(ExecutionRow.addressee).where(ExecutionRow.evidence_id == entry_id).exists()
        | select(MeasureRow.text).where(MeasureRow.evidence_id == entry_id).exists()
    )
    if connection.scalar(select(used)):
        raise Refused("Документ нельзя убрать: им подтверждено исполнение.")
    removed = connection.execute(delete(EvidenceRow).where(EvidenceRow.id == entry_id))
    if not removed.rowcount:
        raise NothingThere("Такого документа нет: обновите страницу.")
    seal(connection, [EvidenceRow])
    raise_version(connection)


def evidence(connection: Connection, municipality: str) -> tuple[EvidenceEntry, ...]:
    """Entries by hand, then what we issued ourselves; documents of returns stand in facts."""
    one_municipality(connection, municipality)
    return (*_by_hand(connection, municipality), *_issued(connection, municipality))


def _by_hand(connection: Connection, municipality: str) -> tuple[EvidenceEntry, ...]:
    found = connection.execute(
        select(*KEPT)
        .where(EvidenceRow.municipality == municipality)
        .order_by(EvidenceRow.year, EvidenceRow.organisation, EvidenceRow.id)
    )
    return tuple(_entry(row) for row in found)


def _issued(connection: Connection, municipality: str) -> tuple[EvidenceEntry, ...]:
    """Issues for the district whose kind proves a row; the last edition of each."""
    latest = {issue.slot: issue for issue in reversed(issued_documents(connection, municipality))}
    return tuple(
        EvidenceEntry(
            org=municipality,
            year=slot.year,
            question=ISSUED_PROOFS[slot.kind].question,
            name=f"{ISSUED_PROOFS[slot.kind].name} за {slot.year} год",
            kind="изданный документ",
            number=issue.number,
            date=issue.issued_on,
            source=EvidenceSource.ISSUED,
            id=issue.id,
        )
        for slot, issue in latest.items()
        if slot.kind in ISSUED_PROOFS and not slot.org
    )


def evidence_file(connection: Connection, entry_id: int) -> tuple[str, bytes]:
    """Name and bytes of the file of an entry; NothingThere."""
    row = connection.execute(
        select(EvidenceRow.filename, EvidenceRow.content).where(EvidenceRow.id == entry_id)
    ).one_or_none()
    if row is None or row.content is None:
        raise NothingThere("У этого документа нет файла.")
    return row.filename, row.content


def _entry(row: AnyRow) -> EvidenceEntry:
    return EvidenceEntry(
        org=row.organisation,
        year=row.year,
        question=row.question,
        name=row.name,
        kind=row.kind,
        number=row.number,
        date=row.dated,
        body=row.body,
        link=row.link,
        filename=row.filename,
        id=row.id,
    )
