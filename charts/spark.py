"""A trend in a table row («тренд»): a small drawing of the years with the target as a tick."""

from base64 import b64encode
from collections.abc import Sequence

from charts.palette import LIGHT, Palette

WIDTH, HEIGHT = 84, 28
PAD = 5
TICK = 7


def spark(
    actual: Sequence[float | None],
    target: Sequence[float | None],
    palette: Palette = LIGHT,
) -> str:
    """The years of one indicator as an address of a small SVG picture, for an image column.

    A year without a value has no dot and breaks the line; every target is a short tick.
    """
    top = max([value for value in (*actual, *target) if value is not None], default=1) or 1
    drawing = "".join([*_ticks(target, top, palette), *_line(actual, top, palette)])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{drawing}</svg>'
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
