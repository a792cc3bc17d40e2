"""What is sent to databases while something is done: tests count it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def statements() -> Iterator[list[str]]:
    """Everything that is sent to a database meanwhile."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def steps(act: Callable[[], object]) -> int:
    """How many steps SQLite takes for what is sent to it meanwhile: work, not time."""
    taken = [0]

    def step() -> None:
        taken[0] += 1

    def watch(connection: object, cursor: sqlite3.Cursor, *more: object) -> None:
        cursor.connection.set_progress_handler(step, 1)

    def leave(connection: object, cursor: sqlite3.Cursor, *more: object) -> None:
        cursor.connection.set_progress_handler(None, 1)

    event.listen(Engine, "before_cursor_execute", watch)
    event.listen(Engine, "after_cursor_execute", leave)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", watch)
        event.remove(Engine, "after_cursor_execute", leave)
    return taken[0]
