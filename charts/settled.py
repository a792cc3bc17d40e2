"""A figure as the browser gets it («готовый рисунок»): drawn once, not twice.

The page hands a picture to Plotly a second time as soon as it stands there: with its way of
clicking, and all lists copied. Plotly then draws everything anew, unless it is told that the lists
are the same (``datarevision``), finds the clicking as it was, and has no template, which it takes
for a change whenever it is a copy.
"""

import json
from typing import Any

import plotly.graph_objects as go

CLICKABLE = {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"}
"""What the page sets for a picture whose marks can be clicked; nothing can be dragged in ours."""
AXIS = ("xaxis", "yaxis")


def settled(figure: go.Figure, *, clickable: bool) -> dict[str, Any]:
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
