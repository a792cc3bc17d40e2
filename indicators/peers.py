"""Peers («с кем сравнивать»): schools of a like size and type."""

from collections.abc import Sequence
from dataclasses import dataclass

from data_model.places import Organisation
from data_model.snapshot import Snapshot
from indicators import wording

LIKE = 2.0
"""Schools are of a like size when one has at most so many times the pupils of the other."""
FEWEST, MOST = 4, 12
"""A smaller group says little, a larger one is hard to read."""


@dataclass(frozen=True, slots=True)
class Peers:
    """Codes of a group of schools, the school itself among them, and its name in words."""

    codes: frozenset[str]
    name: str


def peers(snapshot: Snapshot, year: int, org: str) -> Peers:
    """The school with those of its type that are nearest in size, like ones if there are enough."""
    expected = snapshot.expected(year)
    me = next((place for place in expected if place.code == org), None)
    if me is None:
        return Peers(frozenset({org}), "")
    pupils = _pupils(snapshot, year)
    mine = pupils.get(org, 0)
    same_type = [place for place in expected if place.kind is me.kind]
    nearest = sorted(same_type, key=lambda place: _ratio(pupils.get(place.code, 0), mine))
    like = [place for place in nearest if _ratio(pupils.get(place.code, 0), mine) <= LIKE]
    group = nearest[: max(FEWEST, min(len(like), MOST))]
    return Peers(frozenset(place.code for place in group), _name(group, pupils))


def _ratio(one: int, other: int) -> float:
    """How many times the larger is the smaller; 1 for equals."""
    low, high = sorted((one, other))
    return 1.0 if high == low else high / max(low, 1)


def _pupils(snapshot: Snapshot, year: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in snapshot.roll:
        if row.year == year:
            sums[row.org] = sums.get(row.org, 0) + row.pupils
    return sums


def _name(group: Sequence[Organisation], pupils: dict[str, int]) -> str:
    """«СОШ, от 100 до 310 обучающихся»"""
    sizes = [pupils.get(place.code, 0) for place in group]
    low, high = wording.number(min(sizes)), wording.number(max(sizes))
    return f"{group[0].kind}, от {low} до {high}\u00a0обучающихся"
