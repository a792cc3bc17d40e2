"""The matrix («карта выполнения»): places or rows down, indicators or years across."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import accumulate, pairwise
from typing import NamedTuple

import plotly.graph_objects as go

from charts.labels import fitted, room, wrapped
from charts.palette import LIGHT, NO_FILL, Palette
from charts.theme import below_heads, finished
from indicators.matrix import MatrixCell

LOWEST_ROW, GROUP_ROW = 48, 26
"""Pixels of a row at least, and of the name of a group."""
LINE = 17
NARROW_LABEL, WIDE_LABEL = 16, 24
FEW_COLUMNS = 4
CELL_SIZE = 13
BELOW = "<br> "
"""An empty line: the sign stands in the upper half of its cell, the word in the lower."""
WORD_SIZE, SMALLEST_WORD = 12, 11
WORD_PLACE, WORD_ROOM = 0.2, 0.5
"""Centre and height of the word under the sign, in parts of a row."""
MANY_COLUMNS, LETTERS = 7, 13
"""From so many columns on a word is broken into lines of so many letters."""
BROKEN_ROW, BROKEN_PLACE, BROKEN_ROOM = 62, 0.22, 0.54
"""The same of a row whose words have two lines."""
COLUMN_SIZE = 11
ROW_SIZE = 13
COLUMN_WIDTH = 14
MOST_LINES, MOST_HEADS = 3, 4
"""Lines of a row's and of a column's name; the pointer tells the whole one."""
CLOSE, CLOSE_HEADS = 10, 3
"""From so many columns on their names stand upright in a window that is not wide: fewer lines."""
TICKS = 12
"""Between a name and the picture, in pixels."""


class Placed(NamedTuple):
    """A cell with its place in the picture: column and line, from the top left."""

    x: int
    line: int
    cell: MatrixCell


Lines = list[tuple[str | None, str]]
"""Lines of the picture from its top: key of the row (None for the name of a group), label."""


def compliance_map(
    cells: Sequence[MatrixCell],
    *,
    title: str,
    note: str = "",
    palette: Palette = LIGHT,
) -> go.Figure:
    """One cell is a sign with a short number, and its word, on the colour of its verdict.

    ``cells`` stand in the order of reading. The words are left out where a cell is too narrow
    for them, as on a telephone. A new ``group`` gets a line with its name above its rows; rows
    of the empty group stand first, without one. Invisible squares lie over the cells, because a
    heatmap cannot be clicked: each gives ``[key, column_key]``.
    """
    columns = _heads(cells)
    lines = _lines(cells, _label_width(len(columns)))
    placed = _placed(cells, lines, list(columns))
    words = [_word(one.cell.word, len(columns)) for one in placed]
    is_broken = any("<br>" in word for word in words)
    high = max(_row_height(lines), BROKEN_ROW if is_broken else 0)
    edges = _edges(lines, GROUP_ROW / high)
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    figure = go.Figure(_colours(placed, edges, len(columns), palette))
    placing = (BROKEN_PLACE, BROKEN_ROOM) if is_broken else (WORD_PLACE, WORD_ROOM)
    words_below = _words(placed, words, middles, placing, palette)
    figure.add_traces([words_below, _squares(placed, middles)])
    _frame_axes(figure, list(columns.values()), palette)
    _name_lines(figure, [name for _, name in lines], middles, edges[-1], palette)
    head = _head_lines(columns.values())
    body = round(high * edges[-1]) + head * LINE
    finished(figure, palette, title=title, note=note, body=body)
    beside = room(figure.layout.yaxis.ticktext, ROW_SIZE) + TICKS
    figure.update_layout(
        uniformtext={"mode": "hide", "minsize": SMALLEST_WORD}, margin={"b": 4, "r": 2, "l": beside}
    )
    return below_heads(figure, head, COLUMN_SIZE)


NAME = '<span style="--name:1">{}</span><br>'
"""The name above a number: a telephone leaves it out, by these words (``screen.css``)."""


def _heads(cells: Iterable[MatrixCell]) -> dict[str, str]:
    """Key of a column → its name in few lines, under it its number where it has one."""
    first: dict[str, MatrixCell] = {}
    for cell in cells:
        first.setdefault(cell.column_key, cell)
    lines = CLOSE_HEADS if len(first) >= CLOSE else MOST_HEADS
    names = fitted([one.column for one in first.values()], [*first], COLUMN_WIDTH, lines)
    return {
        key: f"{NAME.format(name)}<b>{escape(cell.number)}</b>" if cell.number else name
        for (key, cell), name in zip(first.items(), names, strict=True)
    }


def _lines(cells: Iterable[MatrixCell], width: int) -> Lines:
    first: dict[str, MatrixCell] = {}
    for cell in cells:
        first.setdefault(cell.key, cell)
    ordered = list(first.values())
    names = fitted([one.name for one in ordered], [one.key for one in ordered], width, MOST_LINES)
    lines: Lines = []
    former = ""
    for cell, name in zip(ordered, names, strict=True):
        if cell.group != former:
            lines.append((None, f"<b>{wrapped(cell.group)}</b>"))
            former = cell.group
        lines.append((cell.key, name))
    return lines


def _placed(cells: Iterable[MatrixCell], lines: Lines, columns: list[str]) -> list[Placed]:
    x = {key: place for place, key in enumerate(columns)}
    line = {key: place for place, (key, _) in enumerate(lines) if key is not None}
    return [Placed(x[cell.column_key], line[cell.key], cell) for cell in cells]


def _label_width(columns: int) -> int:
    """Letters in a line of a row's name: more where few columns leave room for them."""
    return WIDE_LABEL if columns <= FEW_COLUMNS else NARROW_LABEL


def _row_height(lines: Lines) -> int:
    """Height in which no name touches the next."""
    tallest = max(name.count("<br>") + 1 for _, name in lines)
    return max(LOWEST_ROW, tallest * LINE + 6)


def _edges(lines: Lines, thin: float) -> list[float]:
    """Where each line begins and the last one ends, in rows: the name of a group is a thin one."""
    return list(accumulate((thin if key is None else 1.0 for key, _ in lines), initial=0.0))


def _head_lines(names: Iterable[str]) -> int:
    """Lines of the names of columns.

    Where the screen is narrow they stand upright and take a little of the rows' height.
    """
    return max(name.count("<br>") + 1 for name in names)


def _colours(
    placed: Sequence[Placed], edges: Sequence[float], width: int, palette: Palette
) -> go.Heatmap:
    """The colour of each verdict, and on it its sign in its own ink."""
    verdicts = list(dict.fromkeys(one.cell.status for one in placed))
    fill: list[list[float | None]] = [[None] * width for _ in edges[1:]]
    text = [[""] * width for _ in edges[1:]]
    for x, line, cell in placed:
        fill[line][x] = verdicts.index(cell.status) + 0.5
        text[line][x] = _inked(cell.text, palette.inks[cell.status]) + BELOW
    return go.Heatmap(
        y=list(edges),
        z=fill,
        text=text,
        texttemplate="%{text}",
        textfont={"size": CELL_SIZE},
        colorscale=_steps([palette.fills[status] for status in verdicts]),
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


def _word(word: str, columns: int) -> str:
    """In one line; between many columns in two: «выполнено / частично»."""
    return wrapped(word, LETTERS) if columns >= MANY_COLUMNS else escape(word, quote=False)


def _words(
    placed: Sequence[Placed],
    words: list[str],
    middles: Sequence[float],
    placing: tuple[float, float],
    palette: Palette,
) -> go.Bar:
    """The word of each verdict under its sign: text in an invisible bar, hidden if too wide.

    ``placing``: centre and height of the word in its row.
    """
    centre, height = placing
    return go.Bar(
        x=[0.98] * len(placed),
        base=[one.x - 0.49 for one in placed],
        y=[middles[one.line] + centre for one in placed],
        width=height,
        orientation="h",
        text=words,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={
            "size": WORD_SIZE,
            "color": [palette.inks[one.cell.status] for one in placed],
        },
        marker={"color": NO_FILL, "line": {"width": 0}},
        hoverinfo="skip",
        name="слова",
    )


def _squares(placed: Sequence[Placed], middles: Sequence[float]) -> go.Scatter:
    invisible = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=[one.x for one in placed],
        y=[middles[one.line] for one in placed],
        mode="markers",
        marker={"symbol": "square", "size": 32, "opacity": 0},
        selected=invisible,
        unselected=invisible,
        customdata=[[one.cell.key, one.cell.column_key] for one in placed],
        hovertext=[_lines_of(one.cell.hover) for one in placed],
        hovertemplate="%{hovertext}<extra></extra>",
        name="",
    )


def _lines_of(words: str) -> str:
    """Plain text of several lines as Plotly draws it."""
    return escape(words, quote=False).replace("\n", "<br>")


def _frame_axes(figure: go.Figure, columns: Sequence[str], palette: Palette) -> None:
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=list(columns),
        autotickangles=[0, -90],
        tickfont={"size": COLUMN_SIZE, "color": palette.ink},
        range=[-0.5, len(columns) - 0.5],
        showgrid=False,
        ticks="",
        automargin=True,
    )


def _name_lines(
    figure: go.Figure, names: list[str], middles: list[float], height: float, palette: Palette
) -> None:
    figure.update_yaxes(
        tickmode="array",
        tickvals=middles,
        ticktext=names,
        range=[height, 0],
        showgrid=False,
        ticks="outside",
        tickfont={"size": ROW_SIZE, "color": palette.ink},
        ticklen=5,
        tickcolor="rgba(0,0,0,0)",
        automargin=True,
    )
