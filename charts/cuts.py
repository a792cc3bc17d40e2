"""Cuts of one share («разрезы»): what lies behind the figure of the district.

by_grade      where in the school the participants are («по классам»)
contribution  who moves the district («вклад школ»): people above and below the target
distribution  how schools spread: how many of them lie in each five percent
growth_map    participation against growth («участие и рост»): one dot per school
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from charts.labels import fitted, muted, told_apart, wrapped
from charts.palette import LIGHT, NO_FILL, Palette
from charts.places import (
    body_height,
    guide_line,
    is_small,
    limit_text,
    name_axis,
    place_labels,
    value_column,
    value_room,
    whole,
)
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from data_model.compliance import Status
from indicators import headlines, wording
from indicators.by_grade import GradeFigure
from indicators.contribution import Contribution
from indicators.plan_fact_row import SMALL_BASE, PlanFactRow


def by_grade(
    grades: Sequence[GradeFigure], *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """One column per grade of the base; grades without pupils have words, no column.

    A grade of fewer than ten pupils is hollow and bears no percent.
    """
    names = [f"{one.grade}" for one in grades]
    figure = go.Figure(
        go.Bar(
            x=names,
            y=[one.actual for one in grades],
            width=0.62,
            text=[_value(one) for one in grades],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            textfont={"size": TEXT_SIZE, "color": palette.ink},
            marker={
                "color": [NO_FILL if _is_small(one) else palette.accent for one in grades],
                "line": {"width": 1.5, "color": palette.accent},
            },
            hoverinfo="skip",
        )
    )
    figure.update_xaxes(
        type="category",
        tickvals=names,
        ticktext=[_label(one, palette) for one in grades],
        showgrid=False,
        tickangle=0,
        automargin=True,
    )
    highest = max((one.actual for one in grades if one.actual is not None), default=1.0)
    figure.update_yaxes(visible=False, range=[0, highest * 1.18 or 1.0])
    return finished(figure, palette, title=title, note=note, body=270)


def _value(one: GradeFigure) -> str:
    if one.actual is None or _is_small(one):
        return ""
    return wording.value(one.actual, one.unit)


def _label(one: GradeFigure, palette: Palette) -> str:
    under = ["нет данных"]
    if one.numerator is not None:
        under = [wording.number(one.numerator)]
        if one.denominator is not None:
            under.append(f"из\u00a0{wording.number(one.denominator)}")
    lines = "<br>".join(muted(line, palette.muted) for line in under)
    return f"<b>{one.grade}</b><br>{lines}"


def _is_small(one: GradeFigure) -> bool:
    return one.denominator is not None and one.denominator < SMALL_BASE


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
    texts = [wording.signed_ones(one.row, one.balance) for one in ordered]
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
        hovertext=whole([one.row for one in parts]),
        hoverinfo="text",
    )


def _side(one: Contribution, palette: Palette) -> str:
    return palette.fills[Status.MISSED if one.balance < 0 else Status.MET]


STEP = 5
"""Targets lie on the edges, so no column stands on both sides of the line."""
STEPS = 100 // STEP
PERCENTS = [0, 20, 40, 60, 80, 100]


def distribution(
    rows: Sequence[PlanFactRow], *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """Schools counted in steps of five percent, with the district's target as a line.

    ``rows`` are school rows of one year and one share; schools without a value and bases below
    ten pupils are not drawn.
    """
    shares = [row.actual for row in rows if row.actual is not None and not is_small(row)]
    columns = Counter(min(int(share // STEP), STEPS - 1) for share in shares)
    counts = [columns[step] for step in range(STEPS)]
    figure = go.Figure(_columns(counts, palette))
    guide_line(figure, rows, palette, 100)
    figure.update_xaxes(
        range=[-3, 103],
        tickvals=PERCENTS,
        ticktext=[wording.percent(value) for value in PERCENTS],
        tickfont={"size": SMALL_SIZE},
        showgrid=False,
    )
    figure.update_yaxes(visible=False, range=[0, max([*counts, 1]) * 1.2])
    return finished(figure, palette, title=title, note=note, body=210)


def _columns(counts: list[int], palette: Palette) -> go.Bar:
    return go.Bar(
        x=[step * STEP + STEP / 2 for step in range(STEPS)],
        y=counts,
        width=STEP,
        name="школ",
        text=[str(count) if count else "" for count in counts],
        textposition="outside",
        textangle=0,
        textfont={"size": TEXT_SIZE, "color": palette.ink},
        cliponaxis=False,
        marker={"color": palette.accent, "line": {"width": 2, "color": palette.surface}},
        hoverinfo="skip",
    )


NAMED = 20
"""Schools up to which every dot bears its name; of more, only the pointer tells it."""
ONE_LINE = 30
"""Letters of a name beside a dot."""
HIGHEST = 100.0
ROOM = 0.28
"""Room above and below the dots, in parts of their spread: the corners are named there."""


class Dot(NamedTuple):
    """A school with its share in percent and the people it has more than a year ago."""

    row: PlanFactRow
    share: float
    people: int | float


def growth_map(
    rows: Sequence[PlanFactRow], *, title: str, note: str = "", palette: Palette = LIGHT
) -> go.Figure:
    """Share across growth. ``rows``: school rows of one year and one share.

    Growth is in people over the grades known in both years; schools without it and bases below
    ten pupils are not drawn. The axes keep to the dots and the target. A click gives ``[org]``.
    """
    dots = dots_of(rows)
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
    people = [*(float(dot.people) for dot in dots), 0.0]
    figure.update_xaxes(
        title={"text": AXIS_OF_GROWTH, "font": {"size": SMALL_SIZE}},
        range=_span(people, None),
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


AXIS_OF_GROWTH = "изменение числа к прошлому году"


def dots_of(rows: Sequence[PlanFactRow]) -> list[Dot]:
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
    codes = [dot.row.org or "" for dot in dots]
    names = told_apart([dot.row.org_name for dot in dots], codes)
    return go.Scatter(
        x=[dot.people for dot in dots],
        y=[dot.share for dot in dots],
        mode="markers+text" if len(dots) <= NAMED else "markers",
        text=fitted(_short(names), codes, ONE_LINE, 1),
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
            f"<b>{wrapped(name, 60)}</b><br>"
            f"{wording.fact_cell(dot.row)} ({wording.of_words(dot.row)}), "
            f"{wording.signed_ones(dot.row, dot.people)} к прошлому году"
            for name, dot in zip(names, dots, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _short(names: list[str]) -> list[str]:
    """Names beside the dots, the village alone where that tells them apart: «Светлополье»."""
    villages = [name.partition(" с. ")[2] or name for name in names]
    return villages if len(set(villages)) == len(names) else names


CORNERS = (
    (0.99, 0.99, "right", "top", "достигнут, число больше"),
    (0.01, 0.99, "left", "top", "достигнут, число меньше"),
    (0.99, 0.01, "right", "bottom", "не достигнут, число больше"),
    (0.01, 0.01, "left", "bottom", "не достигнут, число меньше"),
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
