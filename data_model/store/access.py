"""Access («доступ к базе»): who acts, every question one transaction, every act one transaction.

On one PC and on the command line everything may be seen and done; a person with roles sees what
``questions.py`` leaves and does what ``acts.py`` admits. Each act writes its line of the journal in
its own transaction; lines are chained by SHA-256, one chain for each municipality and one for
people.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from data_model.database import Database, Rehearsed
from data_model.people import AUTHOR, Author
from data_model.snapshot import Snapshot
from data_model.store.acts import ACTS, ActKind, Subject, authorise, plain_value, states_of
from data_model.store.rows import (
    COMMON,
    Act,
    begin_seals,
    data_version,
    renew_seals,
    take_version,
)
from data_model.tables import ActRow, ChainHeadRow

P = ParamSpec("P")
T = TypeVar("T")
PEOPLE = ""
"""The chain of people: sign-ins, roles, passwords."""


def author() -> Author:
    """Who acts now; the program itself where nobody was named."""
    return AUTHOR.get()


def name_author(whoever: Author) -> None:
    """From now on, in this thread of work, ``whoever`` acts."""
    AUTHOR.set(whoever)


@contextmanager
def acting(whoever: Author) -> Iterator[None]:
    """Inside it ``whoever`` acts."""
    before = AUTHOR.set(whoever)
    try:
        yield
    finally:
        AUTHOR.reset(before)


def cut(connection: Connection, name: str, named: Sequence[Any], answer: Callable[[], T]) -> T:
    """The answer of the question ``name``, as its author may see it.

    Raises UnknownPlace or NothingThere for what is closed to the author.
    """
    who = author()
    if who.grants is None:
        return answer()
    from data_model.store.questions import QUESTIONS, by_schools

    question = QUESTIONS[name]
    question.admits(connection, who, named)
    found: T = question.leaves(by_schools(connection, who), answer())
    return found


def cut_snapshot(snapshot: Snapshot) -> Snapshot:
    """What its author may see of the data of a municipality."""
    who = author()
    if who.grants is None or snapshot.municipality.code in who.whole():
        return snapshot
    from data_model.store.questions import own_snapshot

    return own_snapshot(who, snapshot)


class Access:
    """One database and the two ways into it, for the author of this moment.

    ``writes`` counts the acts of this process: whoever remembers an answer sees whether the
    data may have changed since, without asking the database.
    """

    def __init__(self, url: str, database: Database) -> None:
        self.url = url
        self._database = database
        self.writes = 0

    def _read(self, question: Act[P, T], *named: P.args, **more: P.kwargs) -> T:
        """The answer, cut to what its author may see."""

        def scoped(connection: Connection) -> T:
            return cut(
                connection,
                question.__name__,
                named,
                lambda: question(connection, *named, **more),
            )

        return self._database.read(scoped)

    def _write(self, act: Act[P, T], *named: P.args, **more: P.kwargs) -> T:
        """Do an act that the journal knows by its name; what is only tried leaves no line."""

        def journaled(connection: Connection) -> T:
            with recorded(connection, act.__name__, named, more, is_tried=self._is_tried):
                return act(connection, *named, **more)

        try:
            return self._database.write(journaled)
        finally:
            self.writes += 1

    @property
    def _is_tried(self) -> bool:
        return isinstance(self._database, Rehearsed)

    def rehearse(self, act: Callable[[Self], T]) -> T:
        """What an act on the store gives, done on one of which nothing stays («проба»).

        What would change is thus seen by the very acts that change it.
        """
        return self._database.rehearse(
            lambda connection: act(
                type(self)(self.url, Rehearsed(self._database.place, connection))
            )
        )


# the journal


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
    begin_seals(connection)
    if is_tried:
        yield
        return
    authorise(kind, subjects, who)
    version = data_version(connection)
    before = states_of(connection, kind, subjects)
    yield
    after = states_of(connection, kind, subjects)
    is_new = data_version(connection) != version
    concerned = {one.municipality for one in subjects if one.municipality is not None}
    renew_seals(connection, concerned)
    if is_new:
        take_version(connection, concerned | ({COMMON} if kind.concerns_all else set()))
    changed = [
        (subject, *_difference(was, now))
        for subject, was, now in zip(subjects, before, after, strict=True)
        if was != now
        or kind.is_told
        or (not subject.rows and (is_new or subject.municipality is None))
    ]
    _append(connection, kind, who, changed)


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
