"""Many places in bars: one indicator of schools or of districts beside its target, and who has
reported."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from charts.labels import fitted, wrapped
from charts.palette import LIGHT, RETURN_ORDER, Palette
from charts.places import (
    body_height,
    edge,
    fill,
    guide_line,
    is_small,
    name_axis,
    place_labels,
    value_column,
    value_room,
    whole,
)
from charts.theme import TEXT_SIZE, finished
from data_model.returns import ReturnState
from indicators import wording
from indicators.coverage import Board
from indicators.plan_fact_row import PlanFactRow


def by_school(
    rows: Sequence[PlanFactRow],
    *,
    title: str,
    note: str = "",
    highlight: str | None = None,
    palette: Palette = LIGHT,
) -> go.Figure:
    """One bar per school, the highest on top; a school without a value has words, no bar.

    ``rows`` are the school rows of one year and one indicator. The colour is that of the
    verdict, its sign stands beside the value; bases below ten pupils are hollow, bear no sign
    and stand apart, under the others by name. The line is the target; the district's one is a
    guide («ориентир») for a school. ``highlight`` is the code of a school to print in bold. A
    click gives ``[org, indicator]``.
    """
    ordered = in_order(rows)
    codes = [row.org or "" for row in ordered]
    labels = place_labels(ordered, palette, highlight)
    reach = _reach(ordered)
    texts = [_value(row) for row in ordered]
    figure = go.Figure(
        [
            _bars(ordered, palette),
            _words(ordered, palette),
            value_column(codes, texts, reach, palette),
        ]
    )
    guide_line(figure, ordered, palette, reach)
    name_axis(figure, codes, labels)
    figure.update_xaxes(range=[0, reach], showticklabels=False, showgrid=False)
    finished(figure, palette, title=title, note=note, body=body_height(labels))
    return figure.update_layout(margin_r=value_room(texts), margin_b=8)


def in_order(rows: Sequence[PlanFactRow]) -> list[PlanFactRow]:
    """From the bottom of the picture to its top: unknown, small bases by name, then by value."""
    named = sorted(rows, key=lambda row: row.org_name, reverse=True)
    return sorted(named, key=_height)


def _height(row: PlanFactRow) -> tuple[int, float]:
    if row.actual is None:
        return 0, 0.0
    return (1, 0.0) if is_small(row) else (2, row.actual)


def _bars(rows: Sequence[PlanFactRow], palette: Palette) -> go.Bar:
    return go.Bar(
        x=[row.actual for row in rows],
        y=[row.org or "" for row in rows],
        orientation="h",
        width=0.56,
        name="факт",
        customdata=[[row.org, row.indicator] for row in rows],
        hovertext=whole(rows),
        hoverinfo="text",
        marker={
            "color": [fill(row, palette) for row in rows],
            "line": {"width": 1.5, "color": [edge(row, palette) for row in rows]},
        },
    )


def _words(rows: Sequence[PlanFactRow], palette: Palette) -> go.Scatter:
    """What stands where there is no bar: the verdict in words."""
    unknown = [row for row in rows if row.actual is None]
    return go.Scatter(
        x=[0] * len(unknown),
        y=[row.org or "" for row in unknown],
        mode="text",
        text=[f" {wording.word(row)}" for row in unknown],
        textposition="middle right",
        textfont={"size": TEXT_SIZE, "color": palette.muted},
        customdata=[[row.org, row.indicator] for row in unknown],
        hovertext=whole(unknown),
        hoverinfo="text",
        name="без значения",
    )


def _value(row: PlanFactRow) -> str:
    """«✓ 36,1 %»; nothing where the label says all that is said of a small base."""
    return "" if row.actual is None or is_small(row) else wording.signed_fact(row)


def _reach(rows: Sequence[PlanFactRow]) -> float:
    """The end of the axis: a little beyond the longest bar and the target."""
    known = [value for row in rows for value in (row.actual, row.target) if value is not None]
    return max(known, default=1.0) * 1.06 or 1.0


# districts, each by its own order


def by_district(
    rows: Sequence[tuple[str, str, PlanFactRow]],
    *,
    title: str,
    note: str = "",
    palette: Palette = LIGHT,
) -> go.Figure:
    """One bar per district, the highest on top, with a mark at its own target.

    ``rows``: code, name and the district's row of one indicator and year. A click gives ``[code]``.
    """
    from_below = rows[::-1]
    ordered = sorted(from_below, key=lambda one: _height(one[2]))
    codes = [code for code, _, _ in ordered]
    known = [(code, row) for code, _, row in ordered if row.actual is not None]
    reach = _reach([row for _, _, row in ordered])
    texts = [_value(row) for _, _, row in ordered]
    labels = fitted([name for _, name, _ in ordered], codes)
    promised = [(code, row) for code, _, row in ordered if row.target is not None]
    figure = go.Figure(
        [
            go.Bar(
                x=[row.actual for _, row in known],
                y=[code for code, _ in known],
                orientation="h",
                width=0.56,
                name="факт",
                customdata=[[code] for code, _ in known],
                hovertext=[_told(name, row) for _, name, row in ordered if row.actual is not None],
                hoverinfo="text",
                marker={"color": [fill(row, palette) for _, row in known]},
            ),
            go.Scatter(
                x=[0 for _, _, row in ordered if row.actual is None],
                y=[code for code, _, row in ordered if row.actual is None],
                mode="text",
                text=[f" {wording.word(row)}" for _, _, row in ordered if row.actual is None],
                textposition="middle right",
                textfont={"size": TEXT_SIZE, "color": palette.muted},
                hoverinfo="skip",
                name="без значения",
            ),
            go.Scatter(
                x=[row.target for _, row in promised],
                y=[code for code, _ in promised],
                mode="markers",
                marker={
                    "symbol": "line-ns",
                    "size": 22,
                    "line": {"width": 2, "color": palette.ink},
                },
                hovertext=[f"план {wording.target(row)}" for _, row in promised],
                hoverinfo="text",
                name="план района",
            ),
            value_column(codes, texts, reach, palette),
        ]
    )
    name_axis(figure, codes, labels)
    figure.update_xaxes(range=[0, reach], showticklabels=False, showgrid=False)
    finished(figure, palette, title=title, note=note, body=body_height(labels))
    return figure.update_layout(margin_r=value_room(texts), margin_b=8)


def _told(name: str, row: PlanFactRow) -> str:
    """What the pointer tells of a district: its name, figure and target."""
    said = f"{wording.signed_fact(row)}, план {wording.target(row)}"
    return f"<b>{wrapped(name, 60)}</b><br>{escape(said, quote=False)}"


# who has reported («охват отчётностью»)


def coverage_bar(board: Board, *, title: str, palette: Palette = LIGHT) -> go.Figure:
    """One part per state of the schools' returns, its sign and number inside, words above.

    Signs and colours are those of the process, never of a verdict.
    """
    counts = {state: board.in_state(state) for state in RETURN_ORDER}
    parts = [(state, count) for state, count in counts.items() if count]
    note = " · ".join(f"{wording.return_text(state)}:\u00a0{count}" for state, count in parts)
    whole = board.expected or 1
    figure = go.Figure([_part(state, count, count / whole, palette) for state, count in parts])
    figure.update_layout(barmode="stack")
    figure.update_xaxes(visible=False, range=[0, whole])
    figure.update_yaxes(visible=False)
    finished(figure, palette, title=title, note=note, body=52)
    return figure.update_layout(margin_t=6, margin_b=4, height=62)


NARROW, NARROWEST = 0.1, 0.04
"""Parts of the bar in which the sign has no number beside it, and in which there is none."""


def _part(state: ReturnState, count: int, width: float, palette: Palette) -> go.Bar:
    sign = wording.return_sign(state) if width >= NARROWEST else ""
    return go.Bar(
        x=[count],
        y=[""],
        orientation="h",
        name=wording.return_word(state),
        width=1,
        text=[f"{sign}\u00a0{count}" if width >= NARROW else sign],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": TEXT_SIZE, "color": palette.return_inks[state]},
        marker={
            "color": palette.return_fills[state],
            "line": {"width": 1.5, "color": palette.surface},
        },
        hoverinfo="skip",
    )
