"""Breaks («разрывы ряда»): years in which an indicator began to be measured differently."""

from data_model.roadmap import Indicator
from data_model.snapshot import Snapshot


def changed_years(snapshot: Snapshot, code: str) -> tuple[int, ...]:
    """Years whose definition differs from that of the year before: kind, questions or base.

    Targets are meant to change and break nothing. The first year of an indicator is no break.
    """
    defined = {year: _measure(snapshot, year, code) for year in snapshot.years}
    return tuple(
        year
        for year in snapshot.years
        if defined.get(year - 1) and defined[year] and defined[year] != defined[year - 1]
    )


def _measure(snapshot: Snapshot, year: int, code: str) -> tuple[object, ...]:
    """What must stay the same for two years to be compared; empty without the indicator."""
    for activity in snapshot.roadmaps[year].activities:
        if activity.indicator.code == code:
            return _rule(activity.indicator)
    return ()


def _rule(indicator: Indicator) -> tuple[object, ...]:
    return (
        indicator.kind,
        indicator.level,
        indicator.counted,
        indicator.out_of,
        frozenset(indicator.base),
        indicator.unit,
    )
