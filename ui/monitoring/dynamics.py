"""Blocks of «Год и динамика»: the years side by side, with breaks where a definition changed."""

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from charts.compliance_map import compliance_map
from charts.palette import Palette
from charts.yearly import yearly_share
from data_model.snapshot import Snapshot
from indicators import headlines, matrix, wording
from indicators.changes import changed_years
from indicators.plan_fact_row import PlanFactRow
from ui import blocks, data
from ui.kept import recall
from ui.monitoring import choices, frames, links, pictures, tables, words
from ui.monitoring.school import trend_title
from ui.selection import DistrictYear

Rows = tuple[PlanFactRow, ...]


def verdicts(place: DistrictYear) -> None:
    """Rows of the roadmap × years; a click opens the origin of a figure of that year."""
    district = choices.rows_of(place, None)
    figure = recall(
        compliance_map,
        recall(matrix.years_matrix, district),
        title=recall(headlines.better_or_worse, district, place.year),
        note="Щёлкните по ячейке — откроется, откуда цифра.",
        palette=pictures.palette(),
    )
    pictures.show(
        figure,
        "years-matrix",
        lambda keys: links.to_origin(keys[0], place.municipality, keys[1]),
    )
    blocks.legend()


def breaks(place: DistrictYear) -> None:
    """Where years must not be compared, in words."""
    seen = data.snapshot(place.municipality)
    for sentence in recall(_breaks, seen, choices.rows_of(place, None)):
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


def by_code(rows: Sequence[PlanFactRow]) -> dict[str, list[PlanFactRow]]:
    """The years of each row of the roadmap."""
    found: dict[str, list[PlanFactRow]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return found


def numbers(place: DistrictYear) -> None:
    """Plan and fact of every row that is a number, two pictures in a line."""
    seen, district = data.snapshot(place.municipality), choices.rows_of(place, None)
    columns = st.columns(2, gap="large")
    drawn = recall(_numbers, seen, district, place.year, pictures.palette())
    for position, (code, figure) in enumerate(drawn.items()):
        with columns[position % 2]:
            pictures.show(figure, f"years-{code}")


def _numbers(seen: Snapshot, district: Rows, year: int, palette: Palette) -> dict[str, go.Figure]:
    """Code of a row -> its picture."""
    measured = [row for row in district if not row.is_presence]
    return {
        code: yearly_share(
            rows,
            title=trend_title(rows, year),
            note=rows[-1].base,
            breaks=changed_years(seen, code),
            palette=palette,
        )
        for code, rows in by_code(measured).items()
    }


def behind(place: DistrictYear) -> None:
    """The same as a table."""
    plan_fact, district = data.plan_fact(place.municipality), choices.rows_of(place, None)
    numbers = [rows[-1].indicator for rows in by_code(district).values()]
    st.subheader("Таблица", anchor=False)
    tables.figures(
        recall(frames.years, plan_fact, district, data.years(place.municipality)),
        key="years-table",
        alt="Факт по годам",
        file_name="Динамика.xlsx",
        follow=lambda row, column: links.to_origin(
            numbers[row], place.municipality, column if column.isdigit() else None
        ),
    )
