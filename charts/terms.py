"""Terms of a whole roadmap («ход дорожной карты»): a bar per term, up to its day."""

from collections.abc import Hashable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.labels import wrapped
from charts.palette import LIGHT, NO_FILL, Palette
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from data_model.compliance import Status
from indicators import wording

LINE = 17
"""Height of one line of a label in pixels."""
GAP = 13
HIGHEST = 43
"""Room of a label: two lines and a half; a longer one leans on its neighbours."""
AXIS = 30
"""Height of the years above the bars."""
DAY = 86_400_000
"""Milliseconds: the unit of a time axis."""


def roadmap_terms(
    rows: pd.DataFrame,
    *,
    title: str,
    today: date,
    note: str = "",
    palette: Palette = LIGHT,
) -> go.Figure:
    """A line per row of the roadmap, a bar per term of it, coloured by its verdict.

    ``rows``: code, indicator, name, year, period, begins, due, status. A dotted line is today,
    where today lies inside. A click on a bar gives ``[indicator, year]``.
    """
    labels = {row["code"]: _label(row) for row in rows.to_dict("records")}
    figure = go.Figure([_bar(row, palette) for row in rows.to_dict("records")])
    codes = list(labels)
    figure.update_layout(barmode="overlay", bargap=0.28)
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=codes[::-1],
        range=[-0.5, len(codes) - 0.5],
        tickvals=codes,
        ticktext=list(labels.values()),
        showgrid=False,
    )
    figure.update_xaxes(
        type="date",
        range=[min(rows["begins"]) - timedelta(days=10), max(rows["due"]) + timedelta(days=10)],
        dtick="M12",
        tickformat="%Y",
        ticklabelmode="period",
        tickfont={"size": SMALL_SIZE},
        side="top",
    )
    _mark_today(figure, rows, today, palette)
    tallest = max(label.count("<br>") + 1 for label in labels.values())
    body = len(codes) * (GAP + min(LINE * tallest, HIGHEST)) + AXIS
    done = finished(figure, palette, title=title, note=note, body=body)
    top = int(done.layout.margin.t)
    return done.update_layout(margin={"t": top + 22, "b": 8}, height=done.layout.height)


def _label(row: dict[Hashable, Any]) -> str:
    return wrapped(f"№\u00a0{row['indicator']} {row['name']}")


def _bar(row: dict[Hashable, Any], palette: Palette) -> go.Bar:
    status = Status(str(row["status"]))
    words = f"<b>{wrapped(str(row['name']), 40)}</b><br>{row['period']}, "
    words += f"{wording.due_words(row['due'])}: {wording.status_word(status)}"
    bare = palette.fills[status] == NO_FILL
    return go.Bar(
        orientation="h",
        y=[row["code"]],
        base=[row["begins"]],
        x=[((row["due"] - row["begins"]).days + 1) * DAY],
        text=[wording.status_sign(status)],
        textposition="inside",
        insidetextanchor="end",
        textangle=0,
        constraintext="none",
        textfont={"size": TEXT_SIZE, "color": palette.inks[status]},
        marker={
            "color": palette.fills[status],
            "line": {"width": 1.5, "color": palette.grid if bare else palette.surface},
        },
        customdata=[[str(row["indicator"]), str(row["year"])]],
        hovertemplate=f"{words}<extra></extra>",
    )


def _mark_today(figure: go.Figure, rows: pd.DataFrame, today: date, palette: Palette) -> None:
    if min(rows["begins"]) <= today <= max(rows["due"]):
        figure.add_vline(x=today.isoformat(), line={"color": palette.ink, "dash": "dot"})
