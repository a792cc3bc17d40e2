"""Looking for rare values («поиск редких значений») in forms that have most values in common."""

from collections.abc import Callable, Set
from itertools import islice
from typing import NamedTuple

from loaders.cells import Value

MOST = 16_384
"""Values that are remembered; a district's forms have some thousands."""


class Remembered(NamedTuple):
    """How much is remembered, by the name that ``lru_cache`` has for it."""

    currsize: int


class Search:
    """Values of a kind among others; in what was looked at once nothing is looked for again.

    What it remembers is told and cleared as with ``lru_cache`` (``loaders.forgetting``).
    """

    def __init__(self, fits: Callable[[Value], bool]) -> None:
        self._fits = fits
        self._others: set[Value] = set()

    def among(self, values: Set[Value]) -> set[Value]:
        """Those of some values that are of the kind."""
        new = values - self._others
        found = {value for value in new if self._fits(value)}
        self._remember(new - found)
        return found

    def _remember(self, others: Set[Value]) -> None:
        if len(self._others) + len(others) > MOST:
            self._others.clear()
        self._others.update(islice(others, MOST))

    def cache_clear(self) -> None:
        self._others.clear()

    def cache_parameters(self) -> dict[str, int]:
        return {"maxsize": MOST}

    def cache_info(self) -> Remembered:
        return Remembered(len(self._others))
