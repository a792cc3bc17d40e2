"""Elements of a Word body, built in the order that OOXML asks for.

Styles are found by their names, because Word renames their ids when a template is saved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from charts.palette import PRINT
from data_model.compliance import Status
from data_model.errors import WrongDefinition
from indicators.wording import NBSP
from reports.summary import (
    Block,
    Chart,
    Heading,
    Paragraph,
    ParagraphRole,
    Place,
    Recommendations,
    Section,
    Table,
    TableCell,
    TableColumn,
    as_table,
)
from reports.typography import (
    LANDSCAPE_WIDTH,
    SHORT_TABLE,
    SIZES,
    TEXT_WIDTH,
    fitted,
    height,
    is_tall,
    printable,
    type_size,
)

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
EMPTY = f'<w:numbering xmlns:w="{WORD}"/>'
LEVELS = 3
NAME = PackURI("/word/numbering.xml")


@dataclass(frozen=True, slots=True)
class Lists:
    """Numbers of the two lists in the document."""

    clauses: int
    items: int


def add_lists(document: Document) -> Lists:
    """The lists in the numbering part of the document, made where there is none."""
    found = [
        one.target_part
        for one in document.part.rels.values()
        if one.reltype == RELATIONSHIP_TYPE.NUMBERING
    ]
    root = etree.fromstring(found[0].blob if found else EMPTY.encode())
    first = 1 + max((_value(one, "abstractNumId") for one in root), default=0)
    number = 1 + max((_value(one, "numId") for one in root), default=0)
    for place, levels in enumerate((_clauses(), _items())):
        _append(root, first + place, number + place, levels)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if found:
        _replaced(found[0], root, content)
    else:
        part = Part(NAME, MEDIA, content, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return Lists(number, number + 1)


def _replaced(part: Part, root: etree._Element, content: bytes) -> None:
    if isinstance(part, XmlPart):
        for old in list(part.element):
            part.element.remove(old)
        for new in list(root):
            part.element.append(new)
    else:
        part._blob = content


def _value(element: etree._Element, name: str) -> int:
    return int(element.get(f"{{{WORD}}}{name}") or 0)


def _append(root: etree._Element, abstract: int, number: int, levels: str) -> None:
    """The definition before the first number that is there, the number at the end."""
    definition = parsed(
        f'<w:abstractNum w:abstractNumId="{abstract}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbers = [one for one in root if one.tag == f"{{{WORD}}}num"]
    if numbers:
        numbers[0].addprevious(definition)
    else:
        root.append(definition)
    link = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'
    root.append(parsed(link))


def _clauses() -> str:
    """«1.», «1.1.», «1.1.1.» at the beginning of a paragraph."""
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{_text(level)}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="709"/></w:pPr></w:lvl>'
        for level in range(LEVELS)
    )


def _text(level: int) -> str:
    return "".join(f"%{one + 1}." for one in range(level + 1))


def _items() -> str:
    return (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="709" w:hanging="283"/></w:pPr></w:lvl>'
    )


def parsed(xml: str) -> etree._Element:
    """One element of WordprocessingML, written with the prefix «w»."""
    return etree.fromstring(xml.replace(">", f' xmlns:w="{WORD}">', 1))


TWIPS = 20
ASIDE = '<w:ind w:left="9638"/>'
"""Where the mark of an annex on its side begins: 17 cm from the edge of the text."""
ROLE_STYLES = {
    ParagraphRole.LEAD: "Главное",
    ParagraphRole.BODY: "Normal",
    ParagraphRole.ITEM: "Пункт",
    ParagraphRole.CLAUSE: "Пункт приказа",
    ParagraphRole.NOTE: "Примечание",
    ParagraphRole.OWN: "Свои слова",
}
LATER_STYLES = frozenset({"Гриф", "Заголовок содержания", "toc 1"})
"""Styles that a template of an office may not have yet."""
ALIGN = {"left": "left", "right": "right", "center": "center"}


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How the words of a row look; a row that is ``keep`` stays on the page of the next."""

    size: float = SIZES[0]
    strong: bool = False
    keep: bool = False

    @property
    def kept(self) -> str:
        return "<w:keepNext/>" if self.keep else ""


PLAIN = RowStyle()


SIDE_HEIGHT, HEADS = 440.0, 75.0
"""Points of a page on its side, and what caption, head and note of a table take of it."""


@dataclass
class Body:
    """Turns blocks into elements; counts tables and figures over the whole document.

    ``styles`` maps names of styles to their ids in the template. ``charts`` collects the
    charts met, with the paragraph that waits for each; ``headings`` the titles of sections
    with their bookmarks. ``width`` is that of the text on the page, ``left`` about how much of a
    page on its side is free yet, in points.
    """

    styles: Mapping[str, str]
    lists: Lists
    width: float = TEXT_WIDTH
    left: float = 0.0
    headings: list[tuple[str, str]] = field(default_factory=list)
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    figures: Iterator[int] = field(default_factory=lambda: count(1))
    charts: list[tuple[Chart, etree._Element]] = field(default_factory=list)

    def section(self, section: Section) -> list[etree._Element]:
        """A section with its title; without a title only its blocks."""
        self.width = LANDSCAPE_WIDTH if section.landscape else TEXT_WIDTH
        self.left = SIDE_HEIGHT if section.landscape else 0.0
        aside = ASIDE if section.landscape else ""
        marks = [self.paragraph("Гриф", line, further=aside) for line in section.annex]
        in_list = ". ".join((*section.annex[:1], section.title))
        title = [*marks, *([self.heading(section.title, in_list)] if section.title else [])]
        followers = (*section.shown, None)[1:]
        return title + [
            element
            for block, follower in zip(section.shown, followers, strict=True)
            for element in self.block(block, keep=isinstance(follower, Place))
        ]

    def block(self, block: Block, keep: bool = False) -> list[etree._Element]:
        """A block as elements; a paragraph that is ``keep`` stays on the page of the next."""
        if isinstance(block, Heading):
            return [self.paragraph("Heading 2", block.text)]
        if isinstance(block, Paragraph):
            return [self.paragraph(ROLE_STYLES[block.role], block.text, keep, self._list(block))]
        if isinstance(block, Place):
            return self.place(block)
        if isinstance(block, Chart):
            return self.figure(block)
        return self.table(as_table(block) if isinstance(block, Recommendations) else block)

    def heading(self, text: str, in_list: str) -> etree._Element:
        """The title of a section, with a bookmark that the contents lead to."""
        mark, number = f"_Toc{1000 + len(self.headings)}", 1 + len(self.headings)
        self.headings.append((mark, in_list))
        return parsed(
            f'<w:p>{self._style("Heading 1")}<w:bookmarkStart w:id="{number}" w:name="{mark}"/>'
            f'{_run(text)}<w:bookmarkEnd w:id="{number}"/></w:p>'
        )

    def contents(self) -> list[etree._Element]:
        """The list of sections: a field that Word renews, filled in already."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            ' TOC \\o "1-1" \\n \\h \\z </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        last = len(self.headings) - 1
        return [self.paragraph("Заголовок содержания", "Содержание")] + [
            parsed(
                f"<w:p>{self._style('toc 1')}{begin if not number else ''}"
                f'<w:hyperlink w:anchor="{mark}" w:history="1">{_run(text)}</w:hyperlink>'
                f"{end if number == last else ''}</w:p>"
            )
            for number, (mark, text) in enumerate(self.headings)
        ]

    def _list(self, block: Paragraph) -> str:
        """The list that counts the paragraph, if any does."""
        if block.role is ParagraphRole.ITEM:
            return _in_list(self.lists.items, 0)
        return _in_list(self.lists.clauses, block.number.count(".")) if block.number else ""

    def place(self, place: Place) -> list[etree._Element]:
        """A mark that words are wanted."""
        return [self.paragraph("Место для своих слов", f"[Впишите: {place.prompt}]")]

    def figure(self, chart: Chart) -> list[etree._Element]:
        """A paragraph that waits for its chart, and the caption below."""
        waiting = self.paragraph("Рисунок", "")
        self.charts.append((chart, waiting))
        caption = self.numbered("Подпись рисунка", "Рисунок", next(self.figures), chart.caption)
        return [waiting, caption]

    def table(self, table: Table) -> list[etree._Element]:
        size = type_size(table, self.width)
        widths = fitted(table, self.width, size)
        first = self._begins_page(height(table, widths, size))
        caption = self.numbered("Caption", "Таблица", next(self.tables), table.caption, first)
        note = self.paragraph("Примечание", table.note)
        return [caption, parsed(self._table_xml(table, size, widths)), note]

    def _begins_page(self, high: float) -> str:
        """On a page on its side a table that the rest of the page cannot hold begins the next."""
        if not self.left:
            return ""
        wanted = HEADS + high
        is_first, fits = self.left == SIDE_HEIGHT, wanted <= self.left
        self.left = self.left - wanted if fits else max(1.0, SIDE_HEIGHT - wanted)
        return "" if is_first or fits else "<w:pageBreakBefore/>"

    def paragraph(
        self, style: str, text: str, keep: bool = False, further: str = ""
    ) -> etree._Element:
        look = self._style(style, keep=keep or text.endswith(":"), further=further)
        return parsed(f"<w:p>{look}{_run(text) if text else ''}</w:p>")

    def numbered(
        self, style: str, label: str, number: int, text: str, further: str = ""
    ) -> etree._Element:
        """«Таблица 1 — …» with a field whose number is already there."""
        before, after = _run(f"{label}{NBSP}"), _run(f" — {text}")
        counter = (
            f'<w:fldSimple w:instr=" SEQ {label} \\* ARABIC ">{_run(str(number))}</w:fldSimple>'
        )
        return parsed(f"<w:p>{self._style(style, further=further)}{before}{counter}{after}</w:p>")

    def _style(self, name: str, keep: bool = False, further: str = "") -> str:
        """The style of a paragraph; one that announces the next stays on its page."""
        kept = "<w:keepNext/>" if keep else ""
        return f'<w:pPr><w:pStyle w:val="{self._id(name)}"/>{kept}{further}</w:pPr>'

    def _id(self, name: str) -> str:
        if name not in self.styles and name in LATER_STYLES:
            name = "Normal"
        if name not in self.styles:
            raise WrongDefinition(f"В шаблоне нет стиля «{name}»: верните его или имя стиля.")
        return escape(self.styles[name])

    def _table_xml(self, table: Table, size: float, points: list[float]) -> str:
        widths = [round(TWIPS * width) for width in points]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        look = RowStyle(size, keep=True)
        head = self._head(table.columns, widths, look)
        bound = _bound(table, is_tall(table, points, size))
        rows = "".join(
            self._row(
                cells,
                table.columns,
                widths,
                RowStyle(size, number in table.strong, number in bound),
            )
            for number, cells in enumerate(table.rows)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._id("Таблица отчёта")}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}'
            f"</w:tblGrid>{head}{rows}</w:tbl>"
        )

    def _head(self, columns: tuple[TableColumn, ...], widths: list[int], look: RowStyle) -> str:
        style = f'<w:pStyle w:val="{self._id("Шапка таблицы")}"/>{look.kept}'
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"<w:p><w:pPr>{style}</w:pPr>{_run(column.title, look)}</w:p></w:tc>"
            for column, width in zip(columns, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _row(
        self,
        cells: tuple[TableCell, ...],
        columns: tuple[TableColumn, ...],
        widths: list[int],
        look: RowStyle,
    ) -> str:
        if len(cells) == 1:
            return self._across(cells[0], len(columns), sum(widths), look)
        made = "".join(
            self._cell(cell, column, width, look)
            for cell, column, width in zip(cells, columns, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr>"

    def _across(self, cell: TableCell, many: int, width: int, look: RowStyle) -> str:
        """A row of one cell; a strong one is the head of those that follow."""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{PRINT.head[1:]}"/>'
        style = f'<w:pStyle w:val="{self._id("Ячейка таблицы")}"/>{look.kept}'
        text = _run(cell.text, replace(look, strong=False))
        return (
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" '
            f'w:type="dxa"/><w:gridSpan w:val="{many}"/>{shade if look.strong else ""}</w:tcPr>'
            f"<w:p><w:pPr>{style}</w:pPr>{text}</w:p></w:tc></w:tr>"
        )

    def _cell(self, cell: TableCell, column: TableColumn, width: int, look: RowStyle) -> str:
        fill = PRINT.fills.get(cell.status) if cell.status else None
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
        style = f'<w:pStyle w:val="{self._id("Ячейка таблицы")}"/>{look.kept}'
        align = f'<w:jc w:val="{ALIGN[column.align]}"/>' if column.align != "left" else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f"<w:p><w:pPr>{style}{align}</w:pPr>{_run(cell.text, look, cell.status)}</w:p></w:tc>"
        )


def _bound(table: Table, is_high: bool) -> frozenset[int]:
    """Rows that stay on the page of the next: those of a short table all, its note with them.

    Of a longer one the first two and the last but one: no row stands alone with its head. Of a
    short one whose rows are high the first alone.
    """
    last = len(table.rows) - 1
    if len(table.rows) > SHORT_TABLE:
        found = {0, 1, last - 1}
    elif is_high:
        found = {0}
    else:
        found = {*range(last), *([last] if table.note else [])}
    return frozenset(found | {one for one in table.strong if len(table.rows[one]) == 1})


def _in_list(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _run(text: str, look: RowStyle = PLAIN, status: Status | None = None) -> str:
    """A run; the properties in their order: bold, colour, size."""
    bold = "<w:b/><w:bCs/>" if look.strong else ""
    color = f'<w:color w:val="{PRINT.inks[status][1:]}"/>' if status else ""
    half = round(2 * look.size)
    size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if look.size != SIZES[0] else ""
    shown = f"<w:rPr>{bold}{color}{size}</w:rPr>" if bold or color or size else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
