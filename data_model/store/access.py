"""Access («доступ к базе»): every question one transaction, every act one transaction."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, select, update

from data_model.database import Database, Rehearsed
from data_model.store.journal import recorded
from data_model.store.scope import cut
from data_model.tables import DataVersionRow

P = ParamSpec("P")
T = TypeVar("T")
Act = Callable[Concatenate[Connection, P], T]


class Access:
    """One database and the two ways into it.

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


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return datetime.now().astimezone().date()


PRESENT = select(DataVersionRow.value)
RAISE = update(DataVersionRow).values(value=DataVersionRow.value + 1)


def data_version(connection: Connection) -> int:
    return connection.scalars(PRESENT).one()


def raise_version(connection: Connection) -> None:
    connection.execute(RAISE)
