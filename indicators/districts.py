"""Districts side by side («сравнение районов»): the indicators that several of them have.

Two indicators are the same where their codes are equal: a code stands for what is counted,
whatever number its row has in each order.
"""

from collections.abc import Mapping

import pandas as pd

from data_model.snapshot import Snapshot

COLUMNS = [
    *("code", "year", "district", "district_name", "indicator", "name", "period"),
    *("operator", "target", "target_upper", "actual", "unit", "status"),
    *("numerator", "denominator", "base", "provisional"),
]


def shared_codes(snapshots: Mapping[str, Snapshot]) -> dict[str, tuple[str, ...]]:
    """Code of an indicator → the districts that have it, where at least two do."""
    owners: dict[str, list[str]] = {}
    for district, snapshot in snapshots.items():
        for code in _codes(snapshot):
            owners.setdefault(code, []).append(district)
    return {code: tuple(found) for code, found in owners.items() if len(found) > 1}


def _codes(snapshot: Snapshot) -> dict[str, None]:
    """Codes of all years, each once, in the order of the roadmaps."""
    roadmaps = snapshot.roadmaps.values()
    return dict.fromkeys(row.indicator.code for one in roadmaps for row in one.activities)


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
