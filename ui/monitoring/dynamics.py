"""Blocks of «Год и динамика»: the years side by side, with breaks where a definition changed."""

import pandas as pd
import streamlit as st

from charts.compliance_map import compliance_map
from charts.yearly_share import yearly_share
from indicators import headlines, matrix
from indicators.breaks import changed_years
from indicators.wording import NBSP, YES_NO, listed
from ui import blocks, data
from ui.monitoring import frames, links, pictures, tables, words
from ui.selection import Place


def verdicts(place: Place, district: pd.DataFrame) -> None:
    """Rows of the roadmap × years; a click opens the origin of a figure of that year."""
    figure = compliance_map(
        matrix.years_matrix(district),
        title=headlines.better_or_worse(district, place.year),
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
    for code, rows in district.groupby("code", sort=False):
        if changed := changed_years(seen, str(code)):
            years = listed([str(year) for year in changed])
            name = f"№{NBSP}{rows['indicator'].iloc[-1]} {rows['short'].iloc[-1]}"
            words.quiet(f"{name}: с {years} года считается иначе, годы не сравниваются.")


def numbers(place: Place, district: pd.DataFrame) -> None:
    """Plan and fact of every row that is a number, two pictures in a line."""
    seen = data.snapshot(place.municipality)
    measured = district[district["unit"] != YES_NO]
    codes = list(dict.fromkeys(measured["code"]))
    columns = st.columns(2, gap="large")
    for position, code in enumerate(codes):
        rows = measured[measured["code"] == code]
        past = rows[rows["year"] <= place.year]
        last = rows.iloc[-1]
        with columns[position % 2]:
            figure = yearly_share(
                rows,
                title=f"№{NBSP}{last['indicator']} {last['short']}. {headlines.yearly(past)}",
                note=str(last["base"] or ""),
                breaks=changed_years(seen, code),
                palette=pictures.palette(),
            )
            pictures.show(figure, f"years-{code}")


def behind(place: Place, district: pd.DataFrame) -> None:
    """The same as a table."""
    table = frames.years(district, data.years(place.municipality))
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
