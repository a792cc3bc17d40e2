"""Who moves the district («вклад школ»): people above and below the target, school by school."""

import pandas as pd
import plotly.graph_objects as go

from charts.palette import LIGHT, Palette
from charts.places import VALUE_ROOM, body_height, name_axis, place_labels, value_column
from charts.theme import finished
from data_model.compliance import Status
from indicators import wording


def contribution(
    rows: pd.DataFrame, *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """One bar per school: people missing to the target to the left, people above it to the right.

    ``rows``: org, org_name, balance (whole people, negative where missing), numerator,
    denominator; the school that misses most stands on top. A click gives ``[org]``.
    """
    ordered = rows.sort_values(["balance", "org_name"], ascending=[False, False])
    codes = ordered["org"].tolist()
    balance = [int(value) for value in ordered["balance"]]
    labels = place_labels(ordered, palette)
    left, right = min([*balance, 0]), max([*balance, 0])
    pad = max(right - left, 1) * 0.03
    texts = [wording.signed_people(value) for value in balance]
    figure = go.Figure(
        [_bars(ordered, balance, palette), value_column(codes, texts, right + pad, palette)]
    )
    figure.add_vline(x=0, line={"color": palette.ink, "width": 1})
    name_axis(figure, codes, labels)
    figure.update_xaxes(range=[left - pad, right + pad], showticklabels=False, showgrid=False)
    finished(figure, palette, title=title, note=note, body=body_height(labels))
    return figure.update_layout(margin_r=VALUE_ROOM, margin_b=8)


def _bars(rows: pd.DataFrame, balance: list[int], palette: Palette) -> go.Bar:
    return go.Bar(
        x=balance,
        y=rows["org"].tolist(),
        orientation="h",
        width=0.56,
        name="человек до плана",
        marker={
            "color": [
                palette.fills[Status.MISSED if value < 0 else Status.MET] for value in balance
            ]
        },
        customdata=rows[["org"]].to_numpy(),
        hoverinfo="none",
    )
