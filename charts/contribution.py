"""Who moves the district («вклад школ»): people above and below the target, school by school."""

from collections.abc import Sequence

import plotly.graph_objects as go

from charts.palette import LIGHT, NO_FILL, Palette
from charts.places import (
    body_height,
    is_small,
    name_axis,
    place_labels,
    value_column,
    value_room,
)
from charts.theme import finished
from data_model.compliance import Status
from indicators import wording
from indicators.contribution import Contribution


def contribution(
    parts: Sequence[Contribution], *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """One bar per school: people missing to the target to the left, people above it to the right.

    The school that misses most stands on top; bases below ten pupils are hollow and stand apart
    at the bottom, by name. A click gives ``[org]``.
    """
    ordered = in_order(parts)
    rows = [one.row for one in ordered]
    codes = [row.org or "" for row in rows]
    balance = [one.balance for one in ordered]
    labels = place_labels(rows, palette)
    left, right = min([*balance, 0]), max([*balance, 0])
    pad = max(right - left, 1) * 0.03
    texts = [wording.signed_people(value) for value in balance]
    figure = go.Figure([_bars(ordered, palette), value_column(codes, texts, right + pad, palette)])
    figure.add_vline(x=0, line={"color": palette.ink, "width": 1})
    name_axis(figure, codes, labels)
    figure.update_xaxes(range=[left - pad, right + pad], showticklabels=False, showgrid=False)
    finished(figure, palette, title=title, note=note, body=body_height(labels))
    return figure.update_layout(margin_r=value_room(texts), margin_b=8)


def in_order(parts: Sequence[Contribution]) -> list[Contribution]:
    """From the bottom of the picture to its top: small bases by name, then who misses most."""
    named = sorted(parts, key=lambda one: one.row.org_name, reverse=True)
    return sorted(named, key=lambda one: (0, 0) if is_small(one.row) else (1, -one.balance))


def _bars(parts: Sequence[Contribution], palette: Palette) -> go.Bar:
    return go.Bar(
        x=[one.balance for one in parts],
        y=[one.row.org or "" for one in parts],
        orientation="h",
        width=0.56,
        name="человек до плана",
        marker={
            "color": [NO_FILL if is_small(one.row) else _side(one, palette) for one in parts],
            "line": {
                "width": 1.5,
                "color": [
                    palette.muted if is_small(one.row) else _side(one, palette) for one in parts
                ],
            },
        },
        customdata=[[one.row.org] for one in parts],
        hoverinfo="none",
    )


def _side(one: Contribution, palette: Palette) -> str:
    return palette.fills[Status.MISSED if one.balance < 0 else Status.MET]
