"""Looking for rare values («поиск редких значений») in forms that have most values in common."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from loaders.cells import Value

MOST = 16_384
"""Values that are remembered; a district's forms have some thousands."""


class Remembered(NamedTuple):
    """How much is remembered, by the name that ``lru_cache`` has for it."""

    currsize: int


class Search:
    """Whether some value is of a kind; in what was looked at once nothing is looked for again.

    What it remembers is told and cleared as with ``lru_cache`` (``loaders.forgetting``).
    """

    def __init__(self, fits: Callable[[Value], bool]) -> None:
        self._fits = fits
        self._others: set[Value] = set()

    def is_in(self, values: Iterable[Value]) -> bool:
        for value in set(values) - self._others:
            if self._fits(value):
                return True
            self._remember(value)
        return False

    def _remember(self, value: Value) -> None:
        if len(self._others) >= MOST:
            self._others.clear()
        self._others.add(value)

    def cache_clear(self) -> None:
        self._others.clear()

    def cache_parameters(self) -> dict[str, int]:
        return {"maxsize": MOST}

    def cache_info(self) -> Remembered:
        return Remembered(len(self._others))
