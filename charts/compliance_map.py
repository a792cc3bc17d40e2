"""The matrix («карта выполнения»): places or rows down, indicators or years across."""

from collections.abc import Iterable
from html import escape

import pandas as pd
import plotly.graph_objects as go

from charts.labels import told_apart, wrapped
from charts.letters import room
from charts.palette import LIGHT, NO_FILL, Palette
from charts.theme import above_heads, finished
from data_model.compliance import Status

LOWEST_ROW = 48
LINE = 17
NARROW_LABEL, WIDE_LABEL = 16, 24
FEW_COLUMNS = 4
CELL_SIZE = 13
BELOW = "<br> "
"""An empty line: the sign stands in the upper half of its cell, the word in the lower."""
WORD_SIZE, SMALLEST_WORD = 12, 11
WORD_PLACE, WORD_ROOM = 0.2, 0.5
"""Centre and height of the word under the sign, in parts of a row."""
COLUMN_SIZE = 11
ROW_SIZE = 13
COLUMN_WIDTH = 14
TICKS = 12
"""Between a name and the picture, in pixels."""


def compliance_map(
    cells: pd.DataFrame,
    *,
    title: str,
    note: str = "",
    palette: Palette = LIGHT,
) -> go.Figure:
    """One cell is a sign with a short number, and its word, on the colour of its verdict.

    ``cells`` has one row per cell, in the order of reading: row, row_name, group, column,
    column_name, status, text, word, hover. The words are left out where a cell is too narrow
    for them, as on a telephone. A new ``group`` gets a line with its name above its
    rows; rows of the empty group stand first, without one. Invisible squares lie over the
    cells, because a heatmap cannot be clicked: each gives ``[row, column]``.
    """
    lines = _lines(cells)
    columns = cells.drop_duplicates("column")
    placed = cells.assign(
        x=cells["column"].map(_positions(columns["column"])),
        y=cells["row"].map(_positions([row for row, _ in lines])),
    )
    figure = go.Figure(_colours(placed, len(lines), len(columns), palette))
    figure.add_traces([_words(placed, palette), _squares(placed)])
    _frame_axes(figure, lines, columns, palette)
    head = _head_lines(columns["column_name"])
    body = _row_height(lines, _label_width(columns)) * len(lines) + head * LINE
    finished(figure, palette, title=title, note=note, body=body)
    beside = room(figure.layout.yaxis.ticktext, ROW_SIZE) + TICKS
    figure.update_layout(
        uniformtext={"mode": "hide", "minsize": SMALLEST_WORD}, margin={"b": 4, "r": 2, "l": beside}
    )
    return above_heads(figure, head, COLUMN_SIZE)


def _lines(cells: pd.DataFrame) -> list[tuple[str | None, str]]:
    """Lines of the picture from its top: row (None for the name of a group), name."""
    rows = cells.drop_duplicates("row")
    names = told_apart(rows["row_name"].tolist(), rows["row"].tolist())
    lines: list[tuple[str | None, str]] = []
    former = ""
    for row, name, group in zip(rows["row"], names, rows["group"], strict=True):
        if group != former:
            lines.append((None, group))
            former = group
        lines.append((row, name))
    return lines


def _label_width(columns: pd.DataFrame) -> int:
    """Letters in a line of a row's name: more where few columns leave room for them."""
    return WIDE_LABEL if len(columns) <= FEW_COLUMNS else NARROW_LABEL


def _row_height(lines: list[tuple[str | None, str]], width: int) -> int:
    """Height in which no name touches the next."""
    tallest = max(wrapped(name, width).count("<br>") + 1 for _, name in lines)
    return max(LOWEST_ROW, tallest * LINE + 6)


def _head_lines(names: Iterable[str]) -> int:
    """Lines of the names of columns.

    Where the screen is narrow they stand upright and take a little of the rows' height.
    """
    return max(wrapped(name, COLUMN_WIDTH).count("<br>") + 1 for name in names)


def _positions(keys: Iterable[str | None]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys) if key is not None}


def _colours(cells: pd.DataFrame, height: int, width: int, palette: Palette) -> go.Heatmap:
    """The colour of each verdict, and on it its sign in its own ink."""
    verdicts = list(dict.fromkeys(cells["status"]))
    fill: list[list[float | None]] = [[None] * width for _ in range(height)]
    text = [[""] * width for _ in range(height)]
    for x, y, status, words in cells[["x", "y", "status", "text"]].itertuples(index=False):
        fill[y][x] = verdicts.index(status) + 0.5
        text[y][x] = _inked(words, palette.inks[Status(status)]) + BELOW
    return go.Heatmap(
        z=fill,
        text=text,
        texttemplate="%{text}",
        textfont={"size": CELL_SIZE},
        colorscale=_steps([palette.fills[Status(status)] for status in verdicts]),
        zmin=0,
        zmax=len(verdicts),
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        hoverongaps=False,
        name="цвета",
    )


def _steps(colours: list[str]) -> list[tuple[float, str]]:
    """A scale of flat steps: a colour from one whole number to the next."""
    ends = [(place / len(colours), (place + 1) / len(colours)) for place in range(len(colours))]
    return [(end, colour) for pair, colour in zip(ends, colours, strict=True) for end in pair]


def _inked(words: str, ink: str) -> str:
    return f'<span style="color:{ink}">{_lines_of(words)}</span>'


def _words(cells: pd.DataFrame, palette: Palette) -> go.Bar:
    """The word of each verdict under its sign: text in an invisible bar, hidden if too wide."""
    return go.Bar(
        x=[0.98] * len(cells),
        base=(cells["x"] - 0.49).tolist(),
        y=(cells["y"] + WORD_PLACE).tolist(),
        width=WORD_ROOM,
        orientation="h",
        text=[escape(word, quote=False) for word in cells["word"]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={
            "size": WORD_SIZE,
            "color": [palette.inks[Status(status)] for status in cells["status"]],
        },
        marker={"color": NO_FILL, "line": {"width": 0}},
        hoverinfo="skip",
        name="слова",
    )


def _squares(cells: pd.DataFrame) -> go.Scatter:
    invisible = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=cells["x"].tolist(),
        y=cells["y"].tolist(),
        mode="markers",
        marker={"symbol": "square", "size": 32, "opacity": 0},
        selected=invisible,
        unselected=invisible,
        customdata=cells[["row", "column"]].to_numpy(),
        hovertext=[_lines_of(words) for words in cells["hover"]],
        hovertemplate="%{hovertext}<extra></extra>",
        name="",
    )


def _lines_of(words: str) -> str:
    """Plain text of several lines as Plotly draws it."""
    return escape(words, quote=False).replace("\n", "<br>")


def _frame_axes(
    figure: go.Figure, lines: list[tuple[str | None, str]], columns: pd.DataFrame, palette: Palette
) -> None:
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=[wrapped(name, COLUMN_WIDTH) for name in columns["column_name"]],
        autotickangles=[0, -90],
        tickfont={"size": COLUMN_SIZE, "color": palette.ink},
        range=[-0.5, len(columns) - 0.5],
        showgrid=False,
        ticks="",
        automargin=True,
    )
    width = _label_width(columns)
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(lines))),
        ticktext=[
            f"<b>{wrapped(name)}</b>" if row is None else wrapped(name, width)
            for row, name in lines
        ],
        range=[len(lines) - 0.5, -0.5],
        showgrid=False,
        ticks="outside",
        tickfont={"size": ROW_SIZE, "color": palette.ink},
        ticklen=5,
        tickcolor="rgba(0,0,0,0)",
        automargin=True,
    )
