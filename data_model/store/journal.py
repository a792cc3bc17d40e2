"""The journal («журнал») as it is read and proved; ``access.py`` writes it with each act.

Lines are chained by SHA-256, one chain for each municipality and one for people («""»): a line
that was changed, taken out or cut off at the end is found by ``broken_links``. Where the head was
mended too, what issued documents name, in the database and on paper, is missed.
"""

import json
from datetime import UTC, date, datetime

from sqlalchemy import Connection, and_, select

from data_model.people import IssuedBy, JournalAct, JournalHead
from data_model.returns import BasisChange, ReviewState
from data_model.store.access import link
from data_model.store.acts import ACTS, return_of
from data_model.store.rows import AnyRow
from data_model.tables import (
    ActRow,
    ChainHeadRow,
    IssuedDocumentRow,
    IssueHeadRow,
    OrganisationRow,
    ReturnRow,
    ReviewRow,
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


def head_of(connection: Connection, municipality: str) -> JournalHead | None:
    """Where the journal of a municipality ends now; None where nothing was done yet."""
    found = heads(connection).get(municipality)
    return JournalHead(*found) if found else None


def missed_by_issues(connection: Connection) -> list[str]:
    """A sentence for each issue whose paper names a line that the journal does not have."""
    issue, head, line = IssuedDocumentRow, IssueHeadRow, ActRow
    found = connection.execute(
        select(issue.number, issue.issued_on, head.number.label("line"), head.sha256)
        .join(head, head.document_id == issue.id)
        .outerjoin(
            line,
            and_(
                line.chain == issue.municipality,
                line.number == head.number,
                line.sha256 == head.sha256,
            ),
        )
        .where(line.number.is_(None))
        .order_by(issue.id)
    )
    return [
        f"Журнал обрезан или переписан: в документе № {one.number} от {one.issued_on:%d.%m.%Y} "
        f"названа запись {JournalHead(one.line, one.sha256)}, в журнале её нет."
        for one in found
    ]


def broken_links(connection: Connection) -> list[str]:
    """A sentence for the first wrong line of each chain, and for each issue that misses its own."""
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
    return [*found, *missed_by_issues(connection)]


def issue_authors(connection: Connection, municipality: str) -> dict[int, IssuedBy]:
    """Number of an issue in the database → who has issued it, by which line.

    Lines from before an issue had a roadmap name none: they are of the first of its slot.
    """
    row, issue = ActRow, IssuedDocumentRow
    issued: dict[tuple[object, ...], int] = {}
    for one in connection.execute(
        select(issue).where(issue.municipality == municipality).order_by(issue.id)
    ):
        of_it = (one.kind, one.year, one.organisation, one.edition)
        issued.setdefault((*of_it, one.roadmap), one.id)
        issued.setdefault((*of_it, None), one.id)
    lines = select(row.person, row.number, row.sha256, row.after).where(
        row.act == ACTS["issue_document"].words,
        row.municipality == municipality,
        row.after != "",
    )
    return {
        issued[of_it]: IssuedBy(line.person, line.number, line.sha256)
        for line in connection.execute(lines.order_by(row.number))
        for one in json.loads(line.after)
        for of_it in (
            (one["kind"], one["year"], one["organisation"], one["edition"], one.get("roadmap")),
        )
        if of_it in issued
    }


BASIS = (
    "save_register",
    "remove_organisation",
    "save_roll",
    "save_roadmap",
    "withdraw_roadmap",
)
"""The acts by which what a return is checked against becomes another."""


def basis_changes(connection: Connection, municipality: str) -> dict[int, tuple[BasisChange, ...]]:
    """Number of a return that waits → what was changed since it was sent; only where it was."""
    row, sent, review = ActRow, ReturnRow, ReviewRow
    words = [ACTS[name].words for name in BASIS]
    lines = select(row.number, row.at, row.person, row.object).where(
        row.chain == municipality, row.act.in_(words)
    )
    changes = [BasisChange(*line) for line in connection.execute(lines.order_by(row.number))]
    waiting = connection.execute(
        select(sent.id, sent.organisation, sent.year)
        .join(review, review.return_id == sent.id)
        .where(sent.municipality == municipality, review.state == ReviewState.WAITING.value)
    )
    found = {}
    for number, org, year in waiting.all():
        begun = _lines_of_return(connection, org, year).get(number)
        since = begun.number if begun else 0
        if later := tuple(one for one in changes if one.number > since):
            found[number] = later
    return found


def return_authors(connection: Connection, org: str, year: int) -> dict[int, str]:
    """Number of a revision in the database → who has taken it in, as the journal says."""
    lines = _lines_of_return(connection, org, year)
    return {number: line.person for number, line in lines.items()}


def _lines_of_return(connection: Connection, org: str, year: int) -> dict[int, AnyRow]:
    """Number of a revision in the database → the line of the journal that brought it."""
    row, place = ActRow, OrganisationRow
    own_chain = select(place.municipality).where(place.code == org).scalar_subquery()
    taken = select(row.number, row.person, row.after).where(
        row.chain == own_chain,
        row.act == ACTS["save_return"].words,
        row.organisation == org,
        row.object == return_of(year),
        row.after != "",
    )
    return {
        line["id"]: found
        for found in connection.execute(taken.order_by(row.number))
        for line in json.loads(found.after)
    }
