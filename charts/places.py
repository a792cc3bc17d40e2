"""What charts with one line per place share: the names, their lines, a column of values."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from charts.labels import fitted, muted, room, wrapped
from charts.palette import NO_FILL, Palette
from charts.theme import SMALL_SIZE, TEXT_SIZE
from indicators import headlines, wording
from indicators.plan_fact_row import PlanFactRow

LINE = 17
"""Height of one line of a label in pixels."""
GAP = 13
AIR = 12
"""Between the bars and the values behind them, in pixels."""


def is_small(row: PlanFactRow) -> bool:
    """Whether a share has too few pupils to be ranked or coloured by its percent."""
    return row.small_base and row.actual is not None


def fill(row: PlanFactRow, palette: Palette) -> str:
    """The colour of the verdict; the accent where nothing is judged, none on a small base."""
    if is_small(row):
        return NO_FILL
    status = wording.shown_status(row)
    return palette.accent if palette.fills[status] == NO_FILL else palette.fills[status]


def edge(row: PlanFactRow, palette: Palette) -> str:
    """The colour of the outline, so that a hollow bar can be seen."""
    return palette.muted if is_small(row) else fill(row, palette)


def place_labels(
    rows: Sequence[PlanFactRow], palette: Palette, highlight: str | None = None
) -> list[str]:
    """The name of each place, and n of d under it; ``highlight``: the code in bold."""
    names = fitted([row.org_name for row in rows], [row.org or "" for row in rows])
    return [
        _label(name, row, palette, highlighted=row.org == highlight)
        for name, row in zip(names, rows, strict=True)
    ]


def _label(name: str, row: PlanFactRow, palette: Palette, *, highlighted: bool) -> str:
    label = f"<b>{name}</b>" if highlighted else name
    parts = wording.of_words(row)
    if row.actual is None or not parts:
        return label
    under = wording.signed_fact(row) if is_small(row) else parts.removesuffix("\u00a0чел.")
    return f"{label}<br>{muted(under, palette.muted)}"


def whole(rows: Sequence[PlanFactRow]) -> list[str]:
    """What the pointer tells of each place: its whole name and its figure."""
    return [
        f"<b>{wrapped(row.org_name, 60)}</b><br>{escape(wording.signed_fact(row), quote=False)}"
        for row in rows
    ]


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


def value_room(texts: Sequence[str]) -> int:
    """Width of that column in pixels."""
    return room(texts, TEXT_SIZE) + AIR


NEAR_END = 0.15
"""So near to an end of the axis, in parts of its length, the words of a line stand inwards."""


def guide_line(
    figure: go.Figure, rows: Sequence[PlanFactRow], palette: Palette, end: float
) -> None:
    """The target of the first row that has one, as an upright line: «ориентир 35 %».

    ``end`` is that of the axis, which begins about zero.
    """
    row = next((row for row in rows if row.target is not None), None)
    if row is None:
        return
    figure.add_vline(x=row.target, line={"color": palette.ink, "width": 1.5, "dash": "dot"})
    figure.add_annotation(
        x=row.target,
        y=1,
        yref="paper",
        xanchor=_anchor((row.target or 0) / (end or 1)),
        yanchor="bottom",
        text=limit_text(row),
        showarrow=False,
        font={"size": SMALL_SIZE, "color": palette.ink},
    )


def _anchor(part: float) -> str:
    return "right" if part > 1 - NEAR_END else "left" if part < NEAR_END else "center"


def limit_text(row: PlanFactRow) -> str:
    """«план 35 %»; «ориентир 35 %» of a school; «предел 35 %» where less is better."""
    return f"{headlines.limit_words(row)} {wording.promised(row.target, row.unit)}"
