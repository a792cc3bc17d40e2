"""Returns sent back to be mended: of current revisions only, ended by the next one."""

from sqlalchemy import Connection, insert, select

from data_model.errors import NothingThere, Refused
from data_model.store.seals import seal
from data_model.store.version import raise_version
from data_model.tables import ReturnRow, SentBackRow
from data_model.windows import SentBack


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
