"""Terms («сроки»): the months of a year with a mark for every due row of the roadmap."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from charts.labels import wrapped
from charts.palette import LIGHT, Palette
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from indicators import wording
from indicators.plan_fact_row import PlanFactRow

MONTH = timedelta(days=32)
MARK = 30
"""Height of one mark in pixels."""
MONTHS = (
    *("янв", "фев", "мар", "апр", "май", "июн"),
    *("июл", "авг", "сен", "окт", "ноя", "дек"),
)


def timeline(
    rows: Sequence[PlanFactRow],
    *,
    title: str,
    today: date,
    note: str = "",
    palette: Palette = LIGHT,
) -> go.Figure:
    """A column per month, from the first term to the last; a mark per due row, stacked.

    ``rows``: the district's rows of a year; those without a term are left out. The present
    month is printed in bold. A click on a mark gives ``[indicator]``.
    """
    due = sorted(((row.due, row) for row in rows if row.due), key=lambda one: one[0])
    figure = go.Figure([_mark(day, row, palette) for day, row in due])
    days = [day for day, _ in due]
    months = _months(days[0], days[-1])
    highest = max(Counter(_key(day) for day in days).values())
    figure.update_layout(barmode="stack", bargap=0.08)
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=[_key(month) for month in months],
        range=[-0.5, len(months) - 0.5],
        tickvals=[_key(month) for month in months],
        ticktext=[_month_label(month, today, months[0]) for month in months],
        tickfont={"size": SMALL_SIZE},
        tickangle=0,
        showgrid=False,
    )
    figure.update_yaxes(visible=False, range=[0, highest])
    return finished(figure, palette, title=title, note=note, body=MARK * highest + 44)


def _mark(day: date, row: PlanFactRow, palette: Palette) -> go.Bar:
    status = wording.shown_status(row)
    words = f"<b>{wrapped(wording.numbered(row), 40)}</b><br>"
    words += f"{wording.due_words(day)}, {wording.word(row)}"
    return go.Bar(
        x=[_key(day)],
        y=[1],
        name=row.indicator,
        text=[f"№\u00a0{row.indicator} {wording.sign(row)}".rstrip()],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": TEXT_SIZE, "color": palette.inks[status]},
        marker={
            "color": palette.fills[status],
            "line": {"width": 2, "color": palette.surface},
        },
        customdata=[[row.indicator]],
        hovertemplate=f"{words}<extra></extra>",
    )


def _key(day: date) -> str:
    return f"{day:%Y-%m}"


def _months(first: date, last: date) -> list[date]:
    """The first days of all months between two days."""
    months = [first.replace(day=1)]
    while months[-1] + MONTH <= last:
        months.append((months[-1] + MONTH).replace(day=1))
    if _key(months[-1]) != _key(last):
        months.append(last.replace(day=1))
    return months


def _month_label(month: date, today: date, first: date) -> str:
    """«авг», with the year under the first month and each January."""
    name = MONTHS[month.month - 1]
    label = f"<b>{name}</b>" if _key(month) == _key(today) else name
    return f"{label}<br>{month.year}" if month == first or month.month == 1 else f"{label}<br> "
