"""Builds the shipped Word templates: ``python -m reports.word.build_templates``.

The base file is our own (Russian locale, mode 15, clean properties); what differs from kind
to kind is a list of lines. The same sources give the same bytes.
"""

from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from reports.files import member
from reports.summary import ChartStyle
from reports.word import TEMPLATES
from reports.word.charts import SAMPLES, sample_chart, sample_workbook

HERE = Path(__file__).parent
BASE = HERE / "base"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EMU_IN_CM = 360_000
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Line = tuple[str, str]
"""Style id and text of one paragraph of a template."""


def loop(head: str, *lines: Line) -> tuple[Line, ...]:
    """Lines between a tag and its end, each in a paragraph of its own."""
    return (("Normal", f"{{%p {head} %}}"), *lines, ("Normal", f"{{%p end{head.split()[0]} %}}"))


def sections(*keys: str) -> tuple[Line, ...]:
    return tuple(("Normal", f"{{{{p разделы.{key} }}}}") for key in keys)


HEADER = loop("for строка in шапка", ("IssuingBody", "{{ строка }}"))
STAMP = loop("for строка in отметка", ("DataStamp", "{{ строка }}"))
APPROVAL = loop("for строка in гриф", ("Approval", "{{ строка }}"))
ADDRESSEE = loop("for строка in адресат", ("Approval", "{{ строка }}"))
DRAFT = loop("if проект", ("Requisite", "\tПРОЕКТ"))
TITLE: tuple[Line, ...] = (("DocumentForm", "{{ форма }}"), ("DocumentTitle", "{{ заголовок }}"))
PLACE: tuple[Line, ...] = (("Requisite", "{{ место }}\tот {{ дата }} №\u00a0{{ номер }}"),)
OF_LETTER: tuple[Line, ...] = (("Requisite", "{{ дата }} №\u00a0{{ номер }}"),)
SIGNATURE: tuple[Line, ...] = (
    ("Signature", "{{ подпись.должность }}\t{{ подпись.имя }}"),
    *loop("if подпись.вторая", ("Signature", "{{ подпись.вторая }}\t{{ подпись.имя_второй }}")),
    *loop("if исполнитель", ("Executor", "Исполнитель: {{ исполнитель }}{{ телефон }}")),
)
LEARNED = (*HEADER, *APPROVAL, *DRAFT, *TITLE, *PLACE, *STAMP)

BODIES: dict[str, tuple[Line, ...]] = {
    "monitoring": (
        *LEARNED,
        *sections("главное", "цели", "показатели", "методы", "результаты", "анализ"),
        *sections("рекомендации", "меры", "решения", "эффективность", "выводы"),
        *SIGNATURE,
    ),
    "diagnostics": (
        *LEARNED,
        *sections("главное", "основание", "результаты", "документы", "анализ", "рекомендации"),
        *SIGNATURE,
    ),
    "effect": (
        *LEARNED,
        *sections("главное", "методика", "показатели", "меры", "выводы"),
        *SIGNATURE,
    ),
    "region": (
        *HEADER,
        *TITLE,
        *PLACE,
        *STAMP,
        *sections("главное", "план", "показатели", "районы", "сбор", "движение"),
        *SIGNATURE,
    ),
    "school": (
        *HEADER,
        *OF_LETTER,
        *ADDRESSEE,
        *TITLE[1:],
        *sections("обращение", "показатели", "рекомендации", "слова"),
        *SIGNATURE,
    ),
    "order": (
        *HEADER,
        *DRAFT,
        *TITLE[:1],
        *PLACE,
        ("Requisite", "{{ заголовок }}"),
        *sections("преамбула", "пункты"),
        *SIGNATURE,
    ),
    "minutes": (
        *HEADER,
        *TITLE[:1],
        *PLACE,
        ("Requisite", "{{ заголовок }}"),
        *sections("протокол"),
        *SIGNATURE,
    ),
}
"""The lines of each template; tags of sections may be moved, left out, or have text between."""


def build() -> None:
    """Write every template anew."""
    TEMPLATES.mkdir(exist_ok=True)
    for kind, lines in BODIES.items():
        with ZipFile(TEMPLATES / f"{kind}.docx", "w", ZIP_DEFLATED) as package:
            for name, content in parts(lines).items():
                package.writestr(member(name), content)


def parts(lines: tuple[Line, ...]) -> dict[str, str | bytes]:
    """Every part of a template by its name in the package."""
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}, core=True),
        "docProps/core.xml": _base("core"),
        "word/document.xml": _document(lines),
        "word/styles.xml": _styles(is_letter=any("адресат" in text for _, text in lines)),
        "word/settings.xml": _base("settings"),
        "word/header1.xml": _base("header"),
        "word/header2.xml": _base("first_header"),
        "word/footer1.xml": _base("footer"),
        "word/_rels/document.xml.rels": _relations(_document_relations()),
    }
    for number, look in enumerate(SAMPLES, start=1):
        found[f"word/charts/chart{number}.xml"] = sample_chart(look)
        found[f"word/embeddings/chart{number}.xlsx"] = sample_workbook(look)
        target = {"rId1": ("package", f"../embeddings/chart{number}.xlsx")}
        found[f"word/charts/_rels/chart{number}.xml.rels"] = _relations(target)
    return found


def _base(name: str) -> str:
    return (BASE / f"{name}.xml").read_text(encoding="utf-8")


def _styles(*, is_letter: bool) -> str:
    """The look of all kinds; a letter is set closer, as its pages in PDF are, to be one page."""
    shared = _base("styles")
    for usual, close in CLOSER if is_letter else ():
        shared = shared.replace(usual, close)
    return shared


CLOSER = (
    ('<w:sz w:val="26"/><w:szCs w:val="26"/>', '<w:sz w:val="23"/><w:szCs w:val="23"/>'),
    ('w:line="276"', 'w:line="240"'),
    ('w:before="400"', 'w:before="240"'),
    ('w:before="20" w:after="20"', 'w:before="0" w:after="0"'),
    ('w:before="160" w:after="120" w:line="252"', 'w:before="60" w:after="60" w:line="240"'),
    ('w:spacing w:after="160"', 'w:spacing w:after="80"'),
    ('w:before="80" w:after="120"', 'w:before="40" w:after="40"'),
    ('w:before="60" w:after="160"', 'w:before="40" w:after="80"'),
    ('w:before="160" w:after="60"', 'w:before="60" w:after="40"'),
)
"""Half points of type, then heights of lines and gaps: as usual, and in a letter."""


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{MEDIA}.document.main+xml",
        "/word/styles.xml": f"{MEDIA}.styles+xml",
        "/word/settings.xml": f"{MEDIA}.settings+xml",
        "/word/header1.xml": f"{MEDIA}.header+xml",
        "/word/header2.xml": f"{MEDIA}.header+xml",
        "/word/footer1.xml": f"{MEDIA}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    for number in range(1, len(SAMPLES) + 1):
        overrides[f"/word/charts/chart{number}.xml"] = (
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        )
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{media}"/>' for name, media in overrides.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="xlsx" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
        f"{listed}</Types>"
    )


def _document_relations() -> dict[str, tuple[str, str]]:
    plain = ("styles", "settings")
    relations = {f"rId{number}": (name, f"{name}.xml") for number, name in enumerate(plain, 1)}
    relations |= {
        "rId3": ("header", "header1.xml"),
        "rId4": ("header", "header2.xml"),
        "rId5": ("footer", "footer1.xml"),
    }
    for number in range(1, len(SAMPLES) + 1):
        relations[f"rId{10 + number}"] = ("chart", f"charts/chart{number}.xml")
    return relations


def _relations(relations: dict[str, tuple[str, str]], core: bool = False) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    if core:
        listed += (
            f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
        )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _document(lines: tuple[Line, ...]) -> str:
    samples = "".join(_drawing(look, number) for number, look in enumerate(SAMPLES, start=1))
    body = "".join(_paragraph(style, text) for style, text in lines)
    hint = "Образцы диаграмм. Оформите их, как нужно: в документ пойдёт этот вид и новые данные."
    open_tag = _paragraph("Normal", "{%p if образцы_диаграмм %}")
    close_tag = _paragraph("Normal", "{%p endif %}")
    return (
        f'{DECLARATION}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}" '
        f'xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" '
        f'xmlns:c="{DRAWING}/chart"><w:body>{body}'
        f"{open_tag}{_paragraph('Note', hint)}{samples}{close_tag}{PAGE}</w:body></w:document>"
    )


def _paragraph(style: str, text: str) -> str:
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' if part else ""
        for part in text.split("\t")
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _drawing(look: ChartStyle, number: int) -> str:
    width, height = (int(size * EMU_IN_CM) for size in SAMPLES[look].size)
    return (
        '<w:p><w:pPr><w:pStyle w:val="Figure"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" '
        f'cy="{height}"/><wp:docPr id="{number}" name="диаграмма:{look}" '
        f'descr="Образец диаграммы"/><wp:cNvGraphicFramePr/><a:graphic>'
        f'<a:graphicData uri="{DRAWING}/chart"><c:chart r:id="rId{10 + number}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
    '<w:headerReference w:type="first" r:id="rId4"/>'
    '<w:footerReference w:type="default" r:id="rId5"/>'
    '<w:footerReference w:type="first" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" '
    'w:footer="454" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
)
"""A4, margins 30, 15, 20, 20 mm; page numbers at the top from the second page."""


if __name__ == "__main__":
    build()
