"""Answers that are kept («запомненное»): what a page shows is computed once, not at each click.

A frame, a snapshot or a palette is recognised as the very same object, so nothing is hashed and
nothing has to be cleared: new data are new objects. Each answer holds its arguments, therefore
no other object can take their place. Whoever gets an answer shares it and must not change it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
MOST = 600
"""Answers at most; the one that was not asked for the longest goes first."""
PATIENCE = 2
"""Versions of the data that an answer outlives without being asked for."""
LONG = 50
"""Members of a tuple that are still compared one by one."""
PLAIN = {str, bytes, int, float, bool, date, type(None)}


@dataclass(slots=True)
class KeptAnswer:
    """An answer, perhaps still to come; ``held`` are the arguments that it is about."""

    held: object
    asked: int
    future: Future[Any] = field(default_factory=Future)


class Shelf:
    """Answers by key, each computed once however many sessions ask at the same time."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.lock = Lock()
        self.answers: OrderedDict[Hashable, KeptAnswer] = OrderedDict()
        self.given: set[int] = set()
        self.version: Hashable = None
        self.turns = 0

    def answer(self, key: Hashable, held: object, compute: Callable[[], Any]) -> Any:
        """The answer for ``key``; ``held`` stays alive as long as the answer does."""
        future, is_new = self.place(key, held)
        if is_new:
            self.fill(key, future, compute)
        return future.result()

    def place(self, key: Hashable, held: object) -> tuple[Future[Any], bool]:
        with self.lock:
            if found := self.answers.get(key):
                self.answers.move_to_end(key)
                found.asked = self.turns
                return found.future, False
            made = self.answers[key] = KeptAnswer(held, self.turns)
            if len(self.answers) > self.most:
                self.drop(next(iter(self.answers)))
            return made.future, True

    def drop(self, key: Hashable) -> None:
        gone = self.answers.pop(key).future
        if gone.done() and not gone.exception():
            self.given.discard(id(gone.result()))

    def turn(self, version: Hashable) -> None:
        """Data of another version have come: what nobody asks about any more is let go."""
        with self.lock:
            if version == self.version:
                return
            self.version, self.turns = version, self.turns + 1
            for key, answer in list(self.answers.items()):
                if answer.asked <= self.turns - PATIENCE:
                    self.drop(key)

    def clear(self) -> None:
        with self.lock:
            self.answers.clear()
            self.given.clear()

    def fill(self, key: Hashable, future: Future[Any], compute: Callable[[], Any]) -> None:
        """A failure reaches everybody who waits, and is not kept."""
        try:
            found = compute()
        except BaseException as error:
            with self.lock:
                self.answers.pop(key, None)
            future.set_exception(error)
            raise
        with self.lock:
            future.set_result(found)
            if key in self.answers and self.answers[key].future is future:
                self.given.add(id(found))

    def gave(self, value: object) -> bool:
        """Whether this very object is an answer that is kept: it is shared and never changes."""
        return id(value) in self.given


SHELF = Shelf()


def recall(compute: Callable[P, R], /, *arguments: P.args, **named: P.kwargs) -> R:
    """What ``compute`` answers to these arguments; it must depend on nothing else."""
    key = asked(compute, *arguments, **named)
    answer: R = SHELF.answer(key, (arguments, named), lambda: compute(*arguments, **named))
    return answer


def is_kept(compute: Callable[P, R], /, *arguments: P.args, **named: P.kwargs) -> bool:
    """Whether the answer to these arguments is here already, or soon will be."""
    return asked(compute, *arguments, **named) in SHELF.answers


def asked(compute: Callable[P, R], /, *arguments: P.args, **named: P.kwargs) -> Hashable:
    """The key of a question."""
    return (compute, token(arguments), token(named))


def kept(compute: Callable[P, R]) -> Callable[P, R]:
    """A function of our own whose answers are kept."""

    @wraps(compute)
    def at_hand(*arguments: P.args, **named: P.kwargs) -> R:
        return recall(compute, *arguments, **named)

    return at_hand


def token(value: Any) -> Hashable:
    """Plain values by what they say, collections by their parts, all else by identity.

    A collection that is itself a kept answer, or a long tuple, is taken by identity too.
    """
    kind = type(value)
    if kind in PLAIN or isinstance(value, str | date):
        return (kind, value)
    if SHELF.gave(value) or (isinstance(value, tuple) and len(value) > LONG):
        return ("the very object", id(value))
    if isinstance(value, tuple | list):
        return (kind, *map(token, value))
    if isinstance(value, dict):
        return (dict, *((token(key), token(part)) for key, part in value.items()))
    return ("the very object", id(value))
