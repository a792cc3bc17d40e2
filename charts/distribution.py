"""How schools spread («распределение»): how many of them lie in each five percent."""

from collections import Counter
from collections.abc import Sequence

import plotly.graph_objects as go

from charts.palette import LIGHT, Palette
from charts.places import guide_line, is_small
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from indicators import wording
from indicators.plan_fact_row import PlanFactRow

STEP = 5
"""Targets lie on the edges, so no column stands on both sides of the line."""
STEPS = 100 // STEP
PERCENTS = [0, 20, 40, 60, 80, 100]


def distribution(
    rows: Sequence[PlanFactRow], *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """Schools counted in steps of five percent, with the district's target as a line.

    ``rows`` are school rows of one year and one share; schools without a value and bases below
    ten pupils are not drawn.
    """
    shares = [row.actual for row in rows if row.actual is not None and not is_small(row)]
    columns = Counter(min(int(share // STEP), STEPS - 1) for share in shares)
    counts = [columns[step] for step in range(STEPS)]
    figure = go.Figure(_columns(counts, palette))
    guide_line(figure, rows, palette)
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
        x=[step * STEP + STEP / 2 for step in range(STEPS)],
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
