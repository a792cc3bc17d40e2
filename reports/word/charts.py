"""Native charts of a Word document: the look of the template, the data of the summary.

First the samples that the templates are built with: an office may change their look in Word.
They are made of the chart parts of python-pptx, mended where the schema is stricter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from pptx.chart.chart import Chart as PptxChart
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter, SeriesXmlRewriterFactory
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.util import Pt

from charts.palette import PRINT
from data_model.errors import WrongDefinition
from reports.summary import Chart, ChartStyle

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
    style: Callable[[PptxChart], None]


def sample_chart(look: ChartStyle) -> bytes:
    """The chart part of a look, with its data replaced later."""
    sample = SAMPLES[look]
    data = chart_data(sample.categories, sample.series)
    space = parse_xml(ChartXmlWriter(sample.kind, data).xml.encode("utf-8"))  # type: ignore[no-untyped-call]
    chart = PptxChart(space, None)  # type: ignore[no-untyped-call]
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


def _columns(chart: PptxChart) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, -5
    _fill(plot.series[0], PRINT.plan)
    _fill(plot.series[1], PRINT.accent)
    _labels(plot)
    _axes(chart)


def _bars(chart: PptxChart) -> None:
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


def _axes(chart: PptxChart) -> None:
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


DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHAPE = "диаграмма:"
CHART_MEDIA = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EMU_IN_CM = 360_000
BAR_HEIGHT = 0.62
"""Centimetres of a bar with its gap."""


@dataclass(frozen=True, slots=True)
class Prototype:
    """A chart of the template that lends its look: the paragraph's run and the part."""

    run: etree._Element
    part: Part


def prototypes(document: Document) -> dict[str, Prototype]:
    """Charts of the template by the name of their shape, without the prefix."""
    found = {}
    for run in document.element.body.iter(f"{WORD}r"):
        for shape in run.iter(f"{DRAWING}docPr"):
            name = shape.get("name", "")
            chart = next(run.iter(f"{CHART}chart"), None)
            if name.startswith(SHAPE) and chart is not None:
                part = document.part.related_parts[chart.get(RELATION)]
                found[name.removeprefix(SHAPE)] = Prototype(run, part)
    return found


def forget(document: Document, known: dict[str, Prototype]) -> None:
    """Drop the links to the sample charts, so that none of them stays in the file."""
    samples = {id(prototype.part) for prototype in known.values()}
    for key, relation in list(document.part.rels.items()):
        if not relation.is_external and id(relation.target_part) in samples:
            document.part.rels.pop(key)


def place(
    document: Document,
    known: dict[str, Prototype],
    charts: Iterable[tuple[Chart, etree._Element]],
) -> None:
    """Put every chart into the paragraph that waits for it."""
    for number, (chart, paragraph) in enumerate(charts, start=1):
        if chart.look not in known:
            raise WrongDefinition(
                f"В шаблоне нет образца «{SHAPE}{chart.look}»: верните диаграмму с таким именем "
                "(Word: Главная — Выделить — Область выделения)."
            )
        prototype = known[chart.look]
        key = document.part.relate_to(
            chart_part(document, prototype.part, chart, number), RELATIONSHIP_TYPE.CHART
        )
        paragraph.append(_run(prototype.run, chart, key, number))


def chart_part(document: Document, prototype: Part, chart: Chart, number: int) -> Part:
    """A copy of the sample's part with the data of the chart and a sheet of its own."""
    package = document.part.package
    series = {one.name: one.values for one in chart.series}
    space = parse_xml(prototype.blob)
    data = chart_data(chart.categories, series)
    rewriter = SeriesXmlRewriterFactory(SAMPLES[chart.look].kind, data)  # type: ignore[no-untyped-call]
    rewriter.replace_series_data(space)
    _label(space, chart)
    plan = _plan_of_bars(chart)
    if plan:
        _mark_plan(space, chart, plan)
    book = Part(
        PackURI(f"/word/embeddings/data{number}.xlsx"),
        BOOK_MEDIA,
        data_workbook(chart.categories, series | plan),
        package,
    )
    part = Part(PackURI(f"/word/charts/figure{number}.xml"), CHART_MEDIA, b"", package)
    link = part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    for external in space.iter(f"{CHART}externalData"):
        external.set(RELATION, link)
    part._blob = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part


def _label(space: etree._Element, chart: Chart) -> None:
    """Each value as its label reads in the text: «55 %» of the plan, «54,96 %» of the fact."""
    for axis in space.iter(f"{CHART}valAx"):
        for look in axis.iter(f"{CHART}numFmt"):
            look.set("formatCode", f"[$-419]{chart.label_format(chart.unit)}")
    for drawn, series in zip(space.iter(f"{CHART}ser"), chart.series, strict=True):
        for old in drawn.findall(f"{CHART}dLbls"):
            drawn.remove(old)
        made = "".join(
            _point_label(
                number, chart.label_format(label), *(INSIDE if chart.is_crossed(value) else BESIDE)
            )
            for number, (value, label) in enumerate(zip(series.values, series.labels, strict=True))
            if value is not None
        )
        plain = f'<c:numFmt formatCode="[$-419]0.0" sourceLinked="0"/>{SMALL}{AT_END}{SHOWN}'
        labels = etree.fromstring(
            f'<c:dLbls xmlns:c="{SPACE}" xmlns:a="{INK}">{made}{plain}</c:dLbls>'
        )
        _before(drawn, ("trendline", "errBars", "cat", "val"), labels)


SPACE = CHART.strip("{}")
INK = "http://schemas.openxmlformats.org/drawingml/2006/main"
SMALL = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr>'
    '<a:endParaRPr lang="ru-RU"/></a:p></c:txPr>'
)
WITHIN = SMALL.replace(
    '<a:defRPr sz="900"/>',
    '<a:defRPr sz="900"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:defRPr>',
)
AT_END = '<c:dLblPos val="outEnd"/>'
BESIDE = (SMALL, AT_END)
INSIDE = (WITHIN, '<c:dLblPos val="inEnd"/>')
SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _point_label(number: int, code: str, letters: str, at: str) -> str:
    return (
        f'<c:dLbl><c:idx val="{number}"/><c:numFmt formatCode="{escape(f"[$-419]{code}", QUOTE)}" '
        f'sourceLinked="0"/>{letters}{at}{SHOWN}</c:dLbl>'
    )


QUOTE = {'"': "&quot;"}


def _before(parent: etree._Element, names: tuple[str, ...], child: etree._Element) -> None:
    """The child at its place in the order of the schema."""
    for one in parent:
        if one.tag in {f"{CHART}{name}" for name in names}:
            one.addprevious(child)
            return
    parent.append(child)


def _run(sample: etree._Element, chart: Chart, key: str, number: int) -> etree._Element:
    run = deepcopy(sample)
    for shape in run.iter(f"{DRAWING}docPr"):
        shape.set("id", str(1000 + number))
        shape.set("name", f"{SHAPE}{chart.look} {number}")
        shape.set("descr", chart.alt)
    for element in run.iter(f"{CHART}chart"):
        element.set(RELATION, key)
    if chart.look is ChartStyle.SCHOOLS:
        for extent in run.iter(f"{DRAWING}extent"):
            extent.set("cy", str(round((1.2 + BAR_HEIGHT * len(chart.categories)) * EMU_IN_CM)))
    return run


# the plan as a mark across each bar


def _plan_of_bars(chart: Chart) -> dict[str, tuple[float | None, ...]]:
    """The plan at each bar; empty where the chart has other bars, or there is no plan."""
    plan = chart.series[0].values[0]
    if chart.look is not ChartStyle.SCHOOLS or not plan:
        return {}
    return {PLAN_OF_BARS: (plan,) * len(chart.categories)}


PLAN_OF_BARS = "План района"


def _mark_plan(
    space: etree._Element, chart: Chart, plan: Mapping[str, Sequence[float | None]]
) -> None:
    """Unseen bars upon those of the schools, each with a stroke across its end.

    Word has no line across lying bars; the cap of an error bar without length is a stroke.
    """
    bars = next(space.iter(f"{CHART}barChart"))
    for old in bars.findall(f"{CHART}overlap"):
        bars.remove(old)
    overlap = etree.Element(f"{CHART}overlap", {"val": "100"})
    _before(bars, ("serLines", "axId"), overlap)
    for name, values in plan.items():
        series = _element(_plan_series(name, values, chart.categories))
        bars.findall(f"{CHART}ser")[-1].addnext(series)


def _plan_series(name: str, values: Sequence[float | None], categories: Sequence[str]) -> str:
    last = len(values) + 1
    names = "".join(
        f'<c:pt idx="{one}"><c:v>{escape(text)}</c:v></c:pt>' for one, text in enumerate(categories)
    )
    points = "".join(
        f'<c:pt idx="{one}"><c:v>{value}</c:v></c:pt>' for one, value in enumerate(values)
    )
    return (
        '<c:ser><c:idx val="1"/><c:order val="1"/><c:tx><c:strRef><c:f>Sheet1!$C$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:invertIfNegative val="0"/>{UNLABELLED}{STROKE}'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>"
        f'<c:ptCount val="{len(values)}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Sheet1!$C$2:$C${last}</c:f><c:numCache>"
        f'<c:formatCode>0.0</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'
        "</c:numRef></c:val></c:ser>"
    )


def _element(xml: str) -> etree._Element:
    """One element of a chart, written with the prefixes «c» and «a»."""
    return etree.fromstring(xml.replace(">", f' xmlns:c="{SPACE}" xmlns:a="{INK}">', 1))


UNLABELLED = '<c:dLbls><c:delete val="1"/></c:dLbls>'
STROKE = (
    '<c:errBars><c:errBarType val="plus"/><c:errValType val="fixedVal"/><c:noEndCap val="0"/>'
    '<c:val val="0.001"/><c:spPr><a:ln w="28575"><a:solidFill>'
    f'<a:srgbClr val="{PRINT.line_of_plan[1:]}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
)
