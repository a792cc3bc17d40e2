"""Charts as SVG («рисунки»), drawn by ourselves: for the page, the PDF and a picture file.

The same figure of a summary that Word draws natively. Nothing is computed but places on the
paper; a missing value is written «нет данных», never drawn as zero.
"""

from html import escape

from charts.palette import PRINT
from reports import typography
from reports.summary import Chart, ChartStyle, Series

WIDTH = 640
TEXT_SIZE = 13
TOP, BOTTOM = 34, 34
BAR = 22
ROOM_FOR_LABEL = 66
ROOM_ABOVE = 10
"""Between the legend and the label of the tallest column."""


def draw(chart: Chart) -> str:
    """A chart as an SVG document with its title and description."""
    height, shapes = LOOKS[chart.look](chart)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" '
        f'font-family="PT Sans, Arial, sans-serif" font-size="{TEXT_SIZE}">'
        f"<title>{escape(chart.caption)}</title><desc>{escape(chart.alt)}</desc>"
        f"{''.join(shapes)}</svg>"
    )


def vector(chart: Chart) -> bytes:
    """One chart as an .svg file."""
    return draw(chart).encode("utf-8")


def _columns(chart: Chart) -> tuple[int, list[str]]:
    """Groups of columns, one per period: the target pale, the actual full."""
    height, floor = 280, 280 - BOTTOM
    scale = (floor - TOP - ROOM_ABOVE) / _top(chart.series)
    shapes = [*_legend(chart), _line(40, floor, WIDTH - 10, floor)]
    step = (WIDTH - 50) / max(1, len(chart.categories))
    width = min(70.0, step / (len(chart.series) + 1))
    for group, category in enumerate(chart.categories):
        middle = 40 + step * (group + 0.5)
        shapes.append(_text(middle, height - 12, category, "middle"))
        left = middle - width * len(chart.series) / 2
        for number, series in enumerate(chart.series):
            value, label = series.values[group], series.labels[group]
            tall = 0.0 if value is None else value * scale
            x = left + width * number
            if value is not None:
                shapes.append(_bar(x + 2, floor - tall, width - 4, tall, _fill(chart, number)))
            size = TEXT_SIZE if value is not None else 11
            shapes.append(_text(x + width / 2, floor - tall - 6, label, "middle", size))
    return height, shapes


def _bars(chart: Chart) -> tuple[int, list[str]]:
    """A bar per organisation; the plan is a dashed line through all of them."""
    series = chart.series[0]
    height = TOP + BAR * len(chart.categories) + 12
    left = min(280.0, max(_wide(name) for name in chart.categories) + 14)
    scale = (WIDTH - left - ROOM_FOR_LABEL) / _top(chart.series)
    shapes, labels = [], []
    for number, name in enumerate(chart.categories):
        value = series.values[number] or 0.0
        y = TOP + BAR * number
        shapes.append(_text(left - 8, y + 15, shortened(name, left - 14), "end"))
        shapes.append(_bar(left, y + 3, value * scale, BAR - 7, _point(number)))
        end, label = left + value * scale, series.labels[number]
        if chart.is_crossed(value):
            labels.append(_text(end - 6, y + 15, label, "end", within=True))
        else:
            labels.append(_text(end + 6, y + 15, label))
    plan = series.values[0]
    if plan is not None:
        x = left + plan * scale
        shapes.append(_line(x, TOP - 4, x, height - 8, dashed=True))
    return height, shapes + labels


def shortened(name: str, room: float) -> str:
    """The name as far as there is room; the whole name stands in the table beside."""
    if _wide(name) <= room:
        return name
    while name and _wide(name + "…") > room:
        name = name[:-1]
    return name + "…"


def _wide(text: str) -> float:
    return typography.wide_on_chart(text, TEXT_SIZE)


def _top(series: tuple[Series, ...]) -> float:
    return (
        max((value for one in series for value in one.values if value is not None), default=0) or 1
    )


def _legend(chart: Chart) -> list[str]:
    shapes, x = [], 40.0
    for number, series in enumerate(chart.series):
        shapes.append(_bar(x, 6, 12, 12, _fill(chart, number)))
        shapes.append(_text(x + 18, 17, series.name))
        x += 44 + _wide(series.name)
    return shapes


def _fill(chart: Chart, number: int) -> str:
    return PRINT.plan if number + 1 < len(chart.series) else PRINT.accent


def _point(number: int) -> str:
    return (PRINT.plan, PRINT.ink)[number] if number < 2 else PRINT.accent


def _bar(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0, width):.1f}" '
        f'height="{max(0, height):.1f}" fill="{fill}"/>'
    )


def _line(x: float, y: float, to_x: float, to_y: float, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" '
        f'stroke="{PRINT.muted}" stroke-width="1"{dash}/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    anchor: str = "start",
    size: int = TEXT_SIZE,
    *,
    within: bool = False,
) -> str:
    """Words with white around them; white words where they stand ``within`` a bar."""
    around = 'stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    look = 'fill="#FFFFFF"' if within else f'fill="{PRINT.ink}" {around}'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f"{look}>{escape(text)}</text>"
    )


LOOKS = {ChartStyle.PLAN_FACT: _columns, ChartStyle.SCHOOLS: _bars}
