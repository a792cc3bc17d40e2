"""Peers («с кем сравнивать»): schools of a like size, districts with the same indicators.

Two indicators are the same where their codes are equal: a code stands for what is counted,
whatever number its row has in each order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data_model.places import Organisation
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.plan_fact_row import PlanFact, PlanFactRow

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


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """The district's own row beside those of other districts."""

    district: str
    name: str
    row: PlanFactRow


def have_shared(in_force: Iterable[Mapping[int, Roadmap]]) -> bool:
    """Whether two districts have one indicator in one year; a mapping of years per district."""
    owners = Counter(key for roadmaps in in_force for key in _measured(roadmaps))
    return any(districts > 1 for districts in owners.values())


def _measured(roadmaps: Mapping[int, Roadmap]) -> set[tuple[int, str]]:
    return {
        (year, row.indicator.code)
        for year, roadmap in roadmaps.items()
        for row in roadmap.activities
    }


def side_by_side(
    of_districts: Mapping[str, PlanFact], names: Mapping[str, str]
) -> tuple[DistrictRow, ...]:
    """One per shared indicator, year and district, by code, year and name of the district.

    ``of_districts``: plan/fact by code of the district; ``names``: its short name. A year
    stands here where at least two districts have the indicator in it.
    """
    found: dict[tuple[str, int], list[DistrictRow]] = defaultdict(list)
    for code, plan_fact in of_districts.items():
        for row in plan_fact.of_place(None):
            found[row.code, row.year].append(DistrictRow(code, names[code], row))
    return tuple(
        one
        for key in sorted(found)
        if len({one.district for one in found[key]}) > 1
        for one in sorted(found[key], key=lambda one: one.name)
    )
