"""The journal («журнал»): who did what, written in the transaction of the act itself.

Lines are chained by SHA-256, one chain for each municipality and one for people («""»): a line
that was changed, taken out or cut off at the end is found by ``broken_links``.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from data_model.people import Author, JournalAct, author
from data_model.store.acts import ACTS, ActKind, Subject, authorise, plain_value, states_of
from data_model.tables import (
    ActRow,
    ChainHeadRow,
    DataVersionRow,
)

PEOPLE = ""
"""The chain of people: sign-ins, roles, passwords."""


# writing


@contextmanager
def recorded(
    connection: Connection,
    name: str,
    named: Sequence[Any],
    more: Mapping[str, Any],
    *,
    is_tried: bool = False,
) -> Iterator[None]:
    """Inside it the act ``name`` is done; its line goes into the journal where it changed data.

    Raises Refused before anything is done where the author has no right to it.
    """
    kind, who = ACTS[name], author()
    subjects = kind.subjects(connection, *named, **more)
    if is_tried:
        yield
        return
    authorise(kind, subjects, who)
    version = _version(connection)
    before = states_of(connection, kind, subjects)
    yield
    after = states_of(connection, kind, subjects)
    is_new = _version(connection) != version
    changed = [
        (subject, *_difference(was, now))
        for subject, was, now in zip(subjects, before, after, strict=True)
        if was != now or (not subject.rows and (is_new or subject.municipality is None))
    ]
    _append(connection, kind, who, changed)


def _version(connection: Connection) -> int:
    return connection.scalars(select(DataVersionRow.value)).one()


def _difference(was: list[str], now: list[str]) -> tuple[str, str]:
    """Only the rows that are others, as two JSON lists; empty texts for none."""
    gone, come = sorted({*was} - {*now}), sorted({*now} - {*was})
    return tuple(f"[{', '.join(lines)}]" if lines else "" for lines in (gone, come))  # type: ignore[return-value]


def _append(
    connection: Connection, kind: ActKind, who: Author, changed: Sequence[tuple[Subject, str, str]]
) -> None:
    """Add lines to their chains; the heads are locked until the transaction ends."""
    moment = datetime.now(UTC)
    for chain in sorted({subject.municipality or PEOPLE for subject, _, _ in changed}):
        number, digest = _take_head(connection, chain)
        lines = []
        for subject, before, after in changed:
            if (subject.municipality or PEOPLE) != chain:
                continue
            number += 1
            line = {
                "chain": chain,
                "number": number,
                "at": moment,
                "person": who.name,
                "login": who.login,
                "session": who.session,
                "address": who.address,
                "act": kind.words,
                "municipality": subject.municipality,
                "organisation": subject.org,
                "object": subject.object,
                "before": before,
                "after": after,
                "sha256_before": digest,
            }
            digest = link(line)
            lines.append({**line, "sha256": digest})
        connection.execute(insert(ActRow), lines)
        connection.execute(
            update(ChainHeadRow)
            .where(ChainHeadRow.chain == chain)
            .values(number=number, sha256=digest)
        )


def _take_head(connection: Connection, chain: str) -> tuple[int, str]:
    """Number and SHA-256 of the last link; the row is ours until the transaction ends."""
    row = ChainHeadRow
    ours = update(row).where(row.chain == chain).values(number=row.number)
    if connection.execute(ours).rowcount == 0:
        try:
            with connection.begin_nested():
                connection.execute(insert(row).values(chain=chain, number=0, sha256=""))
        except IntegrityError:  # somebody has begun the chain at the same moment
            connection.execute(ours)
    head = connection.execute(select(row.number, row.sha256).where(row.chain == chain)).one()
    return head.number, head.sha256


def link(line: Mapping[str, Any]) -> str:
    """SHA-256 over a line and the one before it."""
    parts = {name: plain_value(value) for name, value in line.items() if name != "sha256"}
    parts["at"] = line["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()


# reading


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
