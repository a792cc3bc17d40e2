"""Districts side by side («сравнение районов»): the indicators that several of them have.

Two indicators are the same where their codes are equal: a code stands for what is counted,
whatever number its row has in each order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data_model.roadmap import Roadmap
from indicators.plan_fact_row import PlanFact, PlanFactRow


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
