"""Terms in the database: deadlines of returns, closed years, years opened again."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from data_model.errors import ClosedYear, NothingThere, Refused
from data_model.returns import Reopening, YearClosure, closed_words, is_admitted
from data_model.store.places import holder_of, one_municipality
from data_model.store.rows import raise_version, seal
from data_model.tables import ClosedYearRow, DeadlineRow, ReopeningRow


def save_deadline(connection: Connection, municipality: str, year: int, due: date | None) -> None:
    """Set the day by which returns of a year must be in; None takes it away."""
    one_municipality(connection, municipality)
    row = DeadlineRow
    connection.execute(delete(row).where(row.municipality == municipality, row.year == year))
    if due:
        line = {"municipality": municipality, "year": year, "due": due}
        connection.execute(insert(row), [line])
    seal(connection, [DeadlineRow])
    raise_version(connection)


def deadlines(connection: Connection, municipality: str) -> dict[int, date]:
    """Year → the last day; a year without one has no deadline, and nothing is late."""
    found = connection.execute(
        select(DeadlineRow.year, DeadlineRow.due)
        .where(DeadlineRow.municipality == municipality)
        .order_by(DeadlineRow.year)
    )
    return {line.year: line.due for line in found}


def reopen_year(connection: Connection, municipality: str, reopening: Reopening) -> None:
    """Open a closed year again until a day; reason and person must be named."""
    if not (reopening.reason.strip() and reopening.person.strip()):
        raise Refused("Чтобы открыть закрытый год, укажите причину и кто её подтвердил.")
    if reopening.until < reopening.opened_on:
        raise Refused("Срок открытия закончился раньше, чем начался. Укажите день позже.")
    if reopening.org is not None:
        holder_of(connection, reopening.org)
    if reopening.year not in {past.year for past in closures(connection, municipality)}:
        raise NothingThere(f"{reopening.year} год не закрыт: отчёты принимаются и так.")
    line = {
        "municipality": municipality,
        "year": reopening.year,
        "organisation": reopening.org,
        "opened_on": reopening.opened_on,
        "until": reopening.until,
        "reason": reopening.reason,
        "person": reopening.person,
    }
    connection.execute(insert(ReopeningRow), [line])
    seal(connection, [ReopeningRow])
    raise_version(connection)


def closures(connection: Connection, municipality: str) -> tuple[YearClosure, ...]:
    """Closed years in order."""
    found = connection.execute(
        select(ClosedYearRow.year, ClosedYearRow.closed_on, ClosedYearRow.reason)
        .where(ClosedYearRow.municipality == municipality)
        .order_by(ClosedYearRow.year)
    )
    return tuple(YearClosure(*row) for row in found)


def reopenings(connection: Connection, municipality: str) -> tuple[Reopening, ...]:
    """All of them, the expired ones too, in the order they were made."""
    row = ReopeningRow
    found = connection.execute(
        select(row.year, row.opened_on, row.until, row.reason, row.person, row.organisation)
        .where(row.municipality == municipality)
        .order_by(row.id)
    )
    return tuple(Reopening(*line) for line in found)


def judge_reopened_by(
    connection: Connection, municipality: str, roadmap_id: int, years: Iterable[int], day: date
) -> None:
    """A closed year that is open again for all takes a new edition; the others keep theirs."""
    opened = reopenings(connection, municipality)
    row = ClosedYearRow
    taking = [year for year in years if is_admitted(opened, year, "", day)]
    closed = (row.municipality == municipality, row.year.in_(taking))
    if connection.execute(update(row).where(*closed).values(roadmap_id=roadmap_id)).rowcount:
        seal(connection, [row])


# the lock


def refuse_unless_reopened(
    connection: Connection, municipality: str, org: str, year: int, day: date
) -> None:
    """Raise ClosedYear where no reopening of a closed year admits a change on that day."""
    if not is_admitted(reopenings(connection, municipality), year, org, day):
        raise ClosedYear(closed_words([(year, org)]))
