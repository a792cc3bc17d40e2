"""One look for all charts: a template, Russian texts of the toolbar, finishing touches.

    finished  a figure with its title and a note under it
    settled   a figure as the browser gets it («готовый рисунок»): drawn once, not twice

The page hands a picture to Plotly a second time as soon as it stands there: with its way of
clicking, and all lists copied. Plotly then draws everything anew, unless it is told that the lists
are the same (``datarevision``), finds the clicking as it was, and has no template, which it takes
for a change whenever it is a copy.
"""

import json
from math import ceil
from typing import Any

import plotly.graph_objects as go

from charts.palette import Palette

FONT = "PT Sans, Roadmap Signs, sans-serif"
TEXT_SIZE = 14
SMALL_SIZE = 12
TOP = 26
"""Room above a drawing in pixels: for the name of a line, and for the button that saves it."""
AIR = 5
LINE_HEIGHT = 1.3
"""Of Plotly, in sizes of the type."""

RUSSIAN: dict[str, Any] = {
    "dictionary": {
        "Download plot as a PNG": "Сохранить картинкой",
        "Download plot": "Сохранить рисунок",
        "Image download succeeded": "Картинка сохранена",
        "Preparing image - this may take a few seconds": "Готовим картинку…",
        "Sorry, there was a problem downloading your image!": ("Картинку сохранить не удалось"),
        "Autoscale": "По размеру данных",
        "Reset axes": "Исходный вид",
        "Zoom": "Увеличить часть",
        "Zoom in": "Ближе",
        "Zoom out": "Дальше",
        "Pan": "Сдвинуть",
        "Box Select": "Выделить прямоугольником",
        "Lasso Select": "Обвести",
        "Double-click to zoom back out": "Двойной щелчок вернёт исходный вид",
        "Double-click on legend to isolate one trace": (
            "Двойной щелчок по подписи оставит один ряд"
        ),
    },
    "format": {
        "days": [
            "воскресенье",
            "понедельник",
            "вторник",
            "среда",
            "четверг",
            "пятница",
            "суббота",
        ],
        "shortDays": ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
        "months": [
            "январь",
            "февраль",
            "март",
            "апрель",
            "май",
            "июнь",
            "июль",
            "август",
            "сентябрь",
            "октябрь",
            "ноябрь",
            "декабрь",
        ],
        "shortMonths": [
            "янв.",
            "февр.",
            "март",
            "апр.",
            "май",
            "июнь",
            "июль",
            "авг.",
            "сент.",
            "окт.",
            "нояб.",
            "дек.",
        ],
        "date": "%d.%m.%Y",
        "decimal": ",",
        "thousands": "\u00a0",
    },
}
"""Texts of the toolbar, names of months and days, the decimal comma."""

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

    Both stand above the picture as text of the page, over its whole width, and go along in
    ``meta``. ``body`` is the height of the drawing itself in pixels.
    """
    figure.update_layout(
        template=template(palette),
        meta=[title, note],
        height=TOP + body,
        margin={"t": TOP, "l": 8, "r": 12, "b": 36},
    )
    return figure


def below_heads(figure: go.Figure, lines: int, size: int) -> go.Figure:
    """Room for names of columns of so many lines of this size, lying flat.

    Only the browser knows whether they stand upright, as on a telephone: then it makes more room.
    """
    return figure.update_layout(margin_t=ceil(lines * size * LINE_HEIGHT) + AIR)


def headline(figure: go.Figure) -> str:
    """The title as one plain sentence: it is the alternative text of the picture too."""
    return str(figure.layout.meta[0])


def note(figure: go.Figure) -> str:
    """What is said under the title; empty where nothing is."""
    return str(figure.layout.meta[1])


CLICKABLE = {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"}
"""What the page sets for a picture whose marks can be clicked; nothing can be dragged in ours."""
AXIS = ("xaxis", "yaxis")


def figure_content(figure: go.Figure, *, clickable: bool) -> dict[str, Any]:
    """The content of a figure, final in every respect."""
    content: dict[str, Any] = json.loads(figure.to_json())
    layout = content["layout"]
    inlaid(layout, layout.pop("template", {}).get("layout", {}))
    if clickable:
        layout.update({name: usual for name, usual in CLICKABLE.items() if not layout.get(name)})
    layout["datarevision"] = 1
    return content


def inlaid(layout: dict[str, Any], template: dict[str, Any]) -> None:
    """Write into a layout what its template says and the layout itself does not."""
    for name, usual in template.items():
        for place in places(layout, name):
            if isinstance(usual, dict):
                inlaid(layout.setdefault(place, {}), usual)
            else:
                layout.setdefault(place, usual)


def places(layout: dict[str, Any], name: str) -> list[str]:
    """Where a part of a template belongs: an axis to all axes of its kind."""
    if name not in AXIS:
        return [name]
    return sorted({name, *(place for place in layout if place.startswith(name))})
