"""Participation against growth («участие и рост»): four corners, one dot per school."""

import pandas as pd
import plotly.graph_objects as go

from charts.labels import told_apart
from charts.palette import LIGHT, Palette
from charts.theme import SMALL_BASE, SMALL_SIZE, finished
from indicators import wording

PERCENTS = [0, 20, 40, 60, 80, 100]
CORNERS = (
    (0.99, 0.99, "right", "top", "план есть, участников больше"),
    (0.01, 0.99, "left", "top", "план есть, участников меньше"),
    (0.99, 0.01, "right", "bottom", "плана нет, участников больше"),
    (0.01, 0.01, "left", "bottom", "плана нет, участников меньше"),
)


def growth_map(
    rows: pd.DataFrame, *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """Share across growth. ``rows``: org, org_name, actual, denominator, target, growth_people.

    Growth is in people against the year before; schools without either are not drawn.
    """
    known = rows[rows["actual"].notna() & rows["growth_people"].notna()]
    figure = go.Figure(_dots(known, palette))
    figure.add_vline(x=0, line={"color": palette.ink, "width": 1})
    for target in known["target"].dropna().astype(float).head(1):
        figure.add_hline(y=target, line={"color": palette.ink, "width": 1.5, "dash": "dot"})
    _name_corners(figure, palette)
    reach = max((abs(int(value)) for value in known["growth_people"]), default=1) or 1
    figure.update_xaxes(
        title={"text": "участников к прошлому году, чел.", "font": {"size": SMALL_SIZE}},
        range=[-1.2 * reach, 1.2 * reach],
        tickfont={"size": SMALL_SIZE},
        nticks=6,
    )
    figure.update_yaxes(
        range=[-16, 118],
        tickvals=PERCENTS,
        ticktext=[wording.percent(value) for value in PERCENTS],
        tickfont={"size": SMALL_SIZE},
    )
    return finished(figure, palette, title=title, note=note, body=360)


def _dots(rows: pd.DataFrame, palette: Palette) -> go.Scatter:
    small = [pd.notna(base) and base < SMALL_BASE for base in rows["denominator"]]
    names = told_apart(rows["org_name"].tolist(), rows["org"].tolist())
    return go.Scatter(
        x=[int(value) for value in rows["growth_people"]],
        y=[float(value) for value in rows["actual"]],
        mode="markers",
        marker={
            "size": 13,
            "color": palette.accent,
            "symbol": ["circle-open" if hollow else "circle" for hollow in small],
            "line": {"width": 1.5, "color": palette.accent},
        },
        customdata=rows[["org"]].to_numpy(),
        hovertext=[
            f"<b>{name}</b><br>{wording.share(float(actual))}, "
            f"{wording.signed_people(int(growth))} к прошлому году"
            for name, actual, growth in zip(
                names, rows["actual"], rows["growth_people"], strict=True
            )
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _name_corners(figure: go.Figure, palette: Palette) -> None:
    for x, y, xanchor, yanchor, text in CORNERS:
        figure.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            xanchor=xanchor,
            yanchor=yanchor,
            text=text.replace(", ", ",<br>"),
            align=xanchor,
            showarrow=False,
            font={"size": SMALL_SIZE, "color": palette.muted},
        )
