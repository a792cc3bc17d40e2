"""How schools spread («распределение»): how many of them lie in each five percent."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.palette import LIGHT, Palette
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from indicators import wording

STEP = 5
"""Targets lie on the edges, so no column stands on both sides of the line."""
PERCENTS = [0, 20, 40, 60, 80, 100]
EDGES = np.arange(0, 100 + STEP, STEP)


def distribution(
    rows: pd.DataFrame, *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """Schools counted in steps of five percent, with the district's target as a line.

    ``rows`` are school rows of one year and one share; schools without a value are not drawn.
    """
    known = rows[rows["actual"].notna()]
    counts, _ = np.histogram(known["actual"].astype(float), EDGES)
    figure = go.Figure(_columns([int(count) for count in counts], palette))
    for target in known["target"].dropna().astype(float).head(1):
        figure.add_vline(x=target, line={"color": palette.ink, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=target,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"ориентир {wording.promised(target, '%')}",
            showarrow=False,
            font={"size": SMALL_SIZE, "color": palette.ink},
        )
    figure.update_xaxes(
        range=[-3, 103],
        tickvals=PERCENTS,
        ticktext=[wording.percent(value) for value in PERCENTS],
        tickfont={"size": SMALL_SIZE},
        showgrid=False,
    )
    figure.update_yaxes(visible=False, range=[0, max([*counts, 1]) * 1.2])
    return finished(figure, palette, title=title, note=note, body=210)


def _columns(counts: list[int], palette: Palette) -> go.Bar:
    return go.Bar(
        x=[float(edge) + STEP / 2 for edge in EDGES[:-1]],
        y=counts,
        width=STEP,
        name="школ",
        text=[str(count) if count else "" for count in counts],
        textposition="outside",
        textangle=0,
        textfont={"size": TEXT_SIZE, "color": palette.ink},
        cliponaxis=False,
        marker={"color": palette.accent, "line": {"width": 2, "color": palette.surface}},
        hoverinfo="skip",
    )
