"""What is written into the picture of the years: values, targets, gaps, breaks."""

import pandas as pd
import plotly.graph_objects as go

from charts.labels import muted, wrapped
from charts.palette import Palette
from charts.theme import SMALL_SIZE, TEXT_SIZE
from indicators import wording

HALF_STEP = 0.5
"""Half a year on the axis: a step of the target begins so much before its year."""
AWAY = 9
"""Pixels between a mark and its words."""


def words_of(row: pd.Series, palette: Palette, *, is_step: bool) -> list[dict[str, object]]:
    """What is written at one year: a new target, and the fact on the other side of its line."""
    words = []
    if wording.is_unknown(row["actual"]):
        words.append(_words(row["year"], 0, wrapped(_gap_word(row), 11), palette.muted, above=True))
    else:
        above = _is_above(row)
        words.append(
            _words(row["year"], _edge(row, above=above), _beside(row, palette), palette.ink, above)
        )
    if is_step:
        text = f"план {wording.promised(row['target'], row['unit'])}"
        words.append(
            _words(
                row["year"], row["target"], text, palette.ink, not _is_above(row), size=SMALL_SIZE
            )
        )
    return words


def _words(
    year: float, y: float, text: str, colour: str, above: bool, size: int = TEXT_SIZE
) -> dict[str, object]:
    return {
        "x": int(year),
        "y": float(y),
        "text": text,
        "showarrow": False,
        "yanchor": "bottom" if above else "top",
        "yshift": AWAY if above else -AWAY,
        "font": {"size": size, "color": colour},
    }


def _is_above(row: pd.Series) -> bool:
    """Whether the fact is written above its dot: it is not under the line of the target."""
    if wording.is_unknown(row["actual"]) or wording.is_unknown(row["target"]):
        return not wording.is_unknown(row["actual"])
    return bool(row["actual"] >= row["target"])


def _edge(row: pd.Series, *, above: bool) -> float:
    """Where the words of a dot begin: beyond its whisker, if it has one."""
    bound = row["upper" if above else "lower"]
    whisker = bool(row["provisional"]) and not wording.is_unknown(bound)
    return float(bound if whisker else row["actual"])


def _beside(row: pd.Series, palette: Palette) -> str:
    """The value, n of d, «предварительно»."""
    lines = [f"<b>{wording.fact_exact(row)}</b>"]
    if not wording.is_unknown(row["denominator"]):
        lines.append(muted(wording.of(row["numerator"], row["denominator"]), palette.muted))
    if row["provisional"]:
        lines.append(muted("предварительно", palette.muted))
    return "<br>".join(lines)


def _gap_word(row: pd.Series) -> str:
    return wording.status_word(row["status"])


def mark_break(figure: go.Figure, year: int, rows: pd.DataFrame, palette: Palette) -> None:
    figure.add_vline(x=year - HALF_STEP, line={"color": palette.muted, "width": 1})
    figure.add_annotation(
        x=year - HALF_STEP,
        y=1,
        yref="paper",
        text="определение изменилось",
        xanchor="right" if year > rows["year"].mean() else "left",
        yanchor="bottom",
        showarrow=False,
        font={"size": SMALL_SIZE, "color": palette.muted},
    )
