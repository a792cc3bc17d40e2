"""Plan and fact over the years («план и факт по годам»): steps, dots, gaps and bounds."""

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from charts.labels import muted, wrapped
from charts.palette import LIGHT, Palette
from charts.places import is_small
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from indicators import wording

HALF_STEP = 0.5
HEADROOM = 1.3
"""Room above the highest mark for what is written over it."""
AWAY = 9
"""Pixels between a mark and its words."""


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
    for _, row in rows.iterrows():
        for words in _words_of(row, palette):
            figure.add_annotation(words)
    for year in breaks:
        _mark_break(figure, year, rows, palette)
    _frame_axes(figure, rows)
    return finished(figure, palette, title=title, note=note, body=330)


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


def _words_of(row: pd.Series, palette: Palette) -> list[dict[str, object]]:
    """What is written at one year: the target, and the fact on the other side of its line."""
    words = []
    if wording.is_unknown(row["actual"]):
        words.append(_words(row["year"], 0, wrapped(_gap_word(row), 11), palette.muted, above=True))
    else:
        above = _is_above(row)
        words.append(
            _words(row["year"], _edge(row, above=above), _beside(row, palette), palette.ink, above)
        )
    if not wording.is_unknown(row["target"]):
        text = f"план {wording.promised(row['target'], row['unit'])}"
        words.append(
            _words(
                row["year"], row["target"], text, palette.ink, not _is_above(row), size=SMALL_SIZE
            )
        )
    return words


def _words(
    year: float, y: float, text: str, colour: str, above: bool, size: int = TEXT_SIZE
) -> dict[str, object]:
    return {
        "x": int(year),
        "y": float(y),
        "text": text,
        "showarrow": False,
        "yanchor": "bottom" if above else "top",
        "yshift": AWAY if above else -AWAY,
        "font": {"size": size, "color": colour},
    }


def _is_above(row: pd.Series) -> bool:
    """Whether the fact is written above its dot: it is not under the line of the target."""
    if wording.is_unknown(row["actual"]) or wording.is_unknown(row["target"]):
        return not wording.is_unknown(row["actual"])
    return bool(row["actual"] >= row["target"])


def _edge(row: pd.Series, *, above: bool) -> float:
    """Where the words of a dot begin: beyond its whisker, if it has one."""
    bound = row["upper" if above else "lower"]
    whisker = bool(row["provisional"]) and not wording.is_unknown(bound)
    return float(bound if whisker else row["actual"])


def _beside(row: pd.Series, palette: Palette) -> str:
    """The value, n of d, «предварительно»."""
    lines = [f"<b>{wording.value(row['actual'], row['unit'])}</b>"]
    if not wording.is_unknown(row["denominator"]):
        lines.append(muted(wording.of(row["numerator"], row["denominator"]), palette.muted))
    if row["provisional"]:
        lines.append(muted("предварительно", palette.muted))
    return "<br>".join(lines)


def _gap_word(row: pd.Series) -> str:
    return wording.status_word(row["status"])


def _mark_break(figure: go.Figure, year: int, rows: pd.DataFrame, palette: Palette) -> None:
    figure.add_vline(x=year - HALF_STEP, line={"color": palette.muted, "width": 1})
    figure.add_annotation(
        x=year - HALF_STEP,
        y=1,
        yref="paper",
        text="определение изменилось",
        xanchor="right" if year > rows["year"].mean() else "left",
        yanchor="bottom",
        showarrow=False,
        font={"size": SMALL_SIZE, "color": palette.muted},
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
