"""Transactions: each question one, each act one; a busy database is tried again."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from data_model.database.trouble import DAMAGED, is_busy, trouble
from data_model.errors import DatabaseTrouble

T = TypeVar("T")
TRIES = 4
"""The first attempt and three more; each waits for the lock by itself as well."""

PAUSE = 0.05
"""Seconds before the second attempt; then twice as long, with jitter."""


class Database:
    """One database and the two ways into it: reading and writing, each one transaction."""

    def __init__(
        self,
        place: URL,
        reader: Engine,
        writer: Engine,
        gate: AbstractContextManager[object] | None = None,
    ) -> None:
        self.place = place
        self._reader = reader
        self._writer = writer
        self._gate = gate or nullcontext()

    def read(self, question: Callable[[Connection], T]) -> T:
        """The answer of a question that sees one state of the data throughout."""
        return self._attempt(self._reader, question)

    def write(self, act: Callable[[Connection], T]) -> T:
        """Do it wholly or not at all; back only after it is on the disk."""
        return self._attempt(self._writer, act)

    def rehearse(self, act: Callable[[Connection], T]) -> T:
        """What an act gives, and nothing of it stays."""

        def undone(connection: Connection) -> T:
            given = act(connection)
            connection.rollback()
            return given

        return self._attempt(self._writer, undone)

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()

    def _attempt(self, engine: Engine, act: Callable[[Connection], T]) -> T:
        for attempt in range(1, TRIES + 1):
            try:
                with self._gate, engine.begin() as connection:
                    return act(connection)
            except UnicodeDecodeError as error:
                raise DatabaseTrouble(DAMAGED) from error
            except SQLAlchemyError as error:
                told = trouble(error)
                if told is None:
                    raise
                if attempt == TRIES or not is_busy(error):
                    raise told from error
            time.sleep(PAUSE * 2**attempt * random.random())  # noqa: S311
        raise AssertionError("unreachable: the last attempt returns or raises")


class Rehearsed(Database):
    """A database as seen from inside one transaction, of which nothing will stay."""

    def __init__(self, place: URL, connection: Connection) -> None:
        super().__init__(place, connection.engine, connection.engine)
        self._connection = connection

    def close(self) -> None:
        """The transaction is ended by whoever began it."""

    def _attempt(self, engine: Engine, act: Callable[[Connection], T]) -> T:
        return act(self._connection)
