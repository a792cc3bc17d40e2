"""Blocks of «По годам»: the years side by side, with breaks where a definition changed."""

from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.compliance_map import compliance_map
from charts.palette import Palette
from charts.yearly import yearly_share
from data_model.snapshot import Snapshot
from indicators import headlines, matrix, wording
from indicators.changes import changed_years
from indicators.plan_fact_row import PlanFactRow
from ui import blocks, data, words
from ui.monitoring import choices, frames, links, pictures, tables
from ui.monitoring.indicator import base_of
from ui.monitoring.school import trend_title
from ui.selection import DistrictYear

Rows = tuple[PlanFactRow, ...]


def verdicts(place: DistrictYear) -> None:
    """Rows of the roadmap × years; a click opens the origin of a figure of that year."""
    pictures.show(
        verdicts_picture(place, pictures.palette()),
        "years-matrix",
        lambda keys: links.to_origin(keys[0], place.municipality, keys[1]),
        pictures.CELL,
    )
    blocks.legend()


@pictures.kept(clickable=True)
def verdicts_picture(place: DistrictYear, palette: Palette) -> go.Figure:
    district = choices.rows_of(place, None)
    return compliance_map(
        matrix.years_matrix(district),
        title=headlines.better_or_worse(district, place.year),
        palette=palette,
    )


def breaks(place: DistrictYear) -> None:
    """Where years must not be compared, in words."""
    seen = data.snapshot(place.municipality)
    for sentence in _breaks(seen, choices.rows_of(place, None)):
        words.quiet(sentence)


def _breaks(seen: Snapshot, district: Rows) -> list[str]:
    """A sentence per row of the roadmap whose definition changed."""
    sentences = []
    for code, rows in by_code(district).items():
        if changed := changed_years(seen, code):
            years = wording.listed([str(year) for year in changed])
            name = wording.numbered(rows[-1])
            sentences.append(f"{name}: с {years} года считается иначе, годы не сравниваются.")
    return sentences


def by_code(rows: Iterable[PlanFactRow]) -> dict[str, list[PlanFactRow]]:
    """The years of each row of the roadmap."""
    found: dict[str, list[PlanFactRow]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return found


def numbers(place: DistrictYear) -> None:
    """Plan and fact of every row that is a number, two pictures in a line."""
    rows = by_code(row for row in choices.rows_of(place, None) if not row.is_in_words)
    measured = [code for code, years in rows.items() if any(map(has_a_mark, years))]
    for column, code in zip(pictures.places(len(measured)), measured, strict=False):
        with column:
            pictures.show(number_picture(place, code, pictures.palette()), f"years-{code}")


def has_a_mark(row: PlanFactRow) -> bool:
    """Whether the year has a figure or a plan to draw."""
    return row.actual is not None or row.target is not None


@pictures.kept()
def number_picture(place: DistrictYear, code: str, palette: Palette) -> go.Figure:
    """One row of the roadmap over the years that have a number."""
    rows = [row for row in choices.years_of(place, code) if not row.is_in_words]
    return yearly_share(
        rows,
        title=trend_title(rows, place.year),
        note=base_of(rows, place.year),
        breaks=changed_years(data.snapshot(place.municipality), code),
        palette=palette,
    )


def behind(place: DistrictYear) -> None:
    """The same as a table."""
    rows = by_code(choices.rows_of(place, None)).values()
    numbers = [found[-1].indicator for found in rows]
    years = data.years(place.municipality)
    st.header("Таблица", anchor=False)
    tables.figures(
        table(place),
        key="years-table",
        alt="Факт по годам",
        file_name="Динамика.xlsx",
        whole=lambda: over_years(place, numbers=True),
        opens={
            "Показатель": [links.address("indicator", indicator=number) for number in numbers],
            **{
                str(year): [
                    links.origin(number, place.municipality, year=str(year)) for number in numbers
                ]
                for year in years
            },
        },
    )


@data.kept
def table(place: DistrictYear) -> pd.DataFrame:
    """One line per row of the roadmap, a column per year."""
    return over_years(place)


def over_years(place: DistrictYear, *, numbers: bool = False) -> pd.DataFrame:
    plan_fact, district = data.plan_fact(place.municipality), choices.rows_of(place, None)
    return frames.years(plan_fact, district, data.years(place.municipality), numbers=numbers)
