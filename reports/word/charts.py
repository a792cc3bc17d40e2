"""Native charts of a Word document: the look of the template, the data of the summary."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from pptx.chart.xmlwriter import SeriesXmlRewriterFactory
from pptx.oxml import parse_xml

from data_model.errors import WrongDefinition
from reports.summary import Chart, ChartStyle
from reports.word.chart_samples import CHART, RELATION, SAMPLES, chart_data, data_workbook

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
    book = Part(
        PackURI(f"/word/embeddings/data{number}.xlsx"),
        BOOK_MEDIA,
        data_workbook(chart.categories, series),
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
            _point_label(number, chart.label_format(label))
            for number, (value, label) in enumerate(zip(series.values, series.labels, strict=True))
            if value is not None
        )
        plain = f'<c:numFmt formatCode="[$-419]0.0" sourceLinked="0"/>{SMALL}{SHOWN}'
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
SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _point_label(number: int, code: str) -> str:
    return (
        f'<c:dLbl><c:idx val="{number}"/><c:numFmt formatCode="{escape(f"[$-419]{code}", QUOTE)}" '
        f'sourceLinked="0"/>{SMALL}{SHOWN}</c:dLbl>'
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
