"""The journal («журнал») as it is read and proved; ``access.py`` writes it with each act.

Lines are chained by SHA-256, one chain for each municipality and one for people («""»): a line
that was changed, taken out or cut off at the end is found by ``broken_links``.
"""

import json
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from data_model.people import IssuedBy, JournalAct
from data_model.store.access import link
from data_model.store.acts import ACTS, return_of
from data_model.tables import (
    ActRow,
    ChainHeadRow,
)


def acts(connection: Connection, since: date | None = None) -> tuple[JournalAct, ...]:
    """All lines from a day on, the oldest first."""
    row = ActRow
    question = select(row).order_by(row.at, row.chain, row.number)
    if since is not None:
        question = question.where(row.at >= datetime.combine(since, datetime.min.time(), UTC))
    return tuple(
        JournalAct(
            line.number, line.at, line.person, line.login, line.address, line.act,
            line.municipality, line.organisation, line.object, line.before, line.after,
            line.sha256,
        )
        for line in connection.execute(question)
    )  # fmt: skip


def heads(connection: Connection) -> dict[str, tuple[int, str]]:
    """Chain → number and SHA-256 of its last link."""
    row = ChainHeadRow
    return {line.chain: (line.number, line.sha256) for line in connection.execute(select(row))}


def broken_links(connection: Connection) -> list[str]:
    """A sentence for the first wrong line of each chain; none where all are as written."""
    row = ActRow
    ends, found = heads(connection), []
    chains = {*ends, *connection.scalars(select(row.chain).distinct())}
    for chain in sorted(chains):
        told = f"Журнал района {chain}" if chain else "Журнал сотрудников"
        number, digest = 0, ""
        question = select(row).where(row.chain == chain).order_by(row.number)
        for number, line in enumerate(connection.execute(question), start=1):
            as_written = {**line._mapping}
            if line.number != number or line.sha256_before != digest:
                found.append(f"{told}: перед записью {line.number} не хватает записей.")
                break
            if link(as_written) != line.sha256:
                found.append(f"{told}: запись {line.number} изменена.")
                break
            digest = line.sha256
        else:
            if ends.get(chain, (0, "")) != (number, digest):
                found.append(f"{told}: после записи {number} записи отрезаны.")
    return found


def issue_authors(
    connection: Connection, municipality: str
) -> dict[tuple[str, int, str, int], IssuedBy]:
    """Kind, year, organisation and edition of an issue → who has issued it, by which line."""
    row = ActRow
    lines = select(row.person, row.number, row.sha256, row.after).where(
        row.act == ACTS["issue_document"].words,
        row.municipality == municipality,
        row.after != "",
    )
    return {
        (one["kind"], one["year"], one["organisation"], one["edition"]): IssuedBy(
            line.person, line.number, line.sha256
        )
        for line in connection.execute(lines.order_by(row.number))
        for one in json.loads(line.after)
    }


def return_authors(connection: Connection, org: str, year: int) -> dict[int, str]:
    """Number of a revision in the database → who has taken it in, as the journal says."""
    row = ActRow
    taken = select(row.person, row.after).where(
        row.act == ACTS["save_return"].words,
        row.organisation == org,
        row.object == return_of(year),
        row.after != "",
    )
    return {
        line["id"]: found.person
        for found in connection.execute(taken.order_by(row.number))
        for line in json.loads(found.after)
    }
