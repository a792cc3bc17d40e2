"""One look for all charts: a Plotly template, Russian texts of the toolbar, finishing touches."""

from math import ceil
from typing import Any

import plotly.graph_objects as go

from charts.labels import wrapped
from charts.palette import Palette
from charts.russian import RUSSIAN
from indicators.wording import NBSP

FONT = "PT Sans, Roadmap Signs, sans-serif"
TEXT_SIZE = 14
SMALL_SIZE = 12
TITLE_SIZE = 17
TITLE_WIDTH = 42
"""Letters in a line of a title: as many as a telephone of 390 px shows."""
TITLE_LINE = 22
MARGIN = 16
AIR = 5
LINE_HEIGHT = 1.3
"""Of Plotly, in sizes of the type."""

PLOTLY_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "График"},
    "locale": "ru",
    "locales": {"ru": RUSSIAN},
}


def template(palette: Palette) -> go.layout.Template:
    """Type, grid and separators; nothing that means anything."""
    axis = {
        "gridcolor": palette.grid,
        "linecolor": palette.grid,
        "zerolinecolor": palette.grid,
        "tickfont": {"size": TEXT_SIZE, "color": palette.ink},
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": TEXT_SIZE, "color": palette.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [palette.accent, palette.muted],
            "separators": ",\u00a0",
            "dragmode": False,
            "showlegend": False,
            "hoverlabel": {
                "bgcolor": palette.surface,
                "bordercolor": palette.grid,
                "font": {"family": FONT, "size": TEXT_SIZE, "color": palette.ink},
                "align": "left",
                "namelength": -1,
            },
            "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted},
            "xaxis": axis,
            "yaxis": {**axis, "automargin": True},
        }
    )


def finished(
    figure: go.Figure, palette: Palette, *, title: str, note: str = "", body: int = 320
) -> go.Figure:
    """A figure with its title (a sentence that says the finding) and a note under it.

    ``body`` is the height of the drawing itself in pixels: the lines of the title come on
    top of it, so a long sentence never squeezes the picture.
    """
    heading = wrapped(title, TITLE_WIDTH)
    under = f'<br><span style="font-size:{SMALL_SIZE}px">{wrapped(note, 54)}</span>' if note else ""
    lines = heading.count("<br>") + 1
    notes = under.count("<br>")
    top = MARGIN + lines * TITLE_LINE + notes * 17 + 14
    figure.update_layout(
        template=template(palette),
        title={
            "text": f"<b>{heading}</b>"
            + (f'<span style="color:{palette.muted}">{under}</span>' if note else ""),
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "xanchor": "left",
            "yanchor": "top",
            "pad": {"t": MARGIN, "l": 2},
            "font": {"size": TITLE_SIZE, "color": palette.ink},
        },
        height=top + body,
        margin={"t": top, "l": 8, "r": 12, "b": 36},
    )
    return figure


def above_heads(figure: go.Figure, lines: int, size: int) -> go.Figure:
    """The title above names of columns: room for so many lines of this size, lying flat.

    Only the browser knows whether they stand upright, as on a telephone: then it makes more room.
    It adds up what belongs to the axis, so an empty title of the axis holds the place of ours.
    """
    above = MARGIN + (figure.layout.title.text.count("<br>") + 1) * TITLE_LINE
    figure.update_xaxes(title={"text": NBSP, "font": {"size": 1}, "standoff": above})
    figure.update_layout(title_pad_t=2 * MARGIN)
    return figure.update_layout(margin_t=above + ceil(lines * size * LINE_HEIGHT) + AIR)


def headline(figure: go.Figure) -> str:
    """The title as one plain sentence: the alternative text of the picture."""
    text = str(figure.layout.title.text or "")
    return text.split("</b>")[0].replace("<b>", "").replace("<br>", " ")
