"""Terms («сроки»): a strip of months with a mark for every due row."""

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from charts.labels import muted, wrapped
from charts.palette import LIGHT, Palette
from charts.places import body_height, name_axis
from charts.theme import SMALL_SIZE, finished
from data_model.compliance import Status
from indicators import wording

MONTH = timedelta(days=32)
MONTHS = (
    *("янв", "фев", "мар", "апр", "май", "июн"),
    *("июл", "авг", "сен", "окт", "ноя", "дек"),
)


def timeline(
    rows: pd.DataFrame,
    *,
    title: str,
    today: date,
    note: str = "",
    palette: Palette = LIGHT,
) -> go.Figure:
    """One line per due row of the roadmap, the first due on top, today as a line.

    ``rows``: indicator, name, due, status. A click gives ``[indicator]``.
    """
    ordered = rows.sort_values("due", ascending=False, kind="stable")
    codes = ordered["indicator"].tolist()
    labels = [_label(row, palette) for _, row in ordered.iterrows()]
    figure = go.Figure(_marks(ordered, palette))
    days = [*ordered["due"], today]
    if min(ordered["due"]) <= today <= max(ordered["due"]):
        figure.add_vline(x=today.isoformat(), line={"color": palette.accent, "width": 1.5})
    else:
        days = list(ordered["due"])
    name_axis(figure, codes, labels)
    _frame_months(figure, days)
    return finished(figure, palette, title=title, note=note, body=body_height(labels))


def _marks(rows: pd.DataFrame, palette: Palette) -> go.Scatter:
    statuses = [Status(status) for status in rows["status"]]
    return go.Scatter(
        x=[due.isoformat() for due in rows["due"]],
        y=rows["indicator"].tolist(),
        mode="markers+text",
        marker={
            "size": 24,
            "symbol": "square",
            "color": [palette.fills[status] for status in statuses],
            "line": {"width": 1, "color": palette.muted},
        },
        text=[wording.status_sign(status) for status in statuses],
        textfont={"color": [palette.inks[status] for status in statuses]},
        customdata=rows[["indicator"]].to_numpy(),
        cliponaxis=False,
        hoverinfo="skip",
    )


def _label(row: pd.Series, palette: Palette) -> str:
    under = f"{wording.date_short(row['due'])}, {wording.status_word(row['status'])}"
    return f"{wrapped(row['name'])}<br>{muted(under, palette.muted)}"


def _frame_months(figure: go.Figure, days: list[date]) -> None:
    first, last = min(days).replace(day=1), max(days) + MONTH / 2
    starts = [first]
    while starts[-1] + MONTH <= last:
        starts.append((starts[-1] + MONTH).replace(day=1))
    figure.update_xaxes(
        range=[(first - MONTH / 4).isoformat(), last.isoformat()],
        tickvals=[start.isoformat() for start in starts],
        ticktext=[MONTHS[start.month - 1] for start in starts],
        tickfont={"size": SMALL_SIZE},
        tickangle=0,
    )
