"""The view that is to be printed, as its address asks for it, and what a sheet is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from data_model.errors import MonitorError
from indicators.contribution import rows_of
from reports.summary import Chart
from ui import data
from ui.selection import Place

Tables = tuple[tuple[str, pd.DataFrame], ...]
Parts = tuple[str, tuple[str, ...], Tables, tuple[Chart, ...]]
"""Title, sentences, tables with their captions, drawings."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The view that is to be printed: the place, the row of the roadmap, the school."""

    place: Place
    indicator: str = ""
    school: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


def asked(wanted: Mapping[str, str]) -> Asked:
    """From the address. MonitorError where it names what is not there."""
    municipality = wanted.get("municipality", "")
    year = wanted.get("year", "")
    known = data.municipality_names()
    if municipality not in known or year not in map(str, data.years(municipality)):
        raise MonitorError("Такого района или года нет. Откройте страницу и нажмите «Печать».")
    place = Place(municipality, int(year))
    return Asked(place, wanted.get("indicator", ""), wanted.get("school", ""), wanted)


def rows_asked(place: Place, number: str) -> pd.DataFrame:
    """All rows of one row of the roadmap in this year. MonitorError where there is none."""
    numbers = {row.number for row in data.roadmap(place.municipality, place.year).activities}
    if number not in numbers:
        raise MonitorError("Такой строки в дорожной карте нет.")
    return rows_of(data.plan_fact(place.municipality), place.year, number)
