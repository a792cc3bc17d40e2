"""Participation by grade («по классам»): where in the school the participants are."""

from collections.abc import Sequence

import plotly.graph_objects as go

from charts.labels import muted
from charts.palette import LIGHT, NO_FILL, Palette
from charts.theme import TEXT_SIZE, finished
from indicators import wording
from indicators.by_grade import GradeFigure
from indicators.plan_fact_row import SMALL_BASE


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
