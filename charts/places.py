"""What charts with one line per place share: the names, their lines, a column of values."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.labels import muted, told_apart, wrapped
from charts.palette import Palette
from charts.theme import SMALL_BASE, TEXT_SIZE
from indicators import wording

LINE = 17
"""Height of one line of a label in pixels."""
GAP = 13
VALUE_ROOM = 82
"""Width of the column of values on the right, in pixels."""


def is_small(base: object) -> bool:
    """Whether a base is too small to be ranked or coloured by its percent."""
    return not wording.is_unknown(base) and int(str(base)) < SMALL_BASE


def place_labels(rows: pd.DataFrame, palette: Palette, highlight: str | None = None) -> list[str]:
    """The whole name of each place, and n of d under it. ``rows``: org, org_name,
    numerator, denominator."""
    names = told_apart(rows["org_name"].tolist(), rows["org"].tolist())
    return [
        _label(name, row, palette, highlighted=row["org"] == highlight)
        for name, (_, row) in zip(names, rows.iterrows(), strict=True)
    ]


def _label(name: str, row: pd.Series, palette: Palette, *, highlighted: bool) -> str:
    label = f"<b>{wrapped(name)}</b>" if highlighted else wrapped(name)
    if wording.is_unknown(row["numerator"]) or wording.is_unknown(row["denominator"]):
        return label
    under = wording.of(row["numerator"], row["denominator"])
    if is_small(row["denominator"]):
        under += " · малая база"
    return f"{label}<br>{muted(under, palette.muted)}"


def name_axis(figure: go.Figure, codes: Sequence[str], labels: Sequence[str]) -> None:
    """One line of the picture per place, the first code at the bottom."""
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=list(codes),
        tickmode="array",
        tickvals=list(codes),
        ticktext=list(labels),
        showgrid=False,
        ticks="outside",
        ticklen=8,
        tickcolor="rgba(0,0,0,0)",
        automargin=True,
        range=[-0.6, len(codes) - 0.4],
    )


def body_height(labels: Sequence[str]) -> int:
    """Height of the drawing in which no label touches the next."""
    tallest = max((label.count("<br>") + 1 for label in labels), default=1)
    return len(labels) * (max(tallest, 2) * LINE + GAP) + 30


def value_column(
    codes: Sequence[str], texts: Sequence[str], at: float, palette: Palette
) -> go.Scatter:
    """What is written behind the bars, all of it at one edge."""
    return go.Scatter(
        x=[at] * len(codes),
        y=list(codes),
        mode="text",
        text=[f" {text}" for text in texts],
        textposition="middle right",
        textfont={"size": TEXT_SIZE, "color": palette.ink},
        cliponaxis=False,
        hoverinfo="skip",
        name="значения",
    )
