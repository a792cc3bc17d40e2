"""Revisions in the database («редакции отчёта»): the history of a return, and its undoing."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from data_model.errors import NothingThere, Refused
from data_model.returns import Origin, Revision
from data_model.store.access import raise_version, today
from data_model.store.places import holder_of
from data_model.store.rows import AnyRow, AnySelect
from data_model.store.windows import closures, refuse_unless_reopened
from data_model.tables import ReturnRow, UploadRow

ORIGINS = {origin.value: origin for origin in Origin}

REVISION: AnySelect = select(
    ReturnRow.id,
    ReturnRow.organisation,
    ReturnRow.year,
    ReturnRow.revision,
    ReturnRow.is_current,
    ReturnRow.filename,
    ReturnRow.sha256,
    ReturnRow.received_at,
    ReturnRow.origin,
    ReturnRow.reason,
    ReturnRow.errors,
    ReturnRow.questions,
    ReturnRow.notes,
    ReturnRow.undone_at,
    ReturnRow.undone_reason,
)


def revisions(connection: Connection, org: str, year: int) -> tuple[Revision, ...]:
    """Every revision of one return from the first on, the undone ones too."""
    found = connection.execute(
        REVISION.where(ReturnRow.organisation == org, ReturnRow.year == year).order_by(
            ReturnRow.revision
        )
    )
    return tuple(map(revision_of, found))


def standing_revisions(connection: Connection, municipality: str) -> tuple[Revision, ...]:
    """All revisions of a municipality but the undone ones, by year, organisation, number."""
    found = connection.execute(
        REVISION.where(
            ReturnRow.municipality == municipality, ReturnRow.undone_at.is_(None)
        ).order_by(ReturnRow.year, ReturnRow.organisation, ReturnRow.revision)
    )
    return tuple(map(revision_of, found.all()))


def find_return(connection: Connection, sha256: str) -> Revision | None:
    """The standing revision that holds these bytes, the current one first."""
    found = connection.execute(
        REVISION.where(ReturnRow.sha256 == sha256, ReturnRow.undone_at.is_(None)).order_by(
            ReturnRow.is_current.desc(), ReturnRow.id.desc()
        )
    ).first()
    return revision_of(found) if found else None


def known_returns(connection: Connection) -> dict[str, Revision]:
    """Every standing revision by the checksum of its bytes, the current one over the others."""
    found = connection.execute(
        REVISION.where(ReturnRow.undone_at.is_(None)).order_by(ReturnRow.is_current, ReturnRow.id)
    )
    return {row.sha256: revision_of(row) for row in found}


def one_revision(connection: Connection, revision_id: int) -> Revision:
    found = connection.execute(REVISION.where(ReturnRow.id == revision_id)).first()
    if found is None:
        raise NothingThere(f"Редакции № {revision_id} нет. Откройте список редакций заново.")
    return revision_of(found)


def original(connection: Connection, revision_id: int) -> tuple[str, bytes]:
    """The file name and the very bytes that a revision came from."""
    found = connection.execute(
        select(ReturnRow.filename, UploadRow.content)
        .join(UploadRow, UploadRow.sha256 == ReturnRow.sha256)
        .where(ReturnRow.id == revision_id)
    ).first()
    if found is None:
        raise NothingThere(f"Редакции № {revision_id} нет. Откройте список редакций заново.")
    return found.filename, found.content


def undo_return(
    connection: Connection, revision_id: int, reason: str, moment: datetime
) -> Revision | None:
    """Take the current revision back; the former one becomes current and is given back.

    None where there was none before it: the return is not reported then. Nothing is
    deleted. Raises Refused without a reason, or where later revisions stand upon it.
    """
    if not reason.strip():
        raise Refused("Чтобы отменить загрузку, укажите причину.")
    undone = one_revision(connection, revision_id)
    _refuse_closed(connection, undone)
    history = revisions(connection, undone.org, undone.year)
    refuse_unless_last(undone, history)
    _mark(connection, revision_id, is_current=False, undone_at=moment, undone_reason=reason)
    former = [past for past in history if past.undone_at is None and past.id != revision_id]
    if former:
        _mark(connection, former[-1].id, is_current=True)
    raise_version(connection)
    return one_revision(connection, former[-1].id) if former else None


def _refuse_closed(connection: Connection, undone: Revision) -> None:
    """Raise ClosedYear where the year of a return is closed and not open again for it."""
    holder = holder_of(connection, undone.org)
    if undone.year in {past.year for past in closures(connection, holder)}:
        refuse_unless_reopened(connection, holder, undone.org, undone.year, today())


def refuse_unless_last(undone: Revision, history: tuple[Revision, ...]) -> None:
    if undone.undone_at is not None:
        raise Refused(f"Редакция {undone.number} уже отменена.")
    later = [
        f"{one.number} («{one.filename}»)"
        for one in history
        if one.number > undone.number and one.undone_at is None
    ]
    if later:
        raise Refused(
            f"Редакцию {undone.number} нельзя отменить: после неё приняты редакции "
            f"{', '.join(later)}. Сначала отмените их, начиная с последней."
        )


def revision_of(row: AnyRow) -> Revision:
    """A row of ``REVISION`` as a noun."""
    return Revision(
        id=row[0],
        org=row[1],
        year=row[2],
        number=row[3],
        is_current=row[4],
        filename=row[5],
        sha256=row[6],
        received_at=row[7],
        origin=ORIGINS[row[8]],
        reason=row[9],
        errors=row[10],
        questions=row[11],
        notes=row[12],
        undone_at=row[13],
        undone_reason=row[14],
    )


def _mark(connection: Connection, revision_id: int, **columns: Any) -> None:
    connection.execute(update(ReturnRow).where(ReturnRow.id == revision_id).values(**columns))
