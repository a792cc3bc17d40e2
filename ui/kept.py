"""Answers that are kept («запомненное»): what a page shows is computed once, not at each click.

A frame, a snapshot or a palette is recognised as the very same object, so nothing is hashed and
nothing has to be cleared: new data are new objects. Each answer holds its arguments, therefore
no other object can take their place. Whoever gets an answer shares it and must not change it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from datetime import date
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
MOST = 600
"""Answers at most; the one that was not asked for the longest goes first."""
PLAIN = (str, int, float, date, type(None))


class Shelf:
    """Answers by key, each computed once however many sessions ask at the same time."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.lock = Lock()
        self.answers: OrderedDict[Hashable, tuple[Future[Any], object]] = OrderedDict()

    def answer(self, key: Hashable, held: object, compute: Callable[[], Any]) -> Any:
        """The answer for ``key``; ``held`` stays alive as long as the answer does."""
        future, is_new = self.place(key, held)
        if is_new:
            self.fill(key, future, compute)
        return future.result()

    def place(self, key: Hashable, held: object) -> tuple[Future[Any], bool]:
        with self.lock:
            if key in self.answers:
                self.answers.move_to_end(key)
                return self.answers[key][0], False
            future: Future[Any] = Future()
            self.answers[key] = (future, held)
            if len(self.answers) > self.most:
                self.answers.popitem(last=False)
            return future, True

    def fill(self, key: Hashable, future: Future[Any], compute: Callable[[], Any]) -> None:
        """A failure reaches everybody who waits, and is not kept."""
        try:
            future.set_result(compute())
        except BaseException as error:
            with self.lock:
                self.answers.pop(key, None)
            future.set_exception(error)
            raise


SHELF = Shelf()


def recall(compute: Callable[P, R], /, *arguments: P.args, **named: P.kwargs) -> R:
    """What ``compute`` answers to these arguments; it must depend on nothing else."""
    key = (compute, token(arguments), token(named))
    answer: R = SHELF.answer(key, (arguments, named), lambda: compute(*arguments, **named))
    return answer


def kept(compute: Callable[P, R]) -> Callable[P, R]:
    """A function of our own whose answers are kept."""

    @wraps(compute)
    def at_hand(*arguments: P.args, **named: P.kwargs) -> R:
        return recall(compute, *arguments, **named)

    return at_hand


def token(value: Any) -> Hashable:
    """Plain values by what they say, collections by their parts, all else by identity."""
    if isinstance(value, PLAIN):
        return (type(value), value)
    if isinstance(value, tuple | list):
        return (type(value), *map(token, value))
    if isinstance(value, dict):
        return (dict, *((token(key), token(part)) for key, part in value.items()))
    return ("the very object", id(value))
