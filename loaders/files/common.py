"""What the files of a lot have in common («общее партии»): worked out once, and then forgotten.

The returns of a district share their styles, texts and formulas. Where files are read, nothing
of what was read is kept after the answer.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

Result = TypeVar("Result")

_remembering: list["_lru_cache_wrapper[Any]"] = []


def common(most: int) -> Callable[[Callable[..., Result]], "_lru_cache_wrapper[Result]"]:
    """A function that remembers its latest results until the lot is read, so many at most."""

    def remembered(function: Callable[..., Result]) -> "_lru_cache_wrapper[Result]":
        wrapped = lru_cache(maxsize=most)(function)
        _remembering.append(wrapped)
        return wrapped

    return remembered


def forget_lot() -> None:
    """Let go of all that was remembered of the files of a lot."""
    for one in _remembering:
        one.cache_clear()
