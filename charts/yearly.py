"""The years of one indicator: a whole picture, and a small drawing in a row of a table.

yearly_share  plan and fact over the years («план и факт по годам»): steps, dots, gaps, bounds
spark         a trend in a table row («тренд») with the target as a tick
"""

from base64 import b64encode
from collections.abc import Collection, Sequence
from statistics import mean

import plotly.graph_objects as go

from charts.labels import muted, room, wrapped
from charts.palette import LIGHT, Palette
from charts.places import is_small, limit_text
from charts.theme import SMALL_SIZE, TEXT_SIZE, finished
from indicators import wording
from indicators.plan_fact_row import PlanFactRow

HALF_STEP = 0.5
"""Half a year on the axis: a step of the target begins so much before its year."""
AWAY = 9
"""Pixels between a mark and its words."""
LOW, ASIDE = 0.17, 14
"""So near to the foot of the axis, in parts of its length, there is no room under a dot; its
words stand so many pixels beside it.
"""


def words_of(
    row: PlanFactRow, palette: Palette, top: float, *, is_step: bool, is_first: bool
) -> list[dict[str, object]]:
    """What is written at one year: a new target, and the fact on the other side of its line.

    ``top`` is the end of the axis; ``is_first``: no line comes from the left.
    """
    words = []
    if row.actual is None:
        gap = wrapped(wording.word(row), 11)
        words.append(_words(row.year, 0, gap, palette.muted, above=True))
    else:
        words.append(_fact_words(row, row.actual, palette, top, is_first=is_first))
    if is_step and row.target is not None:
        text = limit_text(row)
        over = not _keeps_to_line(row)
        told = _words(row.year, row.target, text, palette.ink, above=over, size=SMALL_SIZE)
        words.append(told | _beside_whisker(row, row.target, is_first=is_first))
    return words


def _fact_words(
    row: PlanFactRow, actual: float, palette: Palette, top: float, *, is_first: bool
) -> dict[str, object]:
    """Above the dot, or under the line of the target; beside it where it lies too low."""
    above = row.target is None or _keeps_to_line(row)
    edge = _edge(row, actual, above=above)
    words = _words(row.year, edge, _beside(row, palette), palette.ink, above=above)
    if not above and edge < LOW * top:
        side = "right" if is_first else "left"
        shift = -ASIDE if is_first else ASIDE
        words |= {"xanchor": side, "align": side, "xshift": shift, "yanchor": "bottom"}
    return words


def _words(
    year: int, y: float, text: str, colour: str, *, above: bool, size: int = TEXT_SIZE
) -> dict[str, object]:
    return {
        "x": year,
        "y": y,
        "text": text,
        "showarrow": False,
        "yanchor": "bottom" if above else "top",
        "yshift": AWAY if above else -AWAY,
        "font": {"size": size, "color": colour},
    }


def _keeps_to_line(row: PlanFactRow) -> bool:
    """Whether the dot lies on the line of the target or above it."""
    return row.actual is not None and row.target is not None and row.actual >= row.target


def _limits(row: PlanFactRow) -> tuple[float, float] | None:
    """The ends of a whisker: what the missing returns could make of a figure that is told."""
    is_open = row.provisional and row.actual is not None
    if not is_open or row.lower is None or row.upper is None:
        return None
    return row.lower, row.upper


def _edge(row: PlanFactRow, actual: float, *, above: bool) -> float:
    """Where the words of a dot begin: beyond its whisker, if it has one."""
    limits = _limits(row)
    return limits[1 if above else 0] if limits else actual


def _beside_whisker(row: PlanFactRow, target: float, *, is_first: bool) -> dict[str, object]:
    """Where the words of a target stand if a whisker crosses its line: at the side of it."""
    limits = _limits(row)
    if limits is None or not limits[0] < target < limits[1]:
        return {}
    side, shift = ("left", AWAY) if is_first else ("right", -AWAY)
    return {"xanchor": side, "xshift": shift}


def _beside(row: PlanFactRow, palette: Palette) -> str:
    """The value, n of d, «предварительно»; of a small base n of d alone."""
    if is_small(row):
        parts, said = wording.signed_fact(row).split(", ")
        return f"<b>{parts}</b><br>{muted(said, palette.muted)}"
    lines = [f"<b>{wording.fact_cell(row)}</b>"]
    if row.is_share and wording.of_words(row):
        lines.append(muted(wording.of(row.numerator, row.denominator), palette.muted))
    if row.provisional and row.is_district:
        lines.append(muted("предварительно", palette.muted))
    return "<br>".join(lines)


def mark_break(figure: go.Figure, year: int, rows: Sequence[PlanFactRow], palette: Palette) -> None:
    figure.add_vline(x=year - HALF_STEP, line={"color": palette.muted, "width": 1})
    figure.add_annotation(
        x=year - HALF_STEP,
        y=1,
        yref="paper",
        text="определение изменилось",
        xanchor="right" if year > mean(row.year for row in rows) else "left",
        yanchor="bottom",
        showarrow=False,
        font={"size": SMALL_SIZE, "color": palette.muted},
    )


HEADROOM = 1.3
"""Room above the highest mark for what is written over it."""


def yearly_share(
    rows: Sequence[PlanFactRow],
    *,
    title: str,
    note: str = "",
    breaks: Collection[int] = (),
    palette: Palette = LIGHT,
) -> go.Figure:
    """Plan and fact of one indicator and one place.

    ``rows``: one per year, in the order of years. The target is a step of one year with its
    value written; the fact is a dot, joined to the next only where both years have a value and
    no definition changed between (``breaks`` are the years in which a new definition begins).
    While returns are missing the bounds stand as a thin whisker. A year without a value has no
    mark, only its verdict in words; a base below ten pupils is hollow and has «4 из 9, малая
    база» beside it, no percent. Words have a halo, so that none is struck through where
    a step is narrower than «предварительно», as on a telephone; the line is seen to go on.
    """
    top = _top(rows)
    figure = go.Figure(
        [
            _target_steps(rows, palette),
            _bounds(rows, palette),
            _fact(rows, frozenset(breaks), palette),
        ]
    )
    steps = _new_steps(rows)
    halo = ", ".join([f"0 0 2px {palette.surface}"] * 6)
    for row in rows:
        for words in words_of(
            row, palette, top, is_step=row.year in steps, is_first=row is rows[0]
        ):
            figure.add_annotation(words, font_shadow=halo)
    for year in breaks:
        mark_break(figure, year, rows, palette)
    _frame_axes(figure, rows, top)
    finished(figure, palette, title=title, note=note, body=330)
    return figure.update_layout(margin_r=_room_aside(figure, rows[-1].year))


def _room_aside(figure: go.Figure, last: int) -> int:
    """Pixels on the right: more where words stand beside the last dot, as on a telephone too."""
    aside = [one.text for one in figure.layout.annotations if one.x == last and one.xshift == ASIDE]
    return max(int(figure.layout.margin.r), room(aside, TEXT_SIZE))


def _top(rows: Sequence[PlanFactRow]) -> float:
    """The end of the upright axis, in the unit of the rows."""
    uppers = [limits[1] for row in rows if (limits := _limits(row))]
    tops = [top for row in rows for top in (row.actual, row.target) if top is not None] + uppers
    return max(tops, default=1.0) * HEADROOM or 1.0


def _new_steps(rows: Sequence[PlanFactRow]) -> set[int]:
    """Years whose target is not that of the year before: its value is written once a step."""
    targets = {row.year: row.target for row in rows if row.target is not None}
    return {year for year, target in targets.items() if targets.get(year - 1) != target}


def _target_steps(rows: Sequence[PlanFactRow], palette: Palette) -> go.Scatter:
    """One horizontal step per year with a target; neighbours are joined, gaps are not."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        if row.target is None:
            continue
        if x and x[-1] != row.year - HALF_STEP:
            x.append(None)
            y.append(None)
        x += [row.year - HALF_STEP, row.year + HALF_STEP]
        y += [row.target, row.target]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        name="план",
        line={"color": palette.ink, "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
        connectgaps=False,
    )


def _fact(rows: Sequence[PlanFactRow], breaks: frozenset[int], palette: Palette) -> go.Scatter:
    """The dots, with an empty place between two years that must not be joined."""
    points: list[tuple[float, float | None, str]] = []
    for row in rows:
        if row.year in breaks and points:
            points.append((row.year - HALF_STEP, None, "circle"))
        points.append((row.year, row.actual, "circle-open" if is_small(row) else "circle"))
    return go.Scatter(
        x=[x for x, _, _ in points],
        y=[y for _, y, _ in points],
        mode="lines+markers",
        name="факт",
        connectgaps=False,
        cliponaxis=False,
        line={"color": palette.accent, "width": 2.5},
        marker={
            "size": 13,
            "symbol": [symbol for _, _, symbol in points],
            "color": palette.accent,
            "line": {"width": 2, "color": palette.accent},
        },
        hoverinfo="skip",
    )


def _bounds(rows: Sequence[PlanFactRow], palette: Palette) -> go.Scatter:
    """A thin whisker from the lower to the upper bound where the figure is provisional."""
    open_years = [
        (row.year, limits[0], limits[1] - limits[0]) for row in rows if (limits := _limits(row))
    ]
    return go.Scatter(
        x=[year for year, _, _ in open_years],
        y=[low for _, low, _ in open_years],
        mode="markers",
        name="границы",
        marker={"size": 1, "color": palette.muted},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [length for _, _, length in open_years],
            "arrayminus": [0.0] * len(open_years),
            "thickness": 1.2,
            "width": 7,
            "color": palette.muted,
        },
        hoverinfo="skip",
    )


def _frame_axes(figure: go.Figure, rows: Sequence[PlanFactRow], top: float) -> None:
    years = [row.year for row in rows]
    figure.update_xaxes(
        tickvals=years,
        ticktext=[row.period for row in rows],
        range=[min(years) - 0.55, max(years) + 0.55],
        showgrid=False,
        ticklabelstandoff=AWAY,  # a dot at nought hangs half below the axis
    )
    figure.update_yaxes(
        range=[0, top],
        ticksuffix="\u00a0%" if rows[0].unit == "%" else "",
        tickfont={"size": SMALL_SIZE},
        nticks=6,
    )


WIDTH, HEIGHT = 84, 28
PAD = 5
TICK = 7


def spark(
    actual: Sequence[float | None],
    target: Sequence[float | None],
    palette: Palette = LIGHT,
    highest: float | None = None,
) -> str:
    """The years of one indicator as an address of a small SVG picture, for an image column.

    A year without a value has no dot and breaks the line; every target is a short tick.
    ``highest`` is the end of the scale where several are compared with one another.
    """
    own = max([value for value in (*actual, *target) if value is not None], default=1)
    top = highest or own or 1
    drawing = "".join([*_ticks(target, top, palette), *_line(actual, top, palette)])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{drawing}</svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


BAR_WIDTH, BAR_HEIGHT = 220, 16


def bullet(actual: float, target: float, fill: str, palette: Palette = LIGHT) -> str:
    """A figure as a bar and its target as a stroke across it, as an address of an SVG picture."""
    whole = max(actual, target) * 1.08 or 1
    done, mark = (round(BAR_WIDTH * part / whole, 1) for part in (actual, target))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{BAR_WIDTH}" height="{BAR_HEIGHT}">'
        f'<rect y="3" width="{BAR_WIDTH}" height="10" fill="{palette.grid}"/>'
        f'<rect y="3" width="{done}" height="10" fill="{fill}"/>'
        f'<rect x="{mark}" width="2.5" height="{BAR_HEIGHT}" fill="{palette.ink}"/></svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _x(index: int, count: int) -> float:
    free = WIDTH - 2 * (PAD + TICK)
    return PAD + TICK + (free / 2 if count == 1 else free * index / (count - 1))


def _y(value: float, top: float) -> float:
    return HEIGHT - PAD - (HEIGHT - 2 * PAD) * value / top


def _ticks(target: Sequence[float | None], top: float, palette: Palette) -> list[str]:
    return [
        f'<line x1="{_x(i, len(target)) - TICK:.1f}" x2="{_x(i, len(target)) + TICK:.1f}" '
        f'y1="{_y(value, top):.1f}" y2="{_y(value, top):.1f}" '
        f'stroke="{palette.ink}" stroke-width="1"/>'
        for i, value in enumerate(target)
        if value is not None
    ]


def _line(actual: Sequence[float | None], top: float, palette: Palette) -> list[str]:
    points = [
        None if value is None else (_x(i, len(actual)), _y(value, top))
        for i, value in enumerate(actual)
    ]
    joined = [
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" '
        f'stroke="{palette.accent}" stroke-width="1.6"/>'
        for a, b in zip(points, points[1:], strict=False)
        if a and b
    ]
    dots = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{palette.accent}"/>'
        for x, y in (point for point in points if point)
    ]
    return joined + dots
