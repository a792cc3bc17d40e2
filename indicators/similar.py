"""Similar schools («похожие школы»): of the same type and of a like size, with the group named."""

from collections.abc import Sequence
from dataclasses import dataclass

from data_model.places import Organisation
from data_model.snapshot import Snapshot
from indicators import wording

FEWEST = 3
"""A smaller group says little: then the type alone makes the group."""
SIZES = (50, 100, 200, 400, 800)
"""Bounds of the sizes, in pupils."""


@dataclass(frozen=True, slots=True)
class Peers:
    """Codes of a group of schools, the school itself among them, and its name in words."""

    codes: frozenset[str]
    name: str


def peers(snapshot: Snapshot, year: int, org: str) -> Peers:
    """Schools of the same type and size; of the type alone where those are too few."""
    expected = snapshot.expected(year)
    me = next((place for place in expected if place.code == org), None)
    if me is None:
        return Peers(frozenset({org}), "")
    pupils = _pupils(snapshot, year)
    low, high = _size(pupils.get(org, 0))
    alike = [place for place in expected if place.kind is me.kind]
    near = [place for place in alike if low <= pupils.get(place.code, 0) < high]
    if len(near) < FEWEST:
        return Peers(_codes(alike), f"{me.kind}, все размеры")
    return Peers(_codes(near), f"{me.kind}, {_size_words(low, high)}")


def _codes(places: Sequence[Organisation]) -> frozenset[str]:
    return frozenset(place.code for place in places)


def _pupils(snapshot: Snapshot, year: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in snapshot.roll:
        if row.year == year:
            sums[row.org] = sums.get(row.org, 0) + row.pupils
    return sums


def _size(pupils: int) -> tuple[int, float]:
    """The half-open interval of SIZES that a school lies in."""
    low = max((bound for bound in SIZES if bound <= pupils), default=0)
    high = min((bound for bound in SIZES if bound > pupils), default=float("inf"))
    return low, high


def _size_words(low: int, high: float) -> str:
    if high == float("inf"):
        return f"от {wording.counted(low, wording.PUPILS)}"
    if not low:
        return f"до {wording.number(int(high))}\u00a0обучающихся"
    return f"от {wording.number(low)} до {wording.number(int(high) - 1)}\u00a0обучающихся"
