"""Sample charts of the Word templates: the look that an office may change in Word.

Built with the chart parts of python-pptx; its XML is mended where the schema is stricter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.util import Pt

from charts.palette import PRINT
from reports.summary import ChartStyle

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NUMBER = "[$-419]0.0"
NEVER = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class ChartSample:
    """One look: type, size in centimetres, the series and points that are coloured."""

    kind: int
    size: tuple[float, float]
    series: dict[str, tuple[float, ...]]
    categories: tuple[str, ...]
    style: Callable[[Chart], None]


def sample_chart(look: ChartStyle) -> bytes:
    """The chart part of a look, with its data replaced later."""
    sample = SAMPLES[look]
    data = chart_data(sample.categories, sample.series)
    space = parse_xml(ChartXmlWriter(sample.kind, data).xml.encode("utf-8"))  # type: ignore[no-untyped-call]
    chart = Chart(space, None)  # type: ignore[no-untyped-call]
    chart.has_title = False
    chart.font.size = Pt(10)
    chart.font.name = "Times New Roman"
    sample.style(chart)
    mend(space)
    return bytes(etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def chart_data(
    categories: tuple[str, ...], series: Mapping[str, Sequence[float | None]]
) -> CategoryChartData:
    data = CategoryChartData(number_format=NUMBER)  # type: ignore[no-untyped-call]
    data.categories = categories
    for name, values in series.items():
        data.add_series(name, values)  # type: ignore[no-untyped-call]
    return data


def sample_workbook(look: ChartStyle) -> bytes:
    return data_workbook(SAMPLES[look].categories, SAMPLES[look].series)


def data_workbook(
    categories: tuple[str, ...], series: Mapping[str, Sequence[float | None]]
) -> bytes:
    """The sheet behind a chart, where «Изменить данные» in Word looks for it."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"created": NEVER})
        sheet = workbook.add_worksheet("Sheet1")
        style = workbook.add_format({"num_format": "0.0"})
        for row, category in enumerate(categories, start=1):
            sheet.write_string(row, 0, category)
        for column, (name, values) in enumerate(series.items(), start=1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, style)
    return target.getvalue()


def _columns(chart: Chart) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, -5
    _fill(plot.series[0], PRINT.plan)
    _fill(plot.series[1], PRINT.accent)
    _labels(plot)
    _axes(chart)


def _bars(chart: Chart) -> None:
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width = 40
    _fill(plot.series[0], PRINT.accent)
    for number, color in enumerate((PRINT.plan, PRINT.ink)):
        _fill(plot.series[0].points[number], color)
    _labels(plot)
    _axes(chart)
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False


def _fill(shape: object, color: str) -> None:
    fill = shape.format.fill  # type: ignore[attr-defined]
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(color.lstrip("#"))  # type: ignore[no-untyped-call]


def _labels(plot: object) -> None:
    plot.has_data_labels = True  # type: ignore[attr-defined]
    labels = plot.data_labels  # type: ignore[attr-defined]
    labels.number_format, labels.number_format_is_linked = NUMBER, False
    labels.show_value = True
    labels.font.size = Pt(9)


def _axes(chart: Chart) -> None:
    chart.value_axis.minimum_scale = 0
    chart.value_axis.tick_labels.number_format = "[$-419]0"
    chart.value_axis.tick_labels.number_format_is_linked = False
    line = chart.value_axis.major_gridlines.format.line
    line.color.rgb = RGBColor.from_string("DDE2E8")  # type: ignore[no-untyped-call]
    chart.value_axis.format.line.fill.background()


def mend(space: etree._Element) -> None:
    """What the schema wants otherwise: positive axis ids, language, square corners, no frame."""
    for tag in ("axId", "crossAx"):
        for element in space.iter(f"{CHART}{tag}"):
            element.set("val", str(abs(int(element.get("val") or 0))))
    corners = space.find(f"{CHART}roundedCorners")
    if corners is None:
        corners = etree.Element(f"{CHART}roundedCorners")
        space.insert(1, corners)
    corners.set("val", "0")
    language = etree.Element(f"{CHART}lang", {"val": "ru-RU"})
    corners.addprevious(language)
    for element in space.iter():
        if element.get("lang") == "en-US":
            element.set("lang", "ru-RU")
    body = space.find(f"{CHART}chart")
    frame = etree.fromstring(FRAME)
    if body is not None:
        body.addnext(frame)
    for old in space.findall(f"{CHART}externalData"):
        space.remove(old)
    link = etree.SubElement(space, f"{CHART}externalData", {RELATION: "rId1"})
    etree.SubElement(link, f"{CHART}autoUpdate", {"val": "0"})


FRAME = (
    '<c:spPr xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
)

SAMPLES = {
    ChartStyle.PLAN_FACT: ChartSample(
        XL_CHART_TYPE.COLUMN_CLUSTERED,
        (16.0, 6.5),
        {"План": (20.0, 35.0, 50.0), "Факт": (18.0, 30.0, 45.0)},
        ("1", "2", "3"),
        _columns,
    ),
    ChartStyle.SCHOOLS: ChartSample(
        XL_CHART_TYPE.BAR_CLUSTERED,
        (16.0, 9.0),
        {"Факт": (50.0, 40.0, 55.0, 30.0)},
        ("План района", "Район", "Организация 1", "Организация 2"),
        _bars,
    ),
}
