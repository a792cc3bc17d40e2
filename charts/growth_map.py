"""Participation against growth («участие и рост»): four corners, one dot per school."""

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from charts.labels import told_apart
from charts.palette import LIGHT, Palette
from charts.places import is_small, limit_text
from charts.theme import SMALL_SIZE, finished
from indicators import headlines, wording
from indicators.plan_fact_row import PlanFactRow

NAMED = 20
"""Schools up to which every dot bears its name; of more, only the pointer tells it."""
HIGHEST = 100.0
ROOM = 0.22
"""Room above and below the dots, in parts of their spread: the corners are named there."""


class Dot(NamedTuple):
    """A school with its share in percent and the people it has more than a year ago."""

    row: PlanFactRow
    share: float
    people: int


def growth_map(
    rows: Sequence[PlanFactRow], *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """Share across growth. ``rows``: school rows of one year and one share.

    Growth is in people over the grades known in both years; schools without it and bases below
    ten pupils are not drawn. The axes keep to the dots and the target. A click gives ``[org]``.
    """
    dots = known(rows)
    figure = go.Figure(_marks(dots, palette))
    figure.add_vline(x=0, line={"color": palette.ink, "width": 1})
    target = next((dot.row for dot in dots if dot.row.target is not None), None)
    if target is not None:
        figure.add_hline(
            y=target.target,
            line={"color": palette.ink, "width": 1.5, "dash": "dot"},
            annotation={
                "text": limit_text(target),
                "font": {"size": SMALL_SIZE, "color": palette.ink},
            },
        )
        _name_corners(figure, headlines.limit_words(target), palette)
    reach = max((abs(dot.people) for dot in dots), default=1) or 1
    figure.update_xaxes(
        title={"text": "участников к прошлому году, чел.", "font": {"size": SMALL_SIZE}},
        range=[-1.35 * reach, 1.35 * reach],
        tickfont={"size": SMALL_SIZE},
        nticks=6,
    )
    figure.update_yaxes(
        range=_span([dot.share for dot in dots], target.target if target else None),
        ticksuffix="\u00a0%",
        tickfont={"size": SMALL_SIZE},
        nticks=6,
    )
    return finished(figure, palette, title=title, note=note, body=360)


def known(rows: Sequence[PlanFactRow]) -> list[Dot]:
    """The schools that can be drawn."""
    return [
        Dot(row, row.actual, row.matched.people)
        for row in rows
        if row.actual is not None and row.matched is not None and not is_small(row)
    ]


def _span(shares: list[float], target: float | None) -> list[float]:
    """From a little below the lowest dot to a little above the highest, the target inside."""
    marks = [*shares, *([] if target is None else [target])]
    low, high = min(marks, default=0.0), max(marks, default=HIGHEST)
    air = max(high - low, 10.0) * ROOM
    return [low - air, high + air]


def _marks(dots: list[Dot], palette: Palette) -> go.Scatter:
    names = told_apart([dot.row.org_name for dot in dots], [dot.row.org or "" for dot in dots])
    return go.Scatter(
        x=[dot.people for dot in dots],
        y=[dot.share for dot in dots],
        mode="markers+text" if len(dots) <= NAMED else "markers",
        text=_short(names),
        textposition=["middle left" if dot.people > 0 else "middle right" for dot in dots],
        textfont={"size": SMALL_SIZE, "color": palette.muted},
        cliponaxis=False,
        marker={
            "size": 12,
            "color": palette.accent,
            "line": {"width": 1.5, "color": palette.surface},
        },
        customdata=[[dot.row.org] for dot in dots],
        hovertext=[
            f"<b>{name}</b><br>{wording.fact_cell(dot.row)} ({wording.of_words(dot.row)}), "
            f"{wording.signed_people(dot.people)} к прошлому году"
            for name, dot in zip(names, dots, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _short(names: list[str]) -> list[str]:
    """Names beside the dots, the village alone where that tells them apart: «Светлополье»."""
    villages = [name.partition(" с. ")[2] or name for name in names]
    return villages if len(set(villages)) == len(names) else names


CORNERS = (
    (0.99, 0.99, "right", "top", "достигнут, участников больше"),
    (0.01, 0.99, "left", "top", "достигнут, участников меньше"),
    (0.99, 0.01, "right", "bottom", "не достигнут, участников больше"),
    (0.01, 0.01, "left", "bottom", "не достигнут, участников меньше"),
)


def _name_corners(figure: go.Figure, limit: str, palette: Palette) -> None:
    for x, y, xanchor, yanchor, text in CORNERS:
        figure.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            xanchor=xanchor,
            yanchor=yanchor,
            text=f"{limit} {text.replace(', ', ',<br>')}",
            align=xanchor,
            showarrow=False,
            font={"size": SMALL_SIZE, "color": palette.muted},
        )
