"""Looking for rare values («поиск редких значений») in forms that have most values in common.

What no search is after is ordinary, and is remembered: so each value of a file is looked up
once, however many searches there are, and hardly any is looked at.
"""

from collections.abc import Callable, Mapping, Set
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from loaders.files.workbook import Value

MOST = 16_384
"""Values that are remembered; a district's forms have some thousands."""


class Remembered(NamedTuple):
    """How much is remembered, by the name that ``lru_cache`` has for it."""

    currsize: int


class Search:
    """The search for values of one kind."""

    def __init__(self, fits: "Callable[[Value], bool]") -> None:
        self.fits = fits
        _searches.append(self)
        ORDINARY.cache_clear()


class Ordinary:
    """Values that no search is after; told and cleared as with ``lru_cache`` (``forgetting``)."""

    def __init__(self) -> None:
        self._known: set[Value] = set()

    def others(self, values: "frozenset[Value]") -> "Mapping[Search, Set[Value]]":
        """What each search finds among some values."""
        new = values - self._known
        rare = {one: set(filter(one.fits, new)) for one in _searches}
        self._remember(new.difference(*rare.values()))
        return rare

    def _remember(self, values: "Set[Value]") -> None:
        if len(self._known) + len(values) > MOST:
            self._known.clear()
        self._known.update(islice(values, MOST))

    def cache_clear(self) -> None:
        self._known.clear()

    def cache_parameters(self) -> dict[str, int]:
        return {"maxsize": MOST}

    def cache_info(self) -> Remembered:
        return Remembered(len(self._known))


ORDINARY = Ordinary()
_searches: list[Search] = []
