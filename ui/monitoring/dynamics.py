"""Blocks of «Год и динамика»: the years side by side, with breaks where a definition changed."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.compliance_map import compliance_map
from charts.palette import Palette
from charts.yearly_share import yearly_share
from data_model.snapshot import Snapshot
from indicators import headlines, matrix
from indicators.breaks import changed_years
from indicators.wording import NBSP, YES_NO, listed
from ui import blocks, data
from ui.kept import recall
from ui.monitoring import frames, links, pictures, tables, words
from ui.selection import Place


def verdicts(place: Place, district: pd.DataFrame) -> None:
    """Rows of the roadmap × years; a click opens the origin of a figure of that year."""
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


def breaks(place: Place, district: pd.DataFrame) -> None:
    """Where years must not be compared, in words."""
    seen = data.snapshot(place.municipality)
    for sentence in recall(_breaks, seen, district):
        words.quiet(sentence)


def _breaks(seen: Snapshot, district: pd.DataFrame) -> list[str]:
    """A sentence per row of the roadmap whose definition changed."""
    sentences = []
    for code, rows in district.groupby("code", sort=False):
        if changed := changed_years(seen, str(code)):
            years = listed([str(year) for year in changed])
            name = f"№{NBSP}{rows['indicator'].iloc[-1]} {rows['short'].iloc[-1]}"
            sentences.append(f"{name}: с {years} года считается иначе, годы не сравниваются.")
    return sentences


def numbers(place: Place, district: pd.DataFrame) -> None:
    """Plan and fact of every row that is a number, two pictures in a line."""
    seen = data.snapshot(place.municipality)
    columns = st.columns(2, gap="large")
    drawn = recall(_numbers, seen, district, place.year, pictures.palette())
    for position, (code, figure) in enumerate(drawn.items()):
        with columns[position % 2]:
            pictures.show(figure, f"years-{code}")


def _numbers(
    seen: Snapshot, district: pd.DataFrame, year: int, palette: Palette
) -> dict[str, go.Figure]:
    """Code of a row -> its picture."""
    measured = district[district["unit"] != YES_NO]
    figures = {}
    for code in dict.fromkeys(measured["code"]):
        rows = measured[measured["code"] == code]
        past, last = rows[rows["year"] <= year], rows.iloc[-1]
        figures[code] = yearly_share(
            rows,
            title=f"№{NBSP}{last['indicator']} {last['short']}. {headlines.yearly(past)}",
            note=str(last["base"] or ""),
            breaks=changed_years(seen, code),
            palette=palette,
        )
    return figures


def behind(place: Place, district: pd.DataFrame) -> None:
    """The same as a table."""
    table = recall(frames.years, district, data.years(place.municipality))
    st.subheader("Таблица", anchor=False)
    tables.figures(
        table,
        key="years-table",
        alt="Факт по годам",
        file_name="Динамика.xlsx",
        follow=lambda row, column: _follow(table, row, column, place),
    )


def _follow(table: pd.DataFrame, row: int, column: str, place: Place) -> None:
    year = column if column.isdigit() else None
    links.to_origin(str(table["№"].iloc[row]), place.municipality, year)
