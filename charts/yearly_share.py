"""Plan and fact over the years («план и факт по годам»): steps, dots, gaps and bounds."""

from collections.abc import Collection, Sequence

import plotly.graph_objects as go

from charts.palette import LIGHT, Palette
from charts.places import is_small
from charts.theme import SMALL_SIZE, finished
from charts.yearly_words import HALF_STEP, mark_break, words_of
from indicators.plan_fact_row import PlanFactRow

HEADROOM = 1.3
"""Room above the highest mark for what is written over it."""


def yearly_share(
    rows: Sequence[PlanFactRow],
    *,
    title: str,
    note: str = "",
    breaks: Collection[int] = (),
    palette: Palette = LIGHT,
) -> go.Figure:
    """Plan and fact of one indicator and one place.

    ``rows``: one per year, in the order of years. The target is a step of one year with its
    value written; the fact is a dot, joined to the next only where both years have a value and
    no definition changed between (``breaks`` are the years in which a new definition begins).
    While returns are missing the bounds stand as a thin whisker. A year without a value has no
    mark, only its verdict in words; a base below ten pupils is hollow and has «4 из 9, малая
    база» beside it, no percent.
    """
    top = _top(rows)
    figure = go.Figure(
        [
            _target_steps(rows, palette),
            _bounds(rows, palette),
            _fact(rows, frozenset(breaks), palette),
        ]
    )
    steps = _new_steps(rows)
    for row in rows:
        for words in words_of(
            row, palette, top, is_step=row.year in steps, is_first=row is rows[0]
        ):
            figure.add_annotation(words)
    for year in breaks:
        mark_break(figure, year, rows, palette)
    _frame_axes(figure, rows, top)
    return finished(figure, palette, title=title, note=note, body=330)


def _top(rows: Sequence[PlanFactRow]) -> float:
    """The end of the upright axis, in the unit of the rows."""
    tops = [top for row in rows for top in (row.actual, row.target, row.upper) if top is not None]
    return max(tops, default=1.0) * HEADROOM or 1.0


def _new_steps(rows: Sequence[PlanFactRow]) -> set[int]:
    """Years whose target is not that of the year before: its value is written once a step."""
    targets = {row.year: row.target for row in rows if row.target is not None}
    return {year for year, target in targets.items() if targets.get(year - 1) != target}


def _target_steps(rows: Sequence[PlanFactRow], palette: Palette) -> go.Scatter:
    """One horizontal step per year with a target; neighbours are joined, gaps are not."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        if row.target is None:
            continue
        if x and x[-1] != row.year - HALF_STEP:
            x.append(None)
            y.append(None)
        x += [row.year - HALF_STEP, row.year + HALF_STEP]
        y += [row.target, row.target]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        name="план",
        line={"color": palette.ink, "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
        connectgaps=False,
    )


def _fact(rows: Sequence[PlanFactRow], breaks: frozenset[int], palette: Palette) -> go.Scatter:
    """The dots, with an empty place between two years that must not be joined."""
    points: list[tuple[float, float | None, str]] = []
    for row in rows:
        if row.year in breaks and points:
            points.append((row.year - HALF_STEP, None, "circle"))
        points.append((row.year, row.actual, "circle-open" if is_small(row) else "circle"))
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


def _bounds(rows: Sequence[PlanFactRow], palette: Palette) -> go.Scatter:
    """A thin whisker from the lower to the upper bound where the figure is provisional."""
    open_years = [
        (row.year, row.lower, row.upper - row.lower)
        for row in rows
        if row.provisional and row.lower is not None and row.upper is not None
    ]
    return go.Scatter(
        x=[year for year, _, _ in open_years],
        y=[low for _, low, _ in open_years],
        mode="markers",
        name="границы",
        marker={"size": 1, "color": palette.muted},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [length for _, _, length in open_years],
            "arrayminus": [0.0] * len(open_years),
            "thickness": 1.2,
            "width": 7,
            "color": palette.muted,
        },
        hoverinfo="skip",
    )


def _frame_axes(figure: go.Figure, rows: Sequence[PlanFactRow], top: float) -> None:
    years = [row.year for row in rows]
    figure.update_xaxes(
        tickvals=years,
        ticktext=[row.period for row in rows],
        range=[min(years) - 0.55, max(years) + 0.55],
        showgrid=False,
    )
    figure.update_yaxes(
        range=[0, top],
        ticksuffix="\u00a0%" if rows[0].unit == "%" else "",
        tickfont={"size": SMALL_SIZE},
        nticks=6,
    )
