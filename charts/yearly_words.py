"""What is written into the picture of the years: values, targets, gaps, breaks."""

from collections.abc import Sequence
from statistics import mean

import plotly.graph_objects as go

from charts.labels import muted, wrapped
from charts.palette import Palette
from charts.places import is_small, limit_text
from charts.theme import SMALL_SIZE, TEXT_SIZE
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
        words.append(_words(row.year, row.target, text, palette.ink, above=over, size=SMALL_SIZE))
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


def _edge(row: PlanFactRow, actual: float, *, above: bool) -> float:
    """Where the words of a dot begin: beyond its whisker, if it has one."""
    bound = row.upper if above else row.lower
    return actual if bound is None or not row.provisional else bound


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
