"""Many schools, one indicator («по школам»): sorted bars beside one line of the target."""

import pandas as pd
import plotly.graph_objects as go

from charts.palette import LIGHT, NO_FILL, Palette
from charts.places import (
    VALUE_ROOM,
    body_height,
    is_small,
    name_axis,
    place_labels,
    value_column,
)
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from data_model.compliance import Status
from indicators import wording

WITHOUT_VERDICT = {Status.NO_TARGET, Status.NOT_APPLICABLE}


def by_school(
    rows: pd.DataFrame,
    *,
    title: str,
    note: str = "",
    highlight: str | None = None,
    palette: Palette = LIGHT,
) -> go.Figure:
    """One bar per school, the highest on top; a school without a value has words, no bar.

    ``rows`` are the school rows of one year and one indicator. The colour is that of the
    verdict, its sign stands beside the value; bases below ten pupils are hollow and stand
    apart, under the others. The line is the district's target, a guide («ориентир») for a
    school. ``highlight`` is the code of a school to print in bold. A click gives
    ``[org, indicator]``.
    """
    ordered = in_order(rows)
    codes = ordered["org"].tolist()
    labels = place_labels(ordered, palette, highlight)
    reach = _reach(ordered)
    texts = [_value(row) for _, row in ordered.iterrows()]
    figure = go.Figure(
        [
            _bars(ordered, palette),
            _words(ordered, palette),
            value_column(codes, texts, reach, palette),
        ]
    )
    _guide(figure, ordered, palette)
    name_axis(figure, codes, labels)
    figure.update_xaxes(range=[0, reach], showticklabels=False, showgrid=False)
    finished(figure, palette, title=title, note=note, body=body_height(labels))
    return figure.update_layout(margin_r=VALUE_ROOM, margin_b=8)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """From the bottom of the picture to its top: unknown, small bases, then by value."""
    keyed = rows.assign(
        known=rows["actual"].notna(),
        large=[not is_small(base) for base in rows["denominator"]],
        height=rows["actual"].astype("Float64").fillna(-1),
    )
    return keyed.sort_values(
        ["known", "large", "height", "org_name"], ascending=[True, True, True, False]
    )


def _bars(rows: pd.DataFrame, palette: Palette) -> go.Bar:
    looks = [_fill(status, palette) for status in rows["status"]]
    fills = [look if large else NO_FILL for large, look in zip(rows["large"], looks, strict=True)]
    edges = [
        look if large else palette.muted for large, look in zip(rows["large"], looks, strict=True)
    ]
    return go.Bar(
        x=[None if wording.is_unknown(value) else float(value) for value in rows["actual"]],
        y=rows["org"].tolist(),
        orientation="h",
        width=0.56,
        name="факт",
        customdata=rows[["org", "indicator"]].to_numpy(),
        hoverinfo="none",
        marker={"color": fills, "line": {"width": 1.5, "color": edges}},
    )


def _fill(status: str, palette: Palette) -> str:
    """The colour of the verdict; the accent where nothing is judged."""
    fill = palette.fills[Status(status)]
    return palette.accent if fill == NO_FILL else fill


def _words(rows: pd.DataFrame, palette: Palette) -> go.Scatter:
    """What stands where there is no bar: the verdict in words."""
    unknown = rows[~rows["known"]]
    return go.Scatter(
        x=[0] * len(unknown),
        y=unknown["org"].tolist(),
        mode="text",
        text=[f" {wording.status_word(status)}" for status in unknown["status"]],
        textposition="middle right",
        textfont={"size": TEXT_SIZE, "color": palette.muted},
        customdata=unknown[["org", "indicator"]].to_numpy(),
        hoverinfo="none",
        name="без значения",
    )


def _value(row: pd.Series) -> str:
    """«✓ 36,1 %»; the bare value where a verdict would say too much."""
    if wording.is_unknown(row["actual"]):
        return ""
    value = wording.fact_exact(row)
    if not row["large"] or Status(row["status"]) in WITHOUT_VERDICT:
        return value
    return f"{wording.status_sign(row['status'])} {value}"


def _guide(figure: go.Figure, rows: pd.DataFrame, palette: Palette) -> None:
    for target in rows["target"].dropna().astype(float).head(1):
        figure.add_vline(x=target, line={"color": palette.ink, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=target,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"ориентир {wording.promised(target, rows['unit'].iloc[0])}",
            showarrow=False,
            font={"size": SMALL_SIZE, "color": palette.ink},
        )


def _reach(rows: pd.DataFrame) -> float:
    """The end of the axis: a little beyond the longest bar and the target."""
    known = [*rows["actual"].dropna(), *rows["target"].dropna()]
    return float(max(known, default=1)) * 1.06 or 1.0
