"""The view that is to be printed, as its address asks for it, and what a sheet is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from data_model.errors import MonitorError
from indicators.plan_fact_row import PlanFactRow
from reports.summary import Chart
from ui import data, wrong_address
from ui.selection import DistrictYear

Tables = tuple[tuple[str, pd.DataFrame], ...]
Parts = tuple[str, tuple[str, ...], Tables, tuple[Chart, ...]]
"""Title, sentences, tables with their captions, drawings."""


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """The view that is to be printed: the place, the row of the roadmap, the school."""

    place: DistrictYear
    indicator: str = ""
    school: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


def asked(wanted: Mapping[str, str]) -> PrintRequest:
    """From the address. MonitorError where it names what is not there."""
    municipality = wanted.get("municipality", "")
    year = wanted.get("year", "")
    known = data.municipality_names()
    if municipality not in known or year not in map(str, data.years(municipality)):
        raise MonitorError("Такого района или года нет. Откройте страницу и нажмите «Печать».")
    place = DistrictYear(municipality, int(year))
    return PrintRequest(place, wanted.get("indicator", ""), wanted.get("school", ""), wanted)


def row_asked(wanted: PrintRequest) -> PlanFactRow:
    """The district's row with this number in this year. MonitorError where there is none."""
    plan_fact = data.plan_fact(wanted.place.municipality)
    row = plan_fact.numbered(wanted.place.year, wanted.indicator)
    if row is None:
        seen = data.snapshot(wanted.place.municipality)
        found = wrong_address.of_indicator(seen, wanted.place.year, wanted.indicator)
        raise MonitorError(found.said)
    return row


def school_asked(wanted: PrintRequest) -> str | None:
    """Code of a school; None for the district. MonitorError where it is not awaited."""
    place, org = wanted.place, wanted.school
    if org in {"", place.municipality}:
        return None
    if all(one.code != org for one in data.expected(place.municipality, place.year)):
        seen = data.snapshot(place.municipality)
        found = wrong_address.of_school(seen, place.year, org, data.store())
        raise MonitorError(found.said)
    return org
