"""Plan and fact over the years («план и факт по годам»): steps, dots, gaps and bounds."""

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from charts.palette import LIGHT, Palette
from charts.places import is_small
from charts.theme import SMALL_SIZE, finished
from charts.yearly_words import HALF_STEP, mark_break, words_of
from indicators import wording

HEADROOM = 1.3
"""Room above the highest mark for what is written over it."""


def yearly_share(
    rows: pd.DataFrame,
    *,
    title: str,
    note: str = "",
    breaks: Collection[int] = (),
    palette: Palette = LIGHT,
) -> go.Figure:
    """Plan and fact of one indicator and one place.

    ``rows`` are rows of the plan/fact frame, one per year, in the order of years. The target
    is a step of one year with its value written; the fact is a dot, joined to the next only
    where both years have a value and no definition changed between (``breaks`` are the years
    in which a new definition begins). While returns are missing the bounds stand as a thin
    whisker. A year without a value has no mark, only its verdict in words.
    """
    figure = go.Figure(
        [
            _target_steps(rows, palette),
            _bounds(rows, palette),
            _fact(rows, frozenset(breaks), palette),
        ]
    )
    steps = _new_steps(rows)
    for _, row in rows.iterrows():
        for words in words_of(row, palette, is_step=row["year"] in steps):
            figure.add_annotation(words)
    for year in breaks:
        mark_break(figure, year, rows, palette)
    _frame_axes(figure, rows)
    return finished(figure, palette, title=title, note=note, body=330)


def _new_steps(rows: pd.DataFrame) -> set[int]:
    """Years whose target is not that of the year before: its value is written once a step."""
    known = rows[rows["target"].notna()]
    targets = dict(zip(known["year"], known["target"], strict=True))
    return {int(year) for year, target in targets.items() if targets.get(year - 1) != target}


def _target_steps(rows: pd.DataFrame, palette: Palette) -> go.Scatter:
    """One horizontal step per year with a target; neighbours are joined, gaps are not."""
    x: list[float | None] = []
    y: list[float | None] = []
    known = rows[rows["target"].notna()]
    for year, target in zip(known["year"], known["target"], strict=True):
        if x and x[-1] != year - HALF_STEP:
            x.append(None)
            y.append(None)
        x += [year - HALF_STEP, year + HALF_STEP]
        y += [float(target), float(target)]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        name="план",
        line={"color": palette.ink, "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
        connectgaps=False,
    )


def _fact(rows: pd.DataFrame, breaks: frozenset[int], palette: Palette) -> go.Scatter:
    """The dots, with an empty place between two years that must not be joined."""
    points: list[tuple[float, float | None, str]] = []
    for _, row in rows.iterrows():
        if row["year"] in breaks and points:
            points.append((row["year"] - HALF_STEP, None, "circle"))
        known = not wording.is_unknown(row["actual"])
        symbol = "circle-open" if is_small(row["denominator"]) else "circle"
        points.append((int(row["year"]), float(row["actual"]) if known else None, symbol))
    return go.Scatter(
        x=[x for x, _, _ in points],
        y=[y for _, y, _ in points],
        mode="lines+markers",
        name="факт",
        connectgaps=False,
        cliponaxis=False,
        line={"color": palette.accent, "width": 2.5},
        marker={
            "size": 13,
            "symbol": [symbol for _, _, symbol in points],
            "color": palette.accent,
            "line": {"width": 2, "color": palette.accent},
        },
        hoverinfo="skip",
    )


def _bounds(rows: pd.DataFrame, palette: Palette) -> go.Scatter:
    """A thin whisker from the lower to the upper bound where the figure is provisional."""
    open_years = rows[rows["provisional"].astype(bool) & rows["lower"].notna()]
    low, high = open_years["lower"].astype(float), open_years["upper"].astype(float)
    return go.Scatter(
        x=open_years["year"].tolist(),
        y=low.tolist(),
        mode="markers",
        name="границы",
        marker={"size": 1, "color": palette.muted},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": (high - low).tolist(),
            "arrayminus": [0.0] * len(open_years),
            "thickness": 1.2,
            "width": 7,
            "color": palette.muted,
        },
        hoverinfo="skip",
    )


def _frame_axes(figure: go.Figure, rows: pd.DataFrame) -> None:
    years = [int(year) for year in rows["year"]]
    tops = [float(top) for name in ("actual", "target", "upper") for top in rows[name].dropna()]
    unit = rows["unit"].iloc[0]
    figure.update_xaxes(
        tickvals=years,
        ticktext=rows["period"].tolist(),
        range=[min(years) - 0.55, max(years) + 0.55],
        showgrid=False,
    )
    figure.update_yaxes(
        range=[0, max(tops, default=1.0) * HEADROOM or 1.0],
        ticksuffix="\u00a0%" if unit == "%" else "",
        tickfont={"size": SMALL_SIZE},
        nticks=6,
    )
