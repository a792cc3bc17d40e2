"""Terms («сроки»): of a whole roadmap, and month by month of one year.

roadmap_terms  a bar per term, its verdict at its end («ход дорожной карты»)
timeline       the months of a year with a mark for every due row
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from charts.labels import fitted, wrapped
from charts.palette import LIGHT, NO_FILL, Palette
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from data_model.compliance import Status
from indicators import wording
from indicators.plan_fact_row import PlanFactRow
from indicators.terms import Term

LINE = 17
"""Height of one line of a label in pixels."""
GAP = 13
AXIS = 30
"""Height of the years above the bars."""
DAY = 86_400_000
"""Milliseconds: the unit of a time axis."""
MARK, MARGIN = timedelta(days=24), timedelta(days=10)
"""Length of the coloured end of a bar, and the room before the first and after the last one."""


def roadmap_terms(
    found: Sequence[Term],
    *,
    title: str,
    today: date,
    note: str = "",
    palette: Palette = LIGHT,
) -> go.Figure:
    """A line per row of the roadmap, a bar per term of it; only its end bears the verdict.

    The time up to a term is no verdict: it is grey. A dotted line is today, where today lies
    inside. A click on a bar or its end gives ``[indicator, year]``.
    """
    names = {_code(one): f"№\u00a0{one.activity.number} {one.name}" for one in found}
    labels = dict(zip(names, fitted([*names.values()], [*names]), strict=True))
    figure = go.Figure(
        [part for one in found for part in (_time(one, palette), _end(one, palette))]
    )
    codes = list(labels)
    figure.update_layout(barmode="overlay", bargap=0.28)
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=codes[::-1],
        range=[-0.5, len(codes) - 0.5],
        tickvals=codes,
        ticktext=list(labels.values()),
        showgrid=False,
    )
    first, last = min(_begins(one) for one in found), max(one.period.due for one in found)
    years = range(first.year, last.year + 1)
    figure.update_xaxes(
        type="date",
        range=[first - MARGIN, last + MARGIN],
        tickvals=[_middle(year, first, last) for year in years],
        ticktext=[str(year) for year in years],
        showgrid=False,
        tickfont={"size": SMALL_SIZE},
        side="top",
    )
    for year in years[1:]:
        line = {"color": palette.grid, "width": 1}
        figure.add_vline(x=date(year, 1, 1).isoformat(), line=line, layer="below")
    if first <= today <= last:
        figure.add_vline(x=today.isoformat(), line={"color": palette.ink, "dash": "dot"})
    tallest = max(label.count("<br>") + 1 for label in labels.values())
    body = len(codes) * (GAP + LINE * tallest) + AXIS
    done = finished(figure, palette, title=title, note=note, body=body)
    top = int(done.layout.margin.t)
    return done.update_layout(margin={"t": top + 22, "b": 8}, height=done.layout.height)


def _middle(year: int, first: date, last: date) -> date:
    """Where the name of a year stands: in the middle of what is seen of it."""
    begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return begins + (ends - begins) / 2


def _code(one: Term) -> str:
    return one.activity.indicator.code


def _begins(one: Term) -> date:
    """The first day of a bar: never later than that of its coloured end."""
    return min(one.begins, one.period.due - MARK)


def _time(one: Term, palette: Palette) -> go.Bar:
    return _bar(one, _begins(one), palette.grid, palette.surface, "")


def _end(one: Term, palette: Palette) -> go.Bar:
    status = wording.shown_status(one.row) if one.row else Status.NO_DATA
    colour = palette.fills[status]
    line = palette.muted if colour == NO_FILL else palette.surface
    sign = wording.status_sign(status)
    end = _bar(one, one.period.due - MARK, colour, line, sign)
    return end.update(textfont={"size": TEXT_SIZE, "color": palette.inks[status]})


def _bar(one: Term, begins: date, colour: str, line: str, text: str) -> go.Bar:
    said = wording.word(one.row) if one.row else wording.status_word(Status.NO_DATA)
    words = f"<b>{wrapped(one.name, 40)}</b><br>{one.period.label}, "
    words += f"{wording.due_words(one.period.due)}: {said}"
    return go.Bar(
        orientation="h",
        y=[_code(one)],
        base=[begins],
        x=[((one.period.due - begins).days + 1) * DAY],
        text=[text],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        marker={"color": colour, "line": {"width": 1.5, "color": line}},
        customdata=[[one.activity.number, str(one.period.year)]],
        hovertemplate=f"{words}<extra></extra>",
    )


MONTH = timedelta(days=32)
MARK_HEIGHT = 30
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
    return finished(figure, palette, title=title, note=note, body=MARK_HEIGHT * highest + 44)


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
