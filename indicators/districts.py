"""Districts side by side («сравнение районов»): the indicators that several of them have.

Two indicators are the same where their codes are equal: a code stands for what is counted,
whatever number its row has in each order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from data_model.roadmap import Roadmap

COLUMNS = [
    *("code", "year", "district", "district_name", "indicator", "name", "period"),
    *("operator", "target", "target_upper", "actual", "unit", "status"),
    *("numerator", "denominator", "base", "provisional"),
]


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


def side_by_side(frames: Mapping[str, pd.DataFrame], names: Mapping[str, str]) -> pd.DataFrame:
    """One row per shared indicator, year and district; the district's own figures as they are.

    ``frames``: plan/fact by code of the district; ``names``: its short name. A year stands
    here where at least two districts have the indicator in it.
    """
    parts = [_district(frame, code, names[code]) for code, frame in frames.items()]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    several = rows.groupby(["code", "year"])["district"].transform("nunique") > 1
    ordered = rows[several].sort_values(["code", "year", "district_name"], kind="stable")
    return ordered[COLUMNS].reset_index(drop=True)


def _district(plan_fact: pd.DataFrame, code: str, name: str) -> pd.DataFrame:
    own = plan_fact[plan_fact["org"].isna()]
    return own.assign(district=code, district_name=name, name=own["short"])
